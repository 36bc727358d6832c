"""Texts typed through an input method: kept whole, and the Enter that ends them commits nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import CDPSession, Locator, Page, expect

import cjm_widgets as cjm
from tests.browser.harness.plain import Plain
from tests.browser.map_story import card, cell, glasses, texts

WORD = "日本語"


@pytest.fixture
def journey() -> cjm.Journey:
    return glasses()


def compose(page: Page) -> CDPSession:
    """Compose a word and press the Enter that takes it, as an input method does; the field must stay."""
    method = page.context.new_cdp_session(page)
    for text in ("に", "日本", WORD):
        method.send("Input.imeSetComposition", {"text": text, "selectionStart": 0, "selectionEnd": len(text)})
    # The key an input method keeps for itself carries the code 229.
    enter = {"type": "rawKeyDown", "key": "Process", "code": "Enter", "windowsVirtualKeyCode": 229}
    method.send("Input.dispatchKeyEvent", enter)
    method.send("Input.dispatchKeyEvent", {**enter, "type": "keyUp", "key": "Enter"})
    return method


def composed(page: Page, field: Locator, before: Callable[[], int]) -> None:
    """Compose into the open field: nothing is committed until the person's own Enter."""
    revision = before()
    method = compose(page)
    expect(field).to_be_focused()
    assert before() == revision
    method.send("Input.insertText", {"text": WORD})
    expect(field).to_have_value(WORD)
    page.evaluate(
        """() => document.activeElement.dispatchEvent(new KeyboardEvent("keydown",
            { key: "Enter", isComposing: true, bubbles: true, cancelable: true }))"""
    )
    expect(field).to_be_focused()
    assert before() == revision
    page.keyboard.press("Enter")


def test_a_new_card(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    cell(view, "Actions", "Loyalty").focus()
    plain.page.keyboard.press("Insert")
    composed(plain.page, view.locator("textarea"), lambda: journey.document.revision)
    plain.settle()
    assert texts(journey, "actions", "Loyalty") == [WORD]


def test_typing_on_a_card_begins_the_composition_in_its_field(plain: Plain, journey: cjm.Journey) -> None:
    """The first key of an input method opens the field, so that nothing of the word is lost."""
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    card(view, "No date given").click()
    method = plain.page.context.new_cdp_session(plain.page)
    key = {"type": "rawKeyDown", "key": "Process", "code": "KeyN", "windowsVirtualKeyCode": 229}
    method.send("Input.dispatchKeyEvent", key)
    composed(plain.page, view.locator("textarea"), lambda: journey.document.revision)
    plain.settle()
    assert texts(journey, "pain_points", "Reimbursement") == [WORD]


@pytest.mark.parametrize(
    ("role", "name"),
    [("columnheader", "Discovery"), ("rowheader", "Pain points"), ("columnheader", "Before")],
)
def test_a_head(plain: Plain, journey: cjm.Journey, role: str, name: str) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    view.get_by_role(role, name=name).focus()  # type: ignore[arg-type]
    plain.page.keyboard.press("F2")
    composed(plain.page, view.locator("textarea"), lambda: journey.document.revision)
    plain.settle()
    records = [*journey.stages, *journey.lanes, *journey.phases]
    names = [getattr(record, "name", getattr(record, "title", "")) for record in records]
    assert names.count(WORD) == 1


def test_the_title(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    view.get_by_role("button", name="Glasses for two children").click()
    composed(plain.page, view.locator("textarea"), lambda: journey.document.revision)
    plain.settle()
    assert journey.title == WORD


def test_the_search_is_left_alone(plain: Plain, journey: cjm.Journey) -> None:
    """Its Enter goes to the next find; that of an input method goes nowhere."""
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    card(view, "No date given").focus()
    plain.page.keyboard.press("Control+f")
    field = view.get_by_role("textbox", name="Find words on this map")
    composed(plain.page, field, lambda: journey.document.revision)
    expect(field).to_be_focused()


def test_a_field_of_the_settings(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    view.get_by_role("button", name="Journey settings").click()
    field = view.get_by_label("Owner", exact=True)
    field.focus()
    composed(plain.page, field, lambda: journey.document.revision)
    plain.settle()
    assert journey.record.owner == WORD


def test_a_field_of_a_persona(plain: Plain, journey: cjm.Journey) -> None:
    julie = journey.personas[0]
    julie.edit(role="")
    view = plain.show(cjm.PersonaCard(julie, locale="en"))
    field = view.get_by_role("textbox", name="Role", exact=True)
    field.focus()
    composed(plain.page, field, lambda: julie.document.revision)
    plain.settle()
    assert julie.role == WORD
