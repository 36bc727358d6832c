"""Undo of one's own last step: others' steps stay, what others changed since is never destroyed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjm_widgets.errors import OperationRefused
from cjm_widgets.model.document import Document
from cjm_widgets.model.history import Overtaken
from cjm_widgets.model.ops import Op, Patch, Put, Remove, op_id
from cjm_widgets.model.records import Card, Lane
from cjm_widgets.model.state import State
from tests.strategies import SMALL, batches

ANA, BEN = frozenset({"ana"}), frozenset({"ben"})


@pytest.fixture
def document() -> Document:
    return Document(SMALL)


def edit(document: Document, who: str, number: int = 0, **fields: Any) -> None:
    document.commit([Patch("cards", f"card_{number:04d}", fields)], label="edit_card", origin=who)


def card(document: Document, number: int = 0) -> Card:
    return document.state.get(Card, f"card_{number:04d}")


def test_undo_takes_back_ones_own_last_step_and_no_other(document: Document) -> None:
    edit(document, "ana", 0, text="of Ana")
    edit(document, "ben", 1, text="of Ben")
    document.undo(origin="ana", owners=ANA)
    assert (card(document, 0).text, card(document, 1).text) == ("0000", "of Ben")
    assert document.undo(origin="ana", owners=ANA) is None
    document.redo(origin="ana", owners=ANA)
    assert (card(document, 0).text, card(document, 1).text) == ("of Ana", "of Ben")
    assert document.redo(origin="ben", owners=BEN) is None


def test_fields_of_one_record_are_taken_back_apart(document: Document) -> None:
    edit(document, "ana", text="of Ana")
    edit(document, "ben", sentiment="negative")
    document.undo(owners=ANA)
    assert (card(document).text, card(document).sentiment) == ("0000", "negative")


def test_what_another_changed_since_stays_and_is_named(document: Document) -> None:
    edit(document, "ana", 1, text="first")
    edit(document, "ana", 0, text="of Ana")
    edit(document, "ben", 0, text="of Ben")
    before = document.state
    with pytest.raises(Overtaken) as refused:
        document.undo(owners=ANA)
    assert (refused.value.origin, refused.value.code) == ("ben", "overtaken")
    assert document.state is before
    document.undo(owners=ANA)  # the one before is next
    assert (card(document, 0).text, card(document, 1).text) == ("of Ben", "0001")
    document.undo(owners=BEN)
    assert card(document, 0).text == "of Ana"
    document.undo(owners=ANA)  # nothing stands in its way any more
    assert card(document, 0).text == "0000"


def test_the_same_value_written_anew_is_still_the_others(document: Document) -> None:
    edit(document, "ana", text="one")
    edit(document, "ben", text="two")
    edit(document, "ben", text="one")
    with pytest.raises(Overtaken):
        document.undo(owners=ANA)
    assert card(document).text == "one"


def test_a_record_another_built_upon_stays(document: Document) -> None:
    lane = Lane(id="lane_0009", journey_id="journey_0000", kind="actions")
    document.commit([Put("lanes", lane)], label="add_lane", origin="ana")
    edit(document, "ben", lane_id="lane_0009")
    with pytest.raises(Overtaken) as refused:
        document.undo(owners=ANA)
    assert refused.value.origin == "ben"
    assert document.state.get(Lane, "lane_0009") == lane


def test_a_record_comes_back_only_where_it_still_belongs(document: Document) -> None:
    document.commit([Remove("cards", f"card_{n:04d}") for n in range(3)], label="remove_cards", origin="ana")
    document.commit([Remove("lanes", "lane_0000")], label="remove_lane", origin="ben")
    with pytest.raises(Overtaken):
        document.undo(owners=ANA)
    document.undo(owners=BEN)
    document.undo(owners=ANA)
    assert document.state == SMALL


def test_something_new_of_another_leaves_my_redo(document: Document) -> None:
    edit(document, "ana", 0, text="of Ana")
    document.undo(origin="ana", owners=ANA)
    edit(document, "ben", 1, text="of Ben")
    document.redo(origin="ana", owners=ANA)
    assert (card(document, 0).text, card(document, 1).text) == ("of Ana", "of Ben")
    document.undo(origin="ana", owners=ANA)
    edit(document, "ben", 0, text="Ben again")
    with pytest.raises(Overtaken):
        document.redo(origin="ana", owners=ANA)
    assert card(document, 0).text == "Ben again"
    assert document.redo(origin="ana", owners=ANA) is None


def test_python_takes_back_the_last_step_of_anybody(document: Document) -> None:
    edit(document, "ana", text="of Ana")
    edit(document, "python", text="of Python")
    edit(document, "ben", text="of Ben")
    for expected in ("of Python", "of Ana", "0000"):
        document.undo()
        assert card(document).text == expected
    for expected in ("of Ana", "of Python", "of Ben"):
        document.redo()
        assert card(document).text == expected


def values(state: State) -> dict[tuple[str, str, str], Any]:
    """Every field of every record, by its place."""
    return {
        (record.table, record.id, name): value
        for record in state.records()
        for name, value in record.model_dump().items()
    }


def changed(before: State, after: State) -> set[tuple[str, str, str]]:
    """The places of the fields that differ."""
    old, new = values(before), values(after)
    return {place for place in old.keys() | new.keys() if old.get(place, ...) != new.get(place, ...)}


@settings(max_examples=150)
@given(st.data())
def test_undo_of_one_never_changes_what_another_wrote_last(data: st.DataObject) -> None:
    document = Document(SMALL)
    made: dict[str, tuple[str, set[tuple[str, str, str]]]] = {}
    in_effect: list[str] = []

    def last_writer(place: tuple[str, str, str]) -> str | None:
        return next((made[one][0] for one in reversed(in_effect) if place in made[one][1]), None)

    for number in range(data.draw(st.integers(2, 12), label="moves")):
        who = data.draw(st.sampled_from(["ana", "ben"]), label="who")
        move = data.draw(st.sampled_from(["edit", "edit", "undo", "redo"]), label="move")
        before = document.state
        if move == "edit":
            ops: tuple[Op, ...] = data.draw(batches(before, gestures=1))
            document.commit(ops, label=f"s{number}", origin=who)
            if places := changed(before, document.state):
                made[f"s{number}"] = who, places
                in_effect.append(f"s{number}")
            continue
        step, back = (document.undo, document.redo) if move == "undo" else (document.redo, document.undo)
        try:
            change = step(origin=who, owners={who})
        except Overtaken as error:
            assert error.origin in ("ana", "ben")
            change = None
        if change is None:
            assert document.state is before
            continue
        places = changed(before, document.state)
        label = change.label.removeprefix(f"{move}_")
        assert made[label] == (who, places)  # the whole step, and nothing beside it
        if move == "undo":
            assert {last_writer(place) for place in places} == {who}
        assert {(op.table, op_id(op)) for op in change.ops} == {place[:2] for place in places}
        after = document.state
        assert back(origin=who, owners={who}) is not None  # there and back again
        assert document.state == before
        assert step(origin=who, owners={who}) is not None
        assert document.state == after
        in_effect.remove(label) if move == "undo" else in_effect.append(label)


@settings(max_examples=60)
@given(st.data())
def test_all_undone_by_both_is_where_both_began(data: st.DataObject) -> None:
    document = Document(SMALL)
    for _ in range(data.draw(st.integers(1, 8))):
        ops = data.draw(batches(document.state, gestures=1))
        document.commit(ops, label="edit", origin=data.draw(st.sampled_from(["ana", "ben"])))
    end = document.state
    undone = 0
    stuck = 0
    while stuck < 2:
        stuck += 1
        for owners in (ANA, BEN):
            while True:
                try:
                    if document.undo(origin=min(owners), owners=owners) is None:
                        break
                    undone, stuck = undone + 1, 0
                except OperationRefused:
                    pass
    assert document.state == SMALL
    for _ in range(undone):
        assert document.redo() is not None
    assert document.state == end
