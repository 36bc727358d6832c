"""A drag in the curve beside one in bqplot, in one page of JupyterLab; frames of a long curve dragged."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

import cjm_widgets as cjm
from tests.bench.maps import curve_of
from tests.browser.harness.chromium import launch
from tests.browser.harness.lab import Lab, LabPage
from tests.browser.harness.plain import Plain
from tests.browser.harness.server import LabServer

POINTS, ROUNDS, WARM = 12, 16, 3
LONG = 50
SLOW_MS = 20.0

# In a box they have no second output: drawing its picture would hold up whoever comes next.
OURS = f"""
import cjm_widgets as cjm
from tests.bench.maps import curve_of
journey = curve_of({POINTS})
board = cjm.EmotionCurve(journey, locale="en")
chart = cjm.charts.emotion(journey, locale="en")
import ipywidgets
ipywidgets.VBox([board, chart])
"""
# As bqplot's own examples link them: through Python.
THEIRS = f"""
import bqplot, numpy as np
from traitlets import link
x, y = bqplot.LinearScale(), bqplot.LinearScale(min=-2, max=2)
values = np.zeros({POINTS})
scatter = bqplot.Scatter(x=np.arange({POINTS}), y=values, scales={{"x": x, "y": y}}, enable_move=True,
                         restrict_y=True)
line = bqplot.Lines(x=np.arange({POINTS}), y=values, scales={{"x": x, "y": y}})
link((scatter, "y"), (line, "y"))
bqplot.Figure(marks=[line, scatter], layout={{"height": "300px", "width": "100%"}})
"""

# The last change of a line after the pointer went up, in milliseconds; a message posted in a frame comes
# after that frame was painted.
WATCH = """(seen) => {
  window.__last = null;
  window.__up = null;
  window.__seen?.disconnect();
  window.__seen = new MutationObserver(() => {
    if (window.__up === null) return;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => { window.__last = performance.now() - window.__up; };
      port2.postMessage(0);
    });
  });
  window.__seen.observe(seen, { attributes: true, childList: true, subtree: true });
  addEventListener("pointerup", () => { window.__up = performance.now(); }, { capture: true, once: true });
}"""
QUIET_MS = 400
# One move a frame, up and down, by the pointer that holds the point; the gaps between frames.
DRAG = """(handle) => new Promise((done) => {
  const { left, top, width, height } = handle.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  const fire = (type, dy, buttons) => handle.dispatchEvent(new PointerEvent(type, {
    bubbles: true, cancelable: true, pointerId: 1, pointerType: "mouse", button: 0, buttons,
    clientX: x, clientY: y + dy,
  }));
  handle.setPointerCapture = () => {};
  fire("pointerdown", 0, 1);
  const gaps = [];
  let n = 0;
  let last = performance.now();
  const step = (now) => {
    gaps.push(now - last);
    last = now;
    n += 1;
    fire("pointermove", 40 * Math.sin(n / 9), 1);
    if (n < 182) requestAnimationFrame(step);
    else { fire("pointerup", 0, 0); done(gaps.slice(2)); }
  };
  requestAnimationFrame(step);
})"""


def curve() -> dict[str, Any]:
    """Return how soon a chart is painted after a drag, ours and bqplot's, and the frames of a long curve."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = LabServer(Path(folder))
        server.start()
        browser = launch(playwright)
        try:
            lab = Lab(browser, server, server.folder("curve"))
            page = lab.open_notebook([OURS, THEIRS])
            page.run_all()
            found = _repaints(page)
            page.allow("attribute transform: Trailing garbage")
            lab.finish()
            frames = _frames(browser)
        finally:
            browser.close()
            server.stop()
    return {**found, **frames, "bar": {"repaint_ratio": 1.0}}


def _repaints(page: LabPage) -> dict[str, Any]:
    """Drag one point after the other in turns; what is said is the median."""
    times: dict[str, list[float]] = {"bqplot": [], "ours": []}
    point = page.page.get_by_role("slider").nth(POINTS // 2)
    figures = page.page.locator(".bqplot")
    for turn in range(ROUNDS):
        way = 24 if turn % 2 else -24
        hit, before = point.locator(".cjm-point__hit"), point.get_attribute("aria-valuenow")
        # All of our chart has to rest; of bqplot's the line, for the dot that was held is still animated.
        times["ours"].append(_one(page.page, hit, figures.nth(0), way))
        assert point.get_attribute("aria-valuenow") != before
        dot = figures.nth(1).locator(".dot").nth(POINTS // 2)
        times["bqplot"].append(_one(page.page, dot, figures.nth(1).locator("path.line").first, way))
    ours, theirs = (statistics.median(times[name][WARM:]) for name in ("ours", "bqplot"))
    return {
        "ours_repaint_ms": ours,
        "bqplot_repaint_ms": theirs,
        "repaint_ratio": ours / theirs,
        "repaint_ms": times,
    }


def _one(page: Page, handle: Any, seen: Any, way: float) -> float:
    """Drag a handle `way` pixels down and let go at once; return the time until what is seen rests."""
    handle.scroll_into_view_if_needed()
    seen.evaluate(WATCH)
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + way, steps=4)
    page.mouse.up()
    page.wait_for_function(
        "(ms) => performance.now() - window.__up - (window.__last ?? ms) > ms", arg=QUIET_MS
    )
    # Nothing moved after the pointer went up: a preview had painted it before.
    return float(page.evaluate("window.__last ?? 0"))


def _frames(browser: Browser) -> dict[str, float]:
    """Drag a point among fifty for three seconds, one move a frame."""
    plain = Plain(browser.new_context(viewport={"width": 1280, "height": 900}))
    view = plain.show(cjm.EmotionCurve(curve_of(LONG)))
    gaps = view.get_by_role("slider").nth(5).evaluate(DRAG)
    plain.finish()
    plain.context.close()
    return {
        "drag_frames_over_20_ms": sum(gap > SLOW_MS for gap in gaps) / len(gaps),
        "drag_frame_ms_p50": statistics.median(gaps),
        "drag_frame_ms_p95": statistics.quantiles(gaps, n=20)[18],
    }
