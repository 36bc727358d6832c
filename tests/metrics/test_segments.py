"""Personas as segments: rules mean the same on every carrier, and the report counts what they find."""

from __future__ import annotations

import datetime as dt
import operator
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput, NotFound
from cjm_widgets.metrics.carriers import carrier_of
from cjm_widgets.metrics.personas import counted
from cjm_widgets.metrics.personas.masks import masks
from cjm_widgets.metrics.personas.tally import Asked, members_of, tallied
from cjm_widgets.model.rules import And, Between, Column, Compare, In, Literal, Missing, Node, Not, Or, Truth
from tests.metrics.carriers import MAKERS
from tests.rule_trees import VALUES, rules

SIGNS = {"=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt,
         ">=": operator.ge}  # fmt: skip
MAYBE = {
    "who": st.sampled_from(["c1", "c2", " c2 ", "c3", None]),
    "age": st.integers(-3, 5) | st.none(),
    "spend": st.sampled_from([0.5, 2.0, -1.25, 3.75]) | st.none(),
    "big": st.sampled_from([2**62, 2**62 + 1, 0]),
    "plan": st.sampled_from(["a", " a", "B", "it's", 'say "b"', "é", "", "  "]) | st.none(),
    "the plan": st.sampled_from(["a", "B"]),
    "member": st.booleans() | st.none(),
    "seen": VALUES["time"].map(pd.Timestamp) | st.none(),
    "born": st.dates(dt.date(2025, 1, 1), dt.date(2025, 1, 4)) | st.none(),
}


def frame_of(rows: list[dict[str, Any]]) -> pd.DataFrame:
    kinds = {"who": "str", "age": "Int64", "spend": "float64", "big": "int64", "plan": "str",
             "the plan": "str", "member": "boolean", "seen": "datetime64[us]", "born": object}  # fmt: skip
    return pd.DataFrame(
        {name: pd.Series([row[name] for row in rows], dtype=kind) for name, kind in kinds.items()}
    )


# -- a plain reading of the rules, one row at a time -----------------------------------------------------


def met(node: Node, row: dict[str, Any]) -> bool | None:
    """True, False, or None where nobody knows."""
    match node:
        case Not():
            inner = met(node.of, row)
            return None if inner is None else not inner
        case And():
            found = [met(part, row) for part in node.parts]
            return False if False in found else None if None in found else True
        case Or():
            found = [met(part, row) for part in node.parts]
            return True if True in found else None if None in found else False
        case Compare():
            pairs = zip(pairwise(node.operands), node.signs, strict=True)
            return met_all([compared(a, sign, b, row) for (a, b), sign in pairs])
        case Between():
            inner = met_all(
                [compared(node.low, "<=", node.column, row), compared(node.column, "<=", node.high, row)]
            )
            return (None if inner is None else not inner) if node.negated else inner
        case In():
            found = [compared(node.column, "=", value, row) for value in node.values]
            inner = True if True in found else None if None in found else False
            return (None if inner is None else not inner) if node.negated else inner
        case Missing():
            return (value_of(node.column, row) is None) != node.negated
        case Truth():
            return value_of(node.column, row)


def met_all(found: list[bool | None]) -> bool | None:
    return False if False in found else None if None in found else True


def value_of(side: Any, row: dict[str, Any]) -> Any:
    value = side.value if isinstance(side, Literal) else row[side.name]
    if isinstance(value, str):
        return value.strip() or (None if isinstance(side, Column) else "")
    return value


def compared(one: Any, sign: str, two: Any, row: dict[str, Any]) -> bool | None:
    left, right = value_of(one, row), value_of(two, row)
    if left is None or right is None:
        return None
    if isinstance(left, dt.date):
        by_day = any(isinstance(side, Literal) and type(side.value) is dt.date for side in (one, two))
        left, right = (moment(value, by_day=by_day) for value in (left, right))
    if isinstance(one, Column) and isinstance(two, Column) and isinstance(left, int | float):
        left, right = float(left), float(right)
    return bool(SIGNS[sign](left, right))


def moment(value: dt.date, *, by_day: bool) -> Any:
    if isinstance(value, dt.datetime):
        return value.date() if by_day else value
    return value if by_day else dt.datetime.combine(value, dt.time())


