"""The curve by mouse, finger and pen, as Chromium's own input hears them: drags, sketches, levels."""

from __future__ import annotations

import time
from typing import Any, Protocol

import pytest
from playwright.sync_api import Locator, expect

import cjm_widgets as cjm
from tests.browser.harness.plain import Plain
from tests.browser.map_story import STAGES, glasses
from tests.browser.test_map_touch import Finger

HANDS = ("mouse", "touch", "pen")
THEMES = ("light", "dark")
Spot = tuple[float, float]


class Hand(Protocol):
    def down(self, at: Spot) -> None: ...
    def move(self, *path: Spot) -> None: ...
    def up(self) -> None: ...


class Pointer:
    """A mouse or a pen."""

    def __init__(self, plain: Plain, kind: str) -> None:
        self.input = plain.page.context.new_cdp_session(plain.page)
        self.kind = kind
        self.at: Spot = (0, 0)

    def send(self, type_: str, *, held: bool) -> None:
        self.input.send(
            "Input.dispatchMouseEvent",
            {
                "type": type_, "x": self.at[0], "y": self.at[1], "button": "left", "buttons": int(held),
                "pointerType": self.kind, "clickCount": 1,
            },
        )  # fmt: skip

    def down(self, at: Spot) -> None:
        self.at = at
        self.send("mousePressed", held=True)

    def move(self, *path: Spot) -> None:
        for self.at in path:
            self.send("mouseMoved", held=True)

    def up(self) -> None:
        self.send("mouseReleased", held=False)


def hand_of(plain: Plain, kind: str) -> Hand:
    return Finger(plain) if kind == "touch" else Pointer(plain, kind)


def middle(place: Locator) -> Spot:
    box = place.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def values(journey: cjm.Journey) -> dict[str, float]:
    names = {stage.id: stage.name for stage in journey.stages}
    return {names[point.stage_id]: point.value for point in journey.emotions}


def sent(plain: Plain, board: Any, since: int = 0) -> list[str]:
    """Return the kinds of messages that went up."""
    found = [packet["content"]["type"] for packet in plain.link(board).up if packet.get("method") == "custom"]
    return found[since:]


@pytest.mark.context(has_touch=True)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("kind", HANDS)
@pytest.mark.parametrize("board", [cjm.EmotionCurve, cjm.JourneyMap])
def test_a_point_is_dragged_in_one_step(plain: Plain, board: Any, kind: str, theme: str) -> None:
    journey = glasses()
    view = plain.show(board(journey, theme=theme))
    hand = hand_of(plain, kind)
    point = view.get_by_role("slider", name="Purchase, Julie")
    point.scroll_into_view_if_needed()
    before, revision, top = values(journey), journey.document.revision, plain.page.evaluate("scrollY")
    x, y = middle(point.locator(".cjm-point__hit"))
    hand.down((x, y))
    hand.move((x + 1, y + 10), (x + 3, y + 30), (x + 30, y + 41))
    hand.up()
    plain.settle()
    after = values(journey)
    assert after["Purchase"] < before["Purchase"] - 0.9
    assert {name: value for name, value in after.items() if name != "Purchase"} == {
        name: value for name, value in before.items() if name != "Purchase"
    }
    assert journey.document.revision == revision + 1
    assert plain.page.evaluate("scrollY") == top


@pytest.mark.context(has_touch=True)
@pytest.mark.parametrize("kind", HANDS)
def test_a_stroke_over_all_stages_becomes_points_in_one_step(plain: Plain, kind: str) -> None:
    journey = glasses()
    view = plain.show(cjm.EmotionCurve(journey, locale="en"))
    view.get_by_role("button", name="Sketch the curve").click()
    box = view.get_by_role("application").bounding_box()
    assert box
    revision = journey.document.revision
    hand = hand_of(plain, kind)
    hand.down((box["x"] + 6, box["y"] + 60))
    hand.move(
        *[(box["x"] + 6 + step * (box["width"] - 12) / 40, box["y"] + 60 + step * 3) for step in range(41)]
    )
    hand.up()
    plain.settle()
    drawn = [values(journey)[name] for name in STAGES]
    assert drawn == sorted(drawn, reverse=True)
    assert len(set(drawn)) == len(STAGES)
    assert journey.document.revision == revision + 1


def test_a_drag_is_one_commit_and_at_most_ten_previews_a_second(plain: Plain) -> None:
    journey = glasses()
    board = cjm.EmotionCurve(journey, locale="en")
    view = plain.show(board)
    moved: list[float | None] = []
    stage = journey.stages[2].id

    def told(state: Any) -> None:
        points = [] if state is None else state.tables["emotions"].values()
        moved.append(next((point.value for point in points if point.stage_id == stage), None))

    off = journey.document.on_drag(told)
    x, y = middle(view.get_by_role("slider", name="Purchase, Julie").locator(".cjm-point__hit"))
    before, history = len(sent(plain, board)), journey.document.history.undo_label
    plain.page.mouse.move(x, y)
    plain.page.mouse.down()
    start = time.perf_counter()
    step = 0
    while time.perf_counter() - start < 1.05:
        step += 1
        plain.page.mouse.move(x, y + 30 * (step % 7) / 7)
    plain.page.mouse.move(x, y + 41)
    assert journey.document.history.undo_label == history
    plain.page.mouse.up()
    took = time.perf_counter() - start
    plain.settle()
    during = sent(plain, board, before)
    assert during[-1] == "edit"
    assert during.count("edit") == 1
    previews = during.count("preview")
    assert 3 <= previews <= took * 10 + 1, (previews, took)
    assert len(moved) == previews
    # A message that waited would come within two tenths of a second.
    plain.page.evaluate("() => new Promise((done) => setTimeout(done, 400))")
    plain.settle()
    assert sent(plain, board, before) == during
    off()


