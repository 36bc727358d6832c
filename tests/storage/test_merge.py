"""Merging three ways: nobody's change is dropped, references hold, and both sides reach the same content."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_widgets.model.between import diff
from cjm_widgets.model.ops import Op, Patch, Put, Remove, apply, read_record
from cjm_widgets.model.records import TABLES, Card, Conflict, Emotion, JourneyRecord, PersonaRecord, Stage
from cjm_widgets.model.state import State
from cjm_widgets.model.wire import decode_state, encode_state
from cjm_widgets.storage.merge import merge3
from cjm_widgets.storage.sequences import merge_sequence
from tests.strategies import SMALL, edited, states


def after(*ops: Op) -> State:
    return apply(SMALL, ops).state


def card(record_id: str = "card_0000", **fields: Any) -> Op:
    return Patch("cards", record_id, fields)


def new_card(record_id: str, **fields: Any) -> Put:
    data = {"journey_id": "journey_0000", "lane_id": "lane_0000", "stage_id": "stage_0000", **fields}
    return Put("cards", read_record("cards", {"id": record_id, **data}))


triples = st.shared(states(), key="base").flatmap(
    lambda base: st.tuples(st.just(base), edited(base), edited(base))
)


@given(triples)
def test_what_is_merged_is_valid(triple: tuple[State, State, State]) -> None:
    merged = merge3(*triple).state
    assert decode_state(encode_state(merged)) == merged


@given(triples)
def test_one_sided_changes_are_taken_whole(triple: tuple[State, State, State]) -> None:
    base, ours, _ = triple
    for merged in (merge3(base, ours, base), merge3(base, base, ours), merge3(base, ours, ours)):
        assert merged.state == ours
        assert merged.conflicts == ()


@given(triples)
def test_no_record_is_dropped_that_somebody_kept_and_changed(triple: tuple[State, State, State]) -> None:
    base, ours, theirs = triple
    merged = merge3(base, ours, theirs).state
    for side, other in ((ours, theirs), (theirs, ours)):
        for record in side.records():
            if record.id not in merged.tables[record.table]:
                assert record == base.tables[record.table][record.id]
                assert record.id not in other.tables[record.table]


@given(triples)
def test_every_field_one_side_changed_has_its_value(triple: tuple[State, State, State]) -> None:
    base, ours, theirs = triple
    merged = merge3(base, ours, theirs).state
    for record in ours.records():
        before, other = (side.tables[record.table].get(record.id) for side in (base, theirs))
        if before is None or other is None:
            continue
        found = merged.tables[record.table][record.id]
        for field in type(record).model_fields:
            if getattr(other, field) == getattr(before, field):
                assert getattr(found, field) == getattr(record, field)


@given(triples)
def test_sides_can_be_exchanged_up_to_conflicts(triple: tuple[State, State, State]) -> None:
    base, ours, theirs = triple
    here, there = merge3(base, ours, theirs), merge3(base, theirs, ours)
    places = {(c.of_table, c.of_id, c.field) for c in here.conflicts}
    assert places == {(c.of_table, c.of_id, c.field) for c in there.conflicts}
    for name in set(TABLES) - {"conflicts"}:
        assert here.state.tables[name].keys() == there.state.tables[name].keys()
        for record_id, record in here.state.tables[name].items():
            twin = there.state.tables[name][record_id]
            for field in type(record).model_fields:
                if (name, record_id, field) not in places:
                    assert getattr(record, field) == getattr(twin, field)


@given(triples)
def test_a_conflict_keeps_both_values(triple: tuple[State, State, State]) -> None:
    base, ours, theirs = triple
    merged = merge3(base, ours, theirs)
    for conflict in merged.conflicts:
        assert conflict.id in merged.state.tables["conflicts"]
        mine, other = (side.tables[conflict.of_table][conflict.of_id] for side in (ours, theirs))
        found = merged.state.tables[conflict.of_table][conflict.of_id]
        assert getattr(found, conflict.field) == getattr(mine, conflict.field)
        assert json.loads(conflict.other) == other.model_dump(mode="json")[conflict.field]


@given(triples)
def test_merging_the_result_again_changes_nothing(triple: tuple[State, State, State]) -> None:
    base, ours, theirs = triple
    merged = merge3(base, ours, theirs).state
    assert merge3(theirs, merged, theirs).state == merged
    assert merge3(ours, ours, merged).state == merged


@given(triples)
def test_diff_is_a_valid_batch_that_leads_there(triple: tuple[State, State, State]) -> None:
    _, ours, theirs = triple
    assert apply(ours, diff(ours, theirs)).state == theirs
    assert diff(ours, ours) == ()


def test_edits_of_different_fields_of_one_card_are_both_there() -> None:
    merged = merge3(SMALL, after(card(text="Ours")), after(card(sentiment="negative", impact=3)))
    found = merged.state.get(Card, "card_0000")
    assert (found.text, found.sentiment, found.impact, merged.conflicts) == ("Ours", "negative", 3, ())


def test_the_same_change_on_both_sides_is_no_conflict() -> None:
    merged = merge3(SMALL, after(card(text="Same")), after(card(text="Same")))
    assert (merged.state.get(Card, "card_0000").text, merged.conflicts) == ("Same", ())


def test_two_texts_for_one_card_ours_stays_and_theirs_is_kept() -> None:
    long = '"quoted"\n' * 11_000
    merged = merge3(SMALL, after(card(text="Ours")), after(card(text=long)))
    assert merged.state.get(Card, "card_0000").text == "Ours"
    (conflict,) = merged.state.where(Conflict)
    assert (conflict.of_table, conflict.of_id, conflict.field) == ("cards", "card_0000", "text")
    assert json.loads(conflict.other) == long


@pytest.mark.parametrize("edit_is_ours", [True, False])
def test_edited_here_and_removed_there_stays(edit_is_ours: bool) -> None:
    sides = [after(card(text="Edited")), after(Remove("cards", "card_0000"))]
    merged = merge3(SMALL, *(sides if edit_is_ours else reversed(sides)))
    assert merged.state.get(Card, "card_0000").text == "Edited"


def test_a_removed_stage_comes_back_when_a_card_was_added_to_it() -> None:
    points = [point.id for point in SMALL.where(Emotion, stage_id="stage_0000")]
    without = after(*(Remove("emotions", point) for point in points), Remove("stages", "stage_0000"))
    merged = merge3(SMALL, without, after(new_card("card_0009", text="New")))
    assert merged.state.get(Card, "card_0009").stage_id == "stage_0000"
    assert merged.state.get(Stage, "stage_0000") == SMALL.get(Stage, "stage_0000")
    assert "emotion_0000" not in merged.state.tables["emotions"]


def test_a_whole_removed_journey_comes_back_for_one_edited_card() -> None:
    merged = merge3(SMALL, State(), after(card("card_0001", text="Still here")))
    assert merged.state.get(Card, "card_0001").text == "Still here"
    assert merged.state.find(JourneyRecord, "journey_0000") is not None
    assert merged.state.find(PersonaRecord, "persona_0000") is not None
    assert "card_0002" not in merged.state.tables["cards"]


def test_a_card_moved_by_both_has_one_place_and_no_conflict_about_order() -> None:
    merged = merge3(SMALL, after(card(order="a5")), after(card(order="a3")))
    assert (merged.state.get(Card, "card_0000").order, merged.conflicts) == ("a3", ())


def test_the_same_new_id_on_both_sides_is_merged_by_field() -> None:
    merged = merge3(
        SMALL, after(new_card("card_0009", text="Text")), after(new_card("card_0009", icon="mail"))
    )
    found = merged.state.get(Card, "card_0009")
    assert (found.text, found.icon, merged.conflicts) == ("Text", "mail", ())


def test_tags_added_by_both_are_both_there() -> None:
    merged = merge3(SMALL, after(card(tags=["x", "y", "z", "ours"])), after(card(tags=["theirs", "x", "z"])))
    assert merged.state.get(Card, "card_0000").tags == ("theirs", "x", "z", "ours")
    assert merged.conflicts == ()


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        ("abc", "abcx", "abcy", "abcxy"),
        ("abc", "abcy", "abcx", "abcxy"),
        ("abc", "abcx", "abcx", "abcx"),
        ("abc", "ac", "ab", "a"),
        ("abc", "xabc", "abcy", "xabcy"),
        ("abc", "axc", "ac", None),
        ("abc", "axc", "ayc", None),
        ("abc", "axc", "axc", "axc"),
        ("abcde", "bcdea", "bcade", None),
        ("abc", "bca", "abcd", "bcad"),
        ("", "ab", "ba", None),
        ("", "a", "b", "ab"),
    ],
)
def test_lists(base: str, ours: str, theirs: str, merged: str | None) -> None:
    assert merge_sequence(base, ours, theirs) == (None if merged is None else tuple(merged))


@given(*[st.lists(st.sampled_from("abcd"), max_size=6) for _ in range(3)])
def test_lists_lose_no_addition_and_do_not_depend_on_the_side(
    base: list[str], ours: list[str], theirs: list[str]
) -> None:
    merged = merge_sequence(base, ours, theirs)
    assert merged == merge_sequence(base, theirs, ours)
    assert merge_sequence(base, ours, base) == tuple(ours)
    if merged is not None:
        for side in (ours, theirs):
            assert {item for item in side if item not in base} <= set(merged)
