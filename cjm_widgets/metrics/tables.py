"""The numbers of a readout as tidy DataFrames; computes nothing that is not in the readout."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cjm_widgets.errors import BadInput, NotFound, did_you_mean
from cjm_widgets.metrics.cells import UNITS, MetricCell, judge
from cjm_widgets.metrics.columns import frame_of
from cjm_widgets.metrics.derive import answer_value, score_table
from cjm_widgets.metrics.periods import check_period, period_start
from cjm_widgets.metrics.readout import Cells, Readout
from cjm_widgets.metrics.store import Answers
from cjm_widgets.metrics.survey import NO_DAY, QUESTIONS
from cjm_widgets.metrics.tally import Ints

EVERYONE = "all"
_TEXT, _NUMBER, _COUNT = object, "float64", "int64"
_VALUE = {"value": _NUMBER, "low": _NUMBER, "high": _NUMBER, "n": _COUNT, "state": _TEXT}
TABLE = {"stage": _TEXT, "segment": _TEXT, "metric": _TEXT, **_VALUE, "unit": _TEXT, "stage_id": _TEXT}
TREND = {"time": "datetime64[ns]", **_VALUE}
FUNNEL = {
    "stage_id": _TEXT, "stage": _TEXT, "reach": _NUMBER, "conversion": _NUMBER,
    "low": _NUMBER, "high": _NUMBER, "n": _COUNT, "state": _TEXT,
}  # fmt: skip


def table(readout: Readout, cells: Cells, by: str | None) -> pd.DataFrame:
    """Return one row a stage, segment and metric, in the order of the map."""
    groups: list[tuple[Any, Cells]] = [(EVERYONE, cells)]
    if by == "segment":
        names: list[str | None] = [*readout.data.segments(), None]
        groups = [(name, _segment_cells(readout, name)) for name in names]
        groups = [(name, part) for name, part in groups if name is not None or _any(part)]
    rows = [
        (name, segment, item.metric, item.value, item.low, item.high, item.n, item.state, item.unit, stage_id)
        for stage_id, name in zip(readout.layout.stage_ids, readout.layout.names, strict=True)
        for segment, part in groups
        for item in (row[stage_id] for row in part.values() if stage_id in row)
    ]
    return frame_of(rows, TABLE)


def _segment_cells(readout: Readout, segment: str | None) -> Cells:
    values = readout.segment_values(segment)
    return {
        metric: {stage_id: readout.cell(metric, stage_id, found) for stage_id, found in row.items()}
        for metric, row in values.items()
    }


def _any(cells: Cells) -> bool:
    return any(item.n for row in cells.values() for item in row.values())


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


def trend(readout: Readout, metric: str, stage_ids: tuple[str, ...], period: str) -> pd.DataFrame:
    """Return one row a period that has answers: time (its first day), value, low, high, n, state."""
    answers = _answers(readout, metric)
    check_period(period)
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
    target = dict(readout.layout.targets).get(metric)
    rows = []
    for index, start in enumerate(times):
        found = answer_value(metric, {scale: counts[index] for scale, counts in tables.items()})
        state, _ = judge(found, target, readout.better(metric))
        rows.append(
            (
                np.datetime64(int(start), "D").astype("datetime64[ns]"),
                found.value,
                found.low,
                found.high,
                found.n,
                state,
            )
        )
    return frame_of(rows, TREND)


def _answers(readout: Readout, metric: str) -> Mapping[tuple[int, int], Answers]:
    """Return the answers a trend is made of."""
    measured = [name for name in QUESTIONS if readout.data.surveys and readout.data.surveys.answers(name)]
    if metric in UNITS and metric not in QUESTIONS:
        raise BadInput(
            f'There is no trend of "{metric}" yet.',
            where="metric",
            expected="one of " + ", ".join(measured or QUESTIONS),
        )
    if metric not in measured or readout.data.surveys is None:
        raise NotFound(
            f'The bound data do not measure "{metric}".', where="metric",
            expected="one of " + ", ".join(measured) if measured else "a survey",
            hint=did_you_mean(str(metric), QUESTIONS) if metric not in QUESTIONS else None,
        )  # fmt: skip
    return readout.data.surveys.answers(metric)
