"""Who else is at a document is shown where they stand, on every board; names stay in the browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

import cjm_widgets as cjm
from cjm_widgets.render.theme import DARK, LIGHT
from tests.browser.harness.axe import violations
from tests.browser.harness.plain import Plain, PlainPage
from tests.browser.map_story import card, cell, glasses


@pytest.fixture
def journey() -> cjm.Journey:
    return glasses()


def begin(page: PlainPage, view: Locator, text: str) -> None:
    page.page.bring_to_front()
    card(view, text).click()
    page.page.keyboard.press("F2")


def call_oneself(page: PlainPage, view: Locator, name: str, color: str) -> None:
    page.page.bring_to_front()
    view.get_by_role("button", name="You", exact=True).click()
    form = view.get_by_role("dialog", name="You")
    form.get_by_label("Your name").fill(name)
    form.get_by_role("radio", name=color).check()
    page.page.keyboard.press("Escape")
    expect(form).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_card_shows_who_edits_it(plain: Plain, journey: cjm.Journey, theme: str) -> None:
    board = cjm.JourneyMap(journey, locale="en", theme=theme)
    first, other = plain.show(board), plain.open_page()
    second = other.show(board)
    begin(other, second, "Books an eye exam")
    plain.page.bring_to_front()
    seen = card(first, "Books an eye exam")
    expect(seen).to_have_attribute("data-by", "Guest 2")
    expect(seen).to_have_attribute("data-by-editing", "")
    expect(seen).to_have_accessible_name("Books an eye exam, edited by Guest 2")
    colors = LIGHT if theme == "light" else DARK
    expect(seen).to_have_css("outline-color", rgb(colors.color["raspberry"]))
    expect(first.get_by_role("listitem").filter(has_text="Guest 2, editing")).to_have_count(1)
    assert violations(plain.page) == []
    other.page.bring_to_front()
    other.page.keyboard.press("Escape")
    cell(second, "Actions", "Loyalty").click()
    plain.page.bring_to_front()
    expect(cell(first, "Actions", "Loyalty")).to_have_attribute("data-by", "Guest 2")
    expect(first.locator("[data-by]")).to_have_count(1)


def rgb(color: str) -> str:
    return "rgb({}, {}, {})".format(*(int(color[at : at + 2], 16) for at in (1, 3, 5)))


def test_name_and_colour_are_chosen_kept_here_and_told_to_the_others(
    plain: Plain, journey: cjm.Journey
) -> None:
    board = cjm.JourneyMap(journey, locale="en")
    first, other = plain.show(board), plain.open_page()
    second = other.show(board)
    call_oneself(other, second, "Ana <b>Ng</b>", "teal")
    plain.page.bring_to_front()
    disc = first.locator(".cjm-people__one")
    expect(disc).to_have_attribute("title", "Ana <b>Ng</b>")
    expect(disc).to_have_css("background-color", rgb(LIGHT.color["teal"]))
    (second,) = other.reload()
    plain.page.bring_to_front()
    expect(disc).to_have_attribute("title", "Ana <b>Ng</b>")
    assert "Ana" not in str(journey.document.to_dict())
    assert "Ana" not in str(board.get_state())
    assert journey.document.history.undo_label == "set_emotion"


def test_a_browser_that_keeps_nothing_still_has_names(plain: Plain, journey: cjm.Journey) -> None:
    board = cjm.JourneyMap(journey, locale="en")
    first, other = plain.show(board), plain.open_page()
    other.page.evaluate(
        """() => { for (const kept of ["localStorage", "sessionStorage"])
          Object.defineProperty(window, kept, { get() { throw new DOMException("refused"); } }); }"""
    )
    second = other.show(board)
    call_oneself(other, second, "Ben", "violet")
    plain.page.bring_to_front()
    expect(first.locator(".cjm-people__one")).to_have_attribute("title", "Ben")


def test_one_who_is_alone_finds_the_form_in_the_menu(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    expect(view.locator(".cjm-people > *")).to_have_count(0)
    view.locator(".cjm-share").click()
    view.get_by_role("menuitem", name="You: name and colour…").click()
    expect(view.get_by_role("dialog", name="You")).to_be_visible()


def test_people_on_other_boards_of_the_document_are_seen_too(plain: Plain, journey: cjm.Journey) -> None:
    first, other = plain.show(cjm.JourneyMap(journey, locale="en")), plain.open_page()
    curve = other.show(cjm.EmotionCurve(journey, locale="en"))
    other.page.bring_to_front()
    curve.get_by_role("slider").nth(2).focus()
    plain.page.bring_to_front()
    point = first.locator(".cjm-point").nth(2)
    expect(point).to_have_attribute("data-by", "Guest 2")
    expect(point.locator(".cjm-by")).to_have_text("Guest 2")
    expect(first.locator("[data-by]")).to_have_count(1)


def test_it_is_said_once_that_somebody_begins_on_the_card_one_stands_on(
    plain: Plain, journey: cjm.Journey
) -> None:
    board = cjm.JourneyMap(journey, locale="en")
    first, other = plain.show(board), plain.open_page()
    second = other.show(board)
    card(first, "Books an eye exam").click()
    live = first.locator("[aria-live=polite]").last
    begin(other, second, "Shows the card")
    plain.page.bring_to_front()
    expect(card(first, "Shows the card")).to_have_attribute("data-by-editing", "")
    expect(live).not_to_contain_text("begun")
    other.page.bring_to_front()
    other.page.keyboard.press("Escape")
    begin(other, second, "Books an eye exam")
    plain.page.bring_to_front()
    expect(live).to_contain_text("Guest 2 has begun to edit this")