def test_a_drag_that_is_called_off_takes_its_previews_back(plain: Plain) -> None:
    journey = glasses()
    view = plain.show(cjm.EmotionCurve(journey, locale="en"))
    told: list[bool] = []
    journey.document.on_drag(lambda state: told.append(state is not None))
    revision = journey.document.revision
    x, y = middle(view.get_by_role("slider", name="Purchase, Julie").locator(".cjm-point__hit"))
    plain.page.mouse.move(x, y)
    plain.page.mouse.down()
    plain.page.mouse.move(x, y + 40, steps=3)
    plain.settle()
    assert told[0]
    plain.page.keyboard.press("Escape")
    plain.page.mouse.up()
    plain.settle()
    assert told[-1] is False
    assert journey.document.revision == revision


@pytest.mark.context(has_touch=True)
@pytest.mark.parametrize("kind", HANDS)
def test_intensity_is_a_second_line_that_is_dragged(plain: Plain, kind: str) -> None:
    journey = glasses()
    board = cjm.EmotionCurve(journey, locale="en")
    view = plain.show(board)
    expect(view.locator(".cjm-intensity")).to_have_count(0)
    view.get_by_role("button", name="Show intensity").click()
    plain.settle()
    assert board.intensity is True
    handle = view.get_by_role("slider", name="Intensity, Consideration, Julie")
    expect(handle).to_have_attribute("aria-valuetext", "not said")
    revision = journey.document.revision
    hand = hand_of(plain, kind)
    x, y = middle(handle.locator(".cjm-intensity__hit"))
    hand.down((x, y))
    hand.move((x, y - 20), (x, y - 41), (x, y - 75))
    hand.up()
    plain.settle()
    expect(handle).to_have_attribute("aria-valuetext", "5 of 5")
    stage = journey.stages[1].id
    found = next(point for point in journey.emotions if point.stage_id == stage)
    assert (found.intensity, found.value) == (5, -1.0)
    assert journey.document.revision == revision + 1


@pytest.mark.parametrize("board", [cjm.EmotionCurve, cjm.JourneyMap])
def test_intensity_by_keyboard_and_from_python(plain: Plain, board: Any) -> None:
    journey = glasses()
    shown = board(journey, locale="en", intensity=True)
    view = plain.show(shown)
    handle = view.get_by_role("slider", name="Intensity, Discovery, Julie")
    handle.focus()
    keys = plain.page.keyboard
    keys.press("ArrowUp")
    keys.press("ArrowUp")
    keys.press("ArrowRight")
    expect(view.get_by_role("slider", name="Intensity, Consideration, Julie")).to_be_focused()
    keys.press("Home")
    keys.press("ArrowRight")
    plain.settle()
    levels = {point.stage_id: point.intensity for point in journey.emotions}
    assert [levels[stage.id] for stage in journey.stages[:3]] == [5, 1, None]
    expect(view.locator(".cjm-intensity__stroke")).to_have_count(1)
    expect(view.get_by_role("slider", name="Discovery, Julie", exact=True)).to_have_attribute(
        "aria-valuetext", "0, Intensity 5"
    )
    handle.focus()
    keys.press("Delete")
    plain.settle()
    assert next(p for p in journey.emotions if p.stage_id == journey.stages[0].id).intensity is None
    shown.intensity = False
    plain.settle()
    expect(view.locator(".cjm-intensity")).to_have_count(0)


def test_snapping_is_a_switch_and_a_modifier_turns_it_around(plain: Plain) -> None:
    journey = glasses()
    view = plain.show(cjm.EmotionCurve(journey, locale="en"))

    def drag() -> float:
        x, y = middle(view.get_by_role("slider", name="Discovery, Julie").locator(".cjm-point__hit"))
        plain.page.mouse.move(x, y)
        plain.page.mouse.down()
        plain.page.mouse.move(x, y + 8)
        plain.page.mouse.move(x, y + 15)
        plain.page.mouse.up()
        plain.settle()
        value = values(journey)["Discovery"]
        journey.document.undo()
        plain.settle()
        return value

    assert drag() == -0.4
    view.get_by_role("button", name="Snap to steps").click()
    assert drag() == -0.37
    plain.page.keyboard.down("Shift")
    assert drag() == -0.4
    plain.page.keyboard.up("Shift")


def test_curves_are_hidden_shown_and_begun_as_they_should_be(plain: Plain) -> None:
    journey = cjm.datasets.glasses("en").build(cjm.Document())
    view = plain.show(cjm.EmotionCurve(journey, locale="en"))
    lines = view.locator(".cjm-line__stroke")
    expect(lines).to_have_count(2)
    view.get_by_role("button", name="Show the curve: Robert").click()
    expect(lines).to_have_count(1)
    view.get_by_role("button", name="Robert", exact=True).click()
    expect(lines).to_have_count(2)
    view.get_by_role("button", name="Show the curve: Robert").click()
    expect(view.get_by_role("button", name="Julie", exact=True)).to_have_attribute("aria-pressed", "true")
    view.get_by_role("button", name="+ As it should be").click()
    view.get_by_role("button", name="Add an emotion: Reimbursement, Julie, to be").press("Enter")
    plain.settle()
    planned = [point for point in journey.emotions if point.variant == "to_be"]
    assert [(point.stage_id, point.value) for point in planned] == [(journey.stages[3].id, 0.0)]
