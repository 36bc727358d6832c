"""The journey map in a browser: typing, adding, moving by keyboard and what Python sees of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

import cjm_widgets as cjm
from tests.browser.harness.plain import Plain
from tests.browser.map_story import card, cell, glasses, texts


@pytest.fixture
def journey() -> cjm.Journey:
    return glasses()


def test_a_card_is_typed_over_and_reaches_python_as_one_step(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    before = journey.document.revision
    card(view, "Books an eye exam").click()
    plain.page.keyboard.type("Sees an optician")
    plain.settle()
    assert journey.document.revision == before
    plain.page.keyboard.press("Enter")
    plain.settle()
    assert texts(journey, "actions", "Purchase") == ["Sees an optician", "Shows the card"]
    assert journey.document.revision == before + 1
    expect(card(view, "Sees an optician")).to_be_focused()
    plain.page.keyboard.press("Control+z")
    plain.settle()
    assert texts(journey, "actions", "Purchase") == ["Books an eye exam", "Shows the card"]


def test_composed_text_keeps_its_first_letter_and_enter_does_not_commit_it(
    plain: Plain, journey: cjm.Journey
) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    cell(view, "Actions", "Loyalty").click()
    keyboard = plain.page.context.new_cdp_session(plain.page)
    press = {"type": "rawKeyDown", "key": "Process", "windowsVirtualKeyCode": 229}
    keyboard.send("Input.dispatchKeyEvent", press)
    keyboard.send("Input.imeSetComposition", {"text": "か", "selectionStart": 1, "selectionEnd": 1})
    keyboard.send("Input.imeSetComposition", {"text": "かん", "selectionStart": 2, "selectionEnd": 2})
    keyboard.send("Input.dispatchKeyEvent", press | {"key": "Enter"})
    plain.settle()
    assert texts(journey, "actions", "Loyalty") == []
    keyboard.send("Input.insertText", {"text": "感"})
    expect(view.locator(".cjm-editor")).to_have_value("感")
    plain.page.keyboard.press("Enter")
    plain.settle()
    assert texts(journey, "actions", "Loyalty") == ["感"]


def test_cards_stages_and_lanes_come_move_and_go_by_keyboard(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    keys = plain.page.keyboard
    card(view, "Searches").click()
    keys.press("Insert")
    keys.type("Asks a friend")
    keys.press("Enter")
    keys.press("Alt+ArrowRight")
    plain.settle()
    assert texts(journey, "actions", "Consideration") == ["Asks a friend"]
    keys.press("Delete")
    plain.settle()
    assert texts(journey, "actions", "Consideration") == []
    view.get_by_role("columnheader", name="Loyalty").click()
    keys.press("Insert")
    keys.type("Renewal")
    keys.press("Enter")
    keys.press("Alt+ArrowLeft")
    plain.settle()
    assert [stage.name for stage in journey.stages][-3:] == ["Reimbursement", "Renewal", "Loyalty"]
    view.get_by_role("rowheader", name="Pain points").click()
    keys.press("Alt+ArrowUp")
    plain.settle()
    assert [lane.kind for lane in journey.lanes] == ["actions", "touchpoints", "pain_points", "emotions"]
    keys.press("Delete")
    plain.settle()
    assert [lane.kind for lane in journey.lanes] == ["actions", "touchpoints", "emotions"]
    view.get_by_role("button", name="Undo").click()
    plain.settle()
    assert texts(journey, "pain_points", "Reimbursement") == ["No date given"]


def test_the_screen_follows_python_and_typing_goes_on(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    card(view, "Books an eye exam").click()
    plain.page.keyboard.press("F2")
    plain.page.keyboard.type(" soon")
    plain.page.keyboard.press("ArrowLeft")
    journey.add_card(lane=journey.lanes[0], stage=journey.stages[1], text="From Python")
    plain.settle()
    expect(card(view, "From Python")).to_be_visible()
    editor = view.locator(".cjm-editor")
    expect(editor).to_be_focused()
    plain.page.keyboard.type("X")
    expect(editor).to_have_value("Books an eye exam sooXn")


def test_three_displays_show_one_map(plain: Plain, journey: cjm.Journey) -> None:
    board = cjm.JourneyMap(journey, locale="en")
    before = journey.document.to_dict()
    views = [plain.show(board) for _ in range(3)]
    assert journey.document.to_dict() == before
    card(views[0], "Shows the card").click()
    plain.page.keyboard.type("Pays nothing")
    plain.page.keyboard.press("Enter")
    plain.settle()
    for view in views:
        expect(card(view, "Pays nothing")).to_have_count(1)
    assert texts(journey, "actions", "Purchase") == ["Books an eye exam", "Pays nothing"]


def test_a_kernel_that_is_gone_locks_the_board_and_the_work_can_be_had(
    plain: Plain, journey: cjm.Journey
) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    plain.kernel_gone()
    card(view, "Books an eye exam").click()
    plain.page.keyboard.type("Kept on screen")
    plain.page.keyboard.press("Enter")
    expect(view.get_by_role("alert")).to_contain_text("this board is locked", timeout=1000)
    expect(card(view, "Kept on screen")).to_be_visible()
    plain.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    view.get_by_role("button", name="Copy my work").click()
    expect(view.locator("[aria-live]")).to_contain_text("Copied")
    assert "Kept on screen" in plain.page.evaluate("() => navigator.clipboard.readText()")


def test_a_busy_kernel_takes_everything_in_order_afterwards(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    plain.kernel_busy()
    cell(view, "Actions", "Loyalty").click()
    for number in range(3):
        plain.page.keyboard.press("Insert")
        plain.page.keyboard.type(f"Card {number}")
        plain.page.keyboard.press("Enter")
    expect(view.get_by_text("3 waiting")).to_be_visible()
    assert texts(journey, "actions", "Loyalty") == []
    plain.kernel_resume()
    assert texts(journey, "actions", "Loyalty") == ["Card 0", "Card 1", "Card 2"]
    expect(view.get_by_text("waiting")).to_have_count(0)
