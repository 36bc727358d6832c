"""The rows of data behind a number, in the kind of frame they came in; computes no number."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cjm_widgets.errors import BadInput, did_you_mean
from cjm_widgets.metrics import kpi
from cjm_widgets.metrics.carriers import InMemory, Lazy, OutOfCore
from cjm_widgets.metrics.carriers.base import Among, Condition, Front, Known, NotAmong
from cjm_widgets.metrics.cells import SURVEY_METRICS, UNITS
from cjm_widgets.metrics.columns import Coded, coded, scores
from cjm_widgets.metrics.eventlog import EventLog
from cjm_widgets.metrics.matching import UNASSIGNED, Match
from cjm_widgets.metrics.sources import Bound
from cjm_widgets.metrics.survey import QUESTIONS, Survey

OUTCOMES: Mapping[str, tuple[str, ...]] = {
    "nps": ("promoter", "passive", "detractor"),
    "csat": ("satisfied", "dissatisfied"),
    "ces": ("easy", "neutral", "hard"),
    "conversion": ("converted", "lost"),
    "drop_off": ("converted", "lost"),
    "completion": ("completed", "lost"),
    "exits": ("left", "went_on"),
    "abandonment": ("left", "went_on"),
    "errors": ("failed", "fine"),
}
"""What can be asked of the rows of a metric: outcomes of the answers, or of those whose events they are."""

Customers = Collection[str]


@dataclass(frozen=True)
class Wanted:
    """Which rows are asked for.

    Attributes
    ----------
    stages : mapping of str to str
        Stage id → name.
    metric, outcome, segment : str or None
        Only what the metric counts, only this outcome of it, only this segment.
    customers : callable or None
        Log → the customers whose events are asked for, where segment or outcome are theirs.
    people : collection of str or None
        Only events and answers of these; a survey that does not name who answered has none of them.
    """

    stages: Mapping[str, str]
    metric: str | None = None
    outcome: str | None = None
    segment: str | None = None
    customers: Callable[[], Customers] | None = None
    people: Customers | None = None

    def whose(self) -> set[str] | None:
        """Return the customers whose events are asked for; None for those of all."""
        some = [set(self.customers())] if self.customers is not None else []
        some += [set(self.people)] if self.people is not None else []
        return set.intersection(*some) if some else None

    def counts(self, source: Bound) -> bool:
        """Return whether the metric counts rows of a source."""
        return self.metric is None or source.is_survey is (self.metric in SURVEY_METRICS)


def check(metric: str | None, outcome: str | None) -> None:
    """Refuse a metric or an outcome that there is not; the nearest one is named."""
    if metric is not None and metric not in UNITS:
        raise BadInput(
            f'There is no metric "{metric}".', where="metric", expected=", ".join(UNITS),
            hint=did_you_mean(str(metric), UNITS),
        )  # fmt: skip
    if outcome is None:
        return
    if metric is None:
        raise BadInput(
            "An outcome is one of a metric.", where="outcome", value=outcome, expected='metric="nps"'
        )
    known = OUTCOMES.get(metric, ())
    if outcome not in known:
        raise BadInput(
            f'"{metric}" has no outcome "{outcome}".', where="outcome",
            expected=", ".join(known) or "none: every row counts alike",
            hint=did_you_mean(str(outcome), known),
        )  # fmt: skip


def rows_of(sources: Sequence[Bound], matches: Mapping[str, Match], wanted: Wanted) -> Any:
    """Return the rows asked for, with the name of their source and their stage in front.

    Rows of one kind of frame stay of that kind, lazy ones are not read; rows of several kinds become one
    frame of pandas.
    """
    parts = [
        (part, source.name)
        for source in sources
        if wanted.counts(source)
        for part in source.parts
        if not isinstance(part, Survey) or wanted.metric not in QUESTIONS or wanted.metric in part.questions
    ]
    found = [(part.carrier, _rows(part, name, matches, wanted)) for part, name in parts]
    if not found:
        return _nothing()
    kinds = {carrier.kind for carrier, _ in found}
    if len(kinds) == 1:
        carrier = found[0][0]
        rows = [rows for _, rows in found]
        if isinstance(carrier, InMemory):
            rows = [some for some in rows if len(some)] or rows[:1]
        return rows[0] if len(rows) == 1 else carrier.concat(rows)
    import pandas as pd

    frames = [carrier.to_pandas(rows) for carrier, rows in found]
    return pd.concat([frame for frame in frames if len(frame)] or frames[:1])


def _nothing() -> Any:
    import pandas as pd

    return pd.DataFrame(columns=["source", "stage"])


def _rows(part: Survey | EventLog, name: str, matches: Mapping[str, Match], wanted: Wanted) -> Any:
    labels = labels_of(part).labels
    stages = [wanted.stages.get(matches.get(label, UNASSIGNED).stage_id or "") for label in labels]
    if isinstance(part.carrier, InMemory):
        where = np.array([stage is not None for stage in stages] + [False])[part.labels]
        where &= _survey_mask(part, wanted) if isinstance(part, Survey) else _event_mask(part, wanted)
        return part.carrier.at(where, name, np.array([*stages, None], object)[part.labels[where]])
    if not isinstance(part.carrier, Lazy):
        raise TypeError(f"{part.carrier.kind} gives no rows")
    named = {label: stage for label, stage in zip(labels, stages, strict=True) if stage is not None}
    conditions, front = _asked_of(part, part.carrier, name, named, wanted)
    return part.carrier.where(conditions, front)


def labels_of(part: Survey | EventLog) -> Coded:
    """Return the touchpoints or the events of a part."""
    return part.touchpoints if isinstance(part, Survey) else part.events


# -- rows that have places ------------------------------------------------------------------------------


def _survey_mask(part: Survey, wanted: Wanted) -> NDArray[np.bool_]:
    where = np.ones(len(part), bool)
    if wanted.metric in QUESTIONS and wanted.metric is not None:
        given = part.scores[wanted.metric]
        where &= given >= 0
        if wanted.outcome is not None:
            where &= outcome_of(part, wanted.metric, wanted.outcome)[given]
    if wanted.segment is not None:
        where &= _has(part.segments, wanted.segment, len(part))
    if wanted.people is not None:
        where &= _answered_by(part, wanted.people)
    return where


def _answered_by(part: Survey, people: Customers) -> NDArray[np.bool_]:
    column = part.columns.respondent
    if column is None:
        return np.zeros(len(part), bool)
    who = coded(part.frame[column])
    names = set(people)
    return np.array([*(label in names for label in who.labels), False])[who.codes]


def _event_mask(part: EventLog, wanted: Wanted) -> NDArray[np.bool_]:
    where = np.ones(len(part), bool)
    only = _only(part, wanted)
    if only is not None:
        where &= np.array([*(label in only for label in part.events.labels), False])[part.labels]
    names = wanted.whose()
    if names is not None:
        inside = [*(label in names for label in part.customers.labels), False]
        where &= np.array(inside)[part.customers.codes]
    return where


def _only(part: EventLog, wanted: Wanted) -> set[str] | None:
    """Return the events that a metric is about, None where it is about all."""
    if wanted.metric == "errors" and wanted.outcome != "fine":
        return set(part.columns.errors)
    return set(part.columns.contacts) if wanted.metric == "fcr" else None


def _has(column: Coded | None, label: str, size: int) -> NDArray[np.bool_]:
    if column is None or label not in column.labels:
        return np.zeros(size, bool)
    return np.asarray(column.codes == column.labels.index(label))


def outcome_of(part: Survey, question: str, outcome: str) -> NDArray[np.bool_]:
    """Return score → whether it has an outcome, with one place more for what is no score."""
    low, high = part.columns.scale(question)
    score = np.arange(high + 2)
    if question == "nps":
        found = {"promoter": score >= 9, "passive": (score >= 7) & (score < 9), "detractor": score <= 6}
    elif question == "csat":
        top = score >= kpi.top_box((low, high))
        found = {"satisfied": top, "dissatisfied": ~top}
    else:
        side = 2 * score - (low + high) if part.columns.ces_direction == "ease" else (low + high) - 2 * score
        found = {"easy": side > 0, "neutral": side == 0, "hard": side < 0}
    found[outcome][-1] = False
    return np.asarray(found[outcome])


# -- rows that are asked for ----------------------------------------------------------------------------


def _asked_of(
    part: Survey | EventLog, carrier: Lazy, name: str, stages: Mapping[str, str], wanted: Wanted
) -> tuple[list[Condition], Front]:
    """Return the conditions of the rows, in the values as the data write them."""
    column = part.columns.touchpoint if isinstance(part, Survey) else part.columns.event
    raw = raw_values(carrier, column)
    front = Front(name, column, {value: stages[label] for value, label in raw if label in stages})
    keep = set(stages)
    only = _only(part, wanted) if isinstance(part, EventLog) else None
    keep = keep if only is None else keep & only
    conditions: list[Condition] = [Among(column, tuple(value for value, label in raw if label in keep))]
    conditions += [NotAmong(other, odd) for other, odd in part.odd.items() if odd]
    if isinstance(part, Survey):
        return conditions + _survey_conditions(part, carrier, wanted), front
    columns = part.columns
    conditions += [Known(columns.who), Known(columns.time)]
    if columns.lifecycle is not None:
        kept = [v for v, _ in raw_values(carrier, columns.lifecycle) if columns.keeps(v)]
        conditions.append(Among(columns.lifecycle, tuple(kept)))
    names = wanted.whose()
    if names is not None:
        if part.parted is not None and isinstance(carrier, OutOfCore):
            from cjm_widgets.metrics.carriers.duck import raw_of

            values = tuple(raw_of(carrier.relation(), columns.who, sorted(names)))
        else:
            values = tuple(value for value, label in raw_values(carrier, columns.who) if label in names)
        conditions.append(Among(columns.who, values))
    return conditions, front


def _survey_conditions(part: Survey, carrier: Lazy, wanted: Wanted) -> list[Condition]:
    found: list[Condition] = []
    if wanted.metric in QUESTIONS and wanted.metric is not None:
        column = getattr(part.columns, wanted.metric)
        given = carrier.distinct(column)
        read = scores(given, part.columns.scale(wanted.metric)).values
        good = read >= 0
        if wanted.outcome is not None:
            good &= outcome_of(part, wanted.metric, wanted.outcome)[read]
        found.append(Among(column, tuple(given[good].tolist())))
    if wanted.segment is not None:
        column = part.columns.segment
        values = [v for v, label in raw_values(carrier, column) if label == wanted.segment] if column else []
        found.append(Among(column or part.columns.touchpoint, tuple(values)))
    if wanted.people is not None:
        who, people = part.columns.respondent, set(wanted.people)
        values = [v for v, label in raw_values(carrier, who) if label in people] if who else []
        found.append(Among(who or part.columns.touchpoint, tuple(values)))
    return found


def raw_values(carrier: Lazy, column: Any) -> list[tuple[Any, str]]:
    """Return the values of a column as the data write them, each with the label it reads as."""
    values = carrier.distinct(column)
    read = coded(values)
    labels = [*read.labels, ""]
    listed = values.tolist()
    return [
        (value, labels[code]) for value, code in zip(listed, read.codes.tolist(), strict=True) if code >= 0
    ]
