"""What spreadsheets put on the clipboard, pasted into the map; and what a map puts there for them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

import cjm_widgets as cjm
from tests.browser.harness.plain import Plain
from tests.browser.map_story import cell

FOLDER = Path(__file__).parents[1] / "fixtures" / "clipboard"
TABLE = json.loads((FOLDER / "table.json").read_text("utf-8"))

# The event that Ctrl+V makes, with what another program would have left on the clipboard.
PASTE = """(held) => {
  const data = new DataTransfer();
  for (const [type, text] of Object.entries(held)) data.setData(type, text);
  const options = { clipboardData: data, bubbles: true, cancelable: true };
  return !document.activeElement.dispatchEvent(new ClipboardEvent("paste", options));
}"""
COPY = """() => {
  const data = new DataTransfer();
  const options = { clipboardData: data, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new ClipboardEvent("copy", options));
  return Object.fromEntries(data.types.map((type) => [type, data.getData(type)]));
}"""


def read(name: str) -> str:
    return (FOLDER / name).read_bytes().decode("utf-8")


def blank() -> cjm.Journey:
    """Return a journey of three stages and five lanes with nothing in them."""
    journey = cjm.Document().add_journey("Pasted")
    for name in ("One", "Two", "Three"):
        journey.add_stage(name)
    for kind in ("actions", "thoughts", "pain_points", "opportunities", "solutions"):
        journey.add_lane(kind)
    return journey


def cards_of(journey: cjm.Journey) -> list[list[list[str]]]:
    """Return the texts of every cell, in order."""
    found: dict[tuple[str, str], list[Any]] = {}
    for card in journey.cards:
        found.setdefault((card.lane_id, card.stage_id), []).append(card)
    return [
        [
            [card.text for card in sorted(found.get((lane.id, stage.id), []), key=lambda card: card.order)]
            for stage in journey.stages
        ]
        for lane in journey.lanes
    ]


def stand(view: Locator) -> None:
    """Put the focus on the first cell."""
    cell(view, "Actions", "One").focus()


@pytest.mark.parametrize("program", ["excel", "libreoffice", "sheets", "ours"])
def test_a_range_of_another_program_becomes_cards(plain: Plain, program: str) -> None:
    journey = blank()
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    stand(view)
    held = {"text/html": read(f"{program}.html"), "text/plain": read(f"{program}.txt")}
    before = journey.document.revision
    assert plain.page.evaluate(PASTE, held)
    plain.settle()
    assert journey.document.revision == before + 1
    assert cards_of(journey) == TABLE["cards"]
    assert view.locator(".cjm-card script, .cjm-card b").count() == 0


@pytest.mark.parametrize("program", ["excel", "sheets", "ours"])
def test_the_text_alone_will_do(plain: Plain, program: str) -> None:
    journey = blank()
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    stand(view)
    assert plain.page.evaluate(PASTE, {"text/plain": read(f"{program}.txt")})
    plain.settle()
    assert cards_of(journey) == TABLE["cards"]


def test_merged_cells_and_notes_of_excel(plain: Plain) -> None:
    journey = blank()
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    stand(view)
    plain.page.evaluate(PASTE, {"text/html": read("excel_merged.html")})
    plain.settle()
    assert cards_of(journey)[:3] == [
        [["Wide and high"], [], ["Right"]],
        [[], [], ["Below"]],
        [["Bold and red"], ["A link"], ["Beyond the end"]],
    ]


def test_one_cell_of_sheets_joins_a_cell(plain: Plain) -> None:
    journey = blank()
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    stand(view)
    held = {"text/html": read("sheets_cell.html"), "text/plain": read("sheets_cell.txt")}
    plain.page.evaluate(PASTE, held)
    plain.settle()
    assert cards_of(journey)[0][0] == ["Waits", "Calls"]


def test_a_map_gives_text_a_table_and_itself(plain: Plain) -> None:
    """The table is the one LibreOffice was given; what it made of it is a fixture too."""
    journey = blank()
    rows = zip(journey.lanes, TABLE["cells"], strict=True)
    with journey.document.batch("fill"):
        for lane, row in rows:
            for stage, text in zip(journey.stages, row, strict=True):
                for line in text.split("\n") if text else []:
                    journey.add_card(lane=lane, stage=stage, text=line)
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    view.locator(".cjm-card").first.focus()
    plain.page.keyboard.press("Control+a")
    held = plain.page.evaluate(COPY)
    assert held["text/html"] == read("ours.html")
    assert held["text/plain"] == read("ours.txt")
    other = blank()
    copy = plain.show(cjm.JourneyMap(other, locale="en"))
    stand(copy)
    plain.page.evaluate(PASTE, held)
    plain.settle()
    assert cards_of(other) == cards_of(journey)


def test_names_are_pasted_onto_heads_and_ask_to_grow(plain: Plain) -> None:
    journey = blank()
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    view.get_by_role("columnheader", name="Two").focus()
    plain.page.evaluate(PASTE, {"text/plain": "\tLook\tBuy\tUse\r\nActions\ta\tb\tc\r\nRésumé\td\te\tf\r\n"})
    view.get_by_role("button", name="Add 1 stage and 1 lane to fit").click()
    plain.settle()
    assert [stage.name for stage in journey.stages] == ["One", "Look", "Buy", "Use"]
    assert journey.lanes[-1].title == "Résumé"
    assert cards_of(journey)[0] == [[], ["a"], ["b"], ["c"]]
    expect(view.locator("[aria-live]")).to_contain_text("5 names pasted. 6 cards pasted")
