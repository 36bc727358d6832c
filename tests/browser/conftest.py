"""Fixtures of the browser tests: one Chromium and one JupyterLab a session, one page a test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.harness.chromium import launch
from tests.browser.harness.lab import Lab
from tests.browser.harness.plain import Plain
from tests.browser.harness.server import LabServer

VIEWPORT = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for all tests."""
    with sync_playwright() as playwright:
        found = launch(playwright)
        yield found
        found.close()


@pytest.fixture
def plain(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Plain]:
    """A page without Jupyter; ``@pytest.mark.context(color_scheme="dark")`` sets options of the browser."""
    marker = request.node.get_closest_marker("context")
    options = {"viewport": VIEWPORT, "locale": "en-US", **(marker.kwargs if marker else {})}
    context = browser.new_context(**options)
    page = Plain(context)
    yield page
    try:
        page.finish()
    finally:
        context.close()


@pytest.fixture(scope="session")
def lab_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabServer]:
    """One JupyterLab for all tests."""
    server = LabServer(tmp_path_factory.mktemp("lab"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def lab(browser: Browser, lab_server: LabServer, request: pytest.FixtureRequest) -> Iterator[Lab]:
    """A helper that opens notebooks in the real JupyterLab; its folder is `lab.root`."""
    root = lab_server.folder(request.node.name)
    helper = Lab(browser, lab_server, root)
    yield helper
    helper.finish()


@pytest.fixture
def notebook_folder(lab: Lab) -> Path:
    """Where the notebooks of this test and the files of its kernels are."""
    return lab.root
