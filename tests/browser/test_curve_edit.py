"""The emotion curve alone in a browser: drags, keys, adding and editing reach Python as one step each."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

import cjm_widgets as cjm
from tests.browser.harness import axe
from tests.browser.harness.plain import Plain

STAGES = ("Discovery", "Consideration", "Purchase", "Reimbursement", "Loyalty")
VALUES = (-0.1, -1.5, 1.4, -2.0, None)


@pytest.fixture
def journey() -> cjm.Journey:
    doc = cjm.Document()
    journey = doc.add_journey("Glasses for two children")
    julie = doc.add_persona("Julie", role="Mother of two")
    for name, value in zip(STAGES, VALUES, strict=True):
        stage = journey.add_stage(name)
        if value is not None:
            journey.set_emotion(stage, value, persona=julie)
    return journey


def values(journey: cjm.Journey) -> list[float]:
    order = [stage.id for stage in journey.stages]
    return [point.value for point in sorted(journey.emotions, key=lambda point: order.index(point.stage_id))]


def point(view: Locator, stage: str) -> Locator:
    return view.get_by_role("slider", name=f"{stage}, Julie")


def middle(handle: Locator) -> tuple[float, float]:
    box = handle.locator(".cjm-point__hit").bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_drag_is_drawn_while_it_lasts_and_is_one_step(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.EmotionCurve(journey, locale="en"))
    before = journey.document.revision
    handle = point(view, "Purchase")
    line = view.locator(".cjm-line__stroke").first
    drawn = line.get_attribute("d")
    x, y = middle(handle)
    plain.page.mouse.move(x, y)
    plain.page.mouse.down()
    plain.page.mouse.move(x, y + 30, steps=3)
    plain.page.mouse.move(x + 200, y + 41, steps=3)
    expect(handle).to_have_attribute("aria-valuenow", "0.4")
    assert line.get_attribute("d") != drawn
    plain.settle()
    assert journey.document.revision == before
    plain.page.mouse.up()
    plain.settle()
    assert journey.document.revision == before + 1
    assert values(journey) == [-0.1, -1.5, 0.4, -2.0]
    view.get_by_role("button", name="Undo").click()
    expect(handle).to_have_attribute("aria-valuenow", "1.4")
    assert values(journey) == [-0.1, -1.5, 1.4, -2.0]


def test_escape_ends_a_drag_without_a_trace(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.EmotionCurve(journey, locale="en"))
    before = journey.document.revision
    handle = point(view, "Consideration")
    x, y = middle(handle)
    plain.page.mouse.move(x, y)
    plain.page.mouse.down()
    plain.page.mouse.move(x, y - 60, steps=3)
    plain.page.keyboard.press("Escape")
    expect(handle).to_have_attribute("aria-valuenow", "-1.5")
    plain.page.mouse.move(x, y - 80)
    plain.page.mouse.up()
    plain.settle()
    assert journey.document.revision == before


@pytest.mark.context(has_touch=True)
def test_a_finger_drags_a_point_and_scrolls_beside_it(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.EmotionCurve(journey, locale="en"))
    plain.page.evaluate("document.body.style.height = '3000px'")
    touch = plain.page.context.new_cdp_session(plain.page)

    def swipe(x: float, y: float, by: float) -> None:
        for kind, dy in (("touchStart", 0.0), ("touchMove", by / 2), ("touchMove", by), ("touchEnd", None)):
            points = [] if dy is None else [{"x": x, "y": y + dy}]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    x, y = middle(point(view, "Reimbursement"))
    swipe(x, y, -82)
    plain.settle()
    assert values(journey)[3] == 0.0
    assert plain.page.evaluate("scrollY") == 0
    swipe(x - 70, y - 60, -60)
    plain.page.wait_for_function("scrollY > 0")
    assert values(journey)[3] == 0.0


def test_keys_in_a_row_are_one_step(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.EmotionCurve(journey, locale="en"))
    before = journey.document.revision
    point(view, "Discovery").focus()
    for key in ("ArrowUp", "ArrowUp", "PageUp", "ArrowUp"):
        plain.page.keyboard.press(key)
    plain.page.keyboard.press("ArrowRight")
    expect(point(view, "Consideration")).to_be_focused()
    plain.settle()
    assert journey.document.revision == before + 1
    assert values(journey)[0] == 1.2


def test_a_point_is_added_edited_and_removed_without_a_mouse(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.EmotionCurve(journey, locale="en"))
    keys = plain.page.keyboard
    point(view, "Reimbursement").focus()
    keys.press("ArrowRight")
    keys.press("Enter")
    expect(point(view, "Loyalty")).to_be_focused()
    keys.press("Enter")
    keys.type("hopeful")
    keys.press("Tab")
    keys.type("I will stay.")
    keys.press("Enter")
    expect(point(view, "Loyalty")).to_be_focused()
    expect(point(view, "Loyalty")).to_have_attribute("aria-valuetext", "0, hopeful")
    plain.settle()
    made = next(each for each in journey.emotions if each.label)
    assert (made.value, made.label, made.quote) == (0.0, "hopeful", "I will stay.")
    keys.press("Delete")
    plain.settle()
    assert len(journey.emotions) == 4
    expect(view.get_by_role("button", name="Add an emotion: Loyalty, Julie")).to_be_focused()


def test_a_click_in_an_empty_stage_adds_a_point_at_its_height(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.EmotionCurve(journey, locale="en"))
    box = view.locator(".cjm-add-point__area").bounding_box()
    assert box
    plain.page.mouse.click(box["x"] + 20, box["y"] + 28 + 41)
    plain.settle()
    assert values(journey)[4] == 1.0


def test_python_moves_a_point_on_the_screen(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.EmotionCurve(journey, locale="en"))
    journey.set_emotion(journey.stages[0], 2, persona=journey.document.personas[0], label="delighted")
    plain.settle()
    expect(point(view, "Discovery")).to_have_attribute("aria-valuetext", "+2, delighted")


def test_the_editor_is_never_clipped(plain: Plain, journey: cjm.Journey) -> None:
    plain.page.evaluate("document.querySelector('#cell').style.cssText = 'height:200px;overflow:hidden'")
    view = plain.show(cjm.EmotionCurve(journey, locale="en"))
    point(view, "Purchase").press("Enter")
    seen = view.get_by_role("dialog").evaluate(
        """(box) => {
          const { left, right, top, bottom } = box.getBoundingClientRect();
          const own = (x, y) => box.contains(document.elementFromPoint(x, y));
          return [left + 3, right - 3].every((x) => own(x, top + 3) && own(x, bottom - 3));
        }"""
    )
    assert seen


def test_it_takes_its_width_when_a_hidden_tab_is_shown(plain: Plain, journey: cjm.Journey) -> None:
    plain.page.evaluate("document.querySelector('#cell').style.display = 'none'")
    view = plain.show(cjm.EmotionCurve(journey, locale="en"))
    plain.page.evaluate("document.querySelector('#cell').style.cssText = 'width:900px'")
    expect(view.locator(".cjm-curve__svg")).to_have_attribute("width", "898")


def test_a_narrow_one_scrolls_in_itself(plain: Plain, journey: cjm.Journey) -> None:
    plain.page.evaluate("document.querySelector('#cell').style.cssText = 'width:320px'")
    view = plain.show(cjm.EmotionCurve(journey, locale="en"))
    inner = view.locator(".cjm-curve-board__scroll")
    assert inner.evaluate("(box) => box.scrollWidth > box.clientWidth")
    assert plain.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert view.locator(".cjm-root").evaluate("(box) => box.getBoundingClientRect().width") == 320


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en", "fr"])
def test_axe_finds_nothing_grave(plain: Plain, theme: str, locale: str) -> None:
    journey = cjm.datasets.glasses(locale).build(cjm.Document())
    view = plain.show(cjm.EmotionCurve(journey, locale=locale, theme=theme))
    assert axe.violations(plain.page) == []
    view.get_by_role("slider").first.press("Enter")
    assert axe.violations(plain.page) == []
