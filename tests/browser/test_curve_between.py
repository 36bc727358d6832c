"""Points between two stages by mouse, finger, pen and keyboard: added, dragged in all directions, spoken."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

import cjm_widgets as cjm
from tests.browser.harness.axe import violations
from tests.browser.harness.plain import Plain
from tests.browser.map_story import glasses
from tests.browser.test_curve_hands import HANDS, THEMES, Spot, hand_of, middle

BOARDS = (cjm.EmotionCurve, cjm.JourneyMap)


def between(journey: cjm.Journey) -> list[tuple[str, float, float]]:
    """Return the points between stages: the stage they follow, how far, and the value."""
    names = {stage.id: stage.name for stage in journey.stages}
    return [(names[p.stage_id], p.after, p.value) for p in journey.emotions if p.after]


def at_stages(journey: cjm.Journey) -> list[float]:
    return [point.value for point in journey.emotions if not point.after]


def handle_at(view: Locator, name: str) -> Spot:
    return middle(view.get_by_role("slider", name=name, exact=True).locator(".cjm-point__hit"))


def half_way(view: Locator) -> Spot:
    """Return the place in the middle between Consideration and Purchase."""
    left, right = handle_at(view, "Consideration, Julie"), handle_at(view, "Purchase, Julie")
    return (left[0] + right[0]) / 2, (left[1] + right[1]) / 2


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("board", BOARDS)
def test_a_double_click_adds_a_point_on_the_line(plain: Plain, board: Any, theme: str) -> None:
    journey = glasses()
    view = plain.show(board(journey, theme=theme, locale="en"))
    before, revision = at_stages(journey), journey.document.revision
    x, y = half_way(view)
    plain.page.mouse.dblclick(x, y - 12)
    plain.settle()
    assert between(journey) == [("Consideration", 0.5, 0.25)]
    assert at_stages(journey) == before
    assert journey.document.revision == revision + 1
    added = view.get_by_role("slider", name="between Consideration and Purchase, Julie")
    expect(added).to_be_focused()
    expect(added).to_have_attribute("aria-valuetext", "+0.25, 50% of the way")
    assert violations(plain.page) == []
    view.get_by_role("button", name="Undo").first.click()
    plain.settle()
    assert between(journey) == []


@pytest.mark.context(has_touch=True)
@pytest.mark.parametrize("kind", HANDS)
@pytest.mark.parametrize("board", BOARDS)
def test_it_is_dragged_up_and_aside_in_one_step(plain: Plain, board: Any, kind: str) -> None:
    journey = glasses()
    julie = journey.document.personas[0]
    journey.set_emotion("Consideration", 0.25, persona=julie, after=0.5)
    view = plain.show(board(journey, locale="en"))
    name = "between Consideration and Purchase, Julie"
    view.get_by_role("slider", name=name).scroll_into_view_if_needed()
    gap = handle_at(view, "Purchase, Julie")[0] - handle_at(view, "Consideration, Julie")[0]
    before, revision = at_stages(journey), journey.document.revision
    shown: list[float] = []

    def told(state: Any) -> None:
        if state is not None:
            shown.extend(point.after for point in state.tables["emotions"].values() if point.after)

    off = journey.document.on_drag(told)
    x, y = handle_at(view, name)
    hand = hand_of(plain, kind)
    hand.down((x, y))
    hand.move((x + 1, y - 10), (x + gap / 8, y - 25), (x + gap / 4 + 6, y - 35))
    expect(view.get_by_role("slider", name=name)).to_have_attribute("aria-valuetext", re.compile("7[456]%"))
    plain.page.evaluate("() => new Promise((done) => setTimeout(done, 150))")
    plain.settle()
    assert shown[-1] == pytest.approx(0.75, abs=0.011)
    assert journey.document.revision == revision
    hand.up()
    plain.settle()
    off()
    ((stage, after, value),) = between(journey)
    assert stage == "Consideration"
    assert after == pytest.approx(0.75, abs=0.011)
    assert value > 0.9
    assert journey.document.revision == revision + 1
    x, y = handle_at(view, name)
    hand.down((x, y))
    hand.move((x + gap / 2, y), (x + gap * 2, y))
    hand.up()
    plain.settle()
    assert between(journey) == [("Consideration", 0.99, value)]
    assert at_stages(journey) == before


@pytest.mark.context(has_touch=True)
def test_a_finger_taps_twice_for_a_point_and_a_small_waver_moves_nothing_aside(plain: Plain) -> None:
    journey = glasses()
    view = plain.show(cjm.EmotionCurve(journey, locale="en"))
    x, y = half_way(view)
    for _ in range(2):
        plain.page.touchscreen.tap(x, y)
    plain.settle()
    assert between(journey) == [("Consideration", 0.5, 0.25)]
    x, y = handle_at(view, "between Consideration and Purchase, Julie")
    hand = hand_of(plain, "touch")
    hand.down((x, y))
    hand.move((x + 2, y + 20), (x - 4, y + 41))
    hand.up()
    plain.settle()
    ((_, after, value),) = between(journey)
    assert after == 0.5
    assert value < -0.6


@pytest.mark.parametrize("board", BOARDS)
def test_it_is_added_moved_and_removed_by_keyboard(plain: Plain, board: Any) -> None:
    journey = glasses()
    view = plain.show(board(journey, locale="fr"))
    keys = plain.page.keyboard
    view.get_by_role("slider", name="Consideration, Julie", exact=True).focus()
    keys.press("Insert")
    plain.settle()
    assert between(journey) == [("Consideration", 0.5, 0.25)]
    added = view.get_by_role("slider", name="entre Consideration et Purchase, Julie")
    expect(added).to_be_focused()
    keys.press("Shift+ArrowLeft")
    keys.press("Shift+ArrowLeft")
    keys.press("ArrowUp")
    expect(added).to_have_attribute("aria-valuetext", "+0,35, 40\xa0% du chemin")
    keys.press("ArrowLeft")
    expect(view.get_by_role("slider", name="Consideration, Julie", exact=True)).to_be_focused()
    plain.settle()
    assert between(journey) == [("Consideration", 0.4, 0.35)]
    keys.press("ArrowRight")
    expect(added).to_be_focused()
    keys.press("+")
    plain.settle()
    assert [after for _, after, _ in between(journey)] == [0.4, 0.7]
    keys.press("Delete")
    plain.settle()
    expect(view.get_by_role("slider", name="Consideration, Julie", exact=True)).to_be_focused()
    assert [after for _, after, _ in between(journey)] == [0.4]


def test_on_another_scale_and_behind_the_last_stage(plain: Plain) -> None:
    journey = glasses()
    journey.edit(emotion_scale="1..10")
    view = plain.show(cjm.EmotionCurve(journey, locale="en"))
    last = view.get_by_role("slider", name="Loyalty, Julie", exact=True)
    last.focus()
    plain.page.keyboard.press("Insert")
    added = view.get_by_role("slider", name="between Loyalty and the end, Julie")
    expect(added).to_be_focused()
    expect(added).to_have_attribute("aria-valuenow", "5.5")
    for _ in range(9):
        plain.page.keyboard.press("Shift+ArrowRight")
    plain.page.keyboard.press("ArrowUp")
    plain.page.keyboard.press("ArrowLeft")
    plain.settle()
    ((stage, after, value),) = between(journey)
    assert (stage, after) == ("Loyalty", 0.49)
    assert value == pytest.approx(-2 + 4.6 / 9 * 4, abs=1e-4)


def test_two_clicks_on_an_empty_stage_add_its_point_and_no_other(plain: Plain) -> None:
    journey = glasses()
    journey.remove(next(p for p in journey.emotions if p.stage_id == journey.stages[2].id))
    view = plain.show(cjm.EmotionCurve(journey, locale="en"))
    box = view.get_by_role("button", name="Add an emotion: Purchase, Julie").bounding_box()
    assert box
    plain.page.mouse.dblclick(box["x"] + box["width"] - 20, box["y"] + 60)
    plain.settle()
    assert between(journey) == []
    assert len(journey.emotions) == 5


def test_a_stroke_takes_the_points_between_along(plain: Plain) -> None:
    journey = glasses()
    julie = journey.document.personas[0]
    journey.set_emotion("Consideration", -2, persona=julie, after=0.5)
    view = plain.show(cjm.EmotionCurve(journey, locale="en"))
    view.get_by_role("button", name="Sketch the curve").click()
    box = view.get_by_role("application").bounding_box()
    assert box
    hand = hand_of(plain, "mouse")
    hand.down((box["x"] + 6, box["y"] + 60))
    hand.move(
        *[(box["x"] + 6 + step * (box["width"] - 12) / 40, box["y"] + 60 + step * 3) for step in range(41)]
    )
    hand.up()
    plain.settle()
    drawn = [point.value for point in journey.emotions]
    assert len(drawn) == 6
    assert drawn == sorted(drawn, reverse=True)
    assert len(set(drawn)) == 6
