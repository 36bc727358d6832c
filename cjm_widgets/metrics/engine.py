"""The reduction of ordered events to statistics that add up; knows codes, no labels, frames or map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cjm_widgets.metrics.bundle import DAYS, Bundle
from cjm_widgets.metrics.histogram import BINS, bin_of
from cjm_widgets.metrics.ordering import order
from cjm_widgets.metrics.repeats import retries
from cjm_widgets.metrics.side_by_side import side_by_side
from cjm_widgets.metrics.tally import Ints, Tally
from cjm_widgets.metrics.times import DAY
from cjm_widgets.metrics.walks import LOOSE, Walk, walked

_CELLS = 1 << 22
_MANY = 1 << 20
"""Events of which the columns are picked side by side."""
COLUMNS = ("customer", "us", "label", "segment", "tie", "channel")
"""The arrays of :class:`Events`, beside its marks."""
NEVER = int(np.iinfo(np.int32).max)
"""After all places of events that are reduced at once."""
Spans = list[tuple[NDArray[np.int32], NDArray[np.int32]]] | None


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
        columns = [getattr(self, name) for name in COLUMNS] + list(self.marks.values())

        def picked(column: Any) -> Any:
            return None if column is None else column[where]

        many = not isinstance(where, slice) and len(where) > _MANY
        found = side_by_side(picked, columns) if many else [picked(column) for column in columns]
        marks = dict(zip(self.marks, found[len(COLUMNS) :], strict=True))
        return replace(self, marks=marks, **dict(zip(COLUMNS, found, strict=False)))

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


@dataclass(frozen=True, slots=True)
class Footing:
    """Where customers with an event in any stage stand, in the order of their codes.

    Attributes
    ----------
    customer, group : array
        Their codes and groups.
    first, last : array, customers × stages
        Places of the first and last event in each stage; :data:`NEVER` and -1 where there is none.
    wrong : array
        Place of the customer × stages + stage of an error; sorted, each once.
    begin : array
        Place of the first event of the last visit.
    """

    customer: NDArray[np.int32]
    group: Ints
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    wrong: Ints
    begin: Any


@dataclass(frozen=True, slots=True)
class Run:
    """Where customers and visits begin and end in ordered events that all have a stage."""

    first: NDArray[np.bool_]
    who: Ints
    starts: Any
    ends: Any
    lasts: Any

    @staticmethod
    def of(customer: NDArray[np.int32], at: Ints) -> Run:
        """Find them."""
        first = _starts(customer)
        starts = np.flatnonzero(first | np.concatenate(([True], at[1:] != at[:-1])))
        lasts = np.append(np.flatnonzero(first)[1:], len(at)) - 1
        who = (np.cumsum(first) - 1).astype(np.int64)
        return Run(first, who, starts, np.append(starts[1:], len(at)) - 1, lasts)


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
    """Reduce ordered events to a bundle; see :func:`reduce_noting`."""
    return reduce_noting(events, stage_of, stages, segments, errors, walk=walk, tails=tails)[0]


def reduce_noting(
    events: Events,
    stage_of: NDArray[np.int32],
    stages: int,
    segments: int,
    errors: NDArray[np.bool_] | None = None,
    *,
    walk: Walk = LOOSE,
    tails: bool = False,
    note: bool = False,
) -> tuple[Bundle, Footing | None]:
    """Reduce ordered events to a bundle, and note where each customer stands.

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
    note : bool
        Whether it is wanted where each customer stands.

    Returns
    -------
    bundle : Bundle
        With ``segments + 1`` groups: the first holds the customers without a segment, the next those of
        segment 0 and so on. The segment of a customer is that of the first event that has one.
    footing : Footing or None
        Where the customers with an event in any stage stand, when noted.
    """
    groups = segments + 1
    stage = stage_of[events.label] if stage_of.size else np.full(len(events), -1, np.int32)
    kept = np.flatnonzero(stage >= 0)
    if kept.size == 0:
        return Bundle.total((), groups, stages), None
    at: NDArray[np.int64] = stage[kept].astype(np.int64)
    group, shape = groups_of(events, groups)[kept], (groups, stages)
    needed = Events(events.customer[kept], events.us[kept], events.label[kept], events.segment[:0], None)
    bundle, footing = _reduced(needed, at, group, shape, errors, walk, tails, note)
    return bundle, footing if footing is None else replace(footing, begin=kept[footing.begin])


def _reduced(
    events: Events,
    at: NDArray[np.int64],
    group: NDArray[np.int64],
    shape: tuple[int, int],
    errors: NDArray[np.bool_] | None,
    walk: Walk,
    tails: bool,
    note: bool,
) -> tuple[Bundle, Footing | None]:
    """Reduce events that all have a stage."""
    groups, stages = shape
    run = Run.of(events.customer, at)
    starts, lasts = run.starts, run.lasts
    who = run.who
    wrong = _wrong(errors, events.label, who, at, stages)
    spans: Spans = [] if note else None
    present, followed = _followed(
        who[starts], at[starts], starts, run.ends, group[lasts], groups, stages, spans
    )
    passed, followed = walked(walk, who[starts], at[starts], group[lasts], (present, followed))
    bundle = replace(
        near(events, at, group, shape, run, tails),
        reach=present,
        followed=followed,
        failed=_count(group[lasts][wrong // stages] * stages + wrong % stages, shape),
        passed=passed,
    )
    if not spans:
        return bundle, None
    first, last = (np.concatenate([span[side] for span in spans]) for side in (0, 1))
    begin = starts[np.searchsorted(starts, lasts, side="right") - 1]
    return bundle, Footing(events.customer[lasts], group[lasts], first, last, wrong, begin)


def near(
    events: Events,
    at: NDArray[np.int64],
    group: NDArray[np.int64],
    shape: tuple[int, int],
    run: Run,
    tails: bool,
) -> Bundle:
    """Reduce to what no earlier visit changes: for the last visits of customers as good as for all.

    What a customer did from stage to stage (`reach`, `followed`, `passed`, `failed`) is left empty.
    """
    groups, stages = shape
    starts, lasts = run.starts, run.lasts
    cell = group * stages + at
    bins = bin_of(_durations(events.us, run.first, starts, run.ends))
    ends_of = _lasts(cell, events.us, starts, lasts, bins if tails else None)
    none = np.zeros(shape, np.int64)
    return Bundle(
        customers=np.bincount(group[lasts], minlength=groups).astype(np.int64),
        events=_count(cell, shape),
        visits=_count(cell[starts], shape),
        retries=retries(events.label, starts, run.ends, cell, shape),
        reach=none,
        exits=_count(cell[lasts], shape),
        followed=np.zeros((groups, stages, stages), np.int64),
        failed=none,
        durations=Tally.of(cell[starts] * BINS + bins),
        lasts=ends_of[0],
        passed=none,
        contacts=none,
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


def _wrong(
    errors: NDArray[np.bool_] | None,
    label: NDArray[np.int32],
    who: NDArray[np.int64],
    at: NDArray[np.int64],
    stages: int,
) -> Ints:
    """Return who had an error in which stage, sorted: each once, however often it went wrong."""
    if errors is None or not errors.any():
        return np.empty(0, np.int64)
    wrong = errors[label]
    return np.asarray(np.unique(who[wrong] * stages + at[wrong]), np.int64)


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
    spans: Spans,
) -> tuple[Ints, Ints]:
    """Return customers a stage, and customers with an event in one stage after their first in another.

    The places of the first and last event of each customer and stage are added to `spans`.
    """
    present = np.zeros((groups, stages), np.int64)
    followed = np.zeros((groups, stages, stages), np.int64)
    size = max(1, _CELLS // max(1, stages))
    for begin in range(0, len(group), size):
        stop = min(begin + size, len(group))
        low, high = np.searchsorted(who, [begin, stop])
        part, count = slice(low, high), stop - begin
        place = (who[part] - begin) * stages + stage[part]
        first = np.full(count * stages, NEVER, np.int32)
        last = np.full(count * stages, -1, np.int32)
        first[place[::-1]] = starts[part][::-1]  # of several visits the earliest is written last
        last[place] = ends[part]
        members = np.zeros((groups, count))
        members[group[begin:stop], np.arange(count)] = 1.0
        firsts, lasts = first.reshape(count, stages), last.reshape(count, stages)
        if spans is not None:
            spans.append((firsts, lasts))
        present += (members @ (lasts >= 0)).astype(np.int64)
        for origin in range(stages):
            after = lasts > firsts[:, origin, None]
            after[:, origin] = False
            followed[:, origin] += (members @ after).astype(np.int64)
    return present, followed
