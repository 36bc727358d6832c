"""How a map is looked at: three depths, filters, saved views, search; by mouse and by keyboard alone."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Locator, expect

import cjm_widgets as cjm
from tests.browser.harness import axe
from tests.browser.harness.plain import Plain
from tests.browser.map_story import STAGES, card, glasses, texts

SMALL_TEXT = """(root) => [...root.querySelectorAll('*')].filter((it) =>
  !it.closest('.cjm-avatar, .cjm-sr-only')
  && [...it.childNodes].some((node) => node.nodeType === 3 && node.data.trim())
  && parseFloat(getComputedStyle(it).fontSize) < 11).map((it) => it.textContent)"""
WIDE = "() => document.documentElement.scrollWidth - innerWidth"


@pytest.fixture
def journey() -> cjm.Journey:
    journey = glasses()
    robert = journey.document.add_persona("Robert", role="67")
    actions = journey.lanes[0]
    journey.add_card(
        lane=actions, stage=journey.stages[1], text="Compares prices", persona=robert, tags=["money"],
        quote="Où est le tarif ?", source="9 of 14 interviews", evidence="reported",
    )  # fmt: skip
    journey.add_lane("thoughts", title="What Robert thinks", persona_id=robert.id)
    for stage in journey.stages:
        journey.set_emotion(stage, 0.5, persona=robert)
    return journey


def shown(view: Locator) -> Locator:
    return view.locator(".cjm-shown")


def chip(view: Locator, name: str) -> Locator:
    return view.locator(".cjm-persona-chip").filter(has_text=name)


def test_a_persona_chip_filters_and_python_follows(plain: Plain, journey: cjm.Journey) -> None:
    board = cjm.JourneyMap(journey, locale="en")
    view = plain.show(board)
    julie, robert = journey.personas
    chip(view, "Robert").click()
    expect(shown(view)).to_contain_text("All 6 cards are shown")
    chip(view, "Robert").click()
    chip(view, "Julie").click()
    expect(shown(view)).to_contain_text("5 of 6 cards shown")
    expect(card(view, "Compares prices")).to_have_count(0)
    expect(view.get_by_role("rowheader", name="What Robert thinks")).to_have_count(0)
    expect(view.get_by_role("slider")).to_have_count(5)
    plain.settle()
    assert board.filters == {"personas": [julie.id]}
    board.filters = {"personas": robert}
    expect(card(view, "Compares prices")).to_be_visible()
    expect(view.get_by_role("rowheader", name="What Robert thinks")).to_be_visible()
    board.filters = {}
    expect(shown(view)).to_have_count(0)


def test_a_new_feeling_belongs_to_whom_the_map_shows(plain: Plain, journey: cjm.Journey) -> None:
    """A curve that is filtered, or a lane that is somebody's, takes no point of another: it would vanish."""
    mia = journey.document.add_persona("Mia")
    board = cjm.JourneyMap(journey, locale="en", filters={"personas": mia})
    view = plain.show(board)
    view.get_by_role("button", name="Add an emotion: Loyalty, Mia").press("Enter")
    expect(view.get_by_role("slider", name="Loyalty, Mia")).to_be_focused()
    board.filters = {}
    journey.edit(journey.lane("emotions"), persona_id=journey.document.add_persona("Zoé").id)
    view.get_by_role("button", name="Add an emotion: Purchase, Zoé").press("Enter")
    expect(view.get_by_role("slider", name="Purchase, Zoé")).to_be_focused()
    plain.settle()
    names = {person.id: person.name for person in journey.document.personas}
    assert [names[str(each.persona_id)] for each in journey.emotions].count("Mia") == 1
    assert [names[str(each.persona_id)] for each in journey.emotions].count("Zoé") == 1


