"""A curve is sketched in one stroke; the editor holds range and intensity; the scale is the journey's."""

from __future__ import annotations

import cjm_widgets as cjm
from tests.browser.map_story import STAGES, glasses


def values(journey: cjm.Journey) -> dict[str, float]:
    names = {stage.id: stage.name for stage in journey.stages}
    return {names[point.stage_id]: point.value for point in journey.emotions}


def test_a_stroke_becomes_points_in_one_step(plain) -> None:
    journey = glasses()
    before = values(journey)
    board = cjm.EmotionCurve(journey)
    view = plain.show(board)
    view.get_by_role("button", name="Sketch the curve").click()
    box = view.get_by_role("application").bounding_box()
    mouse, each = plain.page.mouse, box["width"] / len(STAGES)
    mouse.move(box["x"] + 5, box["y"] + 40)
    mouse.down()
    for step in range(1, 40):
        mouse.move(box["x"] + 5 + step * (4 * each) / 40, box["y"] + 40 + step * 2)
    mouse.up()
    plain.settle()
    drawn = values(journey)
    assert drawn["Loyalty"] == before["Loyalty"]  # the stroke ended before it
    assert drawn["Discovery"] > drawn["Consideration"] > drawn["Purchase"] > drawn["Reimbursement"]
    assert view.get_by_role("application").count() == 0
    journey.document.undo()
    assert values(journey) == before


def test_escape_leaves_the_sheet_and_draws_nothing(plain) -> None:
    journey = glasses()
    view = plain.show(cjm.EmotionCurve(journey))
    view.get_by_role("button", name="Sketch the curve").click()
    sheet = view.get_by_role("application")
    assert sheet.evaluate("node => node.getRootNode().activeElement === node")
    plain.page.keyboard.press("Escape")
    plain.settle()
    assert sheet.count() == 0
    assert journey.document.history.undo_label == "set_emotion"


def test_the_scale_of_the_journey_is_read_and_keyed(plain) -> None:
    journey = glasses()
    journey.edit(emotion_scale="1..10")
    view = plain.show(cjm.EmotionCurve(journey))
    point = view.get_by_role("slider", name="Discovery, Julie")
    assert point.get_attribute("aria-valuemax") == "10"
    assert point.get_attribute("aria-valuetext").startswith("5.5")
    point.focus()
    plain.page.keyboard.press("PageUp")
    view.get_by_role("slider", name="Consideration, Julie").focus()
    plain.settle()
    assert values(journey)["Discovery"] == 0.4444


def test_range_and_intensity_by_keyboard(plain) -> None:
    journey = glasses()
    journey.edit(emotion_scale="1..5")
    view = plain.show(cjm.EmotionCurve(journey))
    view.get_by_role("slider", name="Consideration, Julie").focus()
    plain.page.keyboard.press("Enter")
    dialog = view.get_by_role("dialog", name="Consideration, Julie")
    dialog.get_by_label("Intensity").select_option("4")
    dialog.get_by_label("From").fill("1.5")
    dialog.get_by_label("To").fill("2.5")
    dialog.get_by_label("To").press("Enter")
    plain.settle()
    point = next(point for point in journey.emotions if point.value == -1.0)
    assert (point.low, point.high, point.intensity) == (-1.5, -0.5, 4)


def test_an_end_of_a_range_is_dragged_in_one_step_and_stops_at_its_point(plain) -> None:
    journey = glasses()
    stage = journey.stages[1]
    journey.set_emotion(stage, -1.0, persona=journey.personas[0], low=-1.5, high=-0.5)
    view = plain.show(cjm.EmotionCurve(journey))

    def drag(end: str, by: float) -> tuple[float | None, float | None]:
        box = view.locator(f'[data-end="{end}"][data-stage="{stage.id}"]').bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        plain.page.mouse.move(x, y)
        plain.page.mouse.down()
        plain.page.mouse.move(x, y + by / 2)
        plain.page.mouse.move(x, y + by)
        plain.page.mouse.up()
        plain.settle()
        point = next(each for each in journey.emotions if each.stage_id == stage.id)
        assert point.value == -1.0
        return point.low, point.high

    low, high = drag("high", -41)  # 41 pixels are one step of the scale
    assert (low, high) == (-1.5, 0.5)
    assert drag("low", -200) == (-1.0, 0.5)
    journey.document.undo()
    point = next(each for each in journey.emotions if each.stage_id == stage.id)
    assert (point.low, point.high) == (-1.5, 0.5)
