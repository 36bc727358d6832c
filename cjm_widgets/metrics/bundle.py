"""Statistics of customer histories that add up, and can be taken off again; knows codes, no events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from cjm_widgets.metrics.tally import Ints, Tally

DAYS = 1 << 24
"""Room for days in a key: 23,000 years either way."""


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
