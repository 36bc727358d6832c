"""Ranges and menus on the map by finger and by pen: rested on, pulled, scrolled past."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

import cjm_widgets as cjm
from tests.browser.harness.plain import Plain
from tests.browser.map_story import card, cell, glasses, middle, texts


@pytest.fixture
def journey() -> cjm.Journey:
    return glasses()


class Finger:
    """One finger on the glass, as Chromium's own input hears it."""

    def __init__(self, plain: Plain) -> None:
        self.input = plain.page.context.new_cdp_session(plain.page)

    def send(self, kind: str, points: list[dict[str, float]]) -> None:
        self.input.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def down(self, at: tuple[float, float]) -> None:
        self.send("touchStart", [{"x": at[0], "y": at[1]}])

    def move(self, *path: tuple[float, float]) -> None:
        for x, y in path:
            self.send("touchMove", [{"x": x, "y": y}])

    def up(self) -> None:
        self.send("touchEnd", [])

    def tap(self, at: tuple[float, float]) -> None:
        self.down(at)
        self.up()


@pytest.mark.context(has_touch=True)
def test_a_finger_that_rests_on_an_empty_cell_pulls_a_range(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    finger = Finger(plain)
    finger.down(middle(cell(view, "Actions", "Consideration")))
    expect(view.locator("[data-ranging]")).to_have_count(1)
    finger.move(
        middle(cell(view, "Touchpoints", "Consideration")), middle(cell(view, "Touchpoints", "Purchase"))
    )
    finger.up()
    expect(view.locator("[aria-selected=true]")).to_have_count(4)
    expect(view.locator("[data-ranging], .cjm-menu, textarea")).to_have_count(0)
    plain.page.keyboard.press("Control+d")
    plain.settle()
    assert texts(journey, "touchpoints", "Purchase") == ["Books an eye exam", "Shows the card"]


@pytest.mark.context(has_touch=True)
def test_a_long_press_opens_the_menu_of_a_cell_a_card_and_a_head(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    finger = Finger(plain)
    before = journey.document.revision
    places = [
        (cell(view, "Actions", "Consideration"), view.locator("[data-ranging]"), "Add card here"),
        (card(view, "No date given"), view.locator(".cjm-ghost"), "Moment of truth"),
        (view.get_by_role("columnheader", name="Discovery"), view.locator(".cjm-ghost"), "Rename"),
    ]
    for place, sign, item in places:
        finger.down(middle(place))
        expect(sign).to_have_count(1)
        finger.up()
        expect(view.get_by_role("menu").get_by_text(item).first).to_be_visible()
        expect(view.locator(".cjm-ghost, [data-ranging], textarea")).to_have_count(0)
        plain.page.keyboard.press("Escape")
        expect(view.get_by_role("menu")).to_have_count(0)
    plain.settle()
    assert journey.document.revision == before


@pytest.mark.context(has_touch=True)
def test_a_range_between_two_taps(plain: Plain, journey: cjm.Journey) -> None:
    """From a card, which a finger would drag."""
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    finger = Finger(plain)
    finger.down(middle(card(view, "Shows the card")))
    expect(view.locator(".cjm-ghost")).to_have_count(1)
    finger.up()
    finger.tap(middle(view.get_by_role("menuitem", name="Select cells from here")))
    expect(view.locator("[aria-selected=true]")).to_have_count(1)
    finger.tap(middle(card(view, "No date given")))
    expect(view.locator("[aria-selected=true]")).to_have_count(6)
    expect(view.locator("textarea")).to_have_count(0)
    # The next tap is a tap again.
    finger.tap(middle(card(view, "Website")))
    expect(view.locator("[aria-selected=true]")).to_have_count(0)


@pytest.mark.context(has_touch=True)
def test_a_finger_that_moves_at_once_scrolls_and_selects_nothing(plain: Plain, journey: cjm.Journey) -> None:
    plain.page.evaluate("() => { document.body.style.height = '4000px'; }")
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    plain.page.evaluate("() => addEventListener('scrollend', () => { window.__rests = scrollY; }, true)")
    finger = Finger(plain)
    x, y = middle(cell(view, "Pain points", "Loyalty"))
    finger.down((x, y))
    finger.move(*((x, y - 30 * step) for step in range(1, 8)))
    finger.up()
    plain.page.wait_for_function("() => window.__rests > 50")
    expect(view.locator("[aria-selected=true], .cjm-menu, textarea")).to_have_count(0)


def test_a_pen_pulls_a_range_and_drags_a_card_like_a_mouse(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    pen = plain.page.context.new_cdp_session(plain.page)

    def stroke(*path: tuple[float, float]) -> None:
        kinds = ["mousePressed", *["mouseMoved"] * (len(path) - 1), "mouseReleased"]
        for kind, (x, y) in zip(kinds, [*path, path[-1]], strict=True):
            up = kind == "mouseReleased"
            event = {"type": kind, "x": x, "y": y, "button": "left", "buttons": 0 if up else 1}
            pen.send("Input.dispatchMouseEvent", {**event, "clickCount": 1, "pointerType": "pen"})

    stroke(middle(cell(view, "Actions", "Consideration")), middle(cell(view, "Touchpoints", "Purchase")))
    expect(view.locator("[aria-selected=true]")).to_have_count(4)
    x, y = middle(card(view, "No date given"))
    to = middle(cell(view, "Pain points", "Loyalty"))
    stroke((x, y), (x + 20, y), to)
    plain.settle()
    assert texts(journey, "pain_points", "Loyalty") == ["No date given"]
