"""Where customers stand, so that rows that go on in time need no history again; knows codes, no frames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cjm_widgets.metrics.bundle import Bundle
from cjm_widgets.metrics.engine import NEVER, Events, Footing, Run, near, reduce_noting
from cjm_widgets.metrics.late import rows_of, spread_out
from cjm_widgets.metrics.rules import Plan
from cjm_widgets.metrics.tally import Ints

_CELLS = 1 << 22
_ROOM = 4
"""Where a customer stands is kept unless that takes more than so many cells a row."""


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Where some customers stand, and rows that hold at least the last visit of each to its end."""

    footing: Footing
    rows: Events

    @staticmethod
    def counted(events: Events, plan: Plan, segments: int) -> tuple[Bundle, Standing | None]:
        """Reduce whole histories, and note where their customers stand."""
        bundle, footing = reduce_noting(
            events, plan.stage_of, plan.stages, segments, plan.errors,
            walk=plan.walk, tails=plan.tails, note=True,
        )  # fmt: skip
        large = footing is None or footing.first.size > _ROOM * len(events)
        return bundle, None if footing is None or large else Standing(footing, events)

    def detached(self) -> Standing:
        """Return the same with no more rows than are needed."""
        begin = self.footing.begin
        count = np.searchsorted(self.rows.customer, self.footing.customer, side="right") - begin
        footing = replace(self.footing, begin=np.cumsum(count) - count)
        return Standing(footing, self.rows.take(spread_out(begin, count)))


