"""Every row of the data accounted for, and what is worth knowing of them; changes and computes no number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.locale import text
from cjm_widgets.metrics.columns import frame_of
from cjm_widgets.metrics.eventlog import EventLog
from cjm_widgets.metrics.matching import UNASSIGNED, Match
from cjm_widgets.metrics.sources import Bound
from cjm_widgets.metrics.survey import Survey
from cjm_widgets.metrics.times import notes_of

REPORT = {
    "source": object, "kind": object, "outcome": object, "column": object, "rows": "int64",
    "share": "float64", "what": object,
}  # fmt: skip
_OF_ROWS = ("missing_touchpoint", "bad_time", "not_used")
"""Reasons for which a whole answer does not count, not only a score."""

Line = tuple[str, str, str, int]
"""Kind, outcome, column, rows."""


def report(sources: Sequence[Bound], matches: Mapping[str, Match], locale: str) -> pd.DataFrame:
    """Return what became of every row; see :meth:`Accounting.report`."""
    rows: list[tuple[Any, ...]] = []
    for source in sources:
        found: dict[tuple[str, str, str], int] = {}
        total = 0
        for part in source.parts:
            lines = _survey(part, matches) if isinstance(part, Survey) else _events(part, matches)
            for kind, outcome, column, count in lines:
                key = (kind, outcome, column)
                found[key] = found.get(key, 0) + count
            total += len(part) + sum(x.rows for x in part.left if x.reason == "not_used")
        order = {"counted": 0, "left_out": 1, "score": 2, "note": 3}
        for (kind, outcome, column), count in sorted(found.items(), key=lambda item: order[item[0][0]]):
            if count:
                what = text(f"metrics.row_{outcome}", locale)
                rows.append((source.name, kind, outcome, column, count, count / max(1, total), what))
    return frame_of(rows, REPORT)


def _unassigned(part: Survey, labels: Sequence[str], matches: Mapping[str, Match]) -> Any:
    """Return where rows that could count belong to no stage."""
    loose = np.array([*(matches.get(label, UNASSIGNED).stage_id is None for label in labels), False])
    return loose[part.labels]


def _survey(part: Survey, matches: Mapping[str, Match]) -> Iterable[Line]:
    columns = part.columns
    loose = _unassigned(part, part.touchpoints.labels, matches)
    many = np.ones(len(part.days), np.int64) if part.weights is None else part.weights
    scored = np.zeros(len(part.days), bool)
    for values in part.scores.values():
        scored |= values >= 0
    yield "counted", "counted", "", int(many[part.usable & ~loose & scored].sum())
    yield "left_out", "no_score", "", int(many[part.usable & ~loose & ~scored].sum())
    yield "left_out", "unassigned", columns.touchpoint, int(many[loose].sum())
    for reason, column, count in part.left:
        kind = "left_out" if reason in _OF_ROWS else "note" if reason == "no_time" else "score"
        yield kind, reason, column, count
    if part.weights is not None:
        return
    if columns.time:
        for note, count in notes_of(part.frame[columns.time]).items():
            yield "note", note, columns.time, count
    if columns.respondent and part.segments is not None and columns.segment:
        who = pd.factorize(part.frame[columns.respondent])[0]
        yield "note", "two_segments", columns.segment, _in_two(who, part.segments.codes)


def _events(part: EventLog, matches: Mapping[str, Match]) -> Iterable[Line]:
    columns = part.columns
    counts = part.label_counts()
    loose = sum(n for label, n in counts.items() if matches.get(label, UNASSIGNED).stage_id is None)
    yield "counted", "counted", "", sum(counts.values()) - loose
    yield "left_out", "unassigned", columns.event, loose
    for reason, column, count in part.left:
        yield "left_out", reason, column, count
    if part.parted is None and part.spread is None:
        yield from _notes(part)


def _notes(part: EventLog) -> Iterable[Line]:
    """Give what is worth knowing of the events of a log that lies in memory."""
    columns = part.columns
    for note, count in notes_of(part.frame[columns.time]).items():
        yield "note", note, columns.time, count
    who, us, what = (values[part.usable] for values in (part.customers.codes, part.us, part.events.codes))
    if part.segments is not None and columns.segment:
        codes = part.segments.codes[part.usable]
        yield "note", "two_segments", columns.segment, _in_two(who, codes)
    order = np.lexsort((us, who))
    same = (who[order][1:] == who[order][:-1]) & (us[order][1:] == us[order][:-1])
    if part.ties is None:
        yield "note", "tied", columns.time, int(same.sum())
        back = np.argsort(who, kind="stable")
        yield "note", "out_of_order", columns.time, _backwards(who[back], us[back])
    else:
        by_tie = np.lexsort((part.ties[part.usable], who))
        yield "note", "clock_back", columns.time, _backwards(who[by_tie], us[by_tie])
    alike = np.lexsort((what, us, who))
    pairs = [values[alike] for values in (who, us, what)]
    again = np.logical_and.reduce([values[1:] == values[:-1] for values in pairs])
    yield "note", "twice", "", int(again.sum())


def _backwards(who: Any, us: Any) -> int:
    """Return how many events of one customer come after a later one."""
    return int(((who[1:] == who[:-1]) & (us[1:] < us[:-1])).sum())


def _in_two(who: Any, segment: Any) -> int:
    """Return the rows of those who are in more than one segment."""
    known = (who >= 0) & (segment >= 0)
    pairs = np.unique(np.stack([who[known], segment[known]]), axis=1) if known.any() else np.empty((2, 0))
    people, segments = np.unique(pairs[0], return_counts=True)
    return int(np.isin(who, people[segments > 1]).sum())
