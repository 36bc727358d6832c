"""How each number was made, so that it can be made again and a changed one is seen; computes no number."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from cjm_widgets.metrics.cells import EVENT_METRICS, MetricCell
from cjm_widgets.metrics.eventlog import EventLog
from cjm_widgets.metrics.matching import UNASSIGNED, Match
from cjm_widgets.metrics.sources import Bound, recipe
from cjm_widgets.metrics.survey import NO_DAY, Survey

VERSIONS: Mapping[str, int] = {}
"""Metric → version of its formula, 1 where it is not here; raised whenever a formula gives other numbers."""

INTERVALS = {
    "nps": "adjusted_wald", "ces": "student_t", "reach": "none", "visits": "none", "retries": "poisson",
    "revenue_at_stake": "student_t", "cost_to_serve": "student_t",
    "duration": "order_statistics", "duration_p90": "order_statistics",
}  # fmt: skip
"""Metric → how its interval is made; Wilson's where it is not here."""


@dataclass(frozen=True)
class Ingredient:
    """What one source gave to a number.

    Attributes
    ----------
    source, kind : str
        Its name, ``"survey"`` or ``"events"``.
    columns : dict
        Argument → column, of those that count for the metric.
    settings : dict
        What the source was told: scales, zone, order, unit, declared events.
    filters : tuple of (reason, column, rows)
        What was left out on reading.
    labels : tuple of str
        Its touchpoints and events that belong to the stage.
    rows, rows_here : int
        Rows of the source, rows of those labels that count.
    window : tuple of str or None
        First and last time (days, for a survey) of the source, ISO 8601 in UTC; None without times.
    fingerprint : str
        Of the data as they were read.
    """

    source: str
    kind: str
    columns: Mapping[str, str]
    settings: Mapping[str, Any]
    filters: tuple[tuple[str, str, int], ...]
    labels: tuple[str, ...]
    rows: int
    rows_here: int
    window: tuple[str, str] | None
    fingerprint: str


@dataclass(frozen=True)
class Recipe:
    """How one number was made.

    Attributes
    ----------
    metric, stage, stage_id : str
        Which number it is.
    value, low, high : float or None
        The number and its interval, as they were made.
    n : int
        What it rests on.
    unit, state, reason : str
        As in the cell; the reason in English.
    formula, interval : str
        Names and versions, such as ``"csat v1"``, ``"wilson"``; :meth:`text` says what they are.
    ingredients : tuple of Ingredient
        The sources.
    stages : tuple of str
        The stages of the map in order, on which steps depend.
    computed_at : str
        When, ISO 8601 in UTC; not part of the fingerprint.
    """

    metric: str
    stage: str
    stage_id: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    unit: str
    state: str
    reason: str | None
    formula: str
    interval: str
    ingredients: tuple[Ingredient, ...]
    stages: tuple[str, ...]
    computed_at: str

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits: the same formula over the same data, so the same number, has the same."""
        parts = [asdict(part) for part in self.ingredients]
        told = [self.metric, self.stage_id, self.formula, self.interval, parts]
        return hashlib.sha256(json.dumps(told, sort_keys=True, default=_plain).encode()).hexdigest()[:16]

    def to_dict(self) -> dict[str, Any]:
        """Return the recipe as plain values, its fingerprint among them."""
        return asdict(self) | {"fingerprint": self.fingerprint}

    def text(self, locale: str = "en") -> str:
        """Return what the number is, in a sentence or two of a language."""
        from cjm_widgets.locale import text

        interval = text(f"metrics.interval_{self.interval}", locale)
        return f"{text(f'metrics.formula_{self.metric}', locale)} {interval}".strip()


def _plain(value: Any) -> Any:
    return sorted(map(str, value)) if isinstance(value, set | frozenset) else str(value)


def made(
    cell: MetricCell,
    stage: str,
    stages: Sequence[str],
    sources: Sequence[Bound],
    matches: Mapping[str, Match],
    at: dt.datetime,
) -> Recipe:
    """Return the recipe of a cell of the stage called `stage`, computed at a time."""
    used = [source for source in sources if uses(source, cell.metric)]
    return Recipe(
        cell.metric, stage, cell.stage_id, cell.value, cell.low, cell.high, cell.n, cell.unit, cell.state,
        str(cell.reason) if cell.reason else None,
        f"{cell.metric} v{VERSIONS.get(cell.metric, 1)}", _interval(cell.metric, used),
        tuple(_ingredient(source, cell, matches) for source in used), tuple(stages),
        at.isoformat(timespec="seconds"),
    )  # fmt: skip


def _interval(metric: str, used: Sequence[Bound]) -> str:
    if metric in ("duration", "duration_p90"):
        logs = [source.first for source in used if isinstance(source.first, EventLog)]
        if any(log.columns.open_days > 0 for log in logs):
            return "product_limit"
    return INTERVALS.get(metric, "wilson")


def uses(source: Bound, metric: str) -> bool:
    """Return whether a metric is computed from a source."""
    first = source.first
    if isinstance(first, Survey):
        return metric in first.questions or (metric == "response_rate" and first.invited is not None)
    return metric in EVENT_METRICS


_KEYS = {
    "survey": ("touchpoint", "time", "respondent"),
    "events": ("customer", "case", "session", "time", "event", "tie_breaker", "lifecycle", "subject"),
}


def _ingredient(source: Bound, cell: MetricCell, matches: Mapping[str, Match]) -> Ingredient:
    first = source.first
    wanted = dict(first.columns.wanted())
    names = (*_KEYS[first.kind], cell.metric)
    if cell.metric == "response_rate" and isinstance(first, Survey):
        names = (*names, *first.questions)
    columns = {name: column for name in names if (column := wanted.pop(name, None)) is not None}
    told = recipe(source)
    skip = {"source", "kind", "rows", "fingerprint", "times_read_as", *first.columns.wanted()}
    counts = source.label_counts()
    labels = tuple(sorted(x for x in counts if matches.get(x, UNASSIGNED).stage_id == cell.stage_id))
    return Ingredient(
        source.name, first.kind, columns, {name: value for name, value in told.items() if name not in skip},
        tuple(_left(source)), labels, told["rows"], sum(counts[label] for label in labels), _window(source),
        told["fingerprint"],
    )  # fmt: skip


def _times(log: EventLog) -> Any:
    """Return the times of the events that count; of a log in parts, the ends of every part."""
    if log.spread is not None:
        return np.empty(0, np.int64)
    if log.parted is None:
        return log.us[log.usable]
    ends = [log.parted.events(number)[0].us for number in range(log.parted.shelf.count)]
    return np.array([end for us in ends if us.size for end in (us.min(), us.max())], np.int64)


def _left(source: Bound) -> list[tuple[str, str, int]]:
    rows: dict[tuple[str, str], int] = {}
    for part in source.parts:
        for reason, column, count in part.left:
            rows[reason, column] = rows.get((reason, column), 0) + count
    return [(*key, count) for key, count in rows.items()]


def _window(source: Bound) -> tuple[str, str] | None:
    """Return the first and last time of the rows that count."""
    ends: list[np.datetime64] = []
    for part in source.parts:
        if isinstance(part, EventLog):
            times: Any = _times(part)
            ends += [np.datetime64(int(t), "us") for t in ((times.min(), times.max()) if times.size else ())]
        else:
            days: Any = part.days[part.usable & (part.days != NO_DAY)]
            ends += [np.datetime64(int(t), "D") for t in ((days.min(), days.max()) if days.size else ())]
    return (str(min(ends)), str(max(ends))) if ends else None
