"""In Notebook 7, Voila and marimo: boards are alive, edits reach the file, and all notebooks run."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

import cjm_widgets as cjm
from tests.browser.harness.hosts import MarimoServer, NotebookServer, VoilaServer
from tests.browser.harness.lab import Lab, LabPage

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("0*.ipynb"))
SET_UP = """import cjm_widgets as cjm
doc = cjm.open("glasses.cjm.json")
julie = doc.add_persona("Julie", role="Mother of two")
journey = doc.add_journey("Glasses", template="purchase", personas=[julie.id])
card = journey.add_card(lane="actions", stage="Discovery", text="Searches the web")
point = journey.set_emotion("Discovery", 0, persona=julie)"""
BOARDS = [
    "cjm.JourneyMap(journey)",
    "cjm.PersonaCard(julie)",
    "cjm.EmotionCurve(journey)",
    "cjm.PersonaDeck(doc)",
]
OWN_NOISE = (
    r"reading 'schema'",
    r"yjs",
    r"Unsatisfied version",
    r"shared module",
    r"ERR_FAILED",
    r"fontawesome",
)
"""What a host says of itself on its console, with or without a board."""


@pytest.fixture(scope="module")
def notebook_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NotebookServer]:
    server = NotebookServer(tmp_path_factory.mktemp("notebook"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def voila_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VoilaServer]:
    server = VoilaServer(tmp_path_factory.mktemp("voila"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def notebook7(
    browser: Browser, notebook_server: NotebookServer, request: pytest.FixtureRequest
) -> Iterator[Lab]:
    helper = Lab(browser, notebook_server, notebook_server.folder(request.node.name))
    yield helper
    helper.finish()


@pytest.fixture
def visit(browser: Browser) -> Iterator[LabPage]:
    """A page that hears errors and refuses the outside; it is not of a notebook editor."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, locale="en-US")
    page = LabPage(context.new_page(), None, Path())  # type: ignore[arg-type]
    page.allow(*OWN_NOISE)
    yield page
    faults = page.unexpected()
    context.close()
    assert not faults, "Errors in the page:\n" + "\n".join(faults)
    assert all("fontawesome" in url for url in page.outside), page.outside


def live(page: Page) -> Locator:
    return page.locator(".cjm-live")


def edit_all(page: Page, file: Path) -> None:
    """Edit on each of the four boards, by mouse and keyboard, and find all of it in the file."""
    expect(live(page)).to_have_count(len(BOARDS), timeout=60_000)
    board, card, curve, deck = (live(page).nth(at) for at in range(len(BOARDS)))
    board.locator(".cjm-card", has_text="Searches the web").click()
    page.keyboard.press("F2")
    page.keyboard.press("Control+A")
    page.keyboard.type("Asks a friend")
    page.keyboard.press("Enter")
    expect(board.locator(".cjm-card", has_text="Asks a friend")).to_be_visible()
    role = card.get_by_role("textbox", name="Role").first
    role.fill("Mother of three")
    role.blur()
    expect(deck.get_by_role("option", name="Mother of three")).to_have_count(1)
    point = curve.get_by_role("slider", name=re.compile("Discovery")).first
    point.focus()
    page.keyboard.press("ArrowUp")
    expect(point).not_to_have_attribute("aria-valuenow", "0")
    page.expose_function("inTheFile", lambda: in_the_file(file))
    page.wait_for_function("() => window.inTheFile()")


def in_the_file(file: Path) -> bool:
    """Tell whether all that was edited is stored."""
    doc = cjm.load(file)
    journey = doc.journeys[0]
    texts, feelings = [one.text for one in journey.cards], [one.value for one in journey.emotions]
    return "Asks a friend" in texts and doc.personas[0].role == "Mother of three" and feelings == [0.5]


def test_notebook_7_edits_every_board(notebook7: Lab) -> None:
    opened = notebook7.open_notebook([SET_UP, *BOARDS])
    opened.allow(*OWN_NOISE)
    opened.run_all()
    edit_all(opened.page, notebook7.root / "glasses.cjm.json")


def test_voila_edits_every_board(voila_server: VoilaServer, visit: LabPage, browser: Browser) -> None:
    folder = voila_server.folder("edits")
    Lab(browser, voila_server, folder).write_notebook([SET_UP, *BOARDS])
    visit.page.goto(voila_server.address("edits/board.ipynb"))
    edit_all(visit.page, folder / "glasses.cjm.json")


def test_marimo_edits_every_board(tmp_path: Path, visit: LabPage) -> None:
    server = MarimoServer(tmp_path)
    server.write(SET_UP, "cjm, doc, journey, julie", BOARDS)
    server.start()
    try:
        visit.page.goto(server.address("app"))
        edit_all(visit.page, server.root / "glasses.cjm.json")
    finally:
        server.stop()


def copied(path: Path, folder: Path) -> Path:
    """Copy a notebook with the pictures it shows."""
    shutil.copytree(path.parent / "images", folder / "images")
    return Path(shutil.copy(path, folder))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_7_runs_them_all(notebook7: Lab, path: Path) -> None:
    opened = notebook7.open_path(copied(path, notebook7.root))
    opened.allow(*OWN_NOISE)
    opened.run_all()
    expect(live(opened.page).first).to_be_visible(timeout=60_000)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_voila_runs_them_all(voila_server: VoilaServer, visit: LabPage, path: Path) -> None:
    folder = voila_server.folder(path.stem)
    copied(path, folder)
    visit.page.goto(voila_server.address(f"{folder.name}/{path.name}"), timeout=120_000)
    expect(live(visit.page).first).to_be_visible(timeout=60_000)
    assert visit.page.get_by_text("Traceback (most recent call last)").count() == 0
