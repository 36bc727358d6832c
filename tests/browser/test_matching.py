"""Labels matched with stages in a browser: assigned, taken back, proposed, searched; by keys and by mouse."""

from __future__ import annotations

import pandas as pd
import pytest
from playwright.sync_api import Locator, expect

import cjm_widgets as cjm
from cjm_widgets.metrics import Binding
from tests.browser.harness import axe
from tests.browser.harness.plain import Plain

LABELS = {
    "pay:card": 40, "main page": 30, "comparison": 20, "photo of the bill": 8, "Discover": 5, "zzz": 1,
}  # fmt: skip


def log(labels: dict[str, int]) -> cjm.EventLog:
    what = [label for label, count in labels.items() for _ in range(count)]
    frame = pd.DataFrame({"who": range(len(what)), "when": "2026-01-05", "what": what})
    return cjm.EventLog(frame, "who", "when", "what")


@pytest.fixture
def binding() -> Binding:
    """Three stages; of the labels one is declared, one of the name of its stage, two read like something."""
    journey = cjm.Document().add_journey("Glasses", template="blank")
    for name in ("Discover", "Choose", "Buy"):
        journey.add_stage(name)
    journey.add_lane("touchpoints")
    journey.add_card(lane="touchpoints", stage=journey.stage("Buy"), text="Photo of a bill")
    return journey.bind(log(LABELS), stages={"Choose": ["comparisons"], "Discover": ["main page"]})


def rows(view: Locator) -> list[str]:
    return view.locator("tbody th bdi").all_text_contents()


def stage_of(view: Locator, label: str) -> Locator:
    return view.get_by_role("combobox", name=f"Stage of {label}")


def test_it_lists_labels_with_stage_reason_and_share_those_without_first(
    plain: Plain, binding: Binding
) -> None:
    view = plain.show(cjm.Matching(binding, locale="en"))
    expect(view.get_by_text("66.3% of the rows meet no stage")).to_be_visible()
    expect(view.get_by_text("69 of 104 rows, 4 labels")).to_be_visible()
    assert rows(view) == ["pay:card", "comparison", "photo of the bill", "zzz", "main page", "Discover"]
    whole = view.get_by_role("row").filter(has_text="main page")
    expect(whole).to_contain_text("by hand")
    expect(whole).to_contain_text("28.8%")
    expect(view.get_by_role("row").filter(has_text="exact name")).to_contain_text("Discover")
    expect(stage_of(view, "zzz")).to_have_value("")


def test_a_label_is_assigned_taken_back_and_undone_with_the_keyboard_alone(
    plain: Plain, binding: Binding
) -> None:
    view = plain.show(cjm.Matching(binding, locale="en"))
    doc, buy = binding.journey.document, binding.journey.stage("Buy")
    keys = plain.page.keyboard
    stage_of(view, "pay:card").focus()
    keys.type("Buy")
    plain.settle()
    expect(view.get_by_text("27.9% of the rows meet no stage")).to_be_visible()
    expect(stage_of(view, "pay:card")).to_be_focused()
    assert rows(view)[0] == "pay:card", "what is decided stays under the hand"
    expect(view.locator("[aria-live=polite]").last).to_have_text("pay:card: Buy")
    assert binding.cells()["reach"][buy.id].value == 40
    keys.press("Tab")
    expect(view.get_by_role("button", name="Take back the decision about pay:card")).to_be_focused()
    keys.press("Enter")
    plain.settle()
    expect(stage_of(view, "pay:card")).to_be_focused()
    expect(stage_of(view, "pay:card")).to_have_value("")
    assert binding.cells()["reach"][buy.id].value is None
    view.get_by_role("button", name="Undo").press("Enter")
    plain.settle()
    expect(stage_of(view, "pay:card")).to_have_value(buy.id)
    assert doc.history.undo_label == "assign_labels"


def test_proposals_are_proposals_until_somebody_says_yes(plain: Plain, binding: Binding) -> None:
    view = plain.show(cjm.Matching(binding, locale="en"))
    before = binding.cells()
    box = view.get_by_role("region", name="2 proposals")
    expect(box.get_by_role("listitem")).to_contain_text(["comparison → Choose", "photo of the bill → Buy"])
    expect(box).to_contain_text("like “Photo of a bill”")
    assert binding.cells() == before
    box.get_by_role("button", name="Dismiss: comparison to Choose").press("Enter")
    plain.settle()
    expect(view.get_by_role("button", name="Accept: photo of the bill to Buy")).to_be_focused()
    plain.page.keyboard.press("Enter")
    plain.settle()
    expect(view.get_by_role("searchbox")).to_be_focused()
    expect(view.get_by_role("region", name="proposal")).to_have_count(0)
    assert dict(zip(binding.matching["label"], binding.matching["stage"], strict=True)) == {
        "pay:card": None, "main page": "Discover", "comparison": None, "photo of the bill": "Buy",
        "Discover": "Discover", "zzz": None, "comparisons": "Choose",
    }  # fmt: skip
    assert binding.proposals().empty
    assert binding.journey.document.undo() is not None
    assert binding.journey.document.undo() is not None
    expect(view.get_by_role("button", name="Accept: comparison to Choose")).to_be_visible()
    view.get_by_role("button", name="Accept all").click()
    plain.settle()
    assert binding.cells()["reach"][binding.journey.stage("Choose").id].value == 20


