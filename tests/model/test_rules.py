"""Segment rules: what they read as, what is said of those that cannot be read, and what may be stored."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput, OperationRefused
from cjm_widgets.model.rules import And, Column, Compare, In, Literal, Missing, Not, Or, Truth, parse, text_of
from tests.rule_trees import rules


@given(rules())
def test_the_text_of_a_rule_reads_as_the_same_rule(rule: object) -> None:
    assert parse(text_of(rule)) == rule  # type: ignore[arg-type]


@given(st.text(max_size=40))
def test_any_text_is_a_rule_or_refused(text: str) -> None:
    try:
        tree = parse(text)
    except BadInput as error:
        assert error.code == "bad_rule"
    else:
        assert parse(text_of(tree)) == tree


def test_not_binds_closest_then_and_then_or() -> None:
    a, b, c = (Truth(Column(name)) for name in "abc")
    assert parse("not a and b or c") == Or((And((Not(a), b)), c))
    assert parse("NOT (a And (b OR c))") == Not(And((a, Or((b, c)))))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("1 < age <= 2.5", Compare((Literal(1), Column("age"), Literal(2.5)), ("<", "<="))),
        ("age ≥ -3", Compare((Column("age"), Literal(-3)), (">=",))),
        ("`last order` is not missing", Missing(Column("last order"), negated=True)),
        ("x not in ['it''s', \"a\"]", In(Column("x"), (Literal("it's"), Literal("a")), negated=True)),
        ("née = true", Compare((Column("née"), Literal(value=True)), ("=",))),
        ("d > 2025-02-28", Compare((Column("d"), Literal(dt.date(2025, 2, 28))), (">",))),
        (
            "d <> 2025-02-28 14:05",
            Compare((Column("d"), Literal(dt.datetime(2025, 2, 28, 14, 5))), ("!=",)),  # noqa: DTZ001
        ),
    ],
)
def test_forms(text: str, tree: object) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("age >", "ends too early"),
        ("", "a condition such as age >= 30"),
        ("a & b", "Write and instead."),
        ("age = “x”", 'Write " instead.'),
        ("age = 'x", "character 7 of the segment rule is never closed"),
        ("1 < 2", "a comparison needs a column"),
        ("a is null", 'character 6 of the segment rule stands "null", where "missing" should'),
        ("plan in [basic]", 'A text stands in quotes: "basic".'),
        ("x > 2025-02-30", '"2025-02-30" is neither a number nor a date'),
        ("x > 12abc", '"12abc" is neither'),
        ("(" * 60 + "a" + ")" * 60, "at most 50 levels"),
        ("a" * 10_001, "at most 10000"),
    ],
)
def test_refusals_say_where_and_what(text: str, said: str) -> None:
    with pytest.raises(BadInput, match="rule") as caught:
        parse(text)
    assert said in str(caught.value)


def test_a_rule_that_cannot_be_read_is_not_stored() -> None:
    doc = cjm.Document()
    julie = doc.add_persona("Julie", segment="age >= 30")
    before = doc.to_dict()
    with pytest.raises(OperationRefused, match="ends too early"):
        julie.edit(segment="age >=")
    with pytest.raises(OperationRefused, match="where and, or, or the end should"):
        doc.add_persona("Max", segment="young families")
    assert doc.to_dict() == before
    assert julie.edit(segment="").segment == ""


def test_what_an_older_file_says_stays_and_can_be_undone() -> None:
    doc = cjm.Document()
    julie = doc.add_persona("Julie", segment="age >= 30")
    data = doc.to_dict()
    told = json.dumps(data).replace("age >= 30", "young families, mostly")
    older = cjm.Document.from_dict(json.loads(told))
    twin = older.persona("Julie").duplicate("Julia")
    assert twin.segment == "young families, mostly"
    older.persona("Julie").edit(segment="children >= 1")
    twin.remove()
    older.undo()
    older.undo()
    assert older.persona("Julie").segment == "young families, mostly"
    with pytest.raises(OperationRefused):
        julie.edit(segment="young families, mostly")
