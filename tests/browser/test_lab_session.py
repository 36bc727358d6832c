"""A mapping session of a quarter of an hour in the real JupyterLab ends with the document Python makes."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

import cjm_widgets as cjm
from tests.browser.harness.lab import Lab, LabPage
from tests.browser.session import cards, details, people, rest, structure
from tests.browser.session.hands import Hands
from tests.browser.session.same import differences, said
from tests.browser.session.twin import Gesture, Twin

BEGIN = """import cjm_widgets as cjm
doc = cjm.open("glasses.cjm.json")
journey = doc.add_journey("Glasses")
board = cjm.JourneyMap(journey, locale="en")
deck = cjm.PersonaDeck(doc, locale="en")
def held():
    tables = doc.state.tables
    return [doc.revision, {
        name: {key: record.model_dump(mode="json") for key, record in records.items()}
        for name, records in tables.items()
    }]"""
#: What is shown in a cell of its own, and what is done there.
ACTS: dict[str, tuple[list[Gesture], ...]] = {
    "deck": (people.PEOPLE,),
    "cjm.PersonaCard(doc.persona('Julie'), locale='en')": (people.JULIE,),
    "board": (
        structure.STRUCTURE, structure.LANES, cards.CARDS, cards.CLIPBOARD, details.DETAILS,
        rest.SETTINGS, rest.CURVE, rest.CHANNELS, rest.VIEWS,
    ),
}  # fmt: skip


def tables(doc: cjm.Document) -> dict[str, Any]:
    """Return the records of a document as JSON."""
    return {
        name: {key: record.model_dump(mode="json") for key, record in records.items()}
        for name, records in doc.state.tables.items()
    }


def play(notebook: LabPage, twin: Twin, hands: Hands, gestures: list[Gesture]) -> None:
    """Make each gesture on the page and its command in Python; after each both hold the same, as one step."""
    ahead = notebook.kernel_eval("doc.revision") - twin.doc.revision
    for number, (gesture, command) in enumerate(gestures):
        gesture(hands)
        expect(notebook.page.locator(".cjm-status[data-waiting]")).to_have_count(0)
        command(twin)
        revision, records = notebook.kernel_eval("held()")
        found = differences(said(records), said(tables(twin.doc)))
        assert not found, f"After gesture {number}:\n" + "\n".join(found)
        assert revision - twin.doc.revision == ahead, f"Gesture {number} is not one step"


def test_two_hundred_gestures_do_what_python_does(lab: Lab) -> None:
    lab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    notebook = lab.open_notebook([BEGIN, *ACTS])
    notebook.run_cell(0)
    hands, twin = Hands(notebook.page), Twin()
    for number, (shown, acts) in enumerate(ACTS.items(), start=1):
        notebook.run_cell(number)
        expect(notebook.page.locator(".cjm-status").last, shown).to_be_visible()
        for gestures in acts:
            play(notebook, twin, hands, gestures)
    assert sum(len(gestures) for acts in ACTS.values() for gestures in acts) >= 200
    expect(notebook.page.locator(".cjm-status").last).to_have_attribute("data-tone", "good")
    kept = cjm.load(lab.root / "glasses.cjm.json")
    assert said(tables(kept)) == said(tables(twin.doc))
