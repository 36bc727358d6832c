"""Templates in the browser: offered by an empty map, added to one that has begun, and their prompts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

import cjm_widgets as cjm
from tests.browser.harness import axe
from tests.browser.harness.plain import Plain


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_empty_map_offers_them_with_a_preview(plain: Plain, theme: str) -> None:
    journey = cjm.Document().add_journey("Map")
    view = plain.show(cjm.JourneyMap(journey, locale="fr", theme=theme))
    offered = view.locator(".cjm-template")
    expect(offered).to_have_count(len(cjm.templates("fr")) - 1)
    expect(offered.first.get_by_role("listitem")).to_have_text(list(cjm.templates("fr")["purchase"].stages))
    assert axe.violations(plain.page) == []
    plain.page.set_viewport_size({"width": 500, "height": 900})
    assert plain.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_one_is_chosen_by_keyboard_as_one_step(plain: Plain) -> None:
    journey = cjm.Document().add_journey("Map")
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    before = journey.document.revision
    view.get_by_role("button", name="Use this template Checkout").focus()
    plain.page.keyboard.press("Enter")
    expect(view.get_by_role("columnheader", name="Basket")).to_be_visible()
    assert [stage.name for stage in journey.stages] == list(cjm.templates("en")["checkout"].stages)
    assert journey.document.revision == before + 1
    view.get_by_role("button", name="Undo").click()
    expect(view.locator(".cjm-template").first).to_be_visible()
    assert journey.stages == ()


def test_prompts_stand_in_empty_cells_until_the_lane_is_begun(plain: Plain) -> None:
    journey = cjm.Document().add_journey("Map", template="checkout", locale="en")
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    asked = view.locator('[data-kind="actions"] .cjm-prompt')
    expect(asked).to_have_text([stage.prompts[0].text for stage in journey.stages])
    view.get_by_role("gridcell", name="Actions, Basket: empty").focus()
    plain.page.keyboard.type("Counts the items")
    plain.page.keyboard.press("Enter")
    expect(asked).to_have_count(0)
    other = view.locator('[data-kind="pain_points"] .cjm-prompt')
    expect(other).to_have_count(1)  # each lane asks until it has a card of its own
    view.get_by_role("gridcell", name="Pain points, Basket: empty").focus()
    plain.page.keyboard.type("The total is hidden")
    plain.page.keyboard.press("Enter")
    expect(other).to_have_count(0)


def test_a_map_that_has_begun_keeps_what_it_has(plain: Plain) -> None:
    journey = cjm.Document().add_journey("Map", template="purchase")
    note = journey.add_card(lane="actions", stage="Discovery", text="Searches")
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    view.get_by_role("button", name="Templates").click()
    view.locator("[data-template=return] button").click()
    expect(view.get_by_role("columnheader", name="Refund")).to_be_visible()
    expect(view.locator(".cjm-panel")).to_have_count(0)
    assert len(journey.stages) == 10
    assert [card.id for card in journey.cards] == [note.id]
    assert len(journey.lanes) == len({lane.kind for lane in journey.lanes})
