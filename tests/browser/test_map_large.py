"""A map of 700 cells and 1,500 cards: all of it is there for keys, ranges, drags and readers."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

import cjm_widgets as cjm
from tests.bench.maps import large_journey
from tests.browser.harness.plain import Plain
from tests.browser.map_story import middle

STAGES, LANES, CARDS = 50, 14, 1500


@pytest.fixture(scope="module")
def large() -> cjm.Journey:
    return large_journey(STAGES, LANES, CARDS)


@pytest.fixture
def view(plain: Plain, large: cjm.Journey) -> Locator:
    """The map, when what is out of sight is drawn too."""
    found = plain.show(cjm.JourneyMap(large, locale="en", height="640px"))
    expect(found.locator(".cjm-card")).to_have_count(len(large.cards))
    return found


def card(view: Locator, number: int) -> Locator:
    return view.get_by_role("group", name=f"Card {number}:")


def test_every_row_and_cell_is_there_for_a_reader(view: Locator) -> None:
    grid = view.get_by_role("grid")
    expect(grid).to_have_attribute("aria-rowcount", str(LANES + 2))
    expect(grid).to_have_attribute("aria-colcount", str(STAGES + 1))
    expect(view.get_by_role("row")).to_have_count(LANES + 2)
    expect(view.get_by_role("gridcell")).to_have_count(STAGES * LANES)
    expect(card(view, CARDS - 1)).to_have_count(1)


def test_keys_lead_to_the_far_end_and_back_and_edit_there(
    plain: Plain, view: Locator, large: cjm.Journey
) -> None:
    card(view, 0).click()
    plain.page.keyboard.press("Control+End")
    last = view.locator(".cjm-card:focus")
    expect(last).to_be_in_viewport()
    # What has come near has its menu; what is far has gone back to a text in its box.
    expect(last.locator(".cjm-dots").first).to_be_attached()
    expect(card(view, 0).locator(".cjm-dots")).to_have_count(0)
    text = last.inner_text()
    plain.page.keyboard.press("F2")
    plain.page.keyboard.type("!")
    plain.page.keyboard.press("Enter")
    plain.settle()
    assert any(item.text == f"{text.splitlines()[0]}!" for item in large.cards)
    plain.page.keyboard.press("Control+z")
    plain.page.keyboard.press("Control+Home")
    expect(view.locator("[data-key]:focus")).to_be_in_viewport()
    plain.settle()


def test_a_range_over_all_of_it_is_copied_and_the_focus_survives_scrolling(
    plain: Plain, view: Locator
) -> None:
    first = card(view, 0)
    first.click()
    plain.page.keyboard.press("Control+a")
    expect(view.locator("[aria-selected=true]")).to_have_count(STAGES * LANES)
    expect(view.locator("[aria-live]")).to_contain_text(f"{LANES} × {STAGES}")
    scroller = view.locator(".cjm-scroll")
    scroller.evaluate("(it) => it.scrollTo(it.scrollWidth, it.scrollHeight)")
    expect(first.locator(".cjm-dots")).to_have_count(0)
    expect(first).to_be_focused()
    expect(card(view, CARDS - 1)).to_have_attribute("data-selected", "")


def test_a_far_card_is_dragged_once_it_is_in_sight(plain: Plain, view: Locator, large: cjm.Journey) -> None:
    moved = next(item for item in large.cards if item.stage_id == large.stages[-1].id)
    element = view.locator(f'[data-key="card:{moved.id}"]')
    element.scroll_into_view_if_needed()
    target = view.locator(f'[data-cell="cell:{moved.lane_id}:{large.stages[-2].id}"]')
    plain.page.mouse.move(*middle(element))
    plain.page.mouse.down()
    plain.page.mouse.move(*middle(target), steps=6)
    plain.page.mouse.up()
    plain.settle()
    assert next(item for item in large.cards if item.id == moved.id).stage_id == large.stages[-2].id
    plain.page.keyboard.press("Control+z")
    plain.settle()
