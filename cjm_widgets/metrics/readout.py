"""All numbers of a journey at one moment: matches, values, cells; reads stores and stages, changes none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import numpy as np

from cjm_widgets.errors import did_you_mean
from cjm_widgets.metrics.bundle import DAYS, Bundle
from cjm_widgets.metrics.cells import (
    EVENT_METRICS,
    MONEY_METRICS,
    UNITS,
    Better,
    Finding,
    MetricCell,
    Reason,
    better,
    cell,
    empty_cell,
)  # fmt: skip
from cjm_widgets.metrics.derive import Asked, Choice, Everyone, Values, event_values, survey_values
from cjm_widgets.metrics.limits import NONE, Limits, stale
from cjm_widgets.metrics.matching import UNASSIGNED, Match, match
from cjm_widgets.metrics.orders import Business
from cjm_widgets.metrics.responses import Responses, response_values
from cjm_widgets.metrics.stakes import Stakes, money_values, stakes_of
from cjm_widgets.metrics.store import EventStore, SurveyStore
from cjm_widgets.metrics.survey import NO_DAY

Cells = dict[str, dict[str, MetricCell]]


class NamedRecord(Protocol):
    """A stage, as far as numbers care."""

    @property
    def id(self) -> str:
        """The stable id."""

    @property
    def name(self) -> str:
        """The name on the screen."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What of the map the numbers depend on: stages in order, and the target of each metric with a lane."""

    stage_ids: tuple[str, ...]
    names: tuple[str, ...]
    targets: tuple[tuple[str, float | None], ...]

    @staticmethod
    def of(stages: Sequence[NamedRecord], lanes: Sequence[object]) -> Layout:
        """Read it off stages and lanes; of several lanes of one metric the first target counts."""
        targets: dict[str, float | None] = {}
        for lane in lanes:
            metric = getattr(lane, "metric", "") if getattr(lane, "kind", "") == "metrics" else ""
            if metric and targets.get(metric) is None:
                targets[metric] = getattr(lane, "target", None)
        return Layout(
            tuple(s.id for s in stages), tuple(s.name for s in stages), tuple(sorted(targets.items()))
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Data:
    """The data of a binding, counted.

    Attributes
    ----------
    surveys : SurveyStore or None
        None without a survey.
    events : EventStore or None
        None without an event log.
    ces_direction : str or None
        Whether a high effort score means ``"ease"`` or ``"effort"``.
    responses : dict
        Touchpoint → (people who answered, people who were asked), where that was declared.
    business : Business or None
        What customers paid and cost.
    """

    surveys: SurveyStore | None
    events: EventStore | None
    ces_direction: str | None = None
    responses: Responses = field(default_factory=dict)
    business: Business | None = None


@dataclass(frozen=True)
class Readout:
    """The numbers of a journey at one moment."""

    layout: Layout
    data: Data
    matches: dict[str, Match]
    codes: dict[str, int]
    bundle: Bundle | None
    cells: Cells = field(default_factory=dict)
    limits: Mapping[str, Limits] = field(default_factory=dict)
    today: int = 0
    moved: Mapping[str, Reason] = field(default_factory=dict)
    stakes: Stakes | None = None
    memo: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    def stage_places(self, labels: Sequence[str]) -> list[int]:
        """Return the place of the stage of each label, or -1."""
        place = {stage_id: index for index, stage_id in enumerate(self.layout.stage_ids)}
        return [place.get(self.matches.get(label, UNASSIGNED).stage_id or "", -1) for label in labels]

    def values(self, survey_choice: Choice, event_choice: Choice) -> Values:
        """Return the findings of every metric the data measure, for a choice of segment."""
        found: Values = {}
        surveys, stage_ids = self.data.surveys, self.layout.stage_ids
        if surveys:
            questions = dict.fromkeys(question for question, _ in surveys.tallies)
            answers = {question: surveys.sums(question) for question in questions}
            found |= survey_values(
                answers, self.stage_places(surveys.labels.labels), stage_ids, survey_choice
            )
        if self.bundle:
            found |= event_values(self.bundle, self.codes, stage_ids, event_choice, self.asked())
        if self.stakes:
            found |= money_values(self.stakes, self.codes, stage_ids, event_choice)
        if self.data.responses and isinstance(survey_choice, Everyone):
            stage_of = {label: hit.stage_id for label, hit in self.matches.items()}
            found["response_rate"] = response_values(self.data.responses, stage_of, stage_ids)
        return {metric: found[metric] for metric in UNITS if metric in found}

    def asked(self) -> Asked:
        """Return what the event logs declare."""
        events = self.data.events
        return Asked.of(events.told) if events else Asked()

    @property
    def path(self) -> tuple[int, ...]:
        """The stage codes in the order of the map, of the stages that have events."""
        return path_of(self.layout, self.codes)

    def cell(self, metric: str, stage_id: str, found: Finding) -> MetricCell:
        """Return a finding, judged."""
        limits = self.limits.get(metric, NONE)
        old = None if limits.max_age is None else stale(limits, self.newest(metric), self.today)
        target = dict(self.layout.targets).get(metric)
        made = cell(metric, stage_id, found, target, self.better(metric), limits, old)
        if made.value is None or metric not in self.moved:
            return made
        return replace(made, state="stale", reason=self.moved[metric])

    def newest(self, metric: str) -> int | None:
        """Return the day (since 1970) of the newest answer or event behind a metric, None without dates."""
        if metric in EVENT_METRICS:
            days = self.bundle.lasts.keys % DAYS - DAYS // 2 if self.bundle else np.empty(0)
        else:
            surveys = self.data.surveys
            names = [name for name, _ in surveys.tallies] if surveys else []
            asked = [name for name in dict.fromkeys(names) if metric in (name, "response_rate")]
            parts = [part.day for name in asked if surveys for part in surveys.answers(name).values()]
            days = np.concatenate([part[part != NO_DAY] for part in parts]) if parts else np.empty(0)
        return int(days.max()) if days.size else None

    def better(self, metric: str) -> Better:
        """Return which way is good."""
        return better(metric, self.data.ces_direction)


def read(
    layout: Layout,
    data: Data,
    declared: Mapping[str, str],
    anchors: Mapping[str, str],
    known_codes: Mapping[str, int],
    limits: Mapping[str, Limits] | None = None,
    today: int = 0,
    moved: Mapping[str, Reason] | None = None,
    decided: Mapping[str, str | None] | None = None,
) -> Readout:
    """Compute all numbers of a journey.

    Parameters
    ----------
    layout : Layout
        Stages and targets now.
    data : Data
        The counted data.
    declared, anchors, decided
        How labels meet stages; see :func:`matching.match`.
    known_codes : mapping of str to int
        Stage codes of the reduction so far; a stage keeps its code, so that moving it reduces nothing again.
    limits : mapping of str to Limits, optional
        Metric → thresholds.
    today : int
        The day (since 1970) against which the age of data is told.
    moved : mapping of str to Reason, optional
        Metric → why its numbers are stale, whatever they are.
    """
    names = dict(zip(layout.stage_ids, layout.names, strict=True))
    stores = [store for store in (data.surveys, data.events) if store]
    labels = [label for store in stores for label in store.labels.labels]
    matches = match([*labels, *data.responses], declared, anchors, names, decided)
    codes = dict(known_codes)
    bundle = None
    if data.events:
        of_label = [matches[label].stage_id for label in data.events.labels.labels]
        for stage_id in of_label:
            if stage_id is not None:
                codes.setdefault(stage_id, len(codes))
        codes_now = {stage_id: codes[stage_id] for stage_id in of_label if stage_id is not None}
        table = [codes.get(stage_id or "", -1) for stage_id in of_label]
        bundle = data.events.bundle(table, len(codes), path_of(layout, codes_now))
    else:
        codes_now = {}
    stakes = None
    if data.events and data.business is not None:
        path = path_of(layout, codes_now)
        plan = data.events.plan(np.asarray(table, np.int32), len(codes), path)
        stakes = stakes_of(data.events, data.business, plan, path)
    told = (dict(limits or {}), today, dict(moved or {}), stakes)
    readout = Readout(layout, data, matches, codes_now, bundle, {}, *told)
    readout.cells.update(_cells(readout))
    return readout


def path_of(layout: Layout, codes: Mapping[str, int]) -> tuple[int, ...]:
    """Return the stage codes in the order of a map."""
    return tuple(codes[stage_id] for stage_id in layout.stage_ids if stage_id in codes)


def _cells(readout: Readout) -> Cells:
    """Return the cells of every metric the data measure, and of every metric that has a lane."""
    values = readout.values(Everyone(), Everyone())
    cells: Cells = {
        metric: {stage_id: readout.cell(metric, stage_id, found) for stage_id, found in by_stage.items()}
        for metric, by_stage in values.items()
    }
    for metric, target in readout.layout.targets:
        if metric not in cells:
            reason = _why_not_measured(metric, readout.data)
            cells[metric] = {
                stage_id: empty_cell(metric, stage_id, "no_source", reason, target)
                for stage_id in readout.layout.stage_ids
            }
    return cells


def _why_not_measured(metric: str, data: Data) -> Reason:
    if metric not in UNITS:
        hint = did_you_mean(metric, UNITS)
        near = hint.split('"')[1] if hint else ""
        return Reason(
            "unknown_metric_near" if near else "unknown_metric", (("metric", metric), ("near", near))
        )
    if metric in MONEY_METRICS:
        return Reason(
            "needs_costs" if data.business is not None and metric == "cost_to_serve" else "needs_business"
        )
    if metric == "errors" and data.events:
        return Reason("needs_errors")
    if metric == "fcr" and data.events:
        return Reason("needs_contacts")
    if metric == "response_rate" and data.surveys:
        return Reason("needs_invited")
    return Reason("needs_events" if metric in EVENT_METRICS else "needs_survey", (("metric", metric),))


def broken(layout: Layout, last: Cells, error: BaseException) -> Cells:
    """Return the cells to show when the numbers could not be computed."""
    targets = dict(layout.targets)
    reason = Reason("broken", (("error", f"{type(error).__name__}: {error}"),))
    return {
        metric: {
            stage_id: empty_cell(metric, stage_id, "broken", reason, targets.get(metric))
            for stage_id in layout.stage_ids
        }
        for metric in dict.fromkeys([*last, *targets])
    }


def changed(before: Cells, after: Cells) -> set[tuple[str, str]]:
    """Return (metric, stage id) of every cell that came, went or differs."""
    old = {(metric, stage): item for metric, row in before.items() for stage, item in row.items()}
    new = {(metric, stage): item for metric, row in after.items() for stage, item in row.items()}
    return {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
