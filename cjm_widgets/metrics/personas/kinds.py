"""What columns hold, as far as segment rules care, and whether a rule fits them; evaluates nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Literal as OneOf

from cjm_widgets.errors import BadInput, did_you_mean, shorten
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
    columns_of,
)
from cjm_widgets.model.words import Words

Kind = OneOf["number", "text", "truth", "time", "nothing", "odd"]
"""``nothing``: every value is missing, nothing matches; ``odd``: what no rule can compare."""

ORDERED = ("number", "time", "nothing")
_SAID = {
    "number": "numbers", "text": "texts", "truth": "truth values", "time": "dates", "nothing": "nothing",
    "odd": "values that no rule can compare",
}  # fmt: skip


def names_of(rules: Mapping[str, Node]) -> list[str]:
    """Return the columns that rules mention, each once."""
    return list(dict.fromkeys(column.name for node in rules.values() for column in columns_of(node)))


def check_names(rules: Mapping[str, Node], names: list[str]) -> None:
    """Refuse a rule that mentions a column the data lack, or have twice; the nearest name is told."""
    for whose, node in rules.items():
        for column in columns_of(node):
            if names.count(column.name) == 1:
                continue
            missing = column.name not in names
            raise BadInput(
                Words("rules.absent", name=column.name)
                if missing
                else Words("rules.twice", name=column.name),
                code="missing_column" if missing else "duplicate_column",
                where=f'character {column.at} of the rule of "{whose}"',
                expected="one of " + shorten(", ".join(names), 300) if missing else None,
                hint=did_you_mean(column.name, names),
            )


def check_kinds(rules: Mapping[str, Node], kinds: Mapping[str, Kind]) -> None:
    """Refuse a rule that compares a column with what it cannot hold.

    Raises
    ------
    BadInput
        Says the place in the rule, what the column holds and how such values are written.
    """
    for whose, node in rules.items():
        for column, values, ordered in _uses(node):
            kind = kinds[column.name]
            where = f'character {column.at} of the rule of "{whose}"'
            if kind == "odd":
                raise BadInput(f'Column "{column.name}" holds {_SAID[kind]}.', code="wrong_type", where=where)
            if ordered and kind not in ORDERED:
                raise BadInput(
                    f'Column "{column.name}" holds {_SAID[kind]}, which have no order.', code="wrong_type",
                    where=where, expected="=, != or in",
                )  # fmt: skip
            for other in values:
                _check_pair(column, kind, other, kinds, where)


def _check_pair(
    column: Column, kind: Kind, other: Column | Literal, kinds: Mapping[str, Kind], where: str
) -> None:
    found = kinds[other.name] if isinstance(other, Column) else kind_of(other)
    if kind == found or "nothing" in (kind, found):
        return
    what = f'column "{other.name}"' if isinstance(other, Column) else repr(other.value)
    raise BadInput(
        f'Column "{column.name}" holds {_SAID[kind]} and cannot be compared with {what}.', code="wrong_type",
        where=where,
        expected={"number": "a number such as 35", "text": 'a text in quotes, such as "basic"',
                  "truth": "true or false", "time": "a date such as 2025-01-31"}.get(kind),
    )  # fmt: skip


def kind_of(one: Literal) -> Kind:
    """Return what a written value is."""
    if isinstance(one.value, bool):
        return "truth"
    if isinstance(one.value, int | float):
        return "number"
    return "time" if isinstance(one.value, dt.date) else "text"


Use = tuple[Column, tuple[Column | Literal, ...], bool]


def _uses(node: Node) -> Iterator[Use]:
    """Yield column, what it is compared with, and whether their order matters."""
    match node:
        case Compare():
            for one, sign, two in zip(node.operands, node.signs, node.operands[1:], strict=False):
                ordered = sign not in ("=", "!=")
                pairs = ((one, two), (two, one))
                yield from ((a, (b,), ordered) for a, b in pairs if isinstance(a, Column))
        case In():
            yield node.column, node.values, False
        case Between():
            yield node.column, (node.low, node.high), True
        case Truth():
            yield node.column, (Literal(value=True),), False
        case Missing():
            yield node.column, (), False
        case Not():
            yield from _uses(node.of)
        case And() | Or():
            for part in node.parts:
                yield from _uses(part)


def is_day(one: Column | Literal) -> bool:
    """Return whether a value is a day, with which times are compared by their day."""
    return isinstance(one, Literal) and type(one.value) is dt.date


def microseconds(value: dt.date) -> int:
    """Return a day or a time, read as UTC, in microseconds since 1970."""
    at = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
    return (at - dt.datetime(1970, 1, 1)) // dt.timedelta(microseconds=1)  # noqa: DTZ001 - both without zone
