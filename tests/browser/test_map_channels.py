"""Touchpoints in the browser: chips of channels, the inventory, the settings; by keys and by mouse."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

import cjm_widgets as cjm
from cjm_widgets.model.records import Card
from tests.browser.harness import axe
from tests.browser.harness.plain import Plain
from tests.browser.map_story import card, cell, glasses, middle

EVIL = '<img src=x onerror="window.hacked=1">'


@pytest.fixture
def journey() -> cjm.Journey:
    found = glasses()
    doc = found.document
    doc.add_channel("Website", medium="digital", icon="globe")
    doc.add_channel("Phone", medium="human", icon="phone")
    for stage in ("Consideration", "Loyalty"):
        found.add_card(lane="touchpoints", stage=stage, channel="Phone")
    found.add_card(lane="touchpoints", stage="Purchase", text="Kiosk")
    return found


def chips(journey: cjm.Journey) -> list[str]:
    lane = journey.lane("touchpoints").id
    return [journey.says(each) for each in journey.cards if each.lane_id == lane]


def touch(view: Locator, name: str) -> Locator:
    return view.locator(".cjm-touch").filter(has_text=name).first


def open_inventory(plain: Plain, view: Locator) -> None:
    button = view.get_by_role("button", name="Touchpoints and channels")
    button.focus()
    plain.page.keyboard.press("Enter")
    expect(view.get_by_role("group", name="Touchpoints and channels")).to_be_visible()


def test_a_typed_name_becomes_a_reference_and_shows_its_icon(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    cell(view, "Touchpoints", "Reimbursement").focus()
    plain.page.keyboard.type("phone")
    plain.page.keyboard.press("Enter")
    plain.settle()
    chip = next(each for each in journey.cards if each.stage_id == journey.stage("Reimbursement").id and
                each.lane_id == journey.lane("touchpoints").id)  # fmt: skip
    assert (chip.text, journey.says(chip)) == ("", "Phone")
    drawn = view.locator(f'[data-key="card:{chip.id}"]')
    expect(drawn).to_contain_text("Phone")
    expect(drawn.locator(".cjm-icon")).to_have_count(1)
    plain.page.keyboard.press("F2")
    plain.page.keyboard.press("Control+a")
    plain.page.keyboard.type("Counter")
    plain.page.keyboard.press("Enter")
    plain.settle()
    chip = journey.document.state.get(Card, chip.id)
    assert (chip.text, chip.channel_id) == ("Counter", None)


def test_a_rename_from_python_reaches_the_chips_that_are_drawn(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    expect(card(view, "Phone")).to_have_count(2)
    journey.document.rename_channel("Phone", EVIL)
    expect(card(view, EVIL)).to_have_count(2)
    assert plain.page.evaluate("() => window.hacked") is None


def test_the_inventory_is_worked_by_keyboard_alone(plain: Plain, journey: cjm.Journey) -> None:
    doc = journey.document
    julie = doc.add_persona("Mia", channels=[{"channel": "Phone", "weight": 0.5}])
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    keys = plain.page.keyboard
    open_inventory(plain, view)
    touch(view, "Phone").focus()
    keys.press("Alt+ArrowUp")
    plain.settle()
    assert doc.channel("Phone").medium == "digital"
    expect(touch(view, "Phone")).to_be_focused()
    keys.press("Enter")
    name = view.get_by_label("Name", exact=True)
    name.focus()
    keys.press("Control+a")
    keys.type("Hotline")
    keys.press("Enter")
    plain.settle()
    assert chips(journey).count("Hotline") == 2
    assert julie.channels[0].channel == "Hotline"
    view.get_by_role("combobox", name="Use").focus()
    keys.press("ArrowDown")
    plain.settle()
    phone = [each for each in journey.cards if each.channel_id == doc.channel("Hotline").id]
    assert [each.usage for each in phone] == ["intended", None]
    keys.press("Escape")
    expect(view.get_by_role("button", name="Touchpoints and channels")).to_be_focused()
    assert doc.undo() and doc.undo() and doc.undo()
    expect(card(view, "Phone")).to_have_count(2)


def test_a_touchpoint_is_dragged_to_another_medium(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    open_inventory(plain, view)
    before = journey.document.revision
    mouse = plain.page.mouse
    row = view.locator('tr[data-medium="physical"] th')
    mouse.move(*middle(touch(view, "Kiosk")))
    mouse.down()
    mouse.move(*middle(row), steps=4)
    plain.page.keyboard.press("Escape")
    mouse.up()
    plain.settle()
    assert journey.document.revision == before
    mouse.move(*middle(touch(view, "Kiosk")))
    mouse.down()
    mouse.move(*middle(row), steps=4)
    mouse.up()
    plain.settle()
    assert journey.document.revision == before + 1
    assert journey.document.channel("Kiosk").medium == "physical"
    assert chips(journey).count("Kiosk") == 1
    expect(view.locator('tr[data-medium="physical"] .cjm-touch')).to_have_text(["Kiosk, 1 card, Used today"])
    expect(view.locator('tr[data-medium="human"]')).to_contain_text("None")


def test_a_name_that_is_taken_is_merged_on_demand(plain: Plain, journey: cjm.Journey) -> None:
    doc = journey.document
    other = doc.add_journey("Returns", template="purchase")
    far = other.add_card(lane="touchpoints", stage="Loyalty", channel="Phone")
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    open_inventory(plain, view)
    touch(view, "Phone").click()
    name = view.get_by_label("Name", exact=True)
    name.fill("website")
    name.press("Enter")
    plain.settle()
    assert len(doc.channels) == 2
    view.get_by_role("button", name="Merge with “Website”").click()
    plain.settle()
    assert [channel.name for channel in doc.channels] == ["Website"]
    assert other.says(doc.state.get(Card, far.id)) == "Website"
    view.get_by_role("button", name="Remove from the vocabulary").click()
    plain.settle()
    assert not doc.channels
    assert doc.state.get(Card, far.id).text == "Website"
    expect(view.get_by_text("Choose a touchpoint")).to_be_visible()


def test_a_channel_is_added_and_given_an_icon(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    keys = plain.page.keyboard
    open_inventory(plain, view)
    view.get_by_label("New channel").focus()
    keys.type("Chatbot")
    keys.press("Enter")
    expect(touch(view, "Chatbot")).to_be_focused()
    view.locator(".cjm-icons__button").focus()
    keys.press("Enter")
    keys.type("robot")
    keys.press("Enter")
    plain.settle()
    assert journey.document.channel("chatbot").icon == "bot"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_panels_have_no_serious_fault_of_access(plain: Plain, journey: cjm.Journey, theme: str) -> None:
    journey.document.rename_channel("Phone", EVIL)
    view = plain.show(cjm.JourneyMap(journey, locale="fr", theme=theme))
    for kind in ("inventory", "journey", "templates"):
        view.locator(f"[data-panel={kind}]").click()
        expect(view.locator(".cjm-panel")).to_be_visible()
        if kind == "inventory":
            touch(view, EVIL).click()
        if kind == "templates":
            expect(view.locator(".cjm-template").first).to_be_visible()
        assert axe.violations(plain.page) == []
    assert plain.page.evaluate("() => window.hacked") is None


def test_every_field_of_a_journey_is_set_in_its_panel(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    keys = plain.page.keyboard
    button = view.get_by_role("button", name="Journey settings")
    button.focus()
    keys.press("Enter")
    before = journey.document.revision
    written = {
        "Title": ("title", "Two pairs"), "Owner": ("owner", "Family cover"), "Status": ("status", "Draft"),
        "Problem": ("problem", "Nobody knows the date"), "Business goal": ("business_goal", "Fewer calls"),
        "Trigger": ("trigger", "A letter from school"), "Finish line": ("finish_line", "Contract renewed"),
        "Expected duration": ("expected_duration", "Ten weeks"), "Frequency": ("frequency", "Rarely"),
        "Stake": ("stake", EVIL),
    }  # fmt: skip
    for label, (_, text) in written.items():
        field = view.get_by_label(label, exact=True)
        field.focus()
        keys.press("Control+a")
        keys.type(text)
        keys.press("Enter")
    view.get_by_label("Target KPIs").focus()
    keys.type("CSAT 75%")
    keys.press("Shift+Enter")
    keys.type("NPS 20")
    keys.press("Enter")
    view.get_by_label("Needed").focus()
    keys.type("A developer")
    keys.press("Tab")
    view.get_by_label("Shape").select_option("cyclic")
    view.get_by_role("combobox", name="Kind").select_option("future_state")
    view.get_by_label("Julie, mother of two").check()
    plain.settle()
    record = journey.record
    assert {name: getattr(record, name) for name, _ in written.values()} == dict(written.values())
    assert record.target_kpis == ("CSAT 75%", "NPS 20")
    assert record.resources_needed == ("A developer",)
    assert (record.shape, record.kind, len(record.personas)) == ("cyclic", "future_state", 1)
    assert journey.document.revision == before + len(written) + 5
    keys.press("Escape")
    expect(button).to_be_focused()


def test_a_read_only_document_is_looked_at_only(plain: Plain, journey: cjm.Journey) -> None:
    journey.document.read_only = "It is."
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    view.get_by_role("button", name="Journey settings").click()
    expect(view.get_by_label("Owner", exact=True)).not_to_be_editable()
    expect(view.get_by_label("Shape")).to_be_disabled()
    view.get_by_role("button", name="Touchpoints and channels").click()
    touch(view, "Phone").press("Alt+ArrowUp")
    expect(view.get_by_label("New channel")).to_have_count(0)
    assert journey.document.channel("Phone").medium == "human"


@pytest.mark.parametrize(("width", "locale"), [(1280, "en"), (900, "fr"), (640, "fr")])
def test_touchpoints_keep_whole_words_and_stay_in_their_cells(
    plain: Plain, journey: cjm.Journey, width: int, locale: str
) -> None:
    plain.page.set_viewport_size({"width": width, "height": 900})
    for usage, text in (("today", "Optician"), ("intended", "Optician"), ("today", "D" * 60)):
        journey.add_card(lane="touchpoints", stage=journey.stages[0], text=text, usage=usage)
    view = plain.show(cjm.JourneyMap(journey, locale=locale))
    view.locator(".cjm-panel-button").nth(1).click()
    expect(view.locator(".cjm-touch").first).to_be_visible()
    lines = "(it) => Math.round(it.getBoundingClientRect().height / 20)"
    assert view.locator(".cjm-touch__name > span").filter(has_text="Optician").evaluate(lines) == 1
    over = """(root) => [...root.querySelectorAll("td .cjm-touch, td .cjm-touch *")]
      .filter((it) => it.getBoundingClientRect().right > it.closest("td").getBoundingClientRect().right + 1
        && !it.classList.contains("cjm-sr-only")).map((it) => it.textContent)"""
    assert view.evaluate(over) == []
