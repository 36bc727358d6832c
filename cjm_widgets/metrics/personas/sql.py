"""Segment rules as SQL of DuckDB, for data that lie outside the memory; runs nothing, knows no customers.

SQL has the three truth values of a rule: what is compared with NULL is unknown, and unknown rows are not met.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cjm_widgets.metrics.carriers.duck import label_sql, literal, quoted
from cjm_widgets.metrics.personas.kinds import Kind, is_day, microseconds
from cjm_widgets.metrics.times import DAY
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

_TIMES = ("DATE", "TIMESTAMP")
_FLOATS = ("FLOAT", "DOUBLE")


def kind_in_duckdb(kind: Any) -> Kind:
    """Return what a column of a type of DuckDB holds."""
    text = str(kind)
    if text == "BOOLEAN":
        return "truth"
    if text in ('"NULL"', "NULL"):
        return "nothing"
    if text.endswith(("INT", "INTEGER")) or text in _FLOATS or text.startswith("DECIMAL"):
        return "number"
    if text == "VARCHAR" or text.startswith("ENUM"):
        return "text"
    return "time" if text.startswith(_TIMES) and "[" not in text else "odd"


def condition(node: Node, types: Mapping[str, Any]) -> str:
    """Return the SQL of a rule over columns with types of DuckDB; as :func:`.masks.masks`, row for row."""
    match node:
        case Not():
            return f"(NOT {condition(node.of, types)})"
        case And():
            return "(" + " AND ".join(condition(part, types) for part in node.parts) + ")"
        case Or():
            return "(" + " OR ".join(condition(part, types) for part in node.parts) + ")"
        case Compare():
            pairs = zip(node.operands, node.signs, node.operands[1:], strict=False)
            return "(" + " AND ".join(_compared(*pair, types) for pair in pairs) + ")"
        case Between():
            low = _compared(node.low, "<=", node.column, types)
            inside = f"({low} AND {_compared(node.column, '<=', node.high, types)})"
            return f"(NOT {inside})" if node.negated else inside
        case In():
            any_ = " OR ".join(_compared(node.column, "=", value, types) for value in node.values)
            return f"(NOT ({any_}))" if node.negated else f"({any_})"
        case Missing():
            return f"({_column(node.column, types)} IS {'NOT ' * node.negated}NULL)"
        case Truth():
            return _compared(node.column, "=", Literal(value=True), types)


def instant(name: str) -> str:
    """Return the SQL of a column of times as microseconds since 1970 UTC."""
    return f"epoch_us({quoted(name)})"


def _compared(one: Column | Literal, sign: str, two: Column | Literal, types: Mapping[str, Any]) -> str:
    sides = [side for side in (one, two) if isinstance(side, Column)]
    kinds = [kind_in_duckdb(types[side.name]) for side in sides]
    if "nothing" in kinds:
        return "CAST(NULL AS BOOLEAN)"
    by_day, as_float = is_day(one) or is_day(two), len(sides) > 1 and kinds[0] == "number"
    left, right = (_side(side, types, by_day=by_day, as_float=as_float) for side in (one, two))
    return f"({left} {sign} {right})"


def _side(side: Column | Literal, types: Mapping[str, Any], *, by_day: bool, as_float: bool) -> str:
    if isinstance(side, Literal):
        return _value(side.value, by_day=by_day)
    sql = _column(side, types)
    if by_day:
        return f"(({sql}) - ((({sql}) % {DAY}) + {DAY}) % {DAY}) // {DAY}"
    return f"CAST({sql} AS DOUBLE)" if as_float else sql


def _value(value: Any, *, by_day: bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date):
        return str(microseconds(value) // (DAY if by_day else 1))
    if isinstance(value, int):
        return f"CAST({value} AS BIGINT)"
    if isinstance(value, float):
        return f"CAST({value!r} AS DOUBLE)"
    return literal(value.strip())


def _column(column: Column, types: Mapping[str, Any]) -> str:
    name, kind = quoted(column.name), kind_in_duckdb(types[column.name])
    if kind == "text":
        return label_sql(name, types[column.name])
    if kind == "time":
        return instant(column.name)
    text = str(types[column.name])
    if text in _FLOATS:
        wide = f"CAST({name} AS DOUBLE)"
        return f"CASE WHEN NOT isnan({wide}) THEN {wide} END"
    return f"CAST({name} AS DOUBLE)" if text.startswith("DECIMAL") else name
