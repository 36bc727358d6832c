"""The data of a journey split by segment, channel or period: statistics of each group; judges nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from cjm_widgets.errors import BadInput
from cjm_widgets.metrics.bundle import Bundle
from cjm_widgets.metrics.cells import EVENT_METRICS, SURVEY_METRICS
from cjm_widgets.metrics.derive import Choice, Segment, Values, event_values, survey_values
from cjm_widgets.metrics.engine import Events
from cjm_widgets.metrics.periods import check_period, date, period_start
from cjm_widgets.metrics.readout import Readout
from cjm_widgets.metrics.rules import Plan, Rules, reduced, units
from cjm_widgets.metrics.stakes import Stakes, money_values
from cjm_widgets.metrics.store import Answers, EventStore, SurveyStore
from cjm_widgets.metrics.survey import NO_DAY, Survey
from cjm_widgets.metrics.tally import Ints
from cjm_widgets.metrics.times import local_days

WAYS = ("segment", "channel", "period")

ByScale = Mapping[tuple[int, int], Answers]


@dataclass(frozen=True)
class Split:
    """The data of a readout in groups.

    Attributes
    ----------
    names : tuple
        The groups in order: texts, or first days of periods; last None, for what is in no group.
    answers : mapping
        Question → scale → answers, with the group in place of the segment.
    answer_codes, event_codes : mapping
        Group → its code in `answers`, in the bundles; a group that one kind of data lacks is not there.
    bundle_of : callable or None
        Stage id → bundle of the events for numbers whose customers come from that stage, or None without any.
    stakes : Stakes or None
        What is at stake, where the groups are segments.
    """

    readout: Readout
    names: tuple[Any, ...]
    answers: Mapping[str, ByScale]
    answer_codes: Mapping[Any, int]
    event_codes: Mapping[Any, int]
    bundle_of: Callable[[str], Bundle | None] | None
    stakes: Stakes | None = None

    def answer_choice(self, name: Any) -> Choice:
        """Return the choice of a group among answers."""
        return _choice(self.answer_codes, name)

    def event_choice(self, name: Any) -> Choice:
        """Return the choice of a group among customers."""
        return _choice(self.event_codes, name)

    def values(self, name: Any, metric: str | None = None) -> Values:
        """Return the findings of a group: of every metric the data measure, or at least of one."""
        layout, found = self.readout.layout, {}
        if self.readout.data.surveys and metric not in EVENT_METRICS:
            places = self.readout.stage_places(self.readout.data.surveys.labels.labels)
            asked = {name: rows for name, rows in self.answers.items() if metric in (None, name)}
            found = survey_values(asked, places, layout.stage_ids, self.answer_choice(name))
        if self.bundle_of is None or metric in SURVEY_METRICS:
            return found
        for index, stage_id in enumerate(layout.stage_ids):
            before = layout.stage_ids[index - 1] if index else stage_id
            here = self._event_values(stage_id, stage_id, name)
            arriving = here if before == stage_id else self._event_values(before, stage_id, name)
            for metric in here:
                source = arriving if metric == "conversion" else here
                found.setdefault(metric, {})[stage_id] = source[metric][stage_id]
        if self.stakes:
            codes, choice = self.readout.codes, self.event_choice(name)
            found |= money_values(self.stakes, codes, layout.stage_ids, choice)
        return found

    def _event_values(self, origin: str, stage_id: str, name: Any) -> Values:
        """Return the event metrics of one stage, for customers grouped by what they did in `origin`."""
        bundle = self.bundle_of(origin) if self.bundle_of else None
        choice = self.event_choice(name)
        if bundle is None:
            bundle, choice = self.readout.bundle, None
        if bundle is None:
            return {}
        return event_values(
            bundle, self.readout.codes, self.readout.layout.stage_ids, choice, self.readout.asked(),
            (stage_id,),
        )  # fmt: skip


def _choice(codes: Mapping[Any, int], name: Any) -> Choice:
    if name is None:
        return Segment(-1)
    return Segment(codes[name]) if name in codes else None


def split(readout: Readout, surveys: Sequence[Survey], by: str, period: str) -> Split:
    """Split the data of a readout.

    Parameters
    ----------
    readout : Readout
        The numbers of the journey.
    surveys : sequence of Survey
        Its surveys, which hold the channels.
    by : str
        ``"segment"``, ``"channel"`` or ``"period"``.
    period : str
        Of :data:`cjm_widgets.metrics.periods.PERIODS`.
    """
    check_period(period)
    if by == "period":
        return _by_period(readout, period)
    if by == "channel":
        return _by_channel(readout, surveys)
    data = readout.data
    bundle = readout.bundle
    found = _named(readout, data.surveys, data.events.segments.labels if data.events else (), bundle)
    return replace(found, stakes=readout.stakes)


def _named(
    readout: Readout, surveys: SurveyStore | None, of_events: Sequence[str], bundle: Bundle | None
) -> Split:
    """Return a split by the segments of a store of answers and of a bundle."""
    of_answers = surveys.segments.labels if surveys else ()
    questions = dict.fromkeys(question for question, _ in surveys.tallies) if surveys else {}
    return Split(
        readout,
        (*sorted({*of_answers, *of_events}), None),
        {question: surveys.answers(question) for question in questions} if surveys else {},
        {name: code for code, name in enumerate(of_answers)},
        {name: code for code, name in enumerate(of_events)},
        None if bundle is None else lambda _: bundle,
    )


# -- by channel -----------------------------------------------------------------------------------------


def _by_channel(readout: Readout, surveys: Sequence[Survey]) -> Split:
    events = readout.data.events
    labels = readout.data.surveys.labels.labels if readout.data.surveys else ()
    store = SurveyStore.of(surveys, "channels") if surveys else None
    if store is not None and store.labels.labels != labels:
        raise AssertionError("the surveys are not those of the readout")
    names = events.channels.labels if events else ()
    bundle = channel_bundle(events, plan_of(readout, events)) if events else None
    return _named(readout, store, names, bundle)


def channel_bundle(store: EventStore, plan: Plan) -> Bundle:
    """Return a bundle with one group a channel: each as if only its events had happened.

    What a customer did in one channel is a history of its own, so reach and ordered metrics of channels do
    not add up to those of all.
    """
    names = len(store.channels)
    parts = store.run([partial(_of_channels, names, plan, store.told)], of_units=False)[0]
    return Bundle.total(parts, names + 1, plan.stages)


def _of_channels(names: int, plan: Plan, told: Rules, events: Events) -> Bundle:
    channel = np.full(len(events), -1, np.int32) if events.channel is None else events.channel
    who = events.customer.astype(np.int64) * (names + 1) + channel + 1
    codes = np.unique(who, return_inverse=True)[1].astype(np.int32)
    alone = Events(codes, events.us, events.label, channel, events.tie, None, events.marks)
    return reduced(units(alone.ordered(), told), plan, names)


# -- by period ------------------------------------------------------------------------------------------


def _by_period(readout: Readout, period: str) -> Split:
    surveys, events = readout.data.surveys, readout.data.events
    questions = dict.fromkeys(question for question, _ in surveys.tallies) if surveys else {}
    answers = {question: surveys.answers(question) for question in questions} if surveys else {}
    starts = [
        period_start(part.day[part.day != NO_DAY], period)
        for row in answers.values()
        for part in row.values()
    ]
    cohorts = Cohorts.of(readout, readout.layout.stage_ids, period) if events else None
    starts += list(cohorts.starts.values()) if cohorts else []
    times = np.unique(np.concatenate(starts)) if starts else np.empty(0, np.int64)
    codes = {date(start): code for code, start in enumerate(times.tolist())}
    bundles = cohorts.bundles(readout, times) if cohorts else {}
    return Split(
        readout,
        (*codes, None),
        {
            q: {scale: _dated(part, period, times) for scale, part in row.items()}
            for q, row in answers.items()
        },
        codes,
        codes,
        bundles.get if readout.bundle is not None else None,
    )


def _dated(part: Answers, period: str, times: Ints) -> Answers:
    """Return answers with the code of their period in place of the segment."""
    code = np.searchsorted(times, period_start(part.day, period))
    return replace(part, segment=np.where(part.day == NO_DAY, -1, code).astype(np.int64))


@dataclass(frozen=True)
class Cohorts:
    """Customers by the period of their first event in a stage: stage id → the starts of the periods."""

    period: str
    starts: Mapping[str, Ints]
    inside: Any = None

    @staticmethod
    def of(readout: Readout, stage_ids: Sequence[str], period: str, inside: Any = None) -> Cohorts:
        """Find those of the stages that have events; days are those of the zone of the first event log.

        `inside` tells of whole histories which ones count; all when left out.
        """
        store = _log(readout)
        table, tz = plan_of(readout, store).stage_of, store.tz
        known = [stage_id for stage_id in stage_ids if stage_id in readout.codes]
        jobs = [partial(_starts, table, readout.codes[stage_id], period, tz, inside) for stage_id in known]
        found = store.run(jobs) if jobs else []
        nothing = np.empty(0, np.int64)
        return Cohorts(
            period,
            {
                name: np.unique(np.concatenate([nothing, *part]))
                for name, part in zip(known, found, strict=True)
            },
            inside,
        )

    def bundles(self, readout: Readout, times: Ints) -> dict[str, Bundle]:
        """Return stage → bundle with one group a period of `times`; who was never there is in none."""
        store = _log(readout)
        plan = plan_of(readout, store)
        jobs = [
            partial(_of_cohorts, plan, readout.codes[stage_id], self.period, store.tz, times, self.inside)
            for stage_id in self.starts
        ]
        found = store.run(jobs) if jobs else []
        return {
            name: Bundle.total(parts, len(times) + 1, plan.stages)
            for name, parts in zip(self.starts, found, strict=True)
        }


def _firsts(table: Any, code: int, period: str, tz: str, events: Events) -> tuple[Ints, Ints]:
    """Return the places of the first events in a stage, and the starts of their periods."""
    inside = np.flatnonzero(table[events.label] == code)
    who = events.customer[inside]
    places = inside[np.concatenate(([True], who[1:] != who[:-1]))] if inside.size else inside
    days = local_days(events.us[places], tz).astype(np.int64)
    return places.astype(np.int64), period_start(days, period)


def _starts(table: Any, code: int, period: str, tz: str, inside: Any, events: Events) -> Ints:
    events = events.take(inside(events)) if inside else events
    return np.unique(_firsts(table, code, period, tz, events)[1])


def _of_cohorts(
    plan: Plan, code: int, period: str, tz: str, times: Ints, inside: Any, events: Events
) -> Bundle:
    events = events.take(inside(events)) if inside else events
    places, starts = _firsts(plan.stage_of, code, period, tz, events)
    group = np.full(len(events), -1, np.int32)
    group[places] = np.searchsorted(times, starts)
    return reduced(replace(events, segment=group), plan, len(times))


def _log(readout: Readout) -> EventStore:
    if readout.data.events is None:
        raise BadInput("There is no event log.", where="period", expected="cjm.EventLog(df, …)")
    return readout.data.events


def plan_of(readout: Readout, store: EventStore) -> Plan:
    """Return what the reduction of a store for the map of a readout needs."""
    matched = [readout.matches[label].stage_id for label in store.labels.labels]
    table = np.array([readout.codes.get(stage_id or "", -1) for stage_id in matched], np.int32)
    stages = readout.bundle.reach.shape[1] if readout.bundle is not None else 0
    return store.plan(table, stages, readout.path)


def trend_values(
    readout: Readout, metric: str, stage_id: str, period: str, inside: Any = None
) -> list[tuple[Any, Any]]:
    """Return (first day of the period, finding) of an event metric at a stage.

    Periods are those of the customer's first event in the stage; for conversion, in the stage before, where
    the customers come from whose share it is.
    """
    check_period(period)
    ids = readout.layout.stage_ids
    index = ids.index(stage_id)
    origin = ids[max(0, index - 1)] if metric == "conversion" else stage_id
    if metric in SURVEY_METRICS or origin not in readout.codes or (metric == "conversion" and index == 0):
        return []
    cohorts = Cohorts.of(readout, (origin,), period, inside)
    times = cohorts.starts[origin]
    bundle = cohorts.bundles(readout, times)[origin]
    rows = []
    for code, start in enumerate(times.tolist()):
        found = event_values(bundle, readout.codes, ids, Segment(code), readout.asked(), (stage_id,))
        if metric in found:
            rows.append((date(start), found[metric][stage_id]))
    return rows
