"""The data of a journey split by cohort, or by sets of customers that may overlap; judges nothing."""

from __future__ import annotations

import copy
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from cjm_widgets.errors import BadInput
from cjm_widgets.metrics.bundle import Bundle
from cjm_widgets.metrics.columns import Coded, coded, label_text
from cjm_widgets.metrics.engine import Events
from cjm_widgets.metrics.groups import Split, plan_of
from cjm_widgets.metrics.periods import check_period, date, period_start
from cjm_widgets.metrics.readout import Readout
from cjm_widgets.metrics.rules import Plan, reduced
from cjm_widgets.metrics.store import Answers, SurveyStore
from cjm_widgets.metrics.survey import Survey
from cjm_widgets.metrics.tally import Ints
from cjm_widgets.metrics.times import local_days

Members = Mapping[str, Collection[Any]]
"""Group → the customers (and respondents) in it."""


def by_cohort(readout: Readout, period: str) -> Split:
    """Split customers by the period of their very first event, in the zone of the first event log.

    Answers are in no cohort: a survey does not say when its respondents came.
    """
    check_period(period)
    store = readout.data.events
    if store is None:
        raise BadInput("There is no event log.", where="by", expected="cjm.EventLog(df, …)")
    plan = plan_of(readout, store)
    found = store.run([partial(_starts, period, store.tz)])[0]
    times = np.unique(np.concatenate([np.empty(0, np.int64), *found]))
    parts = store.run([partial(_of_cohorts, plan, period, store.tz, times)])[0]
    bundle = Bundle.total(parts, len(times) + 1, plan.stages)
    codes = {date(start): code for code, start in enumerate(times.tolist())}
    return Split(readout, tuple(codes), {}, {}, codes, lambda _: bundle)


def _firsts(period: str, tz: str, events: Events) -> Ints:
    """Return for each event the start of the period of its customer's first one."""
    person = events.marks.get("person", events.customer)
    places = np.unique(person, return_inverse=True)[1]
    first = np.full(int(places.max(initial=-1)) + 1, np.iinfo(np.int64).max)
    np.minimum.at(first, places, events.us)
    return period_start(local_days(first, tz).astype(np.int64), period)[places]


def _starts(period: str, tz: str, events: Events) -> Ints:
    return np.unique(_firsts(period, tz, events))


def _of_cohorts(plan: Plan, period: str, tz: str, times: Ints, events: Events) -> Bundle:
    group = np.searchsorted(times, _firsts(period, tz, events)).astype(np.int32)
    return reduced(replace(events, segment=group), plan, len(times))


def by_members(readout: Readout, surveys: Sequence[Survey], members: Members) -> Split:
    """Split by sets of customers; who is in several counts in each, so groups do not add up.

    Raises
    ------
    BadInput
        Customers that are not here to be told apart: events on a cluster or in parts, surveys alone without
        respondents.
    """
    sets = {str(name): {label_text(who) for who in some} for name, some in members.items()}
    codes = {name: code for code, name in enumerate(sets)}
    store = readout.data.events
    if store is not None and len(store.customers) == 0 and store.buckets:
        raise BadInput(
            "Customers of events on a cluster or in parts cannot be told by name.", where="by",
            hint="Write the group into a column, and declare it as the segment.",
        )  # fmt: skip
    bundle = None
    if store is not None:
        plan, wide = plan_of(readout, store), len(sets)
        names = store.customers.labels
        inside = [np.array([label in some for label in names], bool) for some in sets.values()]
        parts = store.run([partial(_of_members, plan, wide, code, mask) for code, mask in enumerate(inside)])
        bundle = Bundle.total([one for row in parts for one in row], wide + 1, plan.stages)
    answers = _answers(readout, surveys, sets)
    lookup = None if bundle is None else lambda _: bundle
    return Split(readout, tuple(codes), answers, codes, codes, lookup)


def _of_members(plan: Plan, groups: int, code: int, mask: Any, events: Events) -> Bundle:
    here = events.take(mask[events.marks.get("person", events.customer)])
    return reduced(replace(here, segment=np.full(len(here), code, np.int32)), plan, groups)


def _answers(
    readout: Readout, surveys: Sequence[Survey], sets: Mapping[str, set[str | None]]
) -> dict[str, dict[tuple[int, int], Answers]]:
    """Return the answers of the members of each set, by respondent; of surveys that name them."""
    named = [part for part in surveys if part.columns.respondent and part.weights is None]
    if readout.data.surveys is None or not named:
        return {}
    found: dict[str, dict[tuple[int, int], list[Answers]]] = {}
    for code, some in enumerate(sets.values()):
        store = SurveyStore(labels=readout.data.surveys.labels.copy())
        for part in named:
            store._add(_marked(part, some))
        for question, scale in store.tallies:
            told = store.answers(question)[scale]
            mine = _picked(told, told.segment == 0, code)
            found.setdefault(question, {}).setdefault(scale, []).append(mine)
    return {q: {scale: _joined(parts) for scale, parts in row.items()} for q, row in found.items()}


def _marked(part: Survey, some: set[str | None]) -> Survey:
    """Return a survey whose only segment is a set of its respondents."""
    who = coded(part.frame[part.columns.respondent])
    inside = np.array([*(label in some for label in who.labels), False])[who.codes]
    marked = copy.copy(part)
    marked.segments = Coded(np.where(inside, np.int32(0), np.int32(-1)).astype(np.int32), ("in",))
    return marked


def _picked(told: Answers, where: Any, code: int) -> Answers:
    names = ("label", "day", "score", "count")
    rest = {name: getattr(told, name)[where] for name in names}
    return Answers(segment=np.full(int(where.sum()), code, np.int64), **rest)


def _joined(parts: Sequence[Answers]) -> Answers:
    names = ("segment", "label", "day", "score", "count")
    return Answers(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})
