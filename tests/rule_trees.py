"""Random segment rules, for the tests of their language and of what evaluates them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from cjm_widgets.model.rules import (
    And,
    Between,
    Column,
    Compare,
    In,
    Literal,
    Missing,
    Node,
    Not,
    Or,
    Truth,
)

ORDER = ("<", "<=", ">", ">=", "=", "!=")
NAMES = {"number": ("age", "spend", "big"), "text": ("plan", "the plan"), "truth": ("member",),
         "time": ("seen", "born")}  # fmt: skip
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "number": st.integers(-3, 5) | st.sampled_from([0.5, 2.0, -1.25, 1e20, 2**62]),
    "text": st.sampled_from(["a", "B", "it's", 'say "b"', "é", "", "and"]),
    "truth": st.booleans(),
    "time": st.dates(dt.date(2025, 1, 1), dt.date(2025, 1, 4))
    | st.datetimes(dt.datetime(2025, 1, 1), dt.datetime(2025, 1, 4)),  # noqa: DTZ001 - rules have no zone
}


def _columns(kind: str) -> st.SearchStrategy[Column]:
    return st.sampled_from(NAMES[kind]).map(Column)


@st.composite
def _leaves(draw: st.DrawFn) -> Node:
    kind = draw(st.sampled_from(list(NAMES)))
    column, value = draw(_columns(kind)), VALUES[kind].map(Literal)
    signs = st.sampled_from(ORDER if kind in ("number", "time") else ORDER[-2:])
    forms = ["compare", "chain", "in", "missing", "columns"] + ["between"] * (kind in ("number", "time"))
    form = draw(st.sampled_from([*forms, "truth"] if kind == "truth" else forms))
    negated = draw(st.booleans())
    if form == "compare":
        pair = draw(st.permutations([column, draw(value)]))
        return Compare(tuple(pair), (draw(signs),))
    if form == "chain":
        return Compare((draw(value), column, draw(value)), (draw(signs), draw(signs)))
    if form == "columns":
        return Compare((column, draw(_columns(kind))), (draw(signs),))
    if form == "in":
        return In(column, tuple(draw(st.lists(value, min_size=1, max_size=3))), negated)
    if form == "between":
        return Between(column, draw(value), draw(value), negated)
    return Missing(column, negated) if form == "missing" else Truth(column)


def rules(most: int = 8) -> st.SearchStrategy[Node]:
    """Return rules over the columns of :data:`NAMES`."""
    return st.recursive(
        _leaves(),
        lambda parts: (
            parts.map(Not)
            | st.lists(parts, min_size=2, max_size=3).map(lambda some: And(tuple(some)))
            | st.lists(parts, min_size=2, max_size=3).map(lambda some: Or(tuple(some)))
        ),
        max_leaves=most,
    )
