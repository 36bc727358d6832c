"""Rows that came after the rest, until they are put in their place: whose histories change; knows codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from cjm_widgets.metrics.engine import Events


@dataclass(frozen=True)
class Late:
    """Appended rows beside the buckets.

    Attributes
    ----------
    known, uncounted : Events or None
        Those that the total counts already, and those that it does not.
    """

    known: Events | None = None
    uncounted: Events | None = None

    @property
    def events(self) -> Events | None:
        """All rows."""
        parts = [part for part in (self.known, self.uncounted) if part is not None]
        return Events.joined(parts) if parts else None

    @property
    def rows(self) -> int:
        """How many there are."""
        return sum(len(part) for part in (self.known, self.uncounted) if part is not None)

    def joined(self, events: Events) -> Late:
        """Return these rows with others that nobody has counted."""
        if len(events) == 0:
            return self
        parts = [events] if self.uncounted is None else [self.uncounted, events]
        return replace(self, uncounted=Events.joined(parts))

    def counted(self) -> Late:
        """Return these rows, all of them counted."""
        return Late(self.events, None)

    def histories(self, buckets: Mapping[int, Events], size: int) -> tuple[Events, Events]:
        """Return the histories of the customers of uncounted rows: without these rows, and with them."""
        fresh = self.uncounted
        if fresh is None:
            raise ValueError("all rows are counted")
        who = np.unique(fresh.customer)
        edges = np.searchsorted(who, np.arange(0, int(who[-1]) // size + 2) * size)
        found = [
            buckets[number].take(rows_of(buckets[number].customer, who[edges[number] : edges[number + 1]]))
            for number in np.flatnonzero(np.diff(edges)).tolist()
            if number in buckets
        ]
        if self.known is not None:
            found.append(self.known.take(np.flatnonzero(np.isin(self.known.customer, who))))
        if not found:
            return fresh.take(slice(0, 0)), fresh.ordered()
        before = Events.joined(found)
        return before.ordered(), Events.joined((before, fresh)).ordered()


def rows_of(customer: NDArray[np.int32], who: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return the places of some customers in sorted ones."""
    begin = np.searchsorted(customer, who)
    return spread_out(begin, np.searchsorted(customer, who, side="right") - begin)


def spread_out(begin: NDArray[np.int64], count: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the places of runs, one after the other, from where they begin and how long they are."""
    first = np.repeat(begin - (np.cumsum(count) - count), count)
    return np.asarray(first + np.arange(len(first)), np.int64)
