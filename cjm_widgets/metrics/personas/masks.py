"""Segment rules over columns in memory, with numpy and three truth values; knows no customers."""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api import types

from cjm_widgets.metrics.columns import coded
from cjm_widgets.metrics.personas.kinds import (
    Kind,
    check_kinds,
    check_names,
    is_day,
    microseconds,
    names_of,
)
from cjm_widgets.metrics.times import DAY, Reading, read_times
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

Mask = NDArray[np.bool_]
Answer = tuple[Mask, Mask]
"""Where a condition is true, and where it is false; elsewhere nobody knows."""

_SIGNS: Mapping[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt,
    ">=": operator.ge,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Values:
    """A column to be compared: what it holds, its values, and where they are missing.

    Times are microseconds since 1970 UTC, texts have no blanks around them and are missing when empty.
    """

    kind: Kind
    data: NDArray[Any]
    missing: Mask


def masks(rules: Mapping[str, Node], frame: pd.DataFrame) -> dict[str, Mask]:
    """Return whose rule → the rows that meet it; a row that lacks what decides does not.

    Raises
    ------
    BadInput
        A column that is not there, or holds what the rule does not compare.
    """
    check_names(rules, [str(name) for name in frame.columns])
    by_name = {str(name): name for name in frame.columns}
    columns = {name: values_of(frame[by_name[name]]) for name in names_of(rules)}
    check_kinds(rules, {name: column.kind for name, column in columns.items()})
    return {whose: _answer(node, columns, len(frame))[0] for whose, node in rules.items()}


def values_of(column: pd.Series[Any]) -> Values:
    """Return a column in the form in which it is compared."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        column = column.astype(column.cat.categories.dtype)
    kind = kind_in_memory(column)
    missing = column.isna().to_numpy(bool, copy=True)
    if kind == "text":
        read = coded(column)
        return Values(kind, np.array([*read.labels, ""], object)[read.codes], read.codes < 0)
    if kind == "time":
        times = read_times(column, Reading())
        return Values(kind, times.us, times.missing | times.bad)
    if kind == "truth":
        return Values(kind, column.fillna(value=False).astype(bool).to_numpy(), missing)
    if kind == "number":
        if types.is_integer_dtype(column.dtype):
            dense = column.fillna(0) if missing.any() else column
            return Values(kind, dense.to_numpy(dtype=_width(column)), missing)
        plain = column.to_numpy(dtype="float64", na_value=np.nan)
        return Values(kind, plain, missing | np.isnan(plain))
    return Values(kind, np.zeros(len(column)), missing if kind == "odd" else np.ones(len(column), bool))


def kind_in_memory(column: pd.Series[Any]) -> Kind:
    """Return what a column holds; objects are looked at."""
    kind = column.dtype
    if column.isna().all():
        return "nothing"
    if types.is_bool_dtype(kind):
        return "truth"
    if types.is_numeric_dtype(kind):
        return "odd" if types.is_complex_dtype(kind) else "number"
    if kind.kind == "M" or str(kind).startswith(("date32", "date64")):
        return "time"
    if types.is_string_dtype(kind) and not types.is_object_dtype(kind):
        return "text"
    found = pd.api.types.infer_dtype(column, skipna=True)
    kinds: dict[str, Kind] = {
        "string": "text", "boolean": "truth", "integer": "number", "floating": "number",
        "mixed-integer-float": "number", "decimal": "number", "date": "time", "datetime": "time",
        "datetime64": "time", "empty": "nothing",
    }  # fmt: skip
    return kinds.get(found, "odd")


def _width(column: pd.Series[Any]) -> str:
    return "uint64" if types.is_unsigned_integer_dtype(column.dtype) else "int64"


# -- conditions -----------------------------------------------------------------------------------------


def _answer(node: Node, columns: Mapping[str, Values], rows: int) -> Answer:
    match node:
        case Not():
            true, false = _answer(node.of, columns, rows)
            return false, true
        case And() | Or():
            found = [_answer(part, columns, rows) for part in node.parts]
            return _all(found) if isinstance(node, And) else _any(found)
        case Compare():
            pairs = zip(node.operands, node.signs, node.operands[1:], strict=False)
            return _all([_compared(one, sign, two, columns, rows) for one, sign, two in pairs])
        case Between():
            low, high = Compare((node.low, node.column), ("<=",)), Compare((node.column, node.high), ("<=",))
            return _turned(_answer(And((low, high)), columns, rows), node.negated)
        case In():
            each = [_compared(node.column, "=", value, columns, rows) for value in node.values]
            return _turned(_any(each), node.negated)
        case Missing():
            missing = columns[node.column.name].missing
            return _turned((missing, ~missing), node.negated)
        case Truth():
            return _compared(node.column, "=", Literal(value=True), columns, rows)


def _all(found: Sequence[Answer]) -> Answer:
    return reduce(np.logical_and, [one[0] for one in found]), reduce(np.logical_or, [one[1] for one in found])


def _any(found: Sequence[Answer]) -> Answer:
    return reduce(np.logical_or, [one[0] for one in found]), reduce(np.logical_and, [one[1] for one in found])


def _turned(answer: Answer, negated: bool) -> Answer:
    return (answer[1], answer[0]) if negated else answer


def _compared(
    one: Column | Literal, sign: str, two: Column | Literal, columns: Mapping[str, Values], rows: int
) -> Answer:
    sides = [columns[side.name] for side in (one, two) if isinstance(side, Column)]
    missing = reduce(np.logical_or, [side.missing for side in sides])
    if any(side.kind == "nothing" for side in sides):
        return np.zeros(rows, bool), np.zeros(rows, bool)
    by_day, as_float = is_day(one) or is_day(two), len(sides) > 1 and sides[0].kind == "number"
    left, right = (_side(side, columns, by_day=by_day, as_float=as_float) for side in (one, two))
    holds = np.asarray(_SIGNS[sign](left, right), bool)
    return holds & ~missing, ~holds & ~missing


def _side(side: Column | Literal, columns: Mapping[str, Values], *, by_day: bool, as_float: bool) -> Any:
    if isinstance(side, Literal):
        value = side.value
        if isinstance(value, dt.date):
            return microseconds(value) // (DAY if by_day else 1)
        return value.strip() if isinstance(value, str) else value
    data = columns[side.name].data
    if by_day:
        return data // DAY
    return data.astype(float) if as_float else data
