"""A bound journey after an edit of the map, and after new data: what changes, what stays, who is told."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput, NotFound
from cjm_widgets.metrics import Binding
from tests.metrics.shop import MATCH, PATHS, SCORES, answers, events, ids, row, survey, visits

# -- edits of the map -----------------------------------------------------------------------------------


def heard(binding: Binding) -> list[Any]:
    calls: list[Any] = []
    binding.on_change(calls.append)
    return calls


def test_renaming_a_stage_changes_no_number(binding: Binding) -> None:
    calls, before = heard(binding), binding.cells()
    binding.journey.edit(binding.journey.stage("Choose"), name="Decide")
    assert binding.cells() == before
    assert calls == []
    assert binding.table()["stage"].unique().tolist() == ["Discover", "Decide", "Buy"]
    assert "Decide" in binding.matching["stage"].tolist()


def test_editing_a_card_does_nothing(binding: Binding, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Binding, "_read", lambda *_: pytest.fail("read again"))
    journey = binding.journey
    journey.add_card(lane=journey.add_lane("actions"), stage="Buy", text="Pays")


def test_moving_a_stage_changes_steps_but_reduces_nothing(
    binding: Binding, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cjm_widgets.metrics.store.reduced", lambda *_: pytest.fail("reduced again"))
    calls, csat = heard(binding), binding.cells()["csat"]
    discover, choose, buy = ids(binding)
    binding.journey.move(binding.journey.stage("Choose"), index=0)
    assert ids(binding) == [choose, discover, buy]
    assert row(binding, "reach") == [70, 105, 45]
    assert row(binding, "conversion") == [None, 10 / 70, 45 / 105]
    assert binding.cells()["csat"] == csat
    (touched,) = calls
    assert ("conversion", buy) in touched
    assert {metric for metric, _ in touched} == {"reach", "conversion", "drop_off"}
    binding.journey.document.undo()
    assert row(binding, "conversion") == [None, 60 / 105, 40 / 70]


def test_removing_a_stage_frees_its_labels_and_undo_brings_all_back(binding: Binding) -> None:
    calls, before = heard(binding), binding.cells()
    _, choose, buy = ids(binding)
    binding.journey.remove(binding.journey.stage("Choose"))
    assert row(binding, "reach") == [105, 45]
    assert row(binding, "conversion") == [None, 45 / 105]
    assert row(binding, "exits")[0] == 60 / 105
    loose = binding.matching.query("stage.isna()")["label"].tolist()
    assert loose == ["Choose", "Other", "compare", "noise"]
    assert ("csat", choose) in calls[0]
    assert ("csat", buy) not in calls[0]
    assert binding.trend("csat", stage=choose).empty
    binding.journey.document.undo()
    assert binding.cells() == before
    assert len(calls) == 2


def test_adding_a_stage_takes_the_labels_of_its_name(binding: Binding) -> None:
    calls = heard(binding)
    other = binding.journey.add_stage("Somewhere", phase="after")
    assert binding.cells()["csat"][other.id].state == "no_source"
    binding.journey.edit(other, name="OTHER")
    assert binding.cells()["csat"][other.id].n == 4
    assert len(calls) == 2
    binding.journey.document.undo()
    assert binding.cells()["csat"][other.id].n == 0


def test_adding_a_stage_without_data_reduces_nothing(
    binding: Binding, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cjm_widgets.metrics.store.reduced", lambda *_: pytest.fail("reduced again"))
    binding.journey.add_stage("Wait", phase="during", index=0)
    assert row(binding, "reach") == [None, 105, 70, 45]


def test_a_target_makes_a_number_off_target(binding: Binding) -> None:
    calls = heard(binding)
    lane = binding.journey.lane("csat")
    binding.journey.edit(lane, target=0.4)
    assert row(binding, "csat", "state") == ["ok", "ok", "too_few"]
    assert {metric for metric, _ in calls[0]} == {"csat"}
    binding.journey.remove(lane)
    assert row(binding, "csat", "target") == [None] * 3


@pytest.mark.parametrize(
    ("metric", "target", "state"), [("drop_off", 0.1, "off_target"), ("reach", 200.0, "off_target")]
)
def test_targets_know_which_way_is_good(binding: Binding, metric: str, target: float, state: str) -> None:
    binding.journey.add_lane("metrics", metric=metric, target=target)
    assert row(binding, metric, "state")[0] == state


def test_removing_the_journey_leaves_no_number(binding: Binding) -> None:
    document = binding.journey.document
    document.undo()
    while document.journeys and document.undo():
        pass
    assert binding.table().empty


def test_a_failure_breaks_the_cells_and_not_the_edit(
    binding: Binding, monkeypatch: pytest.MonkeyPatch
) -> None:
    notices: list[Any] = []
    binding.journey.document.on_notice(notices.append)
    with monkeypatch.context() as patch:
        patch.setattr("cjm_widgets.metrics.readout.match", lambda *_: 1 / 0)
        binding.journey.move(binding.journey.stage("Buy"), index=0)
        assert row(binding, "csat", "state") == ["broken"] * 3
        assert "ZeroDivisionError" in str(row(binding, "csat", "reason")[0])
        assert len(notices) == 1
    binding.journey.document.undo()
    assert row(binding, "csat") == [0.5, 0.9, 1.0]


def test_a_new_binding_takes_over(binding: Binding) -> None:
    calls = heard(binding)
    again = binding.journey.bind(survey())
    binding.journey.move(binding.journey.stage("Buy"), index=0)
    assert calls == []
    assert binding.journey.binding is again
    binding.close()


# -- new data -------------------------------------------------------------------------------------------


def test_appended_answers_add_up(binding: Binding) -> None:
    calls = heard(binding)
    binding.append(answers({"Buy": {1: 30}, "Buy!": {5: 1}, "New": {5: 2}}))
    assert row(binding, "csat", "n") == [40, 100, 41]
    assert binding.matching.query("label == 'New'")["how"].tolist() == ["unassigned"]
    assert calls == [{("csat", ids(binding)[2])}]
    assert len(binding.rows(stage="Buy", metric="csat")) == 41


def test_appended_events_continue_the_histories(binding: Binding) -> None:
    late = pd.DataFrame(
        {
            "who": ["c61", "c61", "new"],
            "when": "2026-02-01",
            "what": ["compare", "pay", "main"],
            "segment": None,
        }
    )
    binding.append(late)
    whole = binding.journey.bind(survey(), events(pd.concat([visits(PATHS), late])), stages=MATCH)
    assert whole.cells() == binding.cells()
    assert row(binding, "reach") == [106, 71, 46]


def test_refreshing_replaces(binding: Binding) -> None:
    calls = heard(binding)
    binding.refresh(answers({"Discover": {5: 50}}))
    assert row(binding, "csat", "n") == [50, 0, 0]
    binding.refresh(survey=answers(SCORES), events=visits({"DCB": 50}))
    assert row(binding, "csat", "n") == [40, 100, 10]
    assert row(binding, "reach") == [50, 50, 50]
    assert len(calls) == 2
    binding.refresh(events())
    assert row(binding, "reach") == [105, 70, 45]
    binding.refresh(events=visits(PATHS))
    assert calls[3] == set(), "new data are told even where no cell changes: a trend may"


def test_more_wide_rows_find_their_survey(journey: cjm.Journey) -> None:
    wide = pd.DataFrame({"Buy": [5, 0], "Choose": [1, 2]})
    binding = journey.bind(cjm.Survey.from_wide(wide, ["Buy", "Choose"]), events(), stages=MATCH)
    binding.append(wide)
    assert row(binding, "csat", "n") == [0, 4, 2]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda b: b.append(pd.DataFrame({"a": [1]})), "No source has the columns"),
        (lambda b: b.append([1]), "cannot read a"),
        (lambda b: b.append(answers(SCORES), to="surveys"), 'Did you mean "survey"'),
        (lambda b: b.append(answers(SCORES), to="events"), 'no column "who"'),
        (lambda b: b.append(events(), to="survey"), "takes no EventLog"),
        (lambda b: b.refresh(), "no longer there"),
        (lambda b: b.refresh(survey=pd.DataFrame({"step": []})), 'no column "rating"'),
        (lambda b: b.refresh(survey=answers({}), events=pd.DataFrame()), 'no column "who"'),
    ],
)
def test_data_that_do_not_fit_change_nothing(binding: Binding, call: Any, message: str) -> None:
    calls, before, table = heard(binding), binding.cells(), binding.table()
    with pytest.raises((BadInput, NotFound), match=message):
        call(binding)
    assert binding.cells() == before
    assert calls == []
    pd.testing.assert_frame_equal(binding.table(), table)


def test_rows_that_two_sources_could_take_are_refused(journey: cjm.Journey) -> None:
    spring, autumn = survey(name="spring"), survey(name="autumn")
    binding = journey.bind(spring, autumn)
    with pytest.raises(BadInput, match="Several sources"):
        binding.append(answers(SCORES))
    with pytest.raises(BadInput, match="There are 2"):
        binding.refresh(survey=answers(SCORES))
    binding.append(answers(SCORES), to="autumn")
    binding.append(answers(SCORES), to=spring)
    assert row(binding, "csat", "n") == [160, 400, 40]


def test_a_listener_that_fails_stops_nothing(binding: Binding) -> None:
    notices: list[Any] = []
    binding.journey.document.on_notice(notices.append)
    binding.on_change(lambda _: 1 / 0)
    calls: list[Any] = []
    off = binding.on_change(calls.append)
    binding.append(answers({"Buy": {1: 1}}))
    assert len(calls) == 1
    assert notices[0].level == "error"
    off()
    binding.append(answers({"Buy": {1: 1}}))
    assert len(calls) == 1
