"""How the journey map stands on a page: sizes, hidden places, menus at edges, contrast, roles, long text."""

from __future__ import annotations

import pytest
from PIL import Image
from playwright.sync_api import FloatRect, Locator, expect

import cjm_widgets as cjm
from tests.browser.harness import axe
from tests.browser.harness.plain import Plain
from tests.browser.map_story import STAGES, card, glasses, middle

TEXT_AT = "([x, y]) => document.elementFromPoint(x, y)?.closest('button')?.textContent"
# Whether the middle of an element is on top of everything there.
SEEN = """(it) => {
  const { left, top, width, height } = it.getBoundingClientRect();
  return it.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}"""


def box_of(element: Locator) -> FloatRect:
    box = element.bounding_box()
    assert box
    return box


def below(element: Locator) -> float:
    """Return where an element ends, from the top of the window."""
    return box_of(element)["y"] + box_of(element)["height"]


@pytest.fixture
def journey() -> cjm.Journey:
    return glasses()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_serious_fault_of_access(plain: Plain, journey: cjm.Journey, theme: str) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en", theme=theme))
    assert axe.violations(plain.page) == []
    card(view, "No date given").click()
    plain.page.keyboard.press("Shift+F10")
    expect(view.get_by_role("menu")).to_be_visible()
    assert axe.violations(plain.page) == []
    plain.page.keyboard.press("Escape")
    plain.page.keyboard.press("F2")
    assert axe.violations(plain.page) == []


@pytest.mark.parametrize("width", [1280, 900, 500])
def test_columns_share_the_width_and_only_the_board_scrolls(
    plain: Plain, journey: cjm.Journey, width: int
) -> None:
    plain.page.set_viewport_size({"width": width, "height": 900})
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    heads = [view.get_by_role("columnheader", name=name).bounding_box() for name in STAGES]
    widths = [head["width"] for head in heads if head]
    assert len(widths) == 5
    assert min(widths) >= 148
    assert max(widths) - min(widths) < 1
    assert plain.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    scroll = view.locator(".cjm-scroll")
    assert scroll.evaluate("it => it.scrollWidth > it.clientWidth") == (width < 900)
    curve = view.locator(".cjm-curve").bounding_box()
    assert curve
    assert curve["width"] == pytest.approx(sum(widths), abs=2)


def test_the_lane_names_stay_while_the_board_scrolls(plain: Plain, journey: cjm.Journey) -> None:
    plain.page.set_viewport_size({"width": 600, "height": 900})
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    head = view.get_by_role("rowheader", name="Actions")
    before = head.bounding_box()
    view.locator(".cjm-scroll").evaluate("it => { it.scrollLeft = 200; }")
    assert head.bounding_box() == before


@pytest.mark.context(viewport={"width": 640, "height": 450}, device_scale_factor=2)
@pytest.mark.parametrize("height", ["", "400px"])
def test_heads_stay_in_sight_at_200_percent_and_cover_no_focus(
    plain: Plain, journey: cjm.Journey, height: str
) -> None:
    journey.edit(journey.lane("touchpoints"), pinned=True)
    plain.page.evaluate("() => { document.body.style.height = '4000px'; }")
    view = plain.show(cjm.JourneyMap(journey, locale="fr", height=height))
    for lane in ("thoughts", "motivations", "opportunities"):
        journey.add_lane(lane)
        journey.add_card(lane=lane, stage="Reimbursement", text=f"Far below {lane}")
    plain.settle()
    card(view, "Far below opportunities").focus()
    for key in ("ArrowRight", "ArrowLeft"):
        plain.page.keyboard.press(key)
    plain.settle()
    if not height:
        plain.page.wait_for_function("() => scrollY > 0")
    stage = view.get_by_role("columnheader", name="Reimbursement")
    pinned, lane = (
        view.get_by_role("rowheader", name=name) for name in ("Points de contact", "Opportunités")
    )
    assert below(stage) == pytest.approx(box_of(pinned)["y"], abs=3)
    assert stage.evaluate(SEEN) and pinned.evaluate(SEEN) and lane.evaluate(SEEN)
    for key in ("ArrowUp", "ArrowLeft", "ArrowUp", "ArrowLeft", "ArrowLeft", "ArrowUp"):
        plain.page.keyboard.press(key)
        plain.settle()
        focus = view.locator(":focus")
        assert box_of(focus)["y"] >= below(pinned) - 1, f"the heads cover the focus after {key}"
        assert box_of(focus)["x"] >= box_of(lane)["x"] + box_of(lane)["width"] - 1 or focus.evaluate(
            "it => it.matches('.cjm-lane-head, .cjm-curve-cell')"
        )
    plain.page.evaluate("() => scrollTo(0, 0)")
    plain.page.wait_for_function(
        "() => !document.querySelector('.cjm-row--phases').style.translate || scrollY"
    )


