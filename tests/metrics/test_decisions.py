"""Decisions about labels are records of the document: undone, kept, read again, whatever else is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.errors import NotFound, OperationRefused
from cjm_widgets.metrics.likeness import likeness, likest
from cjm_widgets.metrics.matching import Match
from cjm_widgets.metrics.roster import roster
from cjm_widgets.model.assignments import assignment_id, decisions
from cjm_widgets.model.ops import patch, put
from cjm_widgets.model.records import Assignment
from tests.metrics.shop import row

LABELS = {"Main page": 40, "comparison": 8, "Choose a frame": 6, "zzz": 1, "Discover": 3}


def log(labels: dict[str, int] = LABELS) -> cjm.EventLog:
    what = [label for label, count in labels.items() for _ in range(count)]
    frame = pd.DataFrame({"who": range(len(what)), "when": "2026-01-05", "what": what})
    return cjm.EventLog(frame, "who", "when", "what")


def how(binding: Any) -> dict[str, tuple[Any, str]]:
    return {r.label: (r.stage, r.how) for r in binding.matching.itertuples()}


def test_a_decision_is_there_again_when_the_notebook_runs_again(tmp_path: Path, journey: cjm.Journey) -> None:
    journey.document.save(tmp_path / "shop.cjm.json")
    doc = cjm.open(tmp_path / "shop.cjm.json")
    binding = doc.journeys[0].bind(log(), stages={"Choose": ["zzz"]})
    binding.assign("zzz", "Buy")
    binding.leave_out("Discover")
    binding.dismiss("Choose a frame")
    before, cells = how(binding), binding.cells()
    assert before["zzz"] == ("Buy", "by_hand")
    assert before["Discover"] == (None, "by_hand")
    doc.save(tmp_path / "shop.cjm.json")
    again = cjm.load(tmp_path / "shop.cjm.json").journeys[0].bind(log(), stages={"Choose": ["zzz"]})
    assert how(again) == before, "what was decided goes before what the code declares"
    assert again.cells() == cells
    assert "Choose a frame" not in again.proposals()["label"].tolist()
    assert again.stages == {"Buy": ["zzz"]}


def test_each_decision_is_one_undo_step_and_numbers_follow(journey: cjm.Journey) -> None:
    binding = journey.bind(log(), stages={"Choose": ["zzz"]})
    first = how(binding)
    told: list[Any] = []
    binding.on_change(told.append)
    binding.assign(["zzz", "Main page"], "Buy")
    assert (row(binding, "reach")[2], len(told)) == (41, 1)
    binding.assign("Main page", None)
    assert row(binding, "reach")[2] == 1
    for _ in range(2):
        assert journey.document.undo() is not None
    assert how(binding) == first
    assert journey.document.redo() is not None
    assert row(binding, "reach")[2] == 41


def test_what_is_dismissed_is_not_proposed_for_that_stage_any_more(journey: cjm.Journey) -> None:
    binding = journey.bind(log(), stages={"Choose": ["compare"]})
    assert binding.proposals()["label"].tolist() == ["comparison", "Choose a frame"]
    binding.dismiss("comparison")
    assert binding.proposals()["label"].tolist() == ["Choose a frame"]
    binding.dismiss()
    assert binding.proposals().empty
    with pytest.raises(NotFound, match="Nothing is proposed"):
        binding.dismiss("zzz")
    assert journey.document.undo() is not None
    assert binding.proposals()["label"].tolist() == ["Choose a frame"]
    binding.leave_out("Choose a frame")
    assert binding.proposals().empty
    with pytest.raises(NotFound, match='Did you mean "zzz"'):
        binding.leave_out("zzzz")


def test_a_stage_that_goes_takes_no_decision_with_it_for_good(journey: cjm.Journey) -> None:
    binding = journey.bind(log())
    binding.assign("zzz", "Buy")
    binding.dismiss("Choose a frame")
    before = how(binding)
    for name in ("Buy", "Choose"):
        journey.remove(journey.stage(name))
    assert how(binding)["zzz"] == (None, "unassigned")
    for _ in range(2):
        assert journey.document.undo() is not None
    assert how(binding) == before


def test_a_decision_reads_as_a_label_and_never_as_a_pattern(journey: cjm.Journey) -> None:
    labels = {"Why?": 2, "Why1": 3, "WHY": 4}
    binding = journey.bind(log(labels))
    binding.assign("Why?", "Buy")
    assert how(binding) == {
        "Why?": ("Buy", "by_hand"), "Why1": (None, "unassigned"), "WHY": ("Buy", "alias"),
    }  # fmt: skip


def test_patterns_stay_with_the_code(journey: cjm.Journey) -> None:
    binding = journey.bind(log())
    binding.assign(["re:^ma", "zzz"], "Buy")
    assert how(binding)["Main page"] == ("Buy", "pattern")
    assert [record.label for record in journey.document.state.where(Assignment)] == ["zzz"]
    assert binding.stages == {"Buy": ["re:^ma", "zzz"]}
    binding.assign("re:^ma", None)
    assert how(binding)["Main page"] == (None, "unassigned")


def test_a_label_that_no_record_can_hold_as_it_is_still_meets_its_decision(journey: cjm.Journey) -> None:
    binding = journey.bind(log({"a\x00b\r\nc": 3, "plain": 1}))
    binding.assign("a\x00b\r\nc", "Buy")
    assert row(binding, "reach")[2] == 3


def test_records_of_any_kind_are_read_without_harm(journey: cjm.Journey) -> None:
    doc, buy = journey.document, journey.stage("Buy").id
    known = {"journey_id": journey.id, "label": "zzz"}
    both = [Assignment(id="assignment_aaaa", stage_id=buy, **known),
            Assignment(id="assignment_bbbb", outside=True, stage_id=buy, **known),
            Assignment(id="assignment_cccc", journey_id=journey.id, label="re:(", stage_id=buy)]  # fmt: skip
    doc.commit([put(record) for record in both], label="python")
    binding = journey.bind(log())
    assert how(binding)["zzz"] == (None, "by_hand"), "of two, the later id counts"
    assert decisions(doc.state, journey.id).stages == {"zzz": None, "re:(": buy}
    binding.assign("zzz", "Choose")
    assert assignment_id(journey.id, "zzz") in doc.state.table(Assignment)
    with pytest.raises(OperationRefused, match="not there"):
        doc.commit([patch(both[0], stage_id="stage_zzzz")], label="python")


def test_a_document_that_cannot_be_changed_keeps_what_was_there(
    journey: cjm.Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    binding = journey.bind(log(), stages={"Choose": ["zzz"]})
    before = how(binding)
    monkeypatch.setattr(journey.document, "read_only", "newer")
    for call in (lambda: binding.assign(["zzz", "x*"], "Buy"), binding.accept, binding.dismiss):
        with pytest.raises(OperationRefused):
            call()
    assert how(binding) == before


def test_the_roster_is_looked_through_in_order() -> None:
    matches = {"b": Match("s1", "exact"), "D": Match("s1", "by_hand"), "e": Match(None, "by_hand")}
    listed = roster([("one", {"a": 1, "b": 9, "é c": 4}), ("two", {"D": 2, "e": 8})], matches)
    assert [row.label for row in listed.rows] == ["e", "é c", "a", "b", "D"]
    assert [row.label for row in listed.find(show="unassigned")[0]] == ["e", "é c", "a"]
    assert [row.label for row in listed.find(show="by_hand")[0]] == ["e", "D"]
    assert listed.find("C E") == ([listed.rows[1]], 1)
    assert (len(listed.find(most=2)[0]), listed.find(most=2)[1]) == (2, 5)
    assert (listed.total.unassigned_rows, listed.total.rows) == (13, 24)
    assert listed.sums[1].unassigned_share == 0.8
    empty = roster([], {})
    assert (empty.total.rows, empty.total.unassigned_share, empty.find()) == (0, 0.0, ([], 0))


short = st.text(alphabet="abc _", max_size=8)


@given(st.lists(short, max_size=5), st.lists(st.tuples(short, st.sampled_from("xyz")), max_size=6))
def test_the_likest_is_what_comparing_all_finds(labels: list[str], known: list[tuple[str, str]]) -> None:
    out = [frozenset("x")] * len(labels)
    for label, best in zip(labels, likest(labels, known, 0.6, out), strict=True):
        scores = [likeness(label, text) for text, key in known if key != "x"]
        most = max([score for score in scores if score >= 0.6], default=None)
        assert (best.likeness if best else None) == most
