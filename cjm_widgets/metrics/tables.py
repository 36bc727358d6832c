"""The numbers of a readout as tidy DataFrames; computes nothing that is not in the readout."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.errors import BadInput, NotFound, did_you_mean
from cjm_widgets.metrics.audience import Audience
from cjm_widgets.metrics.cells import EVENT_METRICS, UNITS, Finding, MetricCell
from cjm_widgets.metrics.columns import frame_of
from cjm_widgets.metrics.derive import Values, answer_value, score_table
from cjm_widgets.metrics.groups import Split, trend_values
from cjm_widgets.metrics.periods import check_period, date, period_start
from cjm_widgets.metrics.readout import Cells, Readout
from cjm_widgets.metrics.store import Answers
from cjm_widgets.metrics.survey import NO_DAY, QUESTIONS
from cjm_widgets.metrics.touchpoints import step_values

EVERYONE = "all"
Point = tuple[Any, float | None, float | None, float | None, int, str]
"""First day of a period, value, low, high, n, state."""
_NEEDS = {
    "errors": 'cjm.EventLog(df, …, errors=["…"])',
    "fcr": 'cjm.EventLog(df, …, contacts=["…"])',
}
_TEXT, _NUMBER, _COUNT, _DATE = object, "float64", "int64", "datetime64[us]"
_VALUE = {"value": _NUMBER, "low": _NUMBER, "high": _NUMBER, "n": _COUNT, "state": _TEXT}
MEASURED = {"metric": _TEXT, **_VALUE, "unit": _TEXT, "stage_id": _TEXT}
TABLE = {"stage": _TEXT, "segment": _TEXT, **MEASURED}
TREND = {"time": _DATE, **_VALUE}  # nanoseconds end in 2262; "9999-12-31" is found in data
ALERTS = {
    "level": _TEXT, "stage": _TEXT, "metric": _TEXT, "value": _NUMBER, "low": _NUMBER, "high": _NUMBER,
    "n": _COUNT, "reason": _TEXT, "stage_id": _TEXT,
}  # fmt: skip
STATES = {
    "stage": _TEXT, "metric": _TEXT, "value": _NUMBER, "n": _COUNT, "state": _TEXT, "why": _TEXT,
    "stage_id": _TEXT,
}  # fmt: skip
FUNNEL = {
    "stage_id": _TEXT, "stage": _TEXT, "reach": _NUMBER, "conversion": _NUMBER,
    "low": _NUMBER, "high": _NUMBER, "n": _COUNT, "state": _TEXT,
}  # fmt: skip


def table(readout: Readout, cells: Cells) -> pd.DataFrame:
    """Return one row a stage and metric, in the order of the map."""
    rows = [
        (name, EVERYONE, *_told(item), stage_id)
        for stage_id, name in _stages(readout)
        for item in (row[stage_id] for row in cells.values() if stage_id in row)
    ]
    return frame_of(rows, TABLE)


def grouped(readout: Readout, split: Split, by: str) -> pd.DataFrame:
    """Return one row a stage, group and metric, in the order of the map."""
    parts: list[tuple[Any, Cells]] = [(name, judged(readout, split.values(name))) for name in split.names]
    parts = [(name, cells) for name, cells in parts if name is not None or _any(cells)]
    dated = by in ("period", "cohort")
    front = {"segment": _TEXT} | ({} if by == "segment" else {by: _DATE if dated else _TEXT})
    rows = [
        (stage, *((name,) if by == "segment" else (EVERYONE, name)), *_told(item), stage_id)
        for stage_id, stage in _stages(readout)
        for name, cells in parts
        for item in (row[stage_id] for row in cells.values() if stage_id in row)
    ]
    return frame_of(rows, {"stage": _TEXT, **front, **MEASURED})


def by_touchpoint(readout: Readout, stage_of: Mapping[str, str], of_steps: Readout) -> pd.DataFrame:
    """Return one row a touchpoint and metric, in the order of the map; `of_steps` has each as a stage."""
    names, cells = dict(_stages(readout)), judged(of_steps, step_values(of_steps))
    rows = [
        (names[stage_id], EVERYONE, label, *_told(item), stage_id)
        for label, stage_id in stage_of.items()
        for item in (row[label] for row in cells.values() if label in row)
    ]
    return frame_of(rows, {"stage": _TEXT, "segment": _TEXT, "touchpoint": _TEXT, **MEASURED})


def _stages(readout: Readout) -> list[tuple[str, str]]:
    return list(zip(readout.layout.stage_ids, readout.layout.names, strict=True))


def _told(item: MetricCell) -> tuple[Any, ...]:
    return (item.metric, item.value, item.low, item.high, item.n, item.state, item.unit)


def states(readout: Readout, cells: Cells, locale: str) -> pd.DataFrame:
    """Return one row a number: what it is worth, and why."""
    rows = [
        (name, item.metric, item.value, item.n, item.state, item.says(locale), stage_id)
        for stage_id, name in _stages(readout)
        for item in (row[stage_id] for row in cells.values() if stage_id in row)
    ]
    return frame_of(rows, STATES)


def judged(readout: Readout, values: Values) -> Cells:
    """Return findings as cells, in the order of the metrics."""
    ordered = [metric for metric in UNITS if metric in values]
    return {
        metric: {
            stage_id: readout.cell(metric, stage_id, found) for stage_id, found in values[metric].items()
        }
        for metric in ordered
    }


def _any(cells: Cells) -> bool:
    return any(item.n for row in cells.values() for item in row.values())


def alerts(readout: Readout, cells: Cells, locale: str) -> pd.DataFrame:
    """Return one row a number that is off, the worst first, then in the order of the map."""
    levels = ("alert", "warning", "target")
    rows = [
        (
            level, name, item.metric, item.value, item.low, item.high, item.n, item.reason.text(locale),
            stage_id,
        )
        for level in levels
        for stage_id, name in _stages(readout)
        for item in (row[stage_id] for row in cells.values() if stage_id in row)
        if item.state == "off_target" and item.reason and item.reason.key.endswith(level)
    ]  # fmt: skip
    return frame_of(rows, ALERTS)


def funnel(readout: Readout, cells: Cells) -> pd.DataFrame:
    """Return one row a stage: who reached it, and the share of the stage before that came."""
    rows = []
    for stage_id, name in zip(readout.layout.stage_ids, readout.layout.names, strict=True):
        reach, step = (_one(cells, metric, stage_id) for metric in ("reach", "conversion"))
        shown = step if step and step.value is not None else None
        rows.append(
            (
                stage_id, name, reach.value if reach else None, shown.value if shown else None,
                shown.low if shown else None, shown.high if shown else None,
                shown.n if shown else (reach.n if reach else 0),
                shown.state if shown else (reach.state if reach else "no_source"),
            )
        )  # fmt: skip
    return frame_of(rows, FUNNEL)


def _one(cells: Cells, metric: str, stage_id: str) -> MetricCell | None:
    return cells.get(metric, {}).get(stage_id)


def trend(
    readout: Readout,
    metric: str,
    one_stage: bool,
    stage_ids: tuple[str, ...],
    period: str,
    audience: Audience | None = None,
) -> list[Point]:
    """Return one row a period that has data: time (its first day), value, low, high, n, state."""
    if one_stage and metric in EVENT_METRICS:
        return _event_trend(readout, metric, stage_ids, period, audience)
    answers = _answers(readout, metric)
    check_period(period)
    if audience is not None:
        answers = audience.answers(metric) or {scale: _none(part) for scale, part in answers.items()}
    labels = readout.data.surveys.labels.labels if readout.data.surveys else ()
    places = np.array([*readout.stage_places(labels), -1])
    wanted = np.isin(
        places, [readout.layout.stage_ids.index(s) for s in stage_ids if s in readout.layout.stage_ids]
    )
    starts = {scale: period_start(part.day, period) for scale, part in answers.items()}
    inside = {scale: wanted[part.label] & (part.day != NO_DAY) for scale, part in answers.items()}
    times = np.unique(np.concatenate([starts[scale][inside[scale]] for scale in answers]))
    tables = {
        scale: score_table(part, np.searchsorted(times, starts[scale]), inside[scale], len(times))
        for scale, part in answers.items()
    }
    rows = []
    for index, start in enumerate(times):
        found = answer_value(metric, {scale: counts[index] for scale, counts in tables.items()})
        rows.append(_point(readout, metric, date(start), Finding(found)))
    return rows


def _none(part: Answers) -> Answers:
    names = ("segment", "label", "day", "score", "count")
    return Answers(**{name: getattr(part, name)[:0] for name in names})


def _event_trend(
    readout: Readout, metric: str, stage_ids: tuple[str, ...], period: str, audience: Audience | None
) -> list[Point]:
    if readout.data.events is None or not readout.asked().measures(metric):
        raise NotFound(
            f'The bound data do not measure "{metric}".', where="metric",
            expected=_NEEDS.get(metric, "an event log"),
        )  # fmt: skip
    check_period(period)
    here = [stage_id for stage_id in stage_ids if stage_id in readout.layout.stage_ids]
    inside = audience.inside if audience else None
    found = trend_values(readout, metric, here[0], period, inside) if here else []
    return [_point(readout, metric, time, item) for time, item in found]


def _point(readout: Readout, metric: str, time: Any, found: Finding) -> Point:
    value = found.value
    return (time, value.value, value.low, value.high, value.n, readout.cell(metric, "", found).state)


def _answers(readout: Readout, metric: str) -> Mapping[tuple[int, int], Answers]:
    """Return the answers a trend is made of."""
    measured = [name for name in QUESTIONS if readout.data.surveys and readout.data.surveys.asks(name)]
    if metric in UNITS and metric not in QUESTIONS:
        raise BadInput(
            f'There is no trend of "{metric}" over all stages.',
            where="stage",
            expected="a stage, or one of " + ", ".join(measured or QUESTIONS),
        )
    if metric not in measured or readout.data.surveys is None:
        raise NotFound(
            f'The bound data do not measure "{metric}".', where="metric",
            expected="one of " + ", ".join(measured) if measured else "a survey",
            hint=did_you_mean(str(metric), QUESTIONS) if metric not in QUESTIONS else None,
        )  # fmt: skip
    return readout.data.surveys.answers(metric)