@dataclass(frozen=True, slots=True, eq=False)
class Stands:
    """Where customers asked for stand.

    Attributes
    ----------
    who : array
        Their codes, sorted.
    known : array of bool
        Whether it is known; the rest of the attributes is empty where not.
    group, until : array
        Group; microseconds of the last event, in a stage or not.
    first, last, wrong : array, customers × stages
        As in :class:`Footing`, errors as a table.
    tail : Events
        The last visits, in the order of customer and time.
    """

    who: NDArray[np.int32]
    known: NDArray[np.bool_]
    group: Ints
    until: Ints
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    wrong: NDArray[np.bool_]
    tail: Events

    @staticmethod
    def of(
        fresh: Events,
        who: Any,
        stages: int,
        layers: Iterable[Standing],
        buckets: Mapping[int, Any],
        size: int,
    ) -> Stands:
        """Look customers up, first in `layers`, the newest first, then in `buckets` of so many codes."""
        shape = (len(who), stages)
        found = Stands(
            who, np.zeros(len(who), bool), np.zeros(len(who), np.int64), np.zeros(len(who), np.int64),
            np.full(shape, NEVER, np.int32), np.full(shape, -1, np.int32), np.zeros(shape, bool), fresh,
        )  # fmt: skip
        tails: list[Events] = []
        left = np.arange(len(who))
        for standing in layers:
            left = left[~found._fill(left, standing, tails)]
        number = who[left] // size
        keys = [key for key in np.unique(number).tolist() if key in buckets]
        edges = np.searchsorted(number, [(key, key + 1) for key in keys]).reshape(-1, 2).tolist()
        for key, (begin, end) in zip(keys, edges, strict=True):
            found._fill(left[begin:end], buckets[key], tails)
        tail = Events.joined(tails) if tails else fresh.take(slice(0, 0))
        return replace(found, tail=tail.take(np.argsort(tail.customer, kind="stable")))

    def _fill(self, asked: Any, standing: Standing, tails: list[Events]) -> NDArray[np.bool_]:
        """Take over what a standing says of customers at some places; return where it says something."""
        footing, rows, codes = standing.footing, standing.rows, self.who[asked]
        at = np.minimum(np.searchsorted(footing.customer, codes), max(0, len(footing.customer) - 1))
        hit: NDArray[np.bool_] = footing.customer[at] == codes
        here, at, stages = asked[hit], at[hit], self.first.shape[1]
        if at.size == 0:
            return hit
        end = np.searchsorted(rows.customer, codes[hit], side="right")
        self.known[here] = True
        self.group[here], self.until[here] = footing.group[at], rows.us[end - 1]
        self.first[here], self.last[here] = footing.first[at], footing.last[at]
        low, high = (np.searchsorted(footing.wrong, (at + side) * stages) for side in (0, 1))
        keys = footing.wrong[spread_out(low, high - low)]
        self.wrong[np.repeat(here, high - low), keys % stages] = True
        tails.append(rows.take(spread_out(footing.begin[at], end - footing.begin[at])))
        return hit

    def standing(self) -> Standing:
        """Return the same as a layer; all must be known."""
        begin = np.searchsorted(self.tail.customer, self.who)
        wrong = np.flatnonzero(self.wrong)
        return Standing(Footing(self.who, self.group, self.first, self.last, wrong, begin), self.tail)

    def take(self, where: NDArray[np.bool_]) -> Stands:
        """Return some of the customers."""
        return Stands(
            self.who[where], self.known[where], self.group[where], self.until[where], self.first[where],
            self.last[where], self.wrong[where], self.tail.take(rows_of(self.tail.customer, self.who[where])),
        )  # fmt: skip

    def going_on(self, fresh: Events, newcomer: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return whose new rows (`fresh`, ordered) all come after what is known, and change no group."""
        at = np.searchsorted(fresh.customer, self.who)
        named = np.zeros(len(self.who), bool)
        named[np.searchsorted(self.who, fresh.customer[fresh.segment >= 0])] = True
        settled = (self.group > 0) | ~named
        return np.asarray(newcomer | (self.known & settled & (fresh.us[at] > self.until)), bool)


def advanced(
    stands: Stands, fresh: Events, plan: Plan, groups: int, clock: int
) -> tuple[Bundle, Bundle, Standing | None]:
    """Go on from where customers stand.

    Parameters
    ----------
    stands : Stands
        With the groups of newcomers filled in.
    fresh : Events
        Ordered rows of these customers, later than all that is known of them.
    clock : int
        A place after all that are in `stands`.

    Returns
    -------
    was, now : Bundle
        What to take off the whole, and what to add to it.
    standing : Standing or None
        Where those with an event in any stage stand now.
    """
    both = Events.joined((stands.tail, fresh))
    both = both.take(np.argsort(both.customer, kind="stable"))
    was, _ = _near(stands.tail, stands, plan, groups)
    now, begin = _near(both, stands, plan, groups)
    if begin is None:
        return was, now, None
    first, last, wrong, gone = _far(stands, fresh, plan, groups, clock)
    have = last.max(axis=1) >= 0
    footing = Footing(
        stands.who[have], stands.group[have], first[have], last[have], np.flatnonzero(wrong[have]), begin
    )
    return was, replace(now, **gone), Standing(footing, both).detached()


def _near(events: Events, stands: Stands, plan: Plan, groups: int) -> tuple[Bundle, Any]:
    """Reduce last visits, and return where the last of them begin."""
    stage = plan.stage_of[events.label]
    kept = np.flatnonzero(stage >= 0)
    if kept.size == 0:
        return Bundle.total((), groups, plan.stages), None
    customer, at = events.customer[kept], stage[kept].astype(np.int64)
    group = stands.group[np.searchsorted(stands.who, customer)]
    run = Run.of(customer, at)
    needed = Events(customer, events.us[kept], events.label[kept], events.segment[:0], None)
    bundle = near(needed, at, group, (groups, plan.stages), run, plan.tails)
    return bundle, kept[run.starts[np.searchsorted(run.starts, run.lasts, side="right") - 1]]


def _far(
    stands: Stands, fresh: Events, plan: Plan, groups: int, clock: int
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.bool_], dict[str, Any]]:
    """Return first and last places and errors, and what new rows add to going from stage to stage."""
    stages = plan.stages
    stage = plan.stage_of[fresh.label]
    kept = np.flatnonzero(stage >= 0)
    place = np.searchsorted(stands.who, fresh.customer[kept]) * stages + stage[kept]
    when = np.arange(clock, clock + kept.size, dtype=np.int32)
    first, last = np.full(stands.first.size, NEVER, np.int32), np.full(stands.last.size, -1, np.int32)
    first[place[::-1]] = when[::-1]  # of several the earliest is written last
    last[place] = when
    cells = np.flatnonzero(last >= 0)
    first = np.minimum(stands.first, first.reshape(stands.first.shape))
    last = np.maximum(stands.last, last.reshape(stands.last.shape))
    flat = groups * stages
    own = np.repeat(stands.group * stages, stages) + np.tile(np.arange(stages), len(stands.who))
    reach = np.bincount(own[cells[stands.last.ravel()[cells] < 0]], minlength=flat)
    failed = np.zeros(flat, np.int64)
    wrong = stands.wrong
    if plan.errors.any():
        found = np.unique(place[plan.errors[fresh.label[kept]]])
        found = found[~wrong.ravel()[found]]
        failed = np.bincount(own[found], minlength=flat)
        wrong = wrong.copy()
        wrong.ravel()[found] = True
    shape = (groups, stages)
    gone: dict[str, Any] = {
        "reach": reach.astype(np.int64).reshape(shape),
        "failed": failed.astype(np.int64).reshape(shape),
    }
    gone["passed"] = gone["reach"]
    gone["followed"] = _newly(stands, first, last, cells, groups)
    return first, last, wrong, gone


def _newly(stands: Stands, first: Any, last: Any, cells: Any, groups: int) -> Ints:
    """Return who now has an event in one stage after their first in another, and had none before."""
    stages = first.shape[1]
    total = np.zeros(groups * stages * stages, np.int64)
    step = max(1, _CELLS // max(1, stages))
    for begin in range(0, cells.size, step):
        who, goal = np.divmod(cells[begin : begin + step], stages)
        went = last[who, goal][:, None] > first[who]
        went &= ~(stands.last[who, goal][:, None] > stands.first[who])
        went[np.arange(len(who)), goal] = False
        row, origin = np.nonzero(went)
        key = (stands.group[who[row]] * stages + origin) * stages + goal[row]
        total += np.bincount(key, minlength=total.size)
    return total.reshape(groups, stages, stages)
