"""Edits as a person makes them, in Chromium on the plain page: bytes each way, key to paint, opening."""

from __future__ import annotations

import statistics
import time
from typing import Any

from playwright.sync_api import Page, sync_playwright

import cjm_widgets as cjm
from tests.bench.maps import journey_of
from tests.browser.harness.chromium import launch
from tests.browser.harness.plain import Plain

SIZES = (10, 100, 1000)
KEYS = 80
ROUNDS = 3

PAINTS = """() => {
  window.__paints = [];
  addEventListener('keydown', () => {
    const start = performance.now();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.__paints.push(performance.now() - start);
      port2.postMessage(0);
    });
  }, true);
}"""
"""A message posted in a frame arrives after that frame was painted."""


def edits() -> dict[str, Any]:
    """Return bytes, times and their ratios between maps of 10, 100 and 1,000 cards."""
    found: dict[str, dict[str, Any]] = {}
    paints: dict[int, list[float]] = {size: [] for size in SIZES}
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for turn in range(ROUNDS):
            for size in SIZES:
                plain = Plain(browser.new_context(viewport={"width": 1280, "height": 900}))
                row = _measure(plain, size, paints[size])
                plain.context.close()
                if turn == 0:
                    found[str(size)] = row
        browser.close()
    for size in SIZES:
        found[str(size)] |= {
            "key_to_paint_ms_p50": _at(paints[size], 0.5),
            "key_to_paint_ms_p95": _at(paints[size], 0.95),
        }
    small, large = found[str(SIZES[0])], found[str(SIZES[-1])]
    ratio = {
        "bytes_up_ratio": large["edit_bytes_up"] / small["edit_bytes_up"],
        "bytes_down_ratio": large["edit_bytes_down"] / small["edit_bytes_down"],
        "key_to_paint_ratio": large["key_to_paint_ms_p95"] / small["key_to_paint_ms_p95"],
        "edit_bytes_up": max(row["edit_bytes_up"] for row in found.values()),
        "edit_bytes_down": max(row["edit_bytes_down"] for row in found.values()),
    }
    bar = {
        "bytes_up_ratio": 1.1, "bytes_down_ratio": 1.1, "key_to_paint_ratio": 1.5,
        "edit_bytes_up": 1000, "edit_bytes_down": 1000,
    }  # fmt: skip
    return {"cards": found, **ratio, "bar": bar}


def _measure(plain: Plain, size: int, paints: list[float]) -> dict[str, Any]:
    """Open a map, edit one card by keyboard, and read what went over the wire."""
    board = cjm.JourneyMap(journey_of(size))
    start = time.perf_counter()
    plain.show(board)
    page = plain.page
    page.locator(".cjm-card").first.wait_for()
    opened = time.perf_counter() - start
    link = plain.link(board)
    snapshot = max(link.down_bytes)
    up, down = len(link.up_bytes), len(link.down_bytes)
    page.evaluate(PAINTS)
    type_into_first_card(page)
    plain.settle()
    paints += page.evaluate("() => window.__paints")[3:]
    row = {
        "open_s": opened,
        "snapshot_bytes": snapshot,
        "edit_bytes_up": _custom(link.up, link.up_bytes, up, "edit"),
        "edit_bytes_down": _custom(link.down, link.down_bytes, down, "change"),
    }
    board.close()
    return row


def type_into_first_card(page: Page) -> None:
    """Replace the text of the first card, key by key."""
    page.locator(".cjm-card").first.click()
    page.keyboard.press("F2")
    page.keyboard.press("Control+A")
    for index in range(KEYS):
        page.keyboard.press("abcdefgh "[index % 9])
    page.keyboard.press("Enter")


def _custom(packets: list[Any], sizes: list[int], since: int, kind: str) -> int:
    """Return the bytes of the messages of one kind, which must have been sent."""
    rows = [
        size
        for packet, size in zip(packets[since:], sizes[since:], strict=True)
        if packet.get("method") == "custom" and packet["content"].get("type") == kind
    ]
    assert rows, f"No {kind} went over the wire"
    return sum(rows)


def _at(times: list[float], share: float) -> float:
    return statistics.quantiles(times, n=100)[round(share * 100) - 1]
