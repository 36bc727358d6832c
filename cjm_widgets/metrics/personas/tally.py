"""Which customers meet which rules, counted on every carrier: one sum of patterns; knows no personas.

A pattern says of a customer which rules any of their rows meets, which rules all of them meet, and when they
were first seen. How often each pattern occurs adds up over parts that hold whole customers, and gives sizes,
overlaps and who is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.errors import BadInput
from cjm_widgets.metrics.carriers import Carrier, InMemory, OutOfCore
from cjm_widgets.metrics.carriers.duck import ask, label_sql, quoted
from cjm_widgets.metrics.columns import check_columns, coded
from cjm_widgets.metrics.personas.kinds import check_kinds, check_names, names_of
from cjm_widgets.metrics.personas.masks import masks
from cjm_widgets.metrics.personas.sql import condition, instant, kind_in_duckdb
from cjm_widgets.metrics.times import Reading, read_times
from cjm_widgets.model.rules import Node

MOST = 60
"""So many rules fit in one pattern."""
UNDATED, BEFORE, SINCE = 0, 1, 2
_NEVER = np.iinfo(np.int64).max

Pattern = tuple[int, int, int]
"""Rules that any row meets (bit k: rule k), rules that all rows meet, and when first seen."""


@dataclass(frozen=True)
class Asked:
    """What is asked of rows.

    Attributes
    ----------
    rules : mapping
        Whose → rule.
    customer : column or None
        Who a row is about; None where each row is a customer.
    time : column or None
        When it was.
    since : int or None
        The instant that parts before from since, in microseconds since 1970 UTC.
    """

    rules: Mapping[str, Node]
    customer: Any = None
    time: Any = None
    since: int | None = None

    def columns(self) -> list[Any]:
        """Return the columns that are read."""
        others = [one for one in (self.customer, self.time) if one is not None]
        return list(dict.fromkeys([*others, *names_of(self.rules)]))

    def check(self, carrier: Carrier) -> Carrier:
        """Return the columns asked for, once it is sure that they are there."""
        if len(self.rules) > MOST:
            raise BadInput(
                "These are too many rules at once.", where="personas", value=len(self.rules),
                expected=f"at most {MOST}",
            )  # fmt: skip
        names = carrier.names()
        check_columns(names, {"customer": self.customer, "time": self.time}, "The data")
        check_names(self.rules, [str(name) for name in names])
        return carrier.select([name for name in names if name in self.columns()])


@dataclass
class Tally:
    """How often each pattern occurs among customers, and how many rows are nobody's."""

    patterns: Counter[Pattern] = field(default_factory=Counter)
    rows: int = 0
    nobody: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.patterns + other.patterns, self.rows + other.rows, self.nobody + other.nobody)


def tallied(carrier: Carrier, asked: Asked) -> Tally:
    """Count the customers of data by pattern, where the data lie.

    Raises
    ------
    BadInput
        A column that is missing or holds what cannot be compared.
    """
    carrier = asked.check(carrier)
    if isinstance(carrier, InMemory):
        return tally_of(asked, carrier.light())
    if isinstance(carrier, OutOfCore):
        return _queried(carrier.relation(), asked)
    return sum(_spread(carrier, asked, partial(tally_of, asked)), Tally())


def members_of(carrier: Carrier, asked: Asked) -> dict[str, list[str]]:
    """Return whose rule → the customers with a row that meets it, as labels."""
    carrier = asked.check(carrier)
    if isinstance(carrier, InMemory):
        return _labels(asked, carrier.light())
    if isinstance(carrier, OutOfCore):
        found = ask(carrier.relation(), f"SELECT who, hit FROM ({_by_customer(carrier.relation(), asked)})")  # noqa: S608 - quoted
        columns = found.fetchnumpy()
        who, hit = columns["who"], columns["hit"].astype(np.int64)
        return {
            whose: [str(name) for name in np.asarray(who)[(hit >> k) & 1 == 1]]
            for k, whose in enumerate(asked.rules)
        }
    parts = _spread(carrier, asked, partial(_labels, asked))
    return {
        whose: list(dict.fromkeys(name for part in parts for name in part[whose])) for whose in asked.rules
    }


def _spread(carrier: Any, asked: Asked, work: Any) -> list[Any]:
    found: list[Any] = (
        carrier.scanned(work) if asked.customer is None else carrier.by_customer(asked.customer, None, work)
    )
    return found


# -- in memory ------------------------------------------------------------------------------------------


def tally_of(asked: Asked, frame: pd.DataFrame) -> Tally:
    """Count the customers of rows in memory by pattern."""
    codes, count = _who(asked, frame)[:2]
    known = codes >= 0
    found = masks(asked.rules, frame)
    hit, whole = np.zeros(count, np.int64), np.zeros(count, np.int64)
    for k, mask in enumerate(found.values()):
        some, every = np.zeros(count, bool), np.ones(count, bool)
        some[codes[mask & known]] = True
        every[codes[~mask & known]] = False
        hit |= some.astype(np.int64) << k
        whole |= every.astype(np.int64) << k
    when = _when(asked, frame, codes, count)
    table, times = np.unique(np.stack([hit, whole, when], 1), axis=0, return_counts=True)
    patterns: Counter[Pattern] = Counter()
    for (some_, every_, at), n in zip(table.tolist(), times.tolist(), strict=True):
        patterns[some_, every_, at] = n
    return Tally(patterns, len(frame), int((~known).sum()))