def test_words_and_kinds_narrow_the_list_and_all_found_go_to_one_stage(
    plain: Plain, binding: Binding
) -> None:
    view = plain.show(cjm.Matching(binding, locale="en"))
    view.get_by_role("searchbox").fill("PAGE main")
    expect(view.locator("tbody th bdi")).to_have_text(["main page"])
    view.get_by_role("searchbox").fill("nothing like it")
    expect(view.get_by_text("No label is like that.")).to_be_visible()
    view.get_by_role("button", name="Show all").click()
    view.get_by_role("combobox", name="Show", exact=True).select_option("By hand")
    expect(view.locator("tbody th bdi")).to_have_text(["main page"])
    view.get_by_role("button", name="Show all").click()
    view.get_by_role("searchbox").fill("p")
    expect(view.locator("tbody th bdi")).to_have_text(
        ["pay:card", "comparison", "photo of the bill", "main page"]
    )
    view.get_by_label("Assign the 4 shown to").select_option("Buy")
    plain.settle()
    expect(view.get_by_text("1% of the rows meet no stage")).to_be_visible()
    doc = binding.journey.document
    assert binding.cells()["reach"][binding.journey.stage("Buy").id].value == 98
    assert doc.undo() is not None
    assert binding.matching["how"].tolist().count("unassigned") == 4, "one step takes all of it back"


def test_new_data_and_what_python_decides_are_seen_at_once(plain: Plain, binding: Binding) -> None:
    view = plain.show(cjm.Matching(binding, locale="en"))
    expect(stage_of(view, "zzz")).to_be_visible()
    rows_more = pd.DataFrame({"who": [900, 901], "when": "2026-01-06", "what": "brand new"})
    binding.append(rows_more)
    expect(stage_of(view, "brand new")).to_be_visible()
    binding.assign("zzz", "Choose")
    expect(stage_of(view, "zzz")).to_have_value(binding.journey.stage("Choose").id)
    binding.journey.edit(binding.journey.stage("Choose"), name="Compare")
    expect(stage_of(view, "zzz").locator("option:checked")).to_have_text("Compare")
    binding.leave_out("brand new")
    expect(view.get_by_role("row").filter(has_text="brand new")).to_contain_text("left out by hand")


def test_ten_thousand_labels_are_searched_without_a_long_task(plain: Plain, binding: Binding) -> None:
    journey = binding.journey
    many = {f"label {n:05}": 1 + n % 3 for n in range(10_000)}
    journey.bind(log(many))
    view = plain.show(cjm.Matching(journey.binding, locale="en"))
    expect(view.locator("tbody tr")).to_have_count(100)
    plain.page.evaluate(
        "() => { window.long = []; new PerformanceObserver((l) => l.getEntries().forEach((e) =>"
        " window.long.push(e.duration))).observe({ type: 'longtask' }) }"
    )
    view.get_by_role("searchbox").fill("09876")
    expect(view.locator("tbody th bdi")).to_have_text(["label 09876"])
    view.get_by_role("searchbox").fill("")
    expect(view.locator("tbody tr")).to_have_count(100)
    expect(view.get_by_text("The 100 labels with most rows are shown.")).to_be_visible()
    view.get_by_role("button", name="Show more").click()
    expect(view.locator("tbody tr")).to_have_count(200)
    stage_of(view, "label 00002").select_option("Buy")
    plain.settle()
    assert journey.binding is not None
    assert binding_stage(journey.binding, "label 00002") == "Buy"
    assert max(plain.page.evaluate("() => window.long"), default=0) < 200


def binding_stage(binding: Binding, label: str) -> str:
    found = binding.matching.set_index("label")["stage"]
    return str(found[label])


def test_a_read_only_document_is_looked_at_and_not_changed(plain: Plain, binding: Binding) -> None:
    binding.journey.document.read_only = "newer"
    view = plain.show(cjm.Matching(binding, locale="en"))
    expect(stage_of(view, "zzz")).to_be_disabled()
    expect(view.get_by_role("button", name="Accept")).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en", "fr"])
def test_axe_finds_nothing_grave(plain: Plain, binding: Binding, theme: str, locale: str) -> None:
    binding.assign("zzz", "Buy")
    view = plain.show(cjm.Matching(binding, locale=locale, theme=theme))
    expect(view.locator("tbody tr")).to_have_count(6)
    assert axe.violations(plain.page) == []