@settings(max_examples=150, deadline=None)
@given(rules(), st.lists(st.fixed_dictionaries(MAYBE), min_size=1, max_size=8))
def test_a_rule_means_the_same_row_by_row_in_memory_and_in_sql(
    rule: Node, rows: list[dict[str, Any]]
) -> None:
    expected = [met(rule, row) is True for row in rows]
    frame = frame_of(rows)
    assert masks({"it": rule}, frame)["it"].tolist() == expected
    asked = Asked({"it": rule})
    here, there = (tallied(carrier_of(MAKERS[name](frame), "it"), asked) for name in ("pandas", "duckdb"))
    assert here == there
    inside = members_of(carrier_of(MAKERS["duckdb"](frame), "it"), asked)["it"]
    assert [int(at) for at in inside] == [at for at, one in enumerate(expected) if one]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(rules(4), min_size=2, max_size=3),
    st.lists(st.fixed_dictionaries(MAYBE), min_size=2, max_size=10),
)
def test_every_carrier_counts_the_same_customers(some: list[Node], rows: list[dict[str, Any]]) -> None:
    frame = frame_of(rows)
    asked = Asked(dict(zip("abc", some, strict=False)), "who", "seen", 1_735_776_000_000_000)
    expected = tallied(carrier_of(frame, "it"), asked)
    members = members_of(carrier_of(frame, "it"), asked)
    for name, make in MAKERS.items():
        if name == "arrow_dictionary":  # its two halves need not have columns of the same type
            continue
        carrier = carrier_of(make(frame), "it")
        assert tallied(carrier, asked) == expected, name
        found = members_of(carrier, asked)
        assert {whose: sorted(who) for whose, who in found.items()} == {
            whose: sorted(who) for whose, who in members.items()
        }, name


# -- the report ------------------------------------------------------------------------------------------


def people() -> pd.DataFrame:
    """100 customers: 40 parents and 30 savers, 10 of them both; all who came since March are parents."""
    at = np.arange(100)
    return pd.DataFrame(
        {
            "id": [f"c{n}" for n in at],
            "children": np.where(at < 40, 2, 0),
            "saves": (at >= 30) & (at < 60),
            "came": np.where(at < 35, "2025-04-01", "2025-01-01"),
        }
    )


def document() -> cjm.Document:
    doc = cjm.Document()
    doc.add_persona("Parents", segment="children >= 1")
    doc.add_persona("Savers", segment="saves")
    doc.add_persona("Nobody yet")
    return doc


def test_the_report_counts_sizes_overlap_and_who_is_left() -> None:
    found = cjm.segments(document(), people(), customer="id")
    assert found.table[["persona", "n", "share"]].to_numpy().tolist() == [
        ["Parents", 40, 0.4],
        ["Savers", 30, 0.3],
    ]
    assert found.overlap().to_numpy().tolist() == [[40, 10], [10, 30]]
    assert found.overlap(share=True).loc["Savers", "Parents"] == pytest.approx(1 / 3)
    assert found.uncovered == (40, 0.4)
    assert found.several == (10, 0.1)
    assert found.without_rule == ("Nobody yet",)
    assert len(found.members("Savers")) == 30
    assert "40.0%" in repr(found)
    assert "Nobody yet" in found._repr_html_()
    with pytest.raises(NotFound, match='Did you mean "Savers"'):
        found.members("Saver")


def test_a_customer_belongs_who_meets_the_rule_in_any_row() -> None:
    rows = pd.DataFrame({"id": ["a", "a", "b", None], "channel": ["web", "shop", "shop", "web"]})
    found = cjm.segments({"Web": 'channel = "web"', "Shop": 'channel = "shop"'}, rows, customer="id")
    assert found.table[["n", "mixed"]].to_numpy().tolist() == [[1, 1], [2, 1]]
    assert (found.customers, found.nobody, found.several.n) == (2, 1, 1)


@pytest.mark.parametrize("name", ["pandas", "duckdb", "polars_lazy"])
def test_drift_compares_those_who_came_before_and_since(name: str) -> None:
    frame = people().assign(came=lambda rows: pd.to_datetime(rows["came"]))
    found = cjm.segments(document(), MAKERS[name](frame), customer="id").drift("2025-03-01", time="came")
    assert found["persona"].tolist() == ["Parents", "Savers", None]
    parents = found.iloc[0]
    assert (parents["before"], parents["n_before"], parents["after"], parents["n_after"]) == (
        5 / 65,
        65,
        1.0,
        35,
    )
    low, high = confint_proportions_2indep(35, 35, 5, 65, method="newcomb")
    assert (parents["low"], parents["high"]) == pytest.approx((low, high), abs=1e-5)
    assert parents["verdict"] == "no_verdict"  # all since March are parents: no five outside
    savers = found.iloc[1]
    assert savers["verdict"] in ("lower", "no_difference")
    assert savers["comparisons"] == 1
    assert found.attrs["undated"] == 0


def test_drift_needs_a_date_and_a_time() -> None:
    found = cjm.segments(document(), people(), customer="id")
    with pytest.raises(BadInput, match="when customers came"):
        found.drift("2025-01-01")
    with pytest.raises(BadInput, match="no date"):
        found.drift("soon", time="came")


@pytest.mark.parametrize("name", list(MAKERS))
def test_a_rule_that_does_not_fit_the_data_is_refused_alike(name: str) -> None:
    data = MAKERS[name](people())
    with pytest.raises(BadInput, match=r'no column "childern".*Did you mean "children"'):
        cjm.segments({"P": "childern > 1"}, data)
    with pytest.raises(BadInput, match="holds numbers and cannot be compared with 'two'"):
        cjm.segments({"P": "children = 'two'"}, data)
    with pytest.raises(BadInput, match="holds texts, which have no order"):
        cjm.segments({"P": "came >= 'a'"}, data)


