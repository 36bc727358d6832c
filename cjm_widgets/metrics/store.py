"""Keeps encoded data ready to be reduced, and takes more rows in; knows no map and no screen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cjm_widgets.errors import BadInput
from cjm_widgets.metrics.bundle import Bundle
from cjm_widgets.metrics.columns import Coded
from cjm_widgets.metrics.engine import Events
from cjm_widgets.metrics.eventlog import EventLog
from cjm_widgets.metrics.ground import Ground
from cjm_widgets.metrics.late import Late
from cjm_widgets.metrics.rules import Plan, Rules, reduced, units
from cjm_widgets.metrics.side_by_side import side_by_side
from cjm_widgets.metrics.standing import Standing
from cjm_widgets.metrics.survey import NO_DAY, Survey
from cjm_widgets.metrics.tally import Ints, Tally

BUCKET = 4096
"""Customers a bucket; the reduction of one fits in the caches of the processor."""
_LATE = 8
"""Appended rows wait beside the buckets until they are one in so many."""


class Codebook:
    """Gives each label one code for good; grows as labels come.

    Copies share their labels, of which each knows the first so many: a copy costs nothing, and only a book
    that grows after another one of the same labels did so gets labels of its own.
    """

    def __init__(self, labels: Iterable[str] = ()) -> None:
        self._codes: dict[str, int] = {}
        for label in labels:
            self._codes.setdefault(label, len(self._codes))
        self._size = len(self._codes)

    def encode(self, column: Coded) -> NDArray[np.int32]:
        """Return the codes of a column in this book; -1 stays -1."""
        if not self._codes:
            self._codes.update(zip(column.labels, range(len(column.labels)), strict=True))
            self._size = len(self._codes)
            return column.codes
        found = np.array([*map(self._codes.get, column.labels, repeat(-1)), -1], np.int32)
        found[found >= self._size] = -1  # another book's
        for at in np.flatnonzero(found[:-1] < 0).tolist():
            found[at] = self.code(column.labels[at])
        return found[column.codes]

    def code(self, label: str) -> int:
        """Return the code of a label, which gets one if it has none."""
        code = self._codes.get(label)
        if code is not None and code < self._size:
            return code
        if len(self._codes) > self._size:
            self._codes = dict(islice(self._codes.items(), self._size))
        self._codes[label] = self._size
        self._size += 1
        return self._size - 1

    @property
    def labels(self) -> tuple[str, ...]:
        """All labels, by code."""
        return tuple(islice(self._codes, self._size))

    def copy(self) -> Codebook:
        """Return a book with the same codes."""
        book = Codebook()
        book._codes, book._size = self._codes, self._size
        return book

    def __len__(self) -> int:
        return self._size


Job = Callable[[Events], Any]


@dataclass
class EventStore:
    """All events of a binding, ordered, in buckets of customers, each with the bundle of its reduction.

    Several logs share their customers: what one customer did in two logs is one history.
    """

    customers: Codebook = field(default_factory=Codebook)
    labels: Codebook = field(default_factory=Codebook)
    segments: Codebook = field(default_factory=Codebook)
    buckets: dict[int, Events] = field(default_factory=dict)
    _made_for: Any = None
    channels: Codebook = field(default_factory=Codebook)
    rules: Rules | None = None
    tz: str = "UTC"
    marks: dict[str, Codebook] = field(default_factory=dict)
    _units: dict[int, Events] = field(default_factory=dict)
    _total: Bundle | None = None
    _late: Late = field(default_factory=Late)
    _ground: Ground | None = None
    stakes: tuple[Any, Any, Any] | None = None
    """Money at stake as it was computed last, and what for; of rows that never change."""

    @staticmethod
    def of(logs: Sequence[EventLog]) -> EventStore:
        """Return the store of some logs."""
        store = EventStore(tz=logs[0].columns.reading.tz) if logs else EventStore()
        store._put(Events.joined(store._encode(log) for log in logs) if logs else None)
        return store

    def appended(self, log: EventLog) -> EventStore:
        """Return a store with more events; this one stays as it is. Untouched buckets are shared."""
        store = EventStore(
            self.customers.copy(), self.labels.copy(), self.segments.copy(), dict(self.buckets),
            self._made_for, self.channels.copy(), self.rules, self.tz,
            {name: book.copy() for name, book in self.marks.items()}, dict(self._units),
        )  # fmt: skip
        store._total, store._late, store._ground = self._total, self._late, self._ground
        store._late = store._late.joined(store._encode(log))
        if store._late.rows * _LATE > sum(map(len, self.buckets.values())):
            store._settle()
        return store

    def bundle(self, stage_of: Sequence[int], stages: int, path: Sequence[int] = ()) -> Bundle:
        """Return the bundle of all events for a mapping of label codes to stage codes (-1: to no stage).

        `path` names the stage codes in the order of the map. After rows were appended only the histories of
        their customers are reduced: what they came to before is taken off the whole, what they come to now
        is added.
        """
        plan = self.plan(np.asarray(stage_of, np.int32), stages, path)
        made_for = (trimmed(plan.stage_of), stages, plan.walk, self.told)
        if made_for != self._made_for or self._total is None:
            self._made_for, self._total = made_for, None
            self._total = self._count_all(plan)
        elif self._late.uncounted is not None:
            self._total = self._count_late(self._total, self._late.uncounted, plan)
            self._late = self._late.counted()
        return self._total

    def _count_all(self, plan: Plan) -> Bundle:
        """Reduce everything, and note where customers stand if that helps later."""
        segments, self._ground = len(self.segments), None
        numbers, events = zip(*self.histories(), strict=True) if self.buckets else ((), ())
        if not Ground.holds(plan, self.told):
            parts = side_by_side(lambda one: reduced(one, plan, segments), events)
            return Bundle.total(parts, segments + 1, plan.stages)
        counted = side_by_side(lambda one: Standing.counted(one, plan, segments), events)
        found = [bundle for bundle, _ in counted]
        stands = {
            number: standing
            for number, (_, standing) in zip(numbers, counted, strict=True)
            if standing is not None
        }
        clock = max((len(events) for events in self.buckets.values()), default=0)
        self._ground = Ground(BUCKET, stands, clock=clock, customers=len(self.customers))
        return Bundle.total(found, segments + 1, plan.stages)

    def _count_late(self, total: Bundle, fresh: Events, plan: Plan) -> Bundle:
        """Count new rows: from where their customers stand, else with the whole history of the customer."""
        segments, ground, rest = len(self.segments), self._ground, fresh
        if ground is not None and not (Ground.holds(plan, self.told) and ground.has_room(len(fresh))):
            ground = None
        if ground is not None:
            was, now, rest, ground = ground.taken(fresh.ordered(), plan, segments)
            total = Bundle.total((total, now), segments + 1, plan.stages) - was
        if len(rest):
            before, after = replace(self._late, uncounted=rest).histories(self.buckets, BUCKET)
            was = reduced(units(before, self.told), plan, segments)
            if ground is None:
                now = reduced(units(after, self.told), plan, segments)
            else:
                now, standing = Standing.counted(after, plan, segments)
                ground = ground.over(standing and standing.detached())
            total = Bundle.total((total, now), segments + 1, plan.stages) - was
        self._ground = replace(ground, customers=len(self.customers)) if ground else None
        return total

    def plan(self, stage_of: NDArray[np.int32], stages: int, path: Sequence[int]) -> Plan:
        """Return what the reduction for a mapping of label codes to stage codes needs."""
        return Plan.of(self.told, self.labels.labels, stage_of, stages, path)

    def histories(self, known: Collection[int] = ()) -> Iterable[tuple[int, Events]]:
        """Give the number and the ordered events of each bucket that is not known, by unit of count."""
        self._settle()
        for number in [number for number in self.buckets if number not in known]:
            if number not in self._units:
                self._units[number] = units(self.buckets[number], self.told)
            yield number, self._units[number]

    def run(self, jobs: Sequence[Job], *, of_units: bool = True) -> list[list[Any]]:
        """Return the results of each job: one a bucket of whole, ordered histories.

        Jobs are functions of events that another process can be told too.
        """
        self._settle()
        given = self.histories() if of_units else self.buckets.items()
        results = [[job(events) for job in jobs] for _, events in given]
        return [[row[place] for row in results] for place in range(len(jobs))]

    def customers_where(self, job: Job) -> list[str]:
        """Return the labels of the customers whose codes a job finds."""
        labels = self.customers.labels
        return [labels[code] for codes in self.run([job])[0] for code in codes.tolist()]

    @property
    def told(self) -> Rules:
        """What the logs declare."""
        return self.rules or Rules()

    def _encode(self, log: EventLog) -> Events:
        pick: Any = slice(None) if log.usable.all() else log.usable
        if log.segments is None:
            segment = np.full(int(log.usable.sum()), -1, np.int32)
        else:
            segment = self.segments.encode(log.segments)[pick]
        self.rules = log.columns.rules if self.rules is None else self.rules.joined(log.columns.rules)
        marks = {
            name: self.marks.setdefault(name, Codebook()).encode(column)[pick]
            for name, column in log.marks.items()
        }
        return Events(
            customer=self.customers.encode(log.customers)[pick],
            us=log.us[pick],
            label=self.labels.encode(log.events)[pick],
            segment=segment,
            tie=None if log.ties is None else log.ties[pick],
            channel=None if log.channels is None else self.channels.encode(log.channels)[pick],
            marks=marks,
        )

    def _settle(self) -> None:
        """Put rows that were appended into their buckets."""
        if self._late.uncounted is not None:
            self._total = None
        waiting, self._late = self._late.events, Late()
        self._put(waiting)

    def _put(self, events: Events | None) -> None:
        """Order new events and put them in their buckets."""
        if events is None or len(events) == 0:
            return
        events = events.ordered()
        number = events.customer // BUCKET
        if self._ground is not None:
            self._ground = self._ground.without(set(np.unique(number).tolist()))
        edges = np.flatnonzero(np.concatenate(([True], number[1:] != number[:-1])))
        for begin, end in zip(edges, [*edges[1:], len(number)], strict=True):
            key, part = int(number[begin]), events.take(slice(begin, end))
            old = self.buckets.get(key)
            self.buckets[key] = part if old is None else Events.joined((old, part)).ordered()
            self._units.pop(key, None)


def trimmed(table: NDArray[np.int32]) -> bytes:
    """Return the mapping as bytes, without the labels at its end that belong to no stage."""
    used = np.flatnonzero(table >= 0)
    return table[: used[-1] + 1].tobytes() if used.size else b""


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers to one question on one scale: how many for each segment, touchpoint, day and score.

    Attributes
    ----------
    segment, label : array of int
        Codes; -1 where the segment is missing.
    day : array of int
        Days since 1970; :data:`NO_DAY` where there is none.
    score, count : array of int
        The score, and how many gave it.
    """

    segment: Ints
    label: Ints
    day: Ints
    score: Ints
    count: Ints