def test_the_filter_by_keyboard_alone(plain: Plain, journey: cjm.Journey) -> None:
    board = cjm.JourneyMap(journey, locale="en")
    view = plain.show(board)
    keys = plain.page.keyboard
    view.get_by_role("button", name="Filter").focus()
    keys.press("Enter")
    expect(view.get_by_role("button", name="Julie 0 cards")).to_be_focused()
    for _ in range(3):
        keys.press("Tab")
    expect(view.get_by_role("button", name="Positive 1 card")).to_be_focused()
    keys.press("Space")
    expect(shown(view)).to_contain_text("1 of 6 cards shown")
    keys.press("Escape")
    expect(view.get_by_role("button", name="Filter, 1 choice")).to_be_focused()
    card(view, "Shows the card").focus()
    keys.press("Control+a")
    keys.press("Delete")
    expect(card(view, "Shows the card")).to_have_count(0)
    plain.settle()
    assert len(journey.cards) == 5
    assert texts(journey, "actions", "Purchase") == ["Books an eye exam"]
    journey.document.undo()
    view.get_by_role("button", name="Clear").click()
    expect(card(view, "No date given")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("depth", ["overview", "detail", "evidence"])
def test_no_serious_fault_of_access(plain: Plain, journey: cjm.Journey, depth: str, theme: str) -> None:
    journey.add_lane("metrics", metric="csat")
    view = plain.show(cjm.JourneyMap(journey, locale="en", theme=theme, view=depth))
    assert axe.violations(plain.page) == []
    view.get_by_role("button", name="Filter").click()
    view.get_by_role("button", name="Robert 1 card").click()
    view.get_by_role("button", name="Saved views").click()
    assert axe.violations(plain.page) == []
    plain.page.keyboard.press("Escape")
    view.get_by_role("button", name="Find on this map").click()
    plain.page.keyboard.type("e")
    assert axe.violations(plain.page) == []


def test_the_overview_is_one_slide(plain: Plain, journey: cjm.Journey) -> None:
    plain.page.set_viewport_size({"width": 1296, "height": 760})
    view = plain.show(cjm.JourneyMap(journey, locale="en", view="overview"))
    box = view.locator(".cjm-map").bounding_box()
    assert box and box["width"] == 1280 and box["height"] <= 720
    assert view.evaluate(SMALL_TEXT) == []
    outside = view.evaluate(
        "(root) => { const edge = root.querySelector('.cjm-map').getBoundingClientRect();"
        " return [...root.querySelectorAll('.cjm-overview *')].map((it) => it.getBoundingClientRect())"
        ".filter((it) => it.right > edge.right + 1 || it.bottom > edge.bottom + 1).length; }"
    )
    assert outside == 0
    for name in STAGES:
        expect(view.get_by_role("button", name=name, exact=True)).to_be_visible()


@pytest.mark.parametrize("width", [640, 900, 1280, 1920])
@pytest.mark.parametrize("depth", ["overview", "detail", "evidence"])
def test_nothing_is_wider_than_its_place(plain: Plain, journey: cjm.Journey, depth: str, width: int) -> None:
    """640 is what is left of 1280 at 200 % zoom."""
    plain.page.set_viewport_size({"width": width, "height": 760})
    view = plain.show(cjm.JourneyMap(journey, locale="fr", view=depth))
    assert plain.page.evaluate(WIDE) <= 0
    tools = view.locator(".cjm-header__tools").bounding_box()
    assert tools and tools["x"] >= 0 and tools["x"] + tools["width"] <= width
    cut = view.locator("[data-more-end]").count()
    assert cut == (1 if width == 640 and depth != "overview" else 0)


def test_columns_that_are_cut_off_are_said(plain: Plain, journey: cjm.Journey) -> None:
    plain.page.set_viewport_size({"width": 640, "height": 760})
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    scroll = view.locator(".cjm-scroll")
    expect(scroll).to_have_attribute("data-more-end", "")
    scroll.evaluate("it => { it.scrollLeft = 10000; }")
    expect(scroll).to_have_attribute("data-more-start", "")
    assert scroll.get_attribute("data-more-end") is None


def test_the_overview_leads_into_the_detail(plain: Plain, journey: cjm.Journey) -> None:
    board = cjm.JourneyMap(journey, locale="en", view="overview")
    view = plain.show(board)
    view.get_by_role("button", name="No date given", exact=False).first.click()
    expect(card(view, "No date given")).to_be_focused()
    plain.settle()
    assert board.view == "detail"
    view.get_by_role("radio", name="Detail").focus()
    plain.page.keyboard.press("ArrowRight")
    plain.settle()
    assert board.view == "evidence"
    expect(card(view, "Compares prices")).to_contain_text("9 of 14 interviews")
    expect(card(view, "Books an eye exam")).to_contain_text("no evidence given")


def test_find_by_keyboard_alone(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    keys = plain.page.keyboard
    plain.page.evaluate("() => addEventListener('keydown', (event) => { window.__leaked = event.key; })")
    card(view, "Books an eye exam").focus()
    keys.press("Control+f")
    field = view.get_by_role("textbox", name="Find words on this map")
    expect(field).to_be_focused()
    assert plain.page.evaluate("() => window.__leaked") is None
    keys.type("OU EST LE")
    expect(view.locator("mark")).to_have_text("Où est le")
    keys.press("Control+a")
    keys.type("purchase")
    expect(view.get_by_role("columnheader", name="Purchase").locator("mark")).to_have_text("Purchase")
    keys.press("Control+a")
    keys.type("s")
    count = view.locator(".cjm-find__count")
    total = int((count.text_content() or "").split()[-1])
    assert total > 5
    keys.press("Shift+Enter")
    expect(count).to_have_text(f"{total} of {total}")
    keys.press("Enter")
    expect(count).to_have_text(f"1 of {total}")
    keys.press("Escape")
    expect(field).to_have_count(0)
    expect(view.locator("mark")).to_have_count(0)
    assert plain.page.evaluate("() => document.activeElement.closest('[data-key]') !== null")


def test_a_view_is_saved_by_keyboard_and_known_to_python(plain: Plain, journey: cjm.Journey) -> None:
    board = cjm.JourneyMap(journey, locale="en", filters={"sentiments": "negative"})
    view = plain.show(board)
    keys = plain.page.keyboard
    view.get_by_role("button", name="Saved views").focus()
    keys.press("Enter")
    keys.press("ArrowUp")
    keys.press("Enter")
    expect(view.get_by_role("textbox", name="Name of the view")).to_be_focused()
    keys.type("What hurts")
    keys.press("Enter")
    expect(view.get_by_role("button", name="Saved views: What hurts")).to_be_focused()
    plain.settle()
    assert [(one.name, one.sentiments) for one in journey.views] == [("What hurts", ("negative",))]
    other = plain.show(cjm.JourneyMap(journey, locale="en", view="what hurts"))
    expect(shown(other)).to_contain_text("1 of 6 cards shown")


def test_a_lane_is_given_to_a_persona_from_its_menu(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    view.get_by_role("rowheader", name="Pain points").focus()
    plain.page.keyboard.press("Shift+F10")
    view.get_by_role("menuitemcheckbox", name="Julie").click()
    expect(view.get_by_role("rowheader", name="Pain points")).to_contain_text("JM")
    plain.settle()
    assert journey.lane("pain_points").persona_id == journey.personas[0].id


def test_fifteen_hundred_cards_are_searched_at_once(plain: Plain) -> None:
    journey = cjm.Document().add_journey("Large")
    stages = [journey.add_stage(f"Stage {n}") for n in range(50)]
    lanes = [journey.add_lane("free_text", title=f"Lane {n}") for n in range(14)]
    for n in range(1500):
        text = f"Card {n} waits for the réfund"
        journey.add_card(lane=lanes[n % 14], stage=stages[n // 14 % 50], text=text)
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    card(view, "Card 0 waits").focus()
    plain.page.keyboard.press("Control+f")
    began = time.perf_counter()
    plain.page.keyboard.type("card 149")
    expect(view.locator(".cjm-find__count")).to_have_text("1 of 11")
    assert time.perf_counter() - began < 8
    spent = view.locator(".cjm-find__field").evaluate(
        "(field) => { field.value = 'refund'; const t = performance.now();"
        " field.dispatchEvent(new Event('input', {bubbles: true})); return performance.now() - t; }"
    )
    print(f"refund: {spent:.0f} ms")
    expect(view.locator(".cjm-find__count")).to_have_text("1 of 1500")
