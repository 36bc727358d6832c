"""The quickstart in a real JupyterLab: every gesture is seen, is one step, reaches Python, file, charts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.harness.lab import Lab
from tests.browser.harness.quick import Quick, copy_notebook
from tests.browser.harness.server import LabServer

STAGES = ["Discovery", "Consideration", "Appointment & purchase", "Reimbursement", "Loyalty"]


@pytest.fixture(scope="module")
def opened(browser: Browser, lab_server: LabServer) -> Iterator[Quick]:
    """The quickstart, run once for all tests here; at the end no error and no outside request."""
    helper = Lab(browser, lab_server, lab_server.folder("quickstart"))
    page = helper.open_path(copy_notebook("01_quickstart", helper.root))
    page.run_all()
    yield Quick(page)
    helper.finish()


@pytest.fixture
def quick(opened: Quick) -> Iterator[Quick]:
    yield opened
    opened.as_it_was()


def test_it_shows_personas_map_numbers_and_charts(quick: Quick) -> None:
    for name in ("Julie", "Robert"):
        expect(quick.persona(name)).to_be_visible()
    quick.expect_stages(STAGES)
    expect(quick.point("Reimbursement")).to_have_attribute("aria-valuenow", "-2")
    expect(quick.cell("CSAT", "Reimbursement")).to_contain_text("41% 35–47 · n=296")
    expect(quick.cell("NPS", "Consideration")).to_contain_text("−5 −13 … +4 · n=325")
    expect(quick.cell("Reach", "Consideration")).to_contain_text("1,502 70% of previous")
    expect(quick.cell("Conversion", "Loyalty")).to_contain_text("33% 30–36 · n=1,174")
    for line in quick.trend.locator(".curve path.line").all():
        assert len(line.get_attribute("d") or "") > 20
    expect(quick.trend.locator(".mainheading")).to_have_text("CSAT by week, Reimbursement (n=296)")


def test_cards_are_typed_added_moved_dragged_coloured_and_removed(quick: Quick) -> None:
    keys = quick.keys
    with quick.one_step("edit_card"):
        quick.card("Books an eye exam").click()
        keys.type("Sees an optician")
        keys.press("Enter")
        expect(quick.card("Sees an optician")).to_be_focused()
    with quick.one_step("add_card"):
        quick.cell("Pain points", "Discovery").click()
        keys.type("Which letter counts?")
        keys.press("Enter")
        expect(quick.card("Which letter counts?")).to_be_visible()
    with quick.one_step("move_card"):
        keys.press("Alt+ArrowDown")
    with quick.one_step("move_card"):
        quick.drag(quick.card("Which letter counts?"), quick.cell("Opportunities", "Loyalty"))
        expect(quick.cell("Opportunities", "Loyalty")).to_have_count(0)
    assert quick.field("Which letter", "stage_id") == quick.lab.kernel_eval("journey.stages[-1].id")
    with quick.one_step("edit_card"):
        quick.choose(quick.card("Which letter counts?"), "Attention")
        expect(quick.card("Which letter counts?")).to_have_attribute("data-sentiment", "attention")
    assert quick.field("Which letter", "sentiment") == "attention"
    with quick.one_step("remove_cards"):
        quick.card("Tells two other parents").click()
        keys.press("Delete")
        expect(quick.card("Tells two other parents")).to_have_count(0)
    assert {"Sees an optician", "Which letter counts?"} <= set(quick.texts())
    assert "Tells two other parents" not in quick.texts()


def test_a_stage_is_named_as_it_is_added_and_its_name_is_on_the_charts(quick: Quick) -> None:
    keys = quick.keys
    quick.add("Stage")
    expect(quick.map.locator(".cjm-editor")).to_have_value("New stage")
    keys.press("Escape")
    quick.expect_stages(STAGES)
    assert quick.seen() == []
    with quick.one_step("add_stage"):
        quick.add("Stage")
        keys.type("Renewal")
        keys.press("Enter")
        expect(quick.stage("Renewal")).to_be_focused()
    quick.expect_stages([*STAGES, "Renewal"])
    expect(quick.cell("CSAT", "Renewal")).to_have_attribute("data-state", "no_source")
    with quick.one_step("rename_stage"):
        quick.stage("Reimbursement").dblclick(position={"x": 30, "y": 18})
        keys.press("Control+A")
        keys.type("Refund")
        keys.press("Enter")
    quick.expect_stages([*STAGES[:3], "Refund", "Loyalty", "Renewal"])
    expect(quick.trend.locator(".mainheading")).to_have_text("CSAT by week, Refund (n=296)")
    expect(quick.cell("CSAT", "Refund")).to_contain_text("41% 35–47 · n=296")


def test_stages_move_and_go_with_their_numbers_and_come_back(quick: Quick) -> None:
    with quick.one_step("move_stage"):
        quick.stage("Consideration").click(position={"x": 120, "y": 40})
        quick.keys.press("Alt+ArrowLeft")
    quick.expect_stages(["Consideration", "Discovery", *STAGES[2:]])
    with quick.one_step("move_stage"):
        quick.drag(quick.stage("Consideration"), quick.stage("Discovery"), at=(0.9, 0.5))
    quick.expect_stages(STAGES)
    with quick.one_step("remove_stage"):
        quick.stage("Consideration").click(position={"x": 120, "y": 40})
        quick.keys.press("Delete")
        expect(quick.stage("Consideration")).to_have_count(0)
    quick.expect_stages([name for name in STAGES if name != "Consideration"])
    expect(quick.cell("CSAT", "Consideration")).to_have_count(0)
    expect(quick.card("Reads the cover table")).to_have_count(0)
    assert quick.travel("Undo") == "undo_remove_stage"
    quick.expect_stages(STAGES)
    expect(quick.cell("CSAT", "Consideration")).to_contain_text("58% 53–63 · n=340")
    expect(quick.card("Reads the cover table")).to_be_visible()


def test_lanes_come_move_and_go(quick: Quick) -> None:
    before = quick.lanes()
    with quick.one_step("add_lane"):
        quick.add("Quotes")
        expect(quick.lane("Quotes")).to_be_focused()
    with quick.one_step("add_lane"):
        quick.add("Notes")
        quick.keys.type("Open questions")
        quick.keys.press("Enter")
        expect(quick.lane("Open questions")).to_be_focused()
    with quick.one_step("move_lane"):
        quick.keys.press("Alt+ArrowUp")
    assert quick.lanes() == [*before, "Open questions", "Quotes"]
    with quick.one_step("move_lane"):
        quick.drag(quick.lane("Quotes"), quick.lane("Actions"), at=(0.5, 0.1))
    assert quick.lanes() == ["Quotes", *before, "Open questions"]
    with quick.one_step("edit_lane"):
        quick.lane("Quotes").click(position={"x": 80, "y": 30})
        quick.keys.press("F2")
        quick.keys.type("In their words")
        quick.keys.press("Enter")
        expect(quick.lane("In their words")).to_be_visible()
    with quick.one_step("remove_lane"):
        quick.keys.press("Delete")
    assert quick.lanes() == [*before, "Open questions"]
    assert len(quick.lab.kernel_eval("[lane.id for lane in journey.lanes]")) == len(before) + 1


def test_an_emotion_is_dragged_and_keyed(quick: Quick) -> None:
    with quick.one_step("set_emotion"):
        box = quick.point("Reimbursement").locator(".cjm-point__hit").bounding_box()
        assert box
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        quick.mouse.move(x, y)
        quick.mouse.down()
        quick.mouse.move(x, y - 70, steps=5)
        quick.mouse.up()
    value = quick.point("Reimbursement").get_attribute("aria-valuenow")
    assert float(value or 0) > -1
    mine = "e.stage_id == refund.id and e.persona_id == journey.personas[0].id"
    read = f"[e.value for e in journey.emotions if {mine}]"
    assert quick.lab.kernel_eval(read) == [float(value or 0)]
    with quick.one_step("set_emotion"):
        quick.point("Discovery").focus()
        quick.keys.press("ArrowUp")
        quick.keys.press("ArrowUp")
        quick.keys.press("Tab")
    expect(quick.point("Discovery")).to_have_attribute("aria-valuenow", "0.1")


def test_undo_and_redo_go_through_all_of_it(quick: Quick) -> None:
    keys = quick.keys
    quick.card("Books an eye exam").click()
    keys.type("Sees an optician")
    keys.press("Enter")
    keys.press("Alt+ArrowRight")
    keys.press("Delete")
    quick.stage("Loyalty").click(position={"x": 120, "y": 40})
    keys.press("Insert")
    keys.type("Renewal")
    keys.press("Enter")
    keys.press("Alt+ArrowLeft")
    keys.press("Delete")
    quick.lane("Touchpoints").click(position={"x": 80, "y": 30})
    keys.press("Alt+ArrowDown")
    keys.press("Delete")
    quick.choose(quick.card("Cover table written"), "Positive")
    role = quick.persona("Julie").get_by_role("textbox", name="Role")
    role.fill("Nurse")
    role.blur()
    done = quick.seen()
    assert done == [
        *("edit_card", "move_card", "remove_cards", "add_stage", "move_stage", "remove_stage"),
        *("move_lane", "remove_lane", "edit_card", "edit_persona"),
    ]
    for number, label in enumerate(reversed(done), 1):
        assert quick.travel("Undo") == f"undo_{label}"
        assert quick.lab.kernel_eval(f"states[-1] == states[{len(done) - number}]")
    expect(quick.card("Books an eye exam")).to_be_visible()
    quick.expect_stages(STAGES)
    for number, label in enumerate(done, 1):
        assert quick.travel("Redo") == f"redo_{label}"
        assert quick.lab.kernel_eval(f"states[-1] == states[{number}]")
    expect(role).to_have_value("Nurse")
    quick.saved()


def test_every_core_field_of_a_persona_is_edited_in_place(quick: Quick) -> None:
    julie = quick.persona("Julie")
    written = {
        "Role": "Nurse, mother of two",
        "Quote": "Tell me the price first.",
        "Age": "39",
        "Place": "Lyon",
        "Occupation": "Head nurse",
        "Household": "Couple, two children",
        "Device": "Phone",
        "Goals, 1": "Glasses by September",
        "Frustrations, 2": "No date at all",
        "Needs, 1": "One price",
    }
    for name, text in written.items():
        with quick.one_step("edit_persona", file=False):
            field = julie.get_by_role("textbox", name=name, exact=True)
            field.fill(text)
            field.blur()
    with quick.one_step("edit_persona"):
        julie.get_by_role("radiogroup", name="Patience").get_by_role("radio", name="high", exact=True).click()
        quick.keys.press("Tab")
    with quick.one_step("edit_persona"):
        julie.get_by_role("slider", name="Weight of Phone").focus()
        quick.keys.press("ArrowRight")
        quick.keys.press("Tab")
    read = "[julie.role, julie.quote, julie.goals[0], julie.frustrations[1], julie.needs[0], julie.patience]"
    quick.lab.kernel_run("julie = journey.personas[0]")
    assert quick.lab.kernel_eval(read) == [
        *("Nurse, mother of two", "Tell me the price first.", "Glasses by September"),
        *("No date at all", "One price", 4),
    ]
    expect(quick.map.locator(".cjm-persona-chip").first).to_contain_text("Julie, Nurse, mother of two")
    with quick.one_step("edit_persona"):
        name = julie.get_by_role("textbox", name="Name", exact=True)
        name.fill("Julia")
        name.blur()
    expect(quick.map.locator(".cjm-persona-chip").first).to_contain_text("Julia")


def test_new_rows_move_the_numbers_and_the_charts(quick: Quick) -> None:
    csat = quick.cell("CSAT", "Reimbursement")
    line = quick.trend.locator("path.line").nth(1)  # after the band
    drawn = line.get_attribute("d")
    words = quick.funnel.locator("text.label")
    widths = words.all_text_contents()
    quick.lab.kernel_run(
        "import pandas as pd\n"
        "late = sample.survey[sample.survey['step'].isin(sample.matching(journey)['Reimbursement'])]\n"
        "binding.append(late.head(100).assign(rating=5), to='survey')"
    )
    expect(csat).not_to_contain_text("n=296")
    expect(csat).to_contain_text(re.compile(r"5\d% "))
    expect(line).not_to_have_attribute("d", drawn or "")
    expect(quick.trend.locator(".mainheading")).not_to_contain_text("n=296")
    quick.lab.kernel_run("binding.refresh(events=sample.events.head(4000))")
    expect(quick.cell("Reach", "Discovery")).not_to_contain_text("2,140")
    expect(words.first).not_to_have_text(widths[0])
    quick.lab.kernel_run("binding.refresh(survey=sample.survey, events=sample.events)")
    expect(csat).to_contain_text("41% 35–47 · n=296")
    expect(quick.trend.locator(".mainheading")).to_contain_text("n=296")


def test_in_french(lab: Lab) -> None:
    page = lab.open_path(copy_notebook("01_quickstart_fr", lab.root))
    page.run_all()
    board = page.page.locator(".cjm-map")
    expect(board.get_by_role("button", name="Annuler")).to_be_visible()
    expect(board.get_by_role("rowheader", name=re.compile("^Points de douleur|^Irritants"))).to_be_visible()
    expect(page.page.locator(".cjm-persona")).to_have_count(2)
    expect(page.page.locator(".bqplot").nth(1).locator(".axis .tick text")).to_have_count(5)
    expect(board.locator(".cjm-metric").first).to_contain_text("\u00a0%")
