"""The board that matches labels, on the wire and as a picture; no browser."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.metrics import Binding
from cjm_widgets.model.records import Assignment

LABELS = {"pay:card": 40, "main page": 30, "comparison": 20, "zzz": 10}
ASK = {"type": "labels", "ask": 1, "words": "", "show": "all", "most": 100}


def log(labels: dict[str, int]) -> cjm.EventLog:
    what = [label for label, count in labels.items() for _ in range(count)]
    frame = pd.DataFrame({"who": range(len(what)), "when": "2026-01-05", "what": what})
    return cjm.EventLog(frame, "who", "when", "what")


def heard(board: cjm.Matching) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []
    board.send = lambda message, buffers=None: sent.append(message)  # type: ignore[method-assign]
    return sent


def talk(board: cjm.Matching, *messages: dict[str, Any]) -> list[dict[str, Any]]:
    sent = heard(board)
    for message in messages:
        board._receive({"client": "page", **message})
    return sent


@pytest.fixture
def binding() -> Binding:
    journey = cjm.Document().add_journey("Glasses", template="blank")
    for name in ("Discover", "Choose", "Buy"):
        journey.add_stage(name)
    journey.document.add_persona("Julie")
    return journey.bind(log(LABELS), stages={"Choose": ["comparisons"], "Discover": ["main page"]})


def test_a_snapshot_holds_stages_and_decisions_and_no_number(binding: Binding) -> None:
    binding.assign("zzz", "Buy")
    (snapshot,) = talk(cjm.Matching(binding), {"type": "hello"})
    full = {name for name, table in snapshot["tables"].items() if table}
    assert full == {"journeys", "phases", "stages", "assignments"}
    assert snapshot["metrics"] == {}


def test_labels_come_a_little_at_a_time_with_their_sums_and_proposals(binding: Binding) -> None:
    board = cjm.Matching(binding)
    (answer,) = talk(board, {**ASK, "ask": 7, "show": "unassigned", "most": 2})
    assert (answer["ask"], answer["found"], answer["to"]) == (7, 3, "page")
    assert [(row["label"], row["rows"], row["how"]) for row in answer["rows"]] == [
        ("pay:card", 40, "unassigned"), ("comparison", 20, "unassigned"),
    ]  # fmt: skip
    assert answer["total"] == {
        "source": "", "labels": 4, "rows": 100, "unassigned_labels": 3, "unassigned_rows": 70,
    }  # fmt: skip
    (proposal,) = answer["proposals"]
    assert (proposal["label"], proposal["because"]) == ("comparison", "comparisons")
    (found,) = talk(board, {**ASK, "words": "PAGE", "show": "all"})
    assert [row["label"] for row in found["rows"]] == ["main page"]


def test_a_decision_of_a_page_is_the_one_python_makes_and_is_told(binding: Binding) -> None:
    board = cjm.Matching(binding)
    (answer,) = talk(board, ASK)
    row = next(row for row in answer["rows"] if row["label"] == "zzz")
    buy = binding.journey.stage("Buy").id
    record = {"id": row["id"], "journey_id": binding.journey.id, "label": "zzz", "stage_id": buy}
    ops = [{"op": "put", "table": "assignments", "record": record}]
    edit = {"type": "edit", "id": "b1", "base_rev": 0, "label": "assign_labels", "ops": ops}
    sent = talk(board, edit)
    assert [message["type"] for message in sent] == ["labels_changed", "change", "labels_changed"]
    assert binding.cells()["reach"][buy].value == 10
    state = binding.journey.document.state
    binding.assign("zzz", "Choose")
    (only,) = state.where(Assignment)
    assert only.id == row["id"], "one record a label, whoever decides"
    assert len(binding.journey.document.state.where(Assignment)) == 1


@pytest.mark.parametrize(
    "wrong",
    [{"ask": -1}, {"ask": True}, {"words": None}, {"words": "x" * 201}, {"show": "some"}, {"show": ["all"]},
     {"most": 0}, {"most": 1001}, {"most": 2.5}],
)  # fmt: skip
def test_what_does_not_ask_for_labels_is_refused(binding: Binding, wrong: dict[str, Any]) -> None:
    (refusal,) = talk(cjm.Matching(binding), {**ASK, **wrong})
    assert (refusal["type"], refusal["code"]) == ("refusal", "invalid_message")


def test_other_boards_give_no_labels(binding: Binding) -> None:
    board: Any = cjm.JourneyMap(binding.journey)
    (refusal,) = talk(board, ASK)
    assert refusal["type"] == "refusal"


def test_it_takes_stages_and_decisions_and_nothing_else(binding: Binding) -> None:
    persona = {"id": "persona_aaaa0001", "name": "X"}
    ops = [{"op": "put", "table": "personas", "record": persona}]
    edit = {"type": "edit", "id": "b1", "base_rev": 0, "label": "add_persona", "ops": ops}
    assert [message["type"] for message in talk(cjm.Matching(binding), edit)] == ["refusal"]
    assert len(binding.journey.document.personas) == 1


def test_it_shows_the_binding_of_the_journey_now(binding: Binding) -> None:
    board = cjm.Matching(binding)
    sent = heard(board)
    other = binding.journey.bind(log({"new": 3}))
    assert sent == [{"type": "labels_changed"}]
    assert board.binding is other
    (answer,) = talk(board, ASK)
    assert [row["label"] for row in answer["rows"]] == ["new"]
    sent = heard(board)
    other.append(pd.DataFrame({"who": [9], "when": "2026-01-06", "what": "newer"}))
    assert sent == [{"type": "labels_changed"}], "also where no number changed"


def test_its_picture_says_what_meets_what(binding: Binding) -> None:
    binding.leave_out("zzz")
    board = cjm.Matching(binding, locale="en")
    picture = cjm.render_static(board)
    for word in (
        "Data and stages: Glasses",
        "70% of the rows meet no stage",
        "pay:card",
        "left out by hand",
    ):
        assert word in picture.svg
    assert picture.alt == (
        "Which labels of the data meet which stage of Glasses: 4 labels. "
        "70% of the rows meet no stage: pay:card, comparison, zzz. Discover: main page."
    )
    assert cjm.render_static(binding, locale="en").svg == picture.svg
    assert "70 % des lignes" in cjm.render_static(binding, locale="fr").alt.replace("\xa0", " ").replace(
        "\u202f", " "
    )
    assert len(picture.png) < 120_000
    many = binding.journey.bind(log({f"label {n}": 1 for n in range(50)}))
    assert "and 30 more labels" in cjm.render_static(many, locale="en").svg


def test_what_is_no_binding_is_refused(binding: Binding) -> None:
    with pytest.raises(cjm.CjmError, match="Binding"):
        cjm.Matching(binding.journey)  # type: ignore[arg-type]
