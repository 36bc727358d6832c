"""The reduction of ordered events to statistics that add up; knows codes, no labels, frames or map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cjm_widgets.metrics.histogram import BINS, bin_of
from cjm_widgets.metrics.ordering import order
from cjm_widgets.metrics.repeats import retries_of_many
from cjm_widgets.metrics.tally import Ints, Tally
from cjm_widgets.metrics.times import DAY
from cjm_widgets.metrics.walks import LOOSE, Walk, walked

_CELLS = 1 << 22
_MANY = 1 << 12
"""More labels than these are told apart by sorting, not by a table."""
DAYS = 1 << 24
"""Room for days in a key: 23,000 years either way."""


@dataclass(frozen=True, slots=True)
class Events:
    """Events as columns of equal length: whole histories of their customers.

    Attributes
    ----------
    customer : array of int32
        A code from 0.
    us : array of int64
        Microseconds since 1970 UTC.
    label : array of int32
        A code from 0.
    segment : array of int32
        A code from 0, -1 where missing.
    tie : array of numbers or None
        What orders events of one customer at the same time; the order of the rows breaks what ties remain.
    channel : array of int32 or None
        A code from 0, -1 where missing; None when no log declares one.
    marks : mapping of str to array of int32
        Other codes of the events: ``session``, ``subject``, ``person``.
    """

    customer: NDArray[np.int32]
    us: NDArray[np.int64]
    label: NDArray[np.int32]
    segment: NDArray[np.int32]
    tie: NDArray[Any] | None
    channel: NDArray[np.int32] | None = None
    marks: Mapping[str, NDArray[np.int32]] = field(default_factory=dict)

    def take(self, where: Any) -> Events:
        """Return the events at some places."""
        return Events(
            self.customer[where], self.us[where], self.label[where], self.segment[where],
            None if self.tie is None else self.tie[where],
            None if self.channel is None else self.channel[where],
            {name: codes[where] for name, codes in self.marks.items()},
        )  # fmt: skip

    def ordered(self) -> Events:
        """Return the events by customer, then time, then tie-breaker, then as they came."""
        return self.take(order(self.customer, self.us, self.tie))

    @staticmethod
    def joined(parts: Iterable[Events]) -> Events:
        """Return events one after the other; a tie-breaker that one of them lacks is given up for all."""
        found = list(parts)
        if len(found) == 1:
            return found[0]
        ties = [part.tie for part in found if part.tie is not None]
        named = any(part.channel is not None for part in found)
        blank = [np.full(len(p), -1, np.int32) if p.channel is None else p.channel for p in found]
        marks = {
            name: np.concatenate([p.marks.get(name, np.full(len(p), -1, np.int32)) for p in found])
            for name in dict.fromkeys(name for part in found for name in part.marks)
        }
        return Events(
            np.concatenate([part.customer for part in found]),
            np.concatenate([part.us for part in found]),
            np.concatenate([part.label for part in found]),
            np.concatenate([part.segment for part in found]),
            np.concatenate(ties) if len(ties) == len(found) else None,
            np.concatenate(blank) if named else None,
            marks,
        )

    def __len__(self) -> int:
        return len(self.customer)


@dataclass(frozen=True, slots=True, eq=False)
class Bundle:
    """Sufficient statistics of a set of whole customer histories; bundles of different customers add up.

    Attributes
    ----------
    customers : array, groups
        Customers with at least one event in any stage.
    events, visits, retries, reach, exits : array, groups × stages
        Events; visits (runs of events in one stage); repeats of a label within a visit; customers with an
        event in the stage; customers whose last event in any stage lies in it.
    failed : array, groups × stages
        Customers with at least one declared error event in the stage.
    followed : array, groups × stages × stages
        Customers who went from the first stage to the second; when loose, those with an event in the second
        after their first in the first one.
    passed : array, groups × stages
        Customers who could go on from the stage: all who reached it, when ordered those who passed every
        stage before it too.
    contacts : array, groups × stages
        First contacts, where contacts are declared.
    durations : Tally
        Time in stage, one a visit: from its first event to the first event of the next visit, or to its own
        last event where none follows. Key: (group × stages + stage) × BINS + bin.
    lasts : Tally
        Customers by the stage and the day (UTC) of their last event in any stage. Key: (group × stages +
        stage) × DAYS + days since 1970 + DAYS / 2.
    tails : Tally
        Of the durations those of each customer's last visit, with the day of its last event, where open
        visits are to be told. Key: ((group × stages + stage) × BINS + bin) × DAYS + day.
    resolved : Tally
        First contacts that no other followed; see :func:`contacts.first_contacts`.
    """

    customers: Ints
    events: Ints
    visits: Ints
    retries: Ints
    reach: Ints
    exits: Ints
    followed: Ints
    failed: Ints
    durations: Tally
    lasts: Tally
    passed: Ints
    contacts: Ints
    tails: Tally
    resolved: Tally

    @staticmethod
    def total(bundles: Iterable[Bundle], groups: int, stages: int) -> Bundle:
        """Add bundles; ones made when fewer groups were known are widened."""
        found = list(bundles)
        arrays: dict[str, Any] = {}
        for name, shape in _shapes(groups, stages).items():
            total = np.zeros(shape, np.int64)
            for bundle in found:
                part = getattr(bundle, name)
                total[: part.shape[0]] += part
            arrays[name] = total
        tallies: dict[str, Any] = {
            name: Tally.total(getattr(bundle, name) for bundle in found) for name in _TALLIES
        }
        return Bundle(**arrays, **tallies)

    def __add__(self, other: Bundle) -> Bundle:
        groups = max(len(self.customers), len(other.customers))
        return Bundle.total((self, other), groups, self.reach.shape[1])

    def __sub__(self, other: Bundle) -> Bundle:
        """Take off the bundle of customers that this one counts."""
        found = {name: getattr(self, name).copy() for name in _shapes(0, 0)}
        for name, array in found.items():
            part = getattr(other, name)
            array[: part.shape[0]] -= part
        return Bundle(**found, **{name: getattr(self, name) - getattr(other, name) for name in _TALLIES})

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Bundle):
            return NotImplemented
        arrays = all(np.array_equal(getattr(self, name), getattr(other, name)) for name in _shapes(0, 0))
        return arrays and all(getattr(self, name) == getattr(other, name) for name in _TALLIES)

    __hash__ = None  # type: ignore[assignment]


_FLAT = ("events", "visits", "retries", "reach", "exits", "failed", "passed", "contacts")
_TALLIES = ("durations", "lasts", "tails", "resolved")


def _shapes(groups: int, stages: int) -> dict[str, tuple[int, ...]]:
    flat = dict.fromkeys(_FLAT, (groups, stages))
    return {"customers": (groups,), **flat, "followed": (groups, stages, stages)}


def reduce(
    events: Events,
    stage_of: NDArray[np.int32],
    stages: int,
    segments: int,
    errors: NDArray[np.bool_] | None = None,
    *,
    walk: Walk = LOOSE,
    tails: bool = False,
) -> Bundle:
    """Reduce ordered events to a bundle.

    Parameters
    ----------
    events : Events
        Whole histories, in the order that :meth:`Events.ordered` gives.
    stage_of : array of int32
        Label code → stage code, -1 for a label that belongs to no stage; such events are passed over.
    stages, segments : int
        How many there are.
    errors : array of bool, optional
        Label code → whether it is an error.
    walk, tails : Walk, bool
        What counts as going from stage to stage; whether last visits are kept apart, to tell open ones.

    Returns
    -------
    Bundle
        With ``segments + 1`` groups: the first holds the customers without a segment, the next those of
        segment 0 and so on. The segment of a customer is that of the first event that has one.
    """
    groups = segments + 1
    stage = stage_of[events.label] if stage_of.size else np.full(len(events), -1, np.int32)
    kept = np.flatnonzero(stage >= 0)
    if kept.size == 0:
        return Bundle.total((), groups, stages)
    at: NDArray[np.int64] = stage[kept].astype(np.int64)
    group, shape = groups_of(events, groups)[kept], (groups, stages)
    needed = Events(events.customer[kept], events.us[kept], events.label[kept], events.segment[:0], None)
    return _reduced(needed, at, group, shape, errors, walk, tails)


def _reduced(
    events: Events,
    at: NDArray[np.int64],
    group: NDArray[np.int64],
    shape: tuple[int, int],
    errors: NDArray[np.bool_] | None,
    walk: Walk,
    tails: bool,
) -> Bundle:
    """Reduce events that all have a stage."""
    groups, stages = shape
    first = _starts(events.customer)
    who = (np.cumsum(first) - 1).astype(np.int64)
    enters = first | np.concatenate(([True], at[1:] != at[:-1]))
    starts = np.flatnonzero(enters)
    ends = np.append(starts[1:], len(at)) - 1
    lasts = np.append(np.flatnonzero(first)[1:], len(at)) - 1
    cell = group * stages + at
    present, followed = _followed(who[starts], at[starts], starts, ends, group[lasts], groups, stages)
    passed, followed = walked(walk, who[starts], at[starts], group[lasts], (present, followed))
    bins = bin_of(_durations(events.us, first, starts, ends))
    ends_of = _lasts(cell, events.us, starts, lasts, bins if tails else None)
    return Bundle(
        customers=np.bincount(group[lasts], minlength=groups).astype(np.int64),
        events=_count(cell, shape),
        visits=_count(cell[starts], shape),
        retries=_retries(events.label, starts, ends, cell, shape),
        reach=present,
        exits=_count(cell[lasts], shape),
        followed=followed,
        failed=_failed(errors, events.label, who, cell, shape),
        durations=Tally.of(cell[starts] * BINS + bins),
        lasts=ends_of[0],
        passed=passed,
        contacts=np.zeros(shape, np.int64),
        tails=ends_of[1],
        resolved=Tally.empty(),
    )


def _lasts(
    cell: NDArray[np.int64], us: NDArray[np.int64], starts: Any, lasts: Any, bins: NDArray[np.int64] | None
) -> tuple[Tally, Tally]:
    """Return customers by cell and day of their last event, and, given bins, of their last visit's too."""
    days = np.clip(us[lasts] // DAY + DAYS // 2, 0, DAYS - 1)
    found = Tally.of(cell[lasts] * DAYS + days)
    if bins is None:
        return found, Tally.empty()
    visits = np.searchsorted(starts, lasts, side="right") - 1
    return found, Tally.of((cell[lasts] * BINS + bins[visits]) * DAYS + days)


def _starts(values: NDArray[Any]) -> NDArray[np.bool_]:
    return np.asarray(np.concatenate(([True], values[1:] != values[:-1])), bool)


def _count(cell: NDArray[np.int64], shape: tuple[int, int]) -> Ints:
    return np.bincount(cell, minlength=shape[0] * shape[1]).astype(np.int64).reshape(shape)


def _failed(
    errors: NDArray[np.bool_] | None,
    label: NDArray[np.int32],
    who: NDArray[np.int64],
    cell: NDArray[np.int64],
    shape: tuple[int, int],
) -> Ints:
    """Return customers with an error in a stage: each counts once, however often it went wrong."""
    if errors is None or not errors.any():
        return np.zeros(shape, np.int64)
    wrong = errors[label]
    size = max(1, shape[0] * shape[1])
    return _count(np.unique(who[wrong] * size + cell[wrong]) % size, shape)


def groups_of(events: Events, groups: int) -> NDArray[np.int64]:
    """Return the group of the customer of each event: segment + 1, or 0 where no event has one."""
    if groups == 1 or len(events) == 0:
        return np.zeros(len(events), np.int64)
    who = np.cumsum(_starts(events.customer)) - 1
    own = np.zeros(who[-1] + 1, np.int64)
    known = np.flatnonzero(events.segment >= 0)[::-1]
    own[who[known]] = events.segment[known] + 1  # the last write, the earliest event, stays
    return np.asarray(own[who], np.int64)


def _durations(us: NDArray[np.int64], first: NDArray[np.bool_], starts: Any, ends: Any) -> NDArray[np.int64]:
    """Return the time of each visit: to the next visit of the same customer, or to its own last event."""
    until: NDArray[np.int64] = us[ends].copy()
    goes_on = ~first[starts[1:]]
    until[:-1][goes_on] = us[starts[1:]][goes_on]
    return np.asarray(until - us[starts], np.int64)


def _followed(
    who: NDArray[np.int64],
    stage: NDArray[np.int64],
    starts: Any,
    ends: Any,
    group: Any,
    groups: int,
    stages: int,
) -> tuple[Ints, Ints]:
    """Return customers a stage, and customers with an event in one stage after their first in another."""
    present = np.zeros((groups, stages), np.int64)
    followed = np.zeros((groups, stages, stages), np.int64)
    size = max(1, _CELLS // max(1, stages))
    for begin in range(0, len(group), size):
        stop = min(begin + size, len(group))
        low, high = np.searchsorted(who, [begin, stop])
        part, count = slice(low, high), stop - begin
        place = (who[part] - begin) * stages + stage[part]
        first = np.full(count * stages, np.iinfo(np.int64).max)
        last = np.full(count * stages, -1, np.int64)
        first[place[::-1]] = starts[part][::-1]  # of several visits the earliest is written last
        last[place] = ends[part]
        members = np.zeros((groups, count))
        members[group[begin:stop], np.arange(count)] = 1.0
        firsts, lasts = first.reshape(count, stages), last.reshape(count, stages)
        present += (members @ (lasts >= 0)).astype(np.int64)
        for origin in range(stages):
            after = lasts > firsts[:, origin, None]
            after[:, origin] = False
            followed[:, origin] += (members @ after).astype(np.int64)
    return present, followed


def _retries(label: NDArray[np.int32], starts: Any, ends: Any, cell: Any, shape: tuple[int, int]) -> Ints:
    """Return events whose label came before in the same visit: events less distinct labels a visit."""
    long = np.flatnonzero(ends > starts)
    total = np.zeros(shape[0] * shape[1], np.int64)
    if long.size == 0:
        return total.reshape(shape)
    labels = int(label.max()) + 1
    if labels > _MANY:
        return retries_of_many(label, starts, ends, cell, shape, long)
    step = max(1, _CELLS // labels)
    for begin in range(0, long.size, step):
        some = long[begin : begin + step]
        lengths = ends[some] - starts[some] + 1
        visit = np.repeat(np.arange(some.size), lengths)
        offset = np.arange(visit.size) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        seen = np.zeros(some.size * labels, bool)
        seen[visit * labels + label[starts[some][visit] + offset]] = True
        repeats = lengths - seen.reshape(some.size, labels).sum(axis=1)
        total += np.bincount(cell[starts[some]], weights=repeats, minlength=total.size).astype(np.int64)
    return total.reshape(shape)
