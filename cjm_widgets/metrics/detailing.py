"""More than one number of a stage: its mix of channels, the means and ends of scores; judges nothing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cjm_widgets.errors import BadInput, NotFound, did_you_mean
from cjm_widgets.metrics import kpi
from cjm_widgets.metrics.asking import Asking
from cjm_widgets.metrics.columns import frame_of
from cjm_widgets.metrics.derive import Everyone, chosen, score_table
from cjm_widgets.metrics.engine import Events
from cjm_widgets.metrics.readout import Readout
from cjm_widgets.metrics.store import SurveyStore
from cjm_widgets.metrics.survey import QUESTIONS, Survey

_TEXT, _COUNT, _NUMBER = object, "int64", "float64"
MIX = {
    "stage": _TEXT, "channel": _TEXT, "of": _TEXT, "count": _COUNT, "share": _NUMBER, "customers": "Int64",
    "reach": _NUMBER, "low": _NUMBER, "high": _NUMBER, "n": "Int64", "state": _TEXT, "stage_id": _TEXT,
}  # fmt: skip
SCORES = {
    "stage": _TEXT, "mean": _NUMBER, "low": _NUMBER, "high": _NUMBER, "end": _TEXT, "share": _NUMBER,
    "share_low": _NUMBER, "share_high": _NUMBER, "n": _COUNT, "state": _TEXT, "stage_id": _TEXT,
}  # fmt: skip


class Detailing(Asking):
    """The questions of a :class:`Binding` that take more than one number to answer."""

    def channel_mix(self) -> pd.DataFrame:
        """Return which channels the events and answers of each stage came through.

        Returns
        -------
        pandas.DataFrame
            One row a stage and channel, in the order of the map, the most used first: stage, channel (None:
            without one), of (``"events"`` or ``"answers"``), count, share (of the events or answers of the
            stage; they add up to 1), and for events customers (who used the channel there), reach (their
            share of the n customers of the stage, with its Wilson interval low to high; who used several
            counts in each), n, state, stage_id.

        Raises
        ------
        BadInput
            No source declares a channel.
        """
        readout, names = (
            self._readout,
            dict(zip(self._readout.layout.stage_ids, self._readout.layout.names, strict=True)),
        )
        rows: list[tuple[Any, ...]] = []
        events = readout.data.events
        of_events = _used(readout) if events and len(events.channels) else None
        of_answers = _answered(readout, self._surveys())
        if of_events is None and of_answers is None:
            raise BadInput(
                "No source declares a channel.", where="channel_mix",
                expected='EventLog(…, channel="…") or Survey(…, channel="…")',
            )  # fmt: skip
        for place, (stage_id, stage) in enumerate(names.items()):
            for of, found in (("events", of_events), ("answers", of_answers)):
                if found is not None:
                    rows += [(stage, *row, stage_id) for row in _mixed(of, place, *found)]
        return frame_of(rows, MIX)

    def scores(self, metric: str) -> pd.DataFrame:
        """Return the means of the scores of a question, and the share at its good end, stage by stage.

        Parameters
        ----------
        metric : str
            ``"csat"``, ``"ces"`` or ``"nps"``.

        Returns
        -------
        pandas.DataFrame
            Columns stage, mean with its t interval low to high (points of the scale), end (the scores of the
            good end: the top two boxes, promoters, or of effort those past the middle towards ease as the
            survey declares it), share with its Wilson interval share_low to share_high, n, state, stage_id.
            A stage without answers has NaN.

        Raises
        ------
        NotFound
            No such question, or one that no survey asks.
        BadInput
            Answers on several scales: they have no mean.
        """
        surveys = self._readout.data.surveys
        by_scale = surveys.sums(metric) if surveys and metric in QUESTIONS else {}
        if surveys is None or not by_scale:
            raise NotFound(
                f'No survey asks "{metric}".', where="metric", expected=", ".join(QUESTIONS),
                hint=did_you_mean(str(metric), QUESTIONS),
            )  # fmt: skip
        if len(by_scale) > 1:
            raise BadInput(
                "Answers on several scales have no mean.", where="metric", value=sorted(by_scale),
                expected="one scale",
            )  # fmt: skip
        (scale, answers) = next(iter(by_scale.items()))
        layout = self._readout.layout
        place = np.array([*self._readout.stage_places(surveys.labels.labels), -1], np.int64)
        where = chosen(answers, Everyone())
        table = score_table(answers, place[answers.label], where, len(layout.stage_ids))
        good = _good_end(metric, scale, self._readout.data.ces_direction)
        rows = []
        for counts, stage, stage_id in zip(table, layout.names, layout.stage_ids, strict=True):
            told = {int(score): int(counts[score]) for score in np.flatnonzero(counts)}
            mean = kpi.mean(told)
            end = kpi.share(sum(told.get(score, 0) for score in good), sum(told.values()))
            ends = (f"{good[0]}–{good[-1]}", end.value, end.low, end.high)
            rows.append((stage, mean.value, mean.low, mean.high, *ends, mean.n, mean.state, stage_id))
        return frame_of(rows, SCORES)

    def _surveys(self) -> list[Survey]:
        parts = [part for source in self._sources for part in source.parts]
        return [part for part in parts if isinstance(part, Survey)]


def _good_end(metric: str, scale: tuple[int, int], direction: str | None) -> list[int]:
    low, high = scale
    if metric == "csat":
        return list(range(kpi.top_box(scale), high + 1))
    if metric == "nps":
        return [9, 10]
    middle = (low + high) / 2
    return [s for s in range(low, high + 1) if (s < middle if direction == "effort" else s > middle)]


Mixed = tuple[tuple[str, ...], NDArray[np.int64], NDArray[np.int64] | None, NDArray[np.int64] | None]
"""Channels; counts, stages × channels (the last: without one); customers likewise; customers a stage."""


def _used(readout: Readout) -> Mixed | None:
    """Count events and customers by stage and channel, wherever the events are."""
    store = readout.data.events
    if store is None:
        return None
    place = np.array(readout.stage_places(store.labels.labels), np.int64)
    channels, stages = store.channels.labels, len(readout.layout.stage_ids)
    found = store.run([partial(_pairs, place, stages, len(channels))], of_units=False)[0]
    total = sum(found, np.zeros((2, stages, len(channels) + 2), np.int64))
    return channels, total[0, :, :-1], total[1, :, :-1], total[1, :, -1]


def _pairs(place: NDArray[np.int64], stages: int, channels: int, events: Events) -> NDArray[np.int64]:
    """Return events and customers by stage and channel; the last column of both: of the stage."""
    stage = place[events.label] if len(events) else np.empty(0, np.int64)
    kept = np.flatnonzero(stage >= 0)
    code = np.full(len(events), -1, np.int64) if events.channel is None else events.channel.astype(np.int64)
    channel = np.where(code < 0, channels, code)[kept]
    stage, who = stage[kept], events.customer[kept].astype(np.int64)
    counts = np.zeros((2, stages, channels + 2), np.int64)
    wide = channels + 2
    cell = stage * wide + channel
    counts[0] = np.bincount(cell, minlength=stages * wide).reshape(stages, wide)
    for cells in (cell, stage * wide + channels + 1):
        people = np.unique(who * (stages * wide) + cells) % (stages * wide)
        counts[1] += np.bincount(people, minlength=stages * wide).reshape(stages, wide)
    return counts


def _answered(readout: Readout, surveys: list[Survey]) -> Mixed | None:
    """Count answers by stage and channel."""
    if not any(survey.channels is not None for survey in surveys):
        return None
    store = SurveyStore.of(surveys, "channels")
    channels, stages = store.segments.labels, len(readout.layout.stage_ids)
    place = np.array([*readout.stage_places(store.labels.labels), -1], np.int64)
    counts = np.zeros((stages, len(channels) + 1), np.int64)
    question = next(iter(dict.fromkeys(name for name, _ in store.tallies)), "")
    for answers in store.sums(question).values():
        at, code = place[answers.label], np.where(answers.segment < 0, len(channels), answers.segment)
        kept = at >= 0
        np.add.at(counts, (at[kept], code[kept]), answers.count[kept])
    return channels, counts, None, None


def _mixed(
    of: str,
    place: int,
    channels: tuple[str, ...],
    counts: NDArray[np.int64],
    customers: NDArray[np.int64] | None,
    reached: NDArray[np.int64] | None,
) -> list[tuple[Any, ...]]:
    """Return the rows of one stage, the most used channel first, what has none last."""
    row = counts[place]
    rows: list[tuple[Any, ...]] = []
    called: Mapping[int, str | None] = {**dict(enumerate(channels)), len(channels): None}
    for code in sorted(called, key=lambda code: (called[code] is None, -row[code], str(called[code]))):
        if not row[code]:
            continue
        share = row[code] / row.sum()
        if customers is None or reached is None:
            state = kpi.share(int(row[code]), int(row.sum())).state
            rows.append((called[code], of, row[code], share, None, None, None, None, None, state))
            continue
        found = kpi.share(int(customers[place, code]), int(reached[place]))
        told = (customers[place, code], found.value, found.low, found.high, found.n, found.state)
        rows.append((called[code], of, row[code], share, *told))
    return rows
