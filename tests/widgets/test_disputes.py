"""A page asks which fields two people changed at once, of what is no card, and chooses one of two values."""

from __future__ import annotations

from typing import Any

import pytest

import cjm_widgets as cjm
from cjm_widgets.model.ops import put
from cjm_widgets.model.records import Conflict
from cjm_widgets.widgets.scope import Scope
from tests.widgets.pages import Page


class Board:
    """A map whose stage, persona and card two people changed, and a page that asks."""

    def __init__(self, locale: str = "en") -> None:
        self.doc = cjm.Document()
        self.journey = self.doc.add_journey("Returns", template="purchase", locale="en")
        self.stage = self.journey.stages[0]
        self.julie = self.doc.add_persona("Julie", goals=["Ours"])
        self.card = self.journey.add_card(lane="actions", stage=self.stage, text="Packs")
        self.page = Page(self.doc, Scope(journey_id=self.journey.id), locale=locale)

    def conflict(self, number: int, record: Any, field: str, other: str) -> str:
        conflict_id = f"conflict_000{number}"
        found = Conflict(id=conflict_id, of_table=record.table, of_id=record.id, field=field, other=other)
        self.doc.commit([put(found)], label="merge_file")
        return conflict_id

    def told(self) -> list[dict[str, Any]]:
        answer = self.page.say("conflicts", id="q1")[-1]
        assert (answer["type"], answer["to"], answer["id"]) == ("conflicts", "page1", "q1")
        return list(answer["conflicts"])

    def choose(self, conflict: str, keep: str) -> list[dict[str, Any]]:
        return self.page.say(
            "command", id=f"c-{conflict}-{keep}", name="resolve_conflict",
            args={"conflict": conflict, "keep": keep},
        )  # fmt: skip


def test_both_values_are_told_in_words_and_cards_tell_their_own() -> None:
    board = Board()
    assert board.told() == []
    board.conflict(1, board.stage, "name", '"Look"')
    board.conflict(2, board.julie.record, "goals", '["Theirs", "More"]')
    board.conflict(3, board.card, "text", '"Wraps"')
    found = {each["id"]: each for each in board.told()}
    assert found == {
        "conflict_0001": {
            "id": "conflict_0001", "name": "Stage “Discovery”", "field": "Name",
            "ours": "“Discovery”", "theirs": "“Look”",
        },
        "conflict_0002": {
            "id": "conflict_0002", "name": "Persona “Julie”", "field": "Goals",
            "ours": "“Ours”", "theirs": "“Theirs”, “More”",
        },
    }  # fmt: skip


def test_they_are_told_in_the_language_of_the_board() -> None:
    board = Board("fr")
    board.conflict(1, board.stage, "name", '"Look"')
    (found,) = board.told()
    assert found["name"].startswith("Étape «")
    assert found["field"] == "Nom"


def test_conflicts_of_another_journey_and_of_records_that_are_gone_are_not_told() -> None:
    board = Board()
    other = board.doc.add_journey("Claims", template="purchase", locale="en")
    board.conflict(1, other.stages[0], "name", '"Look"')
    board.conflict(2, other.record, "title", '"Refunds"')
    julie = board.julie.record
    board.conflict(3, julie, "role", '"Nurse"')
    board.julie.remove()
    assert board.told() == []


@pytest.mark.parametrize("other", ["{", "5", '"' + "x" * 100_000 + '"'])
def test_a_value_that_no_longer_fits_is_not_offered(other: str) -> None:
    board = Board()
    board.conflict(1, board.stage, "name", other)
    assert board.told()[0]["theirs"] is None


@pytest.mark.parametrize(("keep", "name"), [("ours", "Discovery"), ("theirs", "Look")])
def test_choosing_is_one_step_that_undo_takes_back(keep: str, name: str) -> None:
    board = Board()
    conflict = board.conflict(1, board.stage, "name", '"Look"')
    before = board.doc.revision
    board.choose(conflict, keep)
    assert board.journey.stages[0].name == name
    assert (board.doc.conflicts, board.doc.revision) == ((), before + 1)
    assert board.told() == []
    board.doc.undo()
    assert board.journey.stages[0].name == "Discovery"
    assert len(board.told()) == 1


@pytest.mark.parametrize(
    ("conflict", "keep"), [("conflict_0009", "ours"), ("conflict_0001", "both"), ("", "theirs")]
)
def test_what_cannot_be_chosen_is_refused(conflict: str, keep: str) -> None:
    board = Board()
    board.conflict(1, board.stage, "name", '"Look"')
    state = board.doc.state
    (refusal,) = board.choose(conflict, keep)
    assert refusal["type"] == "refusal"
    assert board.doc.state is state


@pytest.mark.parametrize("labels", [True, False])
def test_other_boards_have_no_conflicts(labels: bool) -> None:
    board = Board()
    scope = Scope(journey_id=board.journey.id, labels=True) if labels else Scope(persona_id=board.julie.id)
    (answer, *_) = Page(board.doc, scope).say("conflicts", id="q1")
    assert answer["type"] == "refusal"
