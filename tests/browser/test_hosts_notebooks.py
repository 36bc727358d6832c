"""All notebooks, French twins too, run in JupyterLab, Notebook 7 and Voila; each board and chart is alive."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.harness.lab import write_notebook
from tests.browser.harness.server import LabServer
from tests.browser.harness.showing import HOSTS, PATIENCE, running, showing

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
TOURS = sorted(path.stem for path in NOTEBOOKS.glob("0*.ipynb") if not path.stem.endswith("_fr"))
ALIVE = """(closed) => {
  const stored = [...document.querySelectorAll(".jp-OutputArea-child:has(style ~ .cjm-static)")];
  const shown = stored.map((it) => it.previousElementSibling);
  const alive = shown.filter((it) => it?.querySelector(".cjm-live .cjm-board, .bqplot.cjm-root path"));
  return alive.length > 0 && alive.length === stored.length - closed && alive.length;
}"""
"""How many boards and charts there are, once above each stored picture, but of those closed, one is alive."""


@pytest.fixture(scope="module")
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabServer]:
    with running(request.param, tmp_path_factory.mktemp(request.param)) as found:
        yield found


@pytest.mark.parametrize("stem", TOURS)
@pytest.mark.parametrize(("server", "host"), [(each, each) for each in HOSTS], indirect=["server"], ids=HOSTS)
def test_it_and_its_french_twin_run(browser: Browser, server: LabServer, host: str, stem: str) -> None:
    shown = showing(host, browser, server)
    pages = shown.show(*(copied(name, server.folder(name)) for name in (stem, f"{stem}_fr")))
    closed = [source_of(page.path).count(".close()") for page in pages]
    for page in pages if any(closed) else []:
        page.allow("widget model not found")  # Voila shows what was displayed once all cells have run
    english, french = (alive(page.page, gone) for page, gone in zip(pages, closed, strict=True))
    assert english == french
    shown.finish()


@pytest.mark.parametrize(("server", "host"), [("voila", "voila")], indirect=["server"], ids=["voila"])
def test_a_cell_that_fails_is_heard(browser: Browser, server: LabServer, host: str) -> None:
    shown = showing(host, browser, server)
    path = write_notebook(server.folder("failing") / "failing.ipynb", ["1 / 0", "'not reached'"])
    with pytest.raises(AssertionError, match="ZeroDivisionError"):
        shown.show(path)
    shown.finish()


def copied(name: str, folder: Path) -> Path:
    """Copy a notebook with the pictures it shows."""
    shutil.copytree(NOTEBOOKS / "images", folder / "images")
    return Path(shutil.copy(NOTEBOOKS / f"{name}.ipynb", folder))


def source_of(path: Path) -> str:
    cells = nbformat.read(path, as_version=4).cells
    return "\n".join(cell.source for cell in cells if cell.cell_type == "code")


def alive(page: Page, closed: int) -> int:
    found = page.wait_for_function(ALIVE, arg=closed, polling=200, timeout=PATIENCE)
    return int(found.json_value())