def test_a_private_name_or_rule_is_not_shown() -> None:
    doc = document()
    doc.persona("Parents").set_private("name", "segment")
    told = repr(cjm.segments(doc, people()))
    assert "Parents" not in told
    assert "children" not in told


# -- personas of a bound journey -------------------------------------------------------------------------


def shop() -> tuple[cjm.Journey, pd.DataFrame, pd.DataFrame]:
    doc = document()
    journey = doc.add_journey("Shop")
    for name in ("Discover", "Buy"):
        journey.add_stage(name, phase="during")
    who = people()
    rows = [(one, "2025-05-01", "Discover") for one in who["id"]]
    rows += [(one, "2025-05-02", "Buy") for one in who["id"][:35]]
    log = pd.DataFrame(rows, columns=["id", "time", "event"])
    return journey, log, who


def test_numbers_of_each_persona_follow_the_rules_over_the_customers_given() -> None:
    journey, log, who = shop()
    binding = journey.bind(cjm.EventLog(log, "id"), customers=who, by="persona")
    table = binding.table()
    bought = table[(table["stage"] == "Buy") & (table["metric"] == "conversion")].set_index("persona")
    assert bought["value"].to_dict() == {"Parents": 35 / 40, "Savers": 5 / 30}
    assert binding.segments().several.n == 10
    journey.document.persona("Savers").edit(segment="not saves")
    assert binding.segments().table["n"].tolist() == [40, 70]
    told = binding.compare("conversion", "Buy", by="persona")
    assert told["verdict"].tolist() == ["higher"]


def test_rules_are_read_over_the_rows_of_the_source_where_no_customers_are_given() -> None:
    journey, log, who = shop()
    whole = log.merge(who, on="id")
    binding = journey.bind(cjm.EventLog(whole, "id"))
    assert binding.segments().table["n"].tolist() == [40, 30]
    binding.append(whole.assign(id="new " + whole["id"]))
    assert binding.segments().table["n"].tolist() == [80, 60]
    bare = journey.bind(cjm.EventLog(log, "id"))
    with pytest.raises(BadInput, match='no column "children"'):
        bare.segments()
    with pytest.raises(BadInput, match="data of customers"):
        bare.set_customers(who.rename(columns={"id": "nr"}))
    bare.set_customers((who.rename(columns={"id": "nr"}), "nr"))
    assert bare.segments().table["n"].tolist() == [40, 30]


@given(
    st.lists(st.lists(st.tuples(st.integers(0, 6), st.integers(-1, 3)), max_size=8), min_size=1, max_size=4)
)
@settings(max_examples=40, deadline=None)
def test_the_size_of_a_persona_adds_up_to_that_of_all_rows(batches: list[list[tuple[int, int]]]) -> None:
    doc = document()
    journey = doc.add_journey("Shop")
    journey.add_stage("Buy")
    frames = [
        pd.DataFrame({
            "id": [f"c{who}" for who, _ in batch], "time": "2025-05-01", "event": "Buy",
            "children": [float("nan") if n < 0 else float(n) for _, n in batch],
        }).astype({"id": object, "children": float})
        for batch in batches
    ]  # fmt: skip
    persona = doc.persona("Parents")
    persona.edit(segment="children >= 2")
    binding = journey.bind(cjm.EventLog(frames[0], "id"))
    for frame in frames[1:]:
        binding.size_of(persona)
        binding.append(frame)
    table = cjm.segments({"P": "children >= 2"}, pd.concat(frames), customer="id").table
    assert binding.size_of(persona).n == table["n"].item()
    persona.edit(segment="children < 2")
    other = cjm.segments({"P": "children < 2"}, pd.concat(frames), customer="id").table
    assert binding.size_of(persona).n == other["n"].item()


def test_only_new_rows_are_read_for_the_size_of_a_persona(monkeypatch: pytest.MonkeyPatch) -> None:
    journey, log, who = shop()
    whole = log.merge(who, on="id")
    binding = journey.bind(cjm.EventLog(whole, "id"))
    persona = journey.document.persona("Parents")
    assert binding.size_of(persona).n == 40
    read: list[int] = []
    real = counted.met_by
    monkeypatch.setattr(counted, "met_by", lambda part, asked: (read.append(len(part)), real(part, asked))[1])
    binding.append(whole.head(3).assign(id="new"))
    assert binding.size_of(persona).n == 41
    binding.size_of(persona)
    assert read == [3]


def test_answers_of_respondents_belong_to_personas_too() -> None:
    journey, _, who = shop()
    answers = who.assign(step="Buy", rating=np.where(who["children"] > 0, 5, 2))
    binding = journey.bind(cjm.Survey(answers, "step", csat="rating", respondent="id"), by="persona")
    binding.append(answers.assign(id="new " + answers["id"]))
    table = binding.table()
    csat = table[(table["stage"] == "Buy") & (table["metric"] == "csat")].set_index("persona")
    assert csat["value"].to_dict() == {"Parents": 1.0, "Savers": 20 / 60}
    assert csat["n"].to_dict() == {"Parents": 80, "Savers": 60}
