"""Finds and starts the system's Chromium; knows no page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserType, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium_path() -> str:
    """Return the path of a Chromium: `CJM_CHROMIUM`, or the first one on the path."""
    named = os.environ.get("CJM_CHROMIUM")
    found = named or next((path for path in map(shutil.which, NAMES) if path), None)
    if not found:
        raise RuntimeError("No Chromium found: run `make chromium`, or name one in CJM_CHROMIUM.")
    return found


def launch(playwright: Playwright) -> Browser:
    """Start a headless Chromium."""
    return _launched(playwright.chromium)


def _launched(kind: BrowserType) -> Browser:
    return kind.launch(executable_path=chromium_path(), args=list(FLAGS))


@contextmanager
def launch_beside(browser: Browser) -> Iterator[Browser]:
    """Start a second Chromium: a page of each is in front, while one behind another draws once a second."""
    beside = _launched(browser.browser_type)
    yield beside
    beside.close()
