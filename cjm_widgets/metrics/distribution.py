"""How answers are spread over the outcomes of a question, stage by stage; judges nothing, draws nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cjm_widgets.errors import NotFound, did_you_mean
from cjm_widgets.metrics import kpi
from cjm_widgets.metrics.audience import Audience
from cjm_widgets.metrics.cells import Finding
from cjm_widgets.metrics.columns import frame_of
from cjm_widgets.metrics.derive import answer_value, score_table
from cjm_widgets.metrics.readout import Readout
from cjm_widgets.metrics.store import Answers
from cjm_widgets.metrics.survey import QUESTIONS

NPS = ("detractor", "passive", "promoter")
TOP_BOX = ("dissatisfied", "satisfied")
_MOST = 7
"""A scale of so many points shows each; a longer one shows pairs, the top two boxes last."""
DISTRIBUTION = {
    "stage": object, "outcome": object, "answers": "int64", "share": "float64", "low": "float64",
    "high": "float64", "n": "int64", "state": object, "stage_id": object,
}  # fmt: skip

Scale = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Spread:
    """The answers at one stage, by outcome.

    Attributes
    ----------
    stage_id : str or None
        The stage; None for all stages together.
    counts : tuple of (str, int)
        Outcome → answers, the lowest score first: ``"detractor"``, ``"passive"``, ``"promoter"``; scores
        (``"4"``), of a long scale pairs (``"9–10"``); of several scales ``"dissatisfied"``, ``"satisfied"``.
    value : float or None
        The metric itself.
    n, state
        Answers, and the state of the metric's own number.
    """

    stage_id: str | None
    counts: tuple[tuple[str, int], ...]
    value: float | None
    n: int
    state: str


def spreads(readout: Readout, metric: str, audience: Audience | None = None) -> tuple[Spread, ...]:
    """Return the spread of all stages together, then that of each stage.

    Raises
    ------
    NotFound
        No question, or one that no survey asks.
    """
    surveys = readout.data.surveys
    asked = [name for name in QUESTIONS if surveys and surveys.asks(name)]
    if metric not in asked or surveys is None:
        raise NotFound(
            f'No answers to "{metric}" are bound.', where="metric",
            expected="one of " + ", ".join(asked) if asked else "a survey",
            hint=did_you_mean(str(metric), QUESTIONS) if metric not in QUESTIONS else None,
        )  # fmt: skip
    ids = readout.layout.stage_ids
    answers = surveys.sums(metric) if audience is None else audience.answers(metric)
    place = np.array([*readout.stage_places(surveys.labels.labels), -1], np.int64)
    tables = {scale: _table(part, place, len(ids)) for scale, part in answers.items()}
    outcome_of = _outcomes(metric, list(surveys.sums(metric)))
    outcomes = outcome_of(None, 0)

    def spread(stage_id: str | None, rows: Mapping[Scale, NDArray[np.int64]]) -> Spread:
        counts = dict.fromkeys(outcomes, 0)
        for scale, row in rows.items():
            for score, count in enumerate(row.tolist()):
                if count:
                    counts[outcome_of(scale, score)[0]] += count
        value = answer_value(metric, rows)
        state = readout.cell(metric, stage_id or "", Finding(value)).state
        return Spread(stage_id, tuple(counts.items()), value.value, value.n, state)

    whole = spread(None, {scale: table.sum(axis=0) for scale, table in tables.items()})
    each = [spread(name, {s: table[at] for s, table in tables.items()}) for at, name in enumerate(ids)]
    return (whole, *each)


def frame(readout: Readout, found: Sequence[Spread], everywhere: str) -> pd.DataFrame:
    """Return spreads as rows; shares have Wilson intervals."""
    names: dict[str | None, str] = dict(zip(readout.layout.stage_ids, readout.layout.names, strict=True))
    rows: list[tuple[Any, ...]] = []
    for spread in found:
        for outcome, count in spread.counts:
            share = kpi.share(count, spread.n)
            name = names.get(spread.stage_id, everywhere)
            rows.append(
                (name, outcome, count, share.value, share.low, share.high, spread.n, spread.state,
                 spread.stage_id)
            )  # fmt: skip
    return frame_of(rows, DISTRIBUTION)


def _table(part: Answers, place: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    return score_table(part, place[part.label], np.ones(part.count.size, bool), size)


def _outcomes(metric: str, scales: Sequence[Scale]) -> Callable[[Scale | None, int], tuple[str, ...]]:
    """Return (scale, score) → its outcome; without a scale, all outcomes in order."""
    if metric == "nps":
        return lambda scale, score: NPS if scale is None else (NPS[(score >= 7) + (score >= 9)],)
    if len(scales) > 1:
        return lambda scale, score: TOP_BOX if scale is None else (TOP_BOX[score >= kpi.top_box(scale)],)
    low, high = scales[0]
    groups: list[tuple[int, ...]] = [(score,) for score in range(low, high + 1)]
    if len(groups) > _MOST:
        edges = range(high, low, -2)
        groups = [tuple(range(low if top - 3 < low else top - 1, top + 1)) for top in edges]
        groups = groups[::-1]
    names = {score: _name(group) for group in groups for score in group}
    return lambda scale, score: tuple(dict.fromkeys(names.values())) if scale is None else (names[score],)


def _name(group: tuple[int, ...]) -> str:
    return str(group[0]) if len(group) == 1 else f"{group[0]}–{group[-1]}"
