"""Phases, steps and lanes shaped in a browser, by keyboard alone and by mouse; what Python holds of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

import cjm_widgets as cjm
from tests.browser.harness.plain import Plain
from tests.browser.map_story import glasses, middle


@pytest.fixture
def journey() -> cjm.Journey:
    return glasses()


def head(view: Locator, kind: str, record_id: str) -> Locator:
    return view.locator(f'[data-key="{kind}:{record_id}"]')


def spoken(view: Locator) -> Locator:
    return view.locator("[aria-live]").first


def pick(page: Page, name: str, role: str = "menuitem") -> None:
    page.get_by_role(role, name=name, exact=True).click()  # type: ignore[arg-type]


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(end[0], end[1], steps=8)
    page.mouse.up()


def test_a_phase_is_folded_moved_and_unfolded_by_keyboard(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    press = plain.page.keyboard.press
    before = journey.phase("before")
    head(view, "phase", before.id).focus()
    press("Space")
    plain.settle()
    assert journey.phase("before").collapsed
    fold = view.get_by_role("columnheader", name="Phase Before, collapsed: 2 stages, 2 cards")
    expect(fold).to_be_focused()
    expect(view.get_by_role("columnheader", name="Discovery")).to_have_count(0)
    box = fold.bounding_box()
    assert box and box["width"] < 110
    press("Alt+ArrowRight")
    plain.settle()
    assert [phase.role for phase in journey.phases] == ["during", "before", "after"]
    expect(spoken(view)).to_contain_text("Phase Before is now number 2 of 3")
    press("ArrowDown")
    press("ArrowDown")
    press("Shift+ArrowRight")
    expect(view.locator("[aria-selected=true]")).to_have_count(2)
    head(view, "phase", before.id).focus()
    press("Space")
    press("Control+z")
    press("Control+z")
    plain.settle()
    assert [phase.role for phase in journey.phases] == ["before", "during", "after"]
    press("Control+z")
    plain.settle()
    assert not journey.phase("before").collapsed


def test_a_stage_dropped_on_a_folded_phase_joins_it(plain: Plain, journey: cjm.Journey) -> None:
    after = journey.phase("after")
    journey.edit(after, collapsed=True)
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    stage = journey.stage("Discovery")
    start = middle(head(view, "stage", stage.id))
    drag(plain.page, start, middle(view.locator(f'[data-fold][data-phase="{after.id}"]')))
    plain.settle()
    assert [s.name for s in journey.stages if s.phase_id == after.id] == ["Loyalty", "Discovery"]
    expect(spoken(view)).to_contain_text("Discovery moved into phase After")
    expect(head(view, "phase", after.id)).to_be_focused()


def test_a_phase_is_dragged_by_its_head(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    last, first = journey.phases[-1], journey.phases[0]
    box = head(view, "phase", first.id).bounding_box()
    assert box
    drag(plain.page, middle(head(view, "phase", last.id)), (box["x"] + 30, box["y"] + 10))
    plain.settle()
    assert journey.phases[0].id == last.id
    assert journey.stages[0].name == "Loyalty"


def test_a_phase_goes_after_a_clear_choice(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    press = plain.page.keyboard.press
    head(view, "phase", journey.phase("during").id).focus()
    press("Delete")
    asked = plain.page.get_by_role("alertdialog", name="Phase During holds 2 stages")
    press("Escape")
    expect(asked).to_have_count(0)
    press("Delete")
    expect(asked.get_by_role("button", name="Keep them")).to_be_focused()
    press("Enter")
    plain.settle()
    assert len(journey.phases) == 2
    assert [s.name for s in journey.stages if s.phase_id == journey.phase("before").id] == [
        "Discovery", "Consideration", "Purchase", "Reimbursement",
    ]  # fmt: skip
    journey.document.undo()
    plain.settle()
    head(view, "phase", journey.phase("during").id).focus()
    press("Delete")
    asked.get_by_role("button", name="Remove them too").click()
    plain.settle()
    assert [stage.name for stage in journey.stages] == ["Discovery", "Consideration", "Loyalty"]


def test_steps_are_written_ordered_and_given_to_cards_by_keyboard(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    page, press = plain.page, plain.page.keyboard.press
    stage = journey.stage("Purchase")
    head(view, "stage", stage.id).focus()
    press("Alt+Insert")
    page.keyboard.type("Pays")
    press("Enter")
    press("Insert")
    page.keyboard.type("Leaves")
    press("Enter")
    plain.settle()
    assert [step.name for step in journey.steps] == ["Pays", "Leaves"]
    expect(view.get_by_role("group", name="Step 2: Leaves")).to_be_focused()
    press("Alt+ArrowUp")
    plain.settle()
    assert [step.name for step in journey.steps] == ["Leaves", "Pays"]
    press("Control+Shift+d")
    plain.settle()
    assert [step.name for step in journey.steps] == ["Leaves", "Leaves (copy)", "Pays"]
    press("Delete")
    plain.settle()
    view.locator(".cjm-card").filter(has_text="Books an eye exam").focus()
    press("Shift+F10")
    page.get_by_role("menuitemcheckbox", name="2", exact=True).first.focus()
    press("Enter")
    plain.settle()
    card = next(card for card in journey.cards if card.text == "Books an eye exam")
    assert card.step_id == journey.step(stage, "Pays").id
    expect(view.get_by_role("group", name="Books an eye exam, step 2")).to_be_visible()
    head(view, "step", journey.step(stage, "Pays").id).focus()
    press("Alt+ArrowRight")
    plain.settle()
    assert journey.step("Reimbursement", "Pays").name == "Pays"
    assert next(c for c in journey.cards if c.id == card.id).step_id is None


def test_lanes_are_hidden_shown_pinned_and_dressed(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    page = plain.page
    lane = journey.lane("touchpoints")
    view.get_by_role("button", name="Actions for Touchpoints").click(force=True)
    pick(page, "Hide lane")
    plain.settle()
    assert journey.lane("touchpoints").hidden
    expect(head(view, "lane", lane.id)).to_have_count(0)
    head(view, "lane", journey.lane("actions").id).focus()
    page.keyboard.press("Alt+ArrowDown")
    plain.settle()
    assert [item.kind for item in journey.lanes] == ["touchpoints", "emotions", "actions", "pain_points"]
    page.get_by_role("button", name="Hidden lane (1)").click()
    pick(page, "Show Touchpoints")
    plain.settle()
    assert not journey.lane("touchpoints").hidden
    expect(head(view, "lane", lane.id)).to_be_focused()
    for name, role in (("Pin under the header", "menuitemcheckbox"), ("teal", "menuitemcheckbox")):
        page.keyboard.press("Shift+F10")
        pick(page, name, role)
        plain.settle()
    page.keyboard.press("Shift+F10")
    pick(page, "Choose icon")
    page.keyboard.type("Heart")
    page.keyboard.press("Enter")
    plain.settle()
    dressed = journey.lane("touchpoints")
    assert (dressed.pinned, dressed.color, dressed.icon) == (True, "teal", "heart")
    expect(view.locator(f'[data-lane-row="{lane.id}"]')).to_have_css("position", "sticky")


def test_a_set_of_lanes_brings_the_lines_of_a_blueprint(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    revision = journey.document.revision
    plain.page.get_by_role("button", name="+ Add").click()
    pick(plain.page, "Service blueprint")
    plain.settle()
    assert journey.document.revision == revision + 1
    assert [lane.kind for lane in journey.lanes][-3:] == ["frontstage", "backstage", "support_processes"]
    lines = view.locator(".cjm-blueprint")
    expect(lines).to_have_text(["Line of interaction", "Line of visibility", "Line of internal interaction"])
    backstage = journey.lane("backstage")
    expect(view.get_by_text("What happens behind the scenes?")).to_be_visible()
    head(view, "lane", backstage.id).focus()
    plain.page.keyboard.press("Shift+F10")
    pick(plain.page, "frontstage", "menuitemcheckbox")
    plain.settle()
    assert journey.lane("backstage").role == "frontstage"
    expect(lines).to_have_text(["Line of interaction", "Line of visibility", "Line of internal interaction"])
    expect(view.locator(".cjm-blueprint").nth(1)).to_have_attribute("data-line", "visibility")
    journey.add_card(lane="backstage", stage="Purchase", text="Checks the file")
    plain.settle()
    expect(view.get_by_text("What happens behind the scenes?")).to_have_count(0)


def test_every_kind_of_lane_can_be_added(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="fr"))
    for name in ("Pensées", "Irritants", "Verbatims", "Équipes"):
        plain.page.get_by_role("button", name="+ Ajouter").click()
        pick(plain.page, name)
        plain.settle()
    assert [lane.kind for lane in journey.lanes][-4:] == ["thoughts", "pain_points", "quotes", "teams"]
    expect(view.locator(".cjm-lane-head__icon svg")).to_have_count(8)


def test_a_lane_goes_to_another_journey_by_the_clipboard(plain: Plain, journey: cjm.Journey) -> None:
    other = cjm.Document().add_journey("Elsewhere")
    other.add_stage("purchase")
    other.add_lane("thoughts")
    here = plain.show(cjm.JourneyMap(journey, locale="en"))
    there = plain.show(cjm.JourneyMap(other, locale="en"))
    head(here, "lane", journey.lane("actions").id).focus()
    plain.page.keyboard.press("Control+c")
    head(there, "lane", other.lane("thoughts").id).focus()
    plain.page.keyboard.press("Control+v")
    plain.settle()
    assert [lane.kind for lane in other.lanes] == ["thoughts", "actions"]
    assert [stage.name for stage in other.stages] == ["Discovery", "purchase"]
    assert len(other.cards) == 3
    expect(spoken(there)).to_contain_text("Actions pasted with its content")
    plain.page.keyboard.press("Control+z")
    plain.settle()
    assert [stage.name for stage in other.stages] == ["purchase"]