def _who(asked: Asked, frame: pd.DataFrame) -> tuple[Any, int, Sequence[str]]:
    """Return row → customer (-1: none), how many they are, and their labels."""
    if asked.customer is None:
        return np.arange(len(frame)), len(frame), ()
    read = coded(frame[asked.customer])
    seen = np.unique(read.codes[read.codes >= 0])  # a category need not occur
    place = np.full(len(read.labels) + 1, -1)
    place[seen] = np.arange(len(seen))
    return place[read.codes], len(seen), [read.labels[code] for code in seen.tolist()]


def _when(asked: Asked, frame: pd.DataFrame, codes: Any, count: int) -> Any:
    if asked.time is None or asked.since is None:
        return np.zeros(count, np.int64)
    times = read_times(frame[asked.time], Reading())
    dated = ~times.missing & ~times.bad & (codes >= 0)
    first = np.full(count, _NEVER)
    np.minimum.at(first, codes[dated], times.us[dated])
    return np.where(first == _NEVER, UNDATED, np.where(first < asked.since, BEFORE, SINCE))


def met_by(carrier: Carrier, asked: Asked) -> tuple[Sequence[str], Sequence[str]]:
    """Return the customers of data in memory, and those with a row that meets the one rule, as labels."""
    checked: Any = asked.check(carrier)
    everyone, found = _named(asked, checked.light())
    (inside,) = found.values()
    return everyone, inside


def _labels(asked: Asked, frame: pd.DataFrame) -> dict[str, list[str]]:
    return _named(asked, frame)[1]


def _named(asked: Asked, frame: pd.DataFrame) -> tuple[Sequence[str], dict[str, list[str]]]:
    """Return all customers of rows, and whose rule → those with a row that meets it."""
    codes, count, labels = _who(asked, frame)
    names = labels if asked.customer is not None else [str(label) for label in frame.index]
    found = {}
    for whose, mask in masks(asked.rules, frame).items():
        inside = np.zeros(count, bool)
        inside[codes[mask & (codes >= 0)]] = True
        found[whose] = [names[at] for at in np.flatnonzero(inside).tolist()]
    return names, found


# -- by DuckDB ------------------------------------------------------------------------------------------


def _queried(relation: Any, asked: Asked) -> Tally:
    first = f"CASE WHEN seen IS NULL THEN {UNDATED} WHEN seen < {asked.since} THEN {BEFORE} ELSE {SINCE} END"
    when = str(UNDATED) if asked.since is None else first
    grouped = f"SELECT hit, whole, {when}, count(*) FROM ({_by_customer(relation, asked)}) GROUP BY ALL"  # noqa: S608 - quoted
    found = ask(relation, grouped).fetchall()
    who = _customer(relation, asked)
    rows, named = ask(relation, f"SELECT count(*), count({who}) FROM cjm_rows").fetchall()[0]  # noqa: S608 - quoted
    patterns: Counter[Pattern] = Counter()
    for hit, whole, at, n in found:
        patterns[int(hit), int(whole), int(at)] += int(n)
    return Tally(patterns, int(rows), int(rows - named))


def _customer(relation: Any, asked: Asked) -> str:
    if asked.customer is None:
        return "1"
    types = dict(zip(relation.columns, relation.types, strict=True))
    return label_sql(quoted(asked.customer), types[asked.customer])


def _by_customer(relation: Any, asked: Asked) -> str:
    """Return the query of one row a customer: who, hit, whole, seen."""
    types = dict(zip(relation.columns, relation.types, strict=True))
    check_kinds(asked.rules, {name: kind_in_duckdb(types[name]) for name in names_of(asked.rules)})
    bits = " | ".join(
        f"CASE WHEN {condition(node, types)} THEN {1 << k}::BIGINT ELSE 0 END"
        for k, node in enumerate(asked.rules.values())
    )
    seen = "CAST(NULL AS BIGINT)"
    if asked.time is not None and asked.since is not None:
        if kind_in_duckdb(types[asked.time]) != "time":
            raise BadInput(
                f'Column "{asked.time}" holds no times.', where="time", value=str(types[asked.time]),
                expected="a column of type DATE or TIMESTAMP", hint="CAST(… AS TIMESTAMP) makes one.",
            )  # fmt: skip
        seen = instant(asked.time)
    mask = f"({bits})" if bits else "0::BIGINT"
    if asked.customer is None:
        return f"SELECT CAST(row_number() OVER () - 1 AS VARCHAR) AS who, {mask} AS hit, hit AS whole, {seen} AS seen FROM cjm_rows"  # noqa: E501, S608 - quoted
    rows = f"SELECT {_customer(relation, asked)} AS who, {mask} AS bits, {seen} AS seen FROM cjm_rows"  # noqa: S608 - quoted
    return (
        "SELECT who, bit_or(bits) AS hit, bit_and(bits) AS whole, min(seen) AS seen "  # noqa: S608 - quoted
        f"FROM ({rows}) WHERE who IS NOT NULL GROUP BY who"
    )
