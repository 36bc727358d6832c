"""Two pages and one kernel: whatever both do, and however long it waits, all three end the same."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

import cjm_widgets as cjm
from tests.browser.harness.plain import Plain, PlainPage
from tests.browser.map_story import card, cell, glasses, texts


@pytest.fixture
def journey() -> cjm.Journey:
    return glasses()


@pytest.fixture
def board(journey: cjm.Journey) -> cjm.JourneyMap:
    return cjm.JourneyMap(journey, locale="en")


def retype(page: PlainPage, view: Locator, old: str, new: str) -> None:
    """Type over a card."""
    card(view, old).click()
    page.page.keyboard.press("F2")
    view.locator(".cjm-editor").fill(new)
    page.page.keyboard.press("Enter")


def both(plain: Plain, board: cjm.JourneyMap) -> tuple[Locator, PlainPage, Locator]:
    """Show a board on two pages; return the first view, the second page and its view."""
    first, other = plain.show(board), plain.open_page()
    return first, other, other.show(board)


def one_edit_each(plain: Plain, first: Locator, other: PlainPage, second: Locator) -> None:
    """Type over a card on each page, one page after the other."""
    retype(plain, first, "Searches for glasses", "One")
    settle(plain)
    retype(other, second, "Books an eye exam", "Two")
    settle(plain)


def seen(view: Locator) -> list[str]:
    """Return what the cards of a page say, sorted."""
    return sorted(text.strip() for text in view.locator(".cjm-card__text").all_text_contents())


def settle(plain: Plain) -> None:
    """Wait until both pages have heard everything: one may have made the other something to hear."""
    for _ in range(2):
        for page in (plain, *plain.others):
            page.page.bring_to_front()  # a page behind another one draws once a second
            page.settle()


def resume(plain: Plain) -> None:
    """Let the kernel work off what both pages sent."""
    plain.page.bring_to_front()
    plain.kernel_resume()


def check_same(plain: Plain, journey: cjm.Journey, *views: Locator) -> None:
    settle(plain)
    emotions = {lane.id for lane in journey.lanes if lane.kind == "emotions"}
    held = sorted(each.text.strip() for each in journey.cards if each.lane_id not in emotions)
    for view in views:
        assert seen(view) == held
        expect(view.get_by_text("waiting")).to_have_count(0)
        expect(view.locator(".cjm-banner--error")).to_have_count(0)


def test_edits_of_both_pages_reach_each_other(
    plain: Plain, journey: cjm.Journey, board: cjm.JourneyMap
) -> None:
    first, other, second = both(plain, board)
    retype(plain, first, "Searches for glasses", "From the first page")
    settle(plain)
    expect(card(second, "From the first page")).to_be_visible()
    retype(other, second, "Books an eye exam", "From the second page")
    check_same(plain, journey, first, second)
    assert "From the second page" in seen(first)


def test_different_cards_while_the_kernel_is_busy(
    plain: Plain, journey: cjm.Journey, board: cjm.JourneyMap
) -> None:
    first, other, second = both(plain, board)
    before = journey.document.revision
    plain.kernel_busy()
    retype(plain, first, "Searches for glasses", "First, one")
    retype(other, second, "Books an eye exam", "Second, one")
    cell(first, "Actions", "Loyalty").click()
    plain.page.keyboard.type("First, new")
    plain.page.keyboard.press("Enter")
    cell(second, "Actions", "Loyalty").click()
    other.page.keyboard.type("Second, new")
    other.page.keyboard.press("Enter")
    card(second, "No date given").click()
    other.page.keyboard.press("Delete")
    expect(first.get_by_text("2 waiting")).to_be_visible()
    expect(second.get_by_text("3 waiting")).to_be_visible()
    assert journey.document.revision == before
    resume(plain)
    check_same(plain, journey, first, second)
    assert journey.document.revision == before + 5
    assert sorted(texts(journey, "actions", "Loyalty")) == ["First, new", "Second, new"]
    assert texts(journey, "pain_points", "Reimbursement") == []
    assert {"First, one", "Second, one"} <= set(seen(first))


def test_the_same_card_while_the_kernel_is_busy(
    plain: Plain, journey: cjm.Journey, board: cjm.JourneyMap
) -> None:
    first, other, second = both(plain, board)
    plain.kernel_busy()
    retype(plain, first, "Books an eye exam", "First wants this")
    retype(other, second, "Books an eye exam", "Second wants that")
    expect(card(first, "First wants this")).to_be_visible()
    expect(card(second, "Second wants that")).to_be_visible()
    resume(plain)
    check_same(plain, journey, first, second)
    assert texts(journey, "actions", "Purchase") == ["Second wants that", "Shows the card"]
    first.get_by_role("button", name="Undo").click()  # what the second wrote since stays
    expect(first.locator(".cjm-notices")).to_contain_text("Guest 2 has changed the same")
    check_same(plain, journey, first, second)
    assert texts(journey, "actions", "Purchase") == ["Second wants that", "Shows the card"]
    second.get_by_role("button", name="Undo").click()
    check_same(plain, journey, first, second)
    assert texts(journey, "actions", "Purchase") == ["First wants this", "Shows the card"]
    first.get_by_role("button", name="Undo").click()
    check_same(plain, journey, first, second)
    assert texts(journey, "actions", "Purchase") == ["Books an eye exam", "Shows the card"]


def test_text_being_typed_is_never_overwritten(
    plain: Plain, journey: cjm.Journey, board: cjm.JourneyMap
) -> None:
    first, other, second = both(plain, board)
    card(first, "Books an eye exam").click()
    plain.page.keyboard.press("F2")
    plain.page.keyboard.type(" on Monday")
    plain.page.keyboard.press("ArrowLeft")
    retype(other, second, "Books an eye exam", "Second was faster")
    settle(plain)
    editor = first.locator(".cjm-editor")
    expect(editor).to_be_focused()
    plain.page.keyboard.type("!")
    expect(editor).to_have_value("Books an eye exam on Monda!y")
    assert texts(journey, "actions", "Purchase")[0] == "Second was faster"
    plain.page.keyboard.press("Enter")
    check_same(plain, journey, first, second)
    assert texts(journey, "actions", "Purchase")[0] == "Books an eye exam on Monda!y"
    first.get_by_role("button", name="Undo").click()
    check_same(plain, journey, first, second)
    assert texts(journey, "actions", "Purchase")[0] == "Second was faster"


def test_each_page_takes_back_its_own_last_step(
    plain: Plain, journey: cjm.Journey, board: cjm.JourneyMap
) -> None:
    first, other, second = both(plain, board)
    one_edit_each(plain, first, other, second)
    revision = journey.document.revision
    first.get_by_role("button", name="Undo").click()
    check_same(plain, journey, first, second)
    assert journey.document.revision == revision + 1
    assert {"Searches for glasses", "Two"} <= set(seen(second))
    expect(first.get_by_role("button", name="Undo")).to_be_disabled()
    expect(second.get_by_role("button", name="Redo")).to_be_disabled()
    first.get_by_role("button", name="Redo").click()
    check_same(plain, journey, first, second)
    assert {"One", "Two"} <= set(seen(first))


def test_both_press_undo_at_once_and_each_step_goes(
    plain: Plain, journey: cjm.Journey, board: cjm.JourneyMap
) -> None:
    first, other, second = both(plain, board)
    one_edit_each(plain, first, other, second)
    plain.kernel_busy()
    first.get_by_role("button", name="Undo").click()
    second.get_by_role("button", name="Undo").click()
    resume(plain)
    check_same(plain, journey, first, second)
    assert {"Searches for glasses", "Books an eye exam"} <= set(seen(first))


def test_a_reloaded_page_still_takes_back_its_own_steps(
    plain: Plain, journey: cjm.Journey, board: cjm.JourneyMap
) -> None:
    first, other, second = both(plain, board)
    one_edit_each(plain, first, other, second)
    (first,) = plain.reload()
    settle(plain)
    first.get_by_role("button", name="Undo").click()
    check_same(plain, journey, first, second)
    assert {"Searches for glasses", "Two"} <= set(seen(second))


def test_a_card_one_page_removed_while_the_other_edits_it(
    plain: Plain, journey: cjm.Journey, board: cjm.JourneyMap
) -> None:
    first, other, second = both(plain, board)
    plain.kernel_busy()
    card(first, "No date given").click()
    plain.page.keyboard.press("Delete")
    retype(other, second, "No date given", "Nobody tells me a date")
    resume(plain)
    settle(plain)
    assert texts(journey, "pain_points", "Reimbursement") == []
    assert seen(first) == seen(second)
    expect(first.locator(".cjm-notices")).to_have_count(0)
    notice = second.locator(".cjm-notices")
    expect(notice).to_contain_text("removed")
    other.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    notice.get_by_role("button", name="Copy").click()
    assert "Nobody tells me a date" in other.page.evaluate("() => navigator.clipboard.readText()")


def test_a_page_that_comes_later_or_again_sees_the_same(
    plain: Plain, journey: cjm.Journey, board: cjm.JourneyMap
) -> None:
    first = plain.show(board)
    retype(plain, first, "Searches for glasses", "Before you came")
    settle(plain)
    other = plain.open_page()
    second = other.show(board)
    check_same(plain, journey, first, second)
    retype(other, second, "Before you came", "Now both are here")
    settle(plain)
    (second,) = other.reload()
    check_same(plain, journey, first, second)
