"""In JupyterLab, Notebook 7, Voila and marimo: each widget is edited by hand, and the kernel has it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.board_stories import NAMES, SET_UP, SHOWN, STORIES, Opened
from tests.browser.harness.hosts import MarimoServer
from tests.browser.harness.lab import write_notebook
from tests.browser.harness.showing import HOSTS, PATIENCE, ShowingAlone, running, showing

WITH_BQPLOT = ("Studio", "charts")
"""What marimo does not show: it knows no Jupyter widgets other than anywidgets."""
ANYWIDGETS = tuple(name for name in SHOWN if name not in WITH_BQPLOT)

WHOLE = """(studio) => {
  const hidden = [];
  for (let it = studio.parentElement; it && !it.matches(".jp-Cell"); it = it.parentElement) {
    const clips = getComputedStyle(it).overflowY !== "visible";
    if (clips && it.scrollHeight > it.clientHeight + 1) hidden.push(it.className);
  }
  const parts = [...studio.querySelectorAll(".cjm-live, .bqplot")];
  const boxes = parts.map((it) => it.getBoundingClientRect());
  const over = (one, other) =>
    one.left < other.right - 1 && other.left < one.right - 1 &&
    one.top < other.bottom - 1 && other.top < one.bottom - 1;
  const covered = parts.filter((_, at) => boxes.some((box, by) => by !== at && over(box, boxes[at])));
  return { hidden, covered: covered.map((it) => it.className) };
}"""
"""What hides a part of a studio below an edge of its own, and which of its parts lie on each other."""


@pytest.fixture(scope="module")
def opened(
    browser: Browser, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Opened]:
    """One page of a host with all widgets, each edited by one test; at the end no error was heard."""
    base = tmp_path_factory.mktemp(request.param)
    with (marimo if request.param == "marimo" else jupyter)(request.param, browser, base) as found:
        yield found


@contextmanager
def jupyter(host: str, browser: Browser, base: Path) -> Iterator[Opened]:
    with running(host, base) as server:
        shown = showing(host, browser, server)
        path = write_notebook(server.folder("boards") / "boards.ipynb", [SET_UP, *SHOWN.values()])
        (page,) = shown.show(path)
        expect(page.page.locator(".cjm-studio .bqplot")).to_have_count(6, timeout=PATIENCE)
        yield Opened(page.page, path.parent)
        shown.finish()


@contextmanager
def marimo(_host: str, browser: Browser, base: Path) -> Iterator[Opened]:
    server = MarimoServer(base)
    server.write(SET_UP, NAMES, [SHOWN[name] for name in ANYWIDGETS])
    server.start()
    shown = ShowingAlone(browser, server)
    (page,) = shown.show(server.root / "app.py")
    yield Opened(page.page, server.root)
    shown.finish()
    server.stop()


@pytest.mark.parametrize("name", ANYWIDGETS)
@pytest.mark.parametrize("opened", [*HOSTS, "marimo"], indirect=True, scope="module")
def test_a_board_is_edited_by_hand_and_the_kernel_has_it(opened: Opened, name: str) -> None:
    STORIES[name](opened)


@pytest.mark.parametrize("opened", HOSTS, indirect=True, scope="module")
def test_a_studio_is_seen_whole(opened: Opened) -> None:
    found = opened.page.locator(".cjm-studio").evaluate(WHOLE)
    assert found == {"hidden": [], "covered": []}


@pytest.mark.parametrize("name", WITH_BQPLOT)
@pytest.mark.parametrize("opened", HOSTS, indirect=True, scope="module")
def test_an_edit_moves_charts_and_numbers(opened: Opened, name: str) -> None:
    STORIES[name](opened)