_SCORE, _DAY, _LABEL = 7, 23, 20  # bits of a key, from the right: days of all years that can be written
_MIDDLE = 1 << (_DAY - 1)

Question = tuple[str, tuple[int, int]]


@dataclass
class SurveyStore:
    """All answers of a binding, counted; answers add up, so more of them are only added."""

    labels: Codebook = field(default_factory=Codebook)
    segments: Codebook = field(default_factory=Codebook)
    tallies: dict[Question, Tally] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    split: str = "segments"
    _sums: dict[Question, tuple[Tally, Answers]] = field(default_factory=dict)
    _days: dict[Question, tuple[Tally, Answers]] = field(default_factory=dict)

    @staticmethod
    def of(surveys: Sequence[Survey], split: str = "segments") -> SurveyStore:
        """Return the store of some surveys; `split` is what stands for a segment: or ``"channels"``."""
        store = SurveyStore(split=split)
        for survey in surveys:
            store._add(survey)
        return store

    def appended(self, survey: Survey) -> SurveyStore:
        """Return a store with more answers; this one stays as it is."""
        store = SurveyStore(
            self.labels.copy(), self.segments.copy(), dict(self.tallies), dict(self.rows), self.split
        )
        store._add(survey)
        return store

    def answers(self, question: str) -> dict[tuple[int, int], Answers]:
        """Return the answers to a question, by scale."""
        return self._told(question, self._days, _unpacked)

    def sums(self, question: str) -> dict[tuple[int, int], Answers]:
        """Return the answers to a question, by scale, whatever their day."""
        return self._told(question, self._sums, _undated)

    def asks(self, question: str) -> bool:
        """Tell whether there are answers to a question."""
        return any(name == question for name, _ in self.tallies)

    def _told(
        self, question: str, kept: dict[Question, tuple[Tally, Answers]], read: Callable[[Tally], Answers]
    ) -> dict[tuple[int, int], Answers]:
        """Return the answers to a question by scale, each tally read once."""
        found = {}
        for place, tally in self.tallies.items():
            if place[0] == question:
                if place not in kept or kept[place][0] is not tally:
                    kept[place] = (tally, read(tally))
                found[place[1]] = kept[place][1]
        return found

    def _add(self, survey: Survey) -> None:
        label = self.labels.encode(survey.touchpoints).astype(np.int64)
        parts = survey.segments if self.split == "segments" else survey.channels
        segment = (
            np.full(len(label), -1, np.int64)
            if parts is None
            else self.segments.encode(parts).astype(np.int64)
        )
        _check_room(len(self.labels), 1 << _LABEL, "touchpoints")
        _check_room(len(self.segments), 1 << 12, "segments")
        day = np.clip(survey.days.astype(np.int64) + _MIDDLE, 1, (1 << _DAY) - 1)
        day[survey.days == NO_DAY] = 0
        for question in survey.questions:
            score = survey.scores[question]
            good = score >= 0
            keys = ((segment + 1) << _LABEL | label) << _DAY | day
            weights = None if survey.weights is None else survey.weights[good]
            tally = Tally.of((keys[good] << _SCORE) | score[good], weights)
            place = (question, survey.columns.scale(question))
            self.tallies[place] = self.tallies.get(place, Tally.empty()) + tally
        for name, count in survey.label_counts().items():
            self.rows[name] = self.rows.get(name, 0) + count


def _undated(tally: Tally) -> Answers:
    """Return the answers of a tally added up over days."""
    score = tally.keys & ((1 << _SCORE) - 1)
    rest = tally.keys >> (_SCORE + _DAY)
    return _unpacked(Tally.of((rest << (_SCORE + _DAY)) | score, tally.counts))


def _unpacked(tally: Tally) -> Answers:
    keys = tally.keys
    day = ((keys >> _SCORE) & ((1 << _DAY) - 1)) - _MIDDLE
    return Answers(
        segment=(keys >> (_SCORE + _DAY + _LABEL)) - 1,
        label=(keys >> (_SCORE + _DAY)) & ((1 << _LABEL) - 1),
        day=np.where(day == -_MIDDLE, NO_DAY, day),
        score=keys & ((1 << _SCORE) - 1),
        count=tally.counts,
    )


def _check_room(count: int, room: int, what: str) -> None:
    if count >= room:
        raise BadInput(
            f"{count:,} different {what} are too many to compare.", expected=f"fewer than {room:,}"
        )
