"""The journey map under mouse, finger and wheel: drags are one step or none, the page always scrolls."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

import cjm_widgets as cjm
from tests.browser.harness.plain import Plain
from tests.browser.map_story import card, cell, glasses, middle, texts


@pytest.fixture
def journey() -> cjm.Journey:
    return glasses()


def drag(page: Page, start: tuple[float, float], end: tuple[float, float], *, drop: bool = True) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=5)
    if drop:
        page.mouse.up()


def test_a_card_is_dragged_to_another_cell_in_one_step(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    before = journey.document.revision
    start, end = middle(card(view, "No date given")), middle(cell(view, "Pain points", "Loyalty"))
    drag(plain.page, start, end, drop=False)
    expect(view.locator(".cjm-marker")).to_be_visible()
    plain.settle()
    assert journey.document.revision == before
    plain.page.mouse.up()
    plain.settle()
    assert journey.document.revision == before + 1
    assert texts(journey, "pain_points", "Loyalty") == ["No date given"]
    expect(view.locator(".cjm-marker")).to_have_count(0)


def test_a_card_is_dragged_before_another_one(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    x, y = middle(card(view, "Books an eye exam"))
    drag(plain.page, middle(card(view, "Searches")), (x, y - 8))
    plain.settle()
    assert texts(journey, "actions", "Purchase") == [
        "Searches for glasses",
        "Books an eye exam",
        "Shows the card",
    ]


def test_escape_ends_a_drag_without_a_trace(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    before = journey.document.revision
    start, end = middle(card(view, "No date given")), middle(cell(view, "Pain points", "Loyalty"))
    drag(plain.page, start, end, drop=False)
    plain.page.keyboard.press("Escape")
    plain.page.mouse.up()
    plain.settle()
    assert journey.document.revision == before
    expect(view.locator(".cjm-ghost")).to_have_count(0)


@pytest.mark.parametrize("kind", ["phase", "stage", "step", "lane"])
def test_escape_ends_the_drag_of_a_head_without_a_trace(
    plain: Plain, journey: cjm.Journey, kind: str
) -> None:
    for name in ("Pays", "Leaves"):
        journey.add_step("Purchase", name)
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    before = journey.document.to_dict()
    heads = view.locator(f"[data-key^='{kind}:']")
    (_, last_y), (first_x, first_y) = middle(heads.last), middle(heads.first)
    start = (middle(heads.last)[0], last_y)
    drag(plain.page, start, (first_x - 4, first_y - 4), drop=False)
    expect(view.locator(".cjm-marker")).to_be_visible()
    plain.page.keyboard.press("Escape")
    expect(view.locator(".cjm-ghost, .cjm-marker, [data-dragging]")).to_have_count(0)
    plain.page.mouse.up()
    plain.settle()
    assert journey.document.to_dict() == before
    assert view.locator("[aria-live]").first.text_content()
    drag(plain.page, start, (first_x - 4, first_y - 4))
    plain.settle()
    assert journey.document.to_dict() != before
    journey.document.undo()
    assert journey.document.to_dict() == before


def test_several_cards_that_are_picked_go_in_one_step(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    before = journey.document.revision
    card(view, "Searches for glasses").click()
    card(view, "No date given").click(modifiers=["Control"])
    plain.page.keyboard.press("Delete")
    plain.settle()
    assert [item.text for item in journey.cards] == ["Books an eye exam", "Shows the card", "Website"]
    assert journey.document.revision == before + 1
    plain.page.keyboard.press("Control+z")
    plain.settle()
    assert len(journey.cards) == 5
    card(view, "Searches for glasses").focus()
    for key in ("Space", "ArrowRight", "ArrowRight", "Space", "Delete"):
        plain.page.keyboard.press(key)
    plain.settle()
    assert [item.text for item in journey.cards] == ["Shows the card", "Website", "No date given"]


def test_a_small_wobble_is_a_click(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    before = journey.document.revision
    x, y = middle(card(view, "No date given"))
    drag(plain.page, (x, y), (x + 2, y + 2))
    expect(card(view, "No date given")).to_have_attribute("data-selected", "")
    plain.page.mouse.click(x, y)
    expect(view.locator(".cjm-editor")).to_be_focused()
    plain.settle()
    assert journey.document.revision == before


def test_stages_and_lanes_are_dragged_by_their_heads(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    first = view.get_by_role("columnheader", name="Discovery").bounding_box()
    assert first
    drag(
        plain.page,
        middle(view.get_by_role("columnheader", name="Loyalty")),
        (first["x"] + 10, first["y"] + 10),
    )
    plain.settle()
    assert [stage.name for stage in journey.stages][:2] == ["Loyalty", "Discovery"]
    top = view.get_by_role("rowheader", name="Actions").bounding_box()
    assert top
    drag(plain.page, middle(view.get_by_role("rowheader", name="Pain points")), (top["x"] + 20, top["y"] + 4))
    plain.settle()
    assert [lane.kind for lane in journey.lanes][:2] == ["pain_points", "actions"]


@pytest.mark.context(has_touch=True)
def test_a_finger_that_rests_drags_and_one_that_moves_scrolls(plain: Plain, journey: cjm.Journey) -> None:
    plain.page.evaluate("() => { document.body.style.height = '4000px'; }")
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    touch = plain.page.context.new_cdp_session(plain.page)
    before = journey.document.revision

    def point(kind: str, x: float = 0, y: float = 0) -> None:
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}] if x else []})

    plain.page.evaluate("() => addEventListener('scrollend', () => { window.__rests = scrollY; }, true)")
    x, y = middle(card(view, "No date given"))
    point("touchStart", x, y)
    for step in range(1, 8):
        point("touchMove", x, y - 30 * step)
    point("touchEnd")
    plain.page.wait_for_function("() => window.__rests > 50")
    plain.page.evaluate("() => scrollTo(0, 0)")
    plain.page.wait_for_function("() => window.__rests === 0")
    assert journey.document.revision == before
    x, y = middle(card(view, "No date given"))
    to_x, to_y = middle(cell(view, "Pain points", "Loyalty"))
    point("touchStart", x, y)
    expect(view.locator(".cjm-ghost")).to_be_visible()
    point("touchMove", (x + to_x) / 2, to_y)
    point("touchMove", to_x, to_y)
    point("touchEnd")
    plain.settle()
    assert texts(journey, "pain_points", "Loyalty") == ["No date given"]
    assert plain.page.evaluate("() => scrollY") == 0


def test_the_wheel_scrolls_the_page(plain: Plain, journey: cjm.Journey) -> None:
    plain.page.evaluate("() => { document.body.style.height = '4000px'; }")
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    plain.page.mouse.move(*middle(card(view, "Books an eye exam")))
    plain.page.mouse.wheel(0, 200)
    plain.page.wait_for_function("() => scrollY > 100")
