"""A large map in JupyterLab beside a data grid with the same cells, in turns; then typing and scrolling."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

import cjm_widgets as cjm
from tests.bench.browser import PAINTS, type_into_first_card
from tests.bench.maps import journey_of, large_journey
from tests.browser.harness.chromium import launch
from tests.browser.harness.lab import Lab, LabPage
from tests.browser.harness.plain import Plain
from tests.browser.harness.server import REPOSITORY, LabServer

STAGES, LANES, CARDS = 50, 14, 1500
ROUNDS = 5
GRID = ("ipydatagrid==1.4.0", "py2vega==0.7.0", "gast==0.6.0")
"""What the map is measured against; it lies in a folder of its own, being no tool of ours."""

MAKE = f"""
import cjm_widgets as cjm
import pandas as pd
from ipydatagrid import DataGrid
from tests.bench.maps import large_journey
journey = large_journey({STAGES}, {LANES}, {CARDS})
titles = {{lane.id: lane.title or lane.kind for lane in journey.lanes}}
frame = pd.DataFrame("", index=[titles[lane.id] for lane in journey.lanes],
                     columns=[stage.name for stage in journey.stages])
lanes = [lane.id for lane in journey.lanes]
stages = [stage.id for stage in journey.stages]
for card in journey.cards:
    row, column = lanes.index(card.lane_id), stages.index(card.stage_id)
    text = frame.iat[row, column]
    frame.iat[row, column] = text + "\\n" + card.text if text else card.text
"""
SHOW_GRID = "DataGrid(frame, base_row_size=90, base_column_size=150)"
SHOW_MAP = 'cjm.JourneyMap(journey, height="640px")'

# A message posted in a frame arrives after that frame was painted.
SEEN = """([selector, count]) => new Promise((done) => {
  const look = () => {
    const found = document.querySelectorAll(selector);
    const there = found.length >= count && [...found].some((it) => it.clientWidth > 0);
    if (!there) return requestAnimationFrame(look);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(performance.now() - window.__start);
    port2.postMessage(0);
  };
  requestAnimationFrame(look);
})"""
ALL_THERE = "(count) => document.querySelectorAll('.cjm-card').length === count"
# A wheel turned quickly: forty notches, one a frame, down and across and back.
SCROLL = """(selector) => new Promise((done) => {
  const box = document.querySelector(selector);
  const gaps = [];
  let n = 0;
  let last = performance.now();
  const step = () => {
    const now = performance.now();
    gaps.push(now - last);
    last = now;
    n += 1;
    const way = n <= 60 ? 1 : -1;
    box.scrollBy(way * 110, way * 24);
    if (n < 120) requestAnimationFrame(step);
    else done(gaps.slice(2));
  };
  requestAnimationFrame(step);
})"""


def scale() -> dict[str, Any]:
    """Return the times of both, their ratio, and how the map types and scrolls."""
    site = _grid_site()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        base = Path(folder)
        server = _server(base, site)
        browser = launch(playwright)
        try:
            lab = Lab(browser, server, server.folder("scale"))
            page = lab.open_notebook([MAKE, SHOW_GRID, SHOW_MAP])
            page.run_cell(0)
            found = _measure(browser, page)
            lab.finish()
        finally:
            browser.close()
            server.stop()
    return found


def _measure(browser: Browser, page: LabPage) -> dict[str, Any]:
    times: dict[str, list[float]] = {"grid": [], "map": []}
    for _ in range(ROUNDS):
        times["grid"].append(_open(page, 1, ".ipydatagrid canvas, .lm-DataGrid canvas", 1))
        times["map"].append(_open(page, 2, ".cjm-root--map .cjm-card", 20))
        # The stored picture is drawn afterwards, by another process: not beside the next turn.
        page.page.wait_for_function("() => document.querySelector('.cjm-static img')")
    grid, ours = (statistics.median(times[name][1:]) for name in ("grid", "map"))
    found = {
        "first_ms": {name: rows[0] for name, rows in times.items()},
        "grid_open_ms": grid,
        "map_open_ms": ours,
        "open_ratio": ours / grid,
        **_scrolling(browser, page.page),
        **_typing(browser),
    }
    return {**found, "bar": {"open_ratio": 1.5, "longest_task_ms": 50.0, "key_to_paint_ratio": 1.5}}


def _open(page: LabPage, cell: int, selector: str, count: int) -> float:
    """Clear the cell, run it, and return the milliseconds until what it shows is painted."""
    page.page.evaluate("(cell) => window.__lab.clear(cell)", cell)
    page.page.wait_for_function("(it) => !document.querySelector(it)", arg=selector)
    page.page.evaluate("(cell) => { window.__start = performance.now(); window.__lab.runCell(cell); }", cell)
    took = float(page.page.evaluate(SEEN, [selector, count]))
    page.wait_idle()
    return took


def _scrolling(browser: Browser, page: Page) -> dict[str, float]:
    """Turn the wheel; the longest task of the main thread counts in processor time, whatever else runs."""
    page.locator(".cjm-root--map .cjm-card").first.scroll_into_view_if_needed()
    browser.start_tracing(page=page, categories=["toplevel", "devtools.timeline"])
    gaps = page.evaluate(SCROLL, ".cjm-root--map .cjm-scroll")
    events = json.loads(browser.stop_tracing())["traceEvents"]
    mains = {
        (event["pid"], event["tid"])
        for event in events
        if event.get("name") == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    tasks = [
        event["tdur"] / 1000
        for event in events
        if event.get("ph") == "X" and "tdur" in event and (event["pid"], event["tid"]) in mains
    ]
    return {
        "longest_task_ms": max(tasks),
        "scroll_frame_ms_p50": statistics.median(gaps),
        "scroll_frame_ms_p95": statistics.quantiles(gaps, n=100)[94],
    }


def _typing(browser: Browser) -> dict[str, float]:
    """Type into a card of the large map and of a small one, in turns, on the plain page."""
    paints: dict[str, list[float]] = {"small": [], "large": []}
    journeys = {"small": journey_of(100), "large": large_journey(STAGES, LANES, CARDS)}
    for _ in range(ROUNDS):
        for name, journey in journeys.items():
            plain = Plain(browser.new_context(viewport={"width": 1280, "height": 900}))
            board = cjm.JourneyMap(journey, height="640px")
            plain.show(board)
            plain.page.locator(".cjm-card").first.wait_for()
            plain.page.wait_for_function(ALL_THERE, arg=len(journey.cards))
            plain.page.evaluate(PAINTS)
            type_into_first_card(plain.page)
            plain.settle()
            paints[name] += plain.page.evaluate("() => window.__paints")[3:]
            plain.context.close()
            board.close()
    small, large = (statistics.quantiles(paints[name], n=100)[94] for name in ("small", "large"))
    return {
        "key_to_paint_ms_p50": statistics.median(paints["large"]),
        "key_to_paint_ms_p95": large,
        "key_to_paint_ratio": large / small,
    }


def _grid_site() -> Path:
    """Install the grid beside the environment, once."""
    site = REPOSITORY / "build" / "bench-site"
    if not (site / "ipydatagrid").exists():
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(site)]
        subprocess.run([*pip, *GRID], check=True)
    return site


def _server(base: Path, site: Path) -> LabServer:
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [os.environ.get("PYTHONPATH", ""), str(site)]))
    os.environ["JUPYTER_PATH"] = str(site / "share" / "jupyter")
    server = LabServer(base)
    server.start()
    return server
