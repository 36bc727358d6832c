"""Ranges of the journey map in a browser: selected, copied, pasted, filled, cut; what Python holds of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

import cjm_widgets as cjm
from tests.browser.harness.plain import Plain
from tests.browser.map_story import card, cell, glasses, middle, texts

# A text field of the page around the board: the other program a range goes to and comes from.
ELSEWHERE = """() => {
  const area = document.createElement("textarea");
  area.id = "elsewhere";
  document.body.append(area);
}"""


@pytest.fixture
def journey() -> cjm.Journey:
    return glasses()


@pytest.fixture
def elsewhere(plain: Plain) -> Iterator[Page]:
    plain.page.evaluate(ELSEWHERE)
    yield plain.page


def fetch(page: Page) -> str:
    """Paste into the other program and return what it got."""
    page.locator("#elsewhere").fill("")
    page.locator("#elsewhere").press("Control+v")
    return page.locator("#elsewhere").input_value()


def bring(page: Page, text: str) -> None:
    """Put text on the clipboard as the other program would."""
    page.locator("#elsewhere").fill(text)
    page.locator("#elsewhere").press("Control+a")
    page.locator("#elsewhere").press("Control+c")


def test_a_range_goes_to_a_spreadsheet_and_comes_back(
    plain: Plain, journey: cjm.Journey, elsewhere: Page
) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    card(view, "Books an eye exam").click()
    plain.page.keyboard.press("Shift+ArrowDown")
    plain.page.keyboard.press("Shift+ArrowRight")
    expect(view.locator("[aria-selected=true]")).to_have_count(4)
    plain.page.keyboard.press("Control+c")
    expect(view.locator("[aria-live]")).to_contain_text("2 cards copied")
    assert fetch(elsewhere) == '"Books an eye exam\nShows the card"\t\n\t\n'
    bring(elsewhere, 'Asks\t"Waits\nCalls"\nShop\tPhone\n')
    cell(view, "Actions", "Reimbursement").click()
    before = journey.document.revision
    plain.page.keyboard.press("Control+v")
    plain.settle()
    assert journey.document.revision == before + 1
    assert texts(journey, "actions", "Reimbursement") == ["Asks"]
    assert texts(journey, "actions", "Loyalty") == ["Waits", "Calls"]
    assert texts(journey, "touchpoints", "Loyalty") == ["Phone"]
    expect(view.locator("[aria-live]")).to_contain_text("5 cards pasted")
    plain.page.keyboard.press("Control+z")
    plain.settle()
    assert texts(journey, "actions", "Loyalty") == []


def test_cards_keep_what_they_say_when_cut_and_pasted(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    card(view, "No date given").click()
    plain.page.keyboard.press("Control+x")
    plain.settle()
    assert texts(journey, "pain_points", "Reimbursement") == []
    cell(view, "Pain points", "Loyalty").click()
    plain.page.keyboard.press("Control+v")
    plain.settle()
    (pasted,) = [item for item in journey.cards if item.text == "No date given"]
    assert (pasted.sentiment, pasted.stage_id) == ("negative", journey.stages[-1].id)
    expect(card(view, "No date given")).to_be_focused()


def test_a_range_is_pulled_filled_down_and_cleared(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    mouse = plain.page.mouse
    mouse.move(*middle(cell(view, "Actions", "Consideration")))
    mouse.down()
    mouse.move(*middle(cell(view, "Touchpoints", "Consideration")), steps=4)
    mouse.move(*middle(cell(view, "Touchpoints", "Purchase")), steps=4)
    mouse.up()
    expect(view.locator("[aria-selected=true]")).to_have_count(4)
    assert plain.page.evaluate("() => String(getSelection())") == ""
    plain.page.keyboard.press("Control+d")
    plain.settle()
    assert texts(journey, "touchpoints", "Purchase") == ["Books an eye exam", "Shows the card"]
    before = journey.document.revision
    plain.page.keyboard.press("Delete")
    plain.settle()
    assert journey.document.revision == before + 1
    assert texts(journey, "touchpoints", "Purchase") == texts(journey, "actions", "Purchase") == []
    card(view, "Searches").click()
    view.locator(".cjm-card").filter(has_text="Website").click(modifiers=["Shift"])
    expect(view.locator("[aria-selected=true]")).to_have_count(2)


def test_a_large_paste_asks_and_grows_the_map_in_one_step(
    plain: Plain, journey: cjm.Journey, elsewhere: Page
) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    bring(elsewhere, "a\tb\tc\n")
    cell(view, "Actions", "Loyalty").click()
    before = journey.document.revision
    plain.page.keyboard.press("Control+v")
    expect(view.get_by_role("button", name="Add 2 stages to fit")).to_be_focused()
    plain.page.keyboard.press("Enter")
    plain.settle()
    assert journey.document.revision == before + 1
    assert [stage.name for stage in journey.stages][-2:] == ["New stage", "New stage"]
    assert {item.text for item in journey.cards} >= {"a", "b", "c"}
    expect(card(view, "a").last).to_be_visible()


def test_the_menu_copies_and_the_sheet_lists_the_keys(
    plain: Plain, journey: cjm.Journey, elsewhere: Page
) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    card(view, "Website").click(button="right")
    view.get_by_role("menuitem", name="Copy Ctrl+C").click()
    assert fetch(elsewhere) == "Website"
    card(view, "Website").click()
    plain.page.keyboard.press("?")
    sheet = view.get_by_role("dialog", name="Keyboard shortcuts")
    expect(sheet).to_contain_text("Fill down")
    box = sheet.bounding_box()
    assert box and box["x"] >= 0 and box["y"] >= 0
    plain.page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(card(view, "Website")).to_be_focused()
