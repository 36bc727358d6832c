"""The tree of a segment rule and its text; knows neither how it is read nor any data."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

KEYWORDS = frozenset({"and", "or", "not", "in", "between", "is", "missing", "true", "false"})
COMPARISONS = ("<=", ">=", "!=", "=", "<", ">")
_PLAIN = re.compile(r"[^\W\d]\w*")

Value = bool | int | float | str | dt.date | dt.datetime


@dataclass(frozen=True, slots=True)
class Column:
    """A column, with the place of its first character in the rule (from 1; it does not count as content)."""

    name: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Literal:
    """A value as it was written: a boolean, a number, a text, a day or a time without zone."""

    value: Value
    at: int = field(default=0, compare=False)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Literal) or type(self.value) is not type(other.value):
            return False
        return self.value == other.value

    def __hash__(self) -> int:
        return hash((type(self.value), self.value))


Operand = Column | Literal


@dataclass(frozen=True, slots=True)
class Compare:
    """A chain such as ``30 <= age < 45``: one operator fewer than operands, all must hold."""

    operands: tuple[Operand, ...]
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class In:
    """Whether a column has one of some values, or none of them."""

    column: Column
    values: tuple[Literal, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Between:
    """Whether a column lies between two values, both of them included, or outside."""

    column: Column
    low: Literal
    high: Literal
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """Whether a column has no value, or has one."""

    column: Column
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Truth:
    """A column of truth values by itself."""

    column: Column


@dataclass(frozen=True, slots=True)
class Not:
    """What is true where a condition is false; unknown stays unknown."""

    of: Node


@dataclass(frozen=True, slots=True)
class And:
    """All of two or more conditions."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of two or more conditions."""

    parts: tuple[Node, ...]


Node = Compare | In | Between | Missing | Truth | Not | And | Or


def columns_of(node: Node) -> Iterator[Column]:
    """Yield every mention of a column, from left to right."""
    match node:
        case Compare():
            yield from (one for one in node.operands if isinstance(one, Column))
        case Not():
            yield from columns_of(node.of)
        case And() | Or():
            for part in node.parts:
                yield from columns_of(part)
        case _:
            yield node.column


def text_of(node: Node) -> str:
    """Return the rule as text, which reads as an equal tree."""
    match node:
        case Compare():
            rest = zip(node.signs, node.operands[1:], strict=True)
            return " ".join([_operand(node.operands[0]), *(f"{sign} {_operand(one)}" for sign, one in rest)])
        case In():
            listed = ", ".join(map(_operand, node.values))
            return f"{_operand(node.column)} {'not ' * node.negated}in [{listed}]"
        case Between():
            ends = f"{_operand(node.low)} and {_operand(node.high)}"
            return f"{_operand(node.column)} {'not ' * node.negated}between {ends}"
        case Missing():
            return f"{_operand(node.column)} is {'not ' * node.negated}missing"
        case Truth():
            return _operand(node.column)
        case Not():
            return f"not {_inside(node.of, And, Or)}"
        case And():
            return " and ".join(_inside(part, And, Or) for part in node.parts)
        case Or():
            return " or ".join(_inside(part, Or) for part in node.parts)


def _inside(node: Node, *looser: type) -> str:
    return f"({text_of(node)})" if isinstance(node, looser) else text_of(node)


def _operand(one: Operand) -> str:
    if isinstance(one, Literal):
        return _value(one.value)
    if _PLAIN.fullmatch(one.name) and one.name.casefold() not in KEYWORDS:
        return one.name
    return "`" + one.name.replace("`", "``") + "`"


def _value(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    if isinstance(value, dt.date):
        return value.isoformat()
    return repr(value)