def test_a_map_shown_later_in_a_hidden_place_has_its_size(plain: Plain, journey: cjm.Journey) -> None:
    plain.page.evaluate("() => { document.querySelector('#cell').style.display = 'none'; }")
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    plain.page.evaluate("() => { document.querySelector('#cell').style.display = ''; }")
    head = view.get_by_role("columnheader", name="Discovery")
    expect(view.locator(".cjm-curve")).to_be_visible()
    box, curve = head.bounding_box(), view.locator(".cjm-curve").bounding_box()
    assert box and curve
    assert curve["width"] == pytest.approx(box["width"] * 5, abs=3)


def test_a_menu_is_never_clipped(plain: Plain, journey: cjm.Journey) -> None:
    plain.page.set_viewport_size({"width": 1280, "height": 620})
    plain.page.evaluate(
        "() => { Object.assign(document.querySelector('#cell').style,"
        " {height: '600px', overflow: 'hidden', contain: 'layout paint', transform: 'translateX(5px)'}); }"
    )
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    view.get_by_role("columnheader", name="Loyalty").click(button="right")
    for _ in range(2):
        menu = view.get_by_role("menu")
        box = menu.bounding_box()
        assert box
        assert box["x"] >= 0 and box["y"] >= 0
        assert box["x"] + box["width"] <= 1280 and box["y"] + box["height"] <= 620
        for item in (menu.get_by_role("menuitem").first, menu.get_by_role("menuitem").last):
            # A menu longer than the window scrolls in itself.
            item.scroll_into_view_if_needed()
            x, y = middle(item)
            name = plain.page.evaluate(
                "([x, y]) => document.elementFromPoint(x, y)?.closest('button')?.textContent", [x, y]
            )
            assert name == item.text_content()
        plain.page.keyboard.press("Escape")
        card(view, "No date given").click(button="right")


def test_long_text_is_cut_until_it_is_edited_and_long_words_break(plain: Plain, journey: cjm.Journey) -> None:
    lane, stage = journey.lanes[0], journey.stages[1]
    journey.add_card(lane=lane, stage=stage, text="word " * 19_999 + "end")
    journey.add_card(lane=lane, stage=stage, text="W" * 300)
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    long = card(view, "word word").first
    box = long.bounding_box()
    assert box and box["height"] < 300
    wide = card(view, "WWWW")
    assert wide.evaluate("it => it.scrollWidth <= it.clientWidth")
    long.click()
    plain.page.keyboard.press("F2")
    assert len(view.locator(".cjm-editor").input_value()) == 99_998


def test_markup_in_text_is_text(plain: Plain, journey: cjm.Journey) -> None:
    payload = '<img src=x onerror="window.__hit=1"><script>window.__hit=1</script>'
    journey.add_card(lane=journey.lanes[0], stage=journey.stages[0], text=payload)
    journey.add_stage(payload)
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    expect(card(view, "onerror")).to_contain_text(payload)
    assert view.locator("img, script").count() == 0
    assert plain.page.evaluate("() => window.__hit") is None


def test_french_is_french(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="fr"))
    expect(view.get_by_role("rowheader", name="Irritants")).to_be_visible()
    expect(view.get_by_role("button", name="Annuler")).to_be_visible()
    expect(view.get_by_role("columnheader", name="Étape")).to_be_visible()
    expect(card(view, "Books an eye exam")).to_be_visible()


def test_a_persona_over_the_map_has_its_picture_unless_it_is_private(plain: Plain) -> None:
    doc = cjm.Document()
    julie, robert = doc.add_persona("Julie"), doc.add_persona("Robert")
    journey = doc.add_journey("Glasses", template="purchase", personas=[julie.id, robert.id])
    for persona in (julie, robert):
        persona.set_avatar(Image.new("RGB", (64, 64), "#8a5a3c"))
    robert.set_private("avatar")
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    chips = view.locator(".cjm-persona-chip")
    expect(chips.filter(has_text="Julie").locator("img")).to_be_visible()
    expect(chips.filter(has_text="Robert").locator("img")).to_have_count(0)
