"""Counts by whole-number keys that add up, kept sparse; knows not what the keys stand for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
_DENSE = 1 << 22


@dataclass(frozen=True, slots=True)
class Tally:
    """Sorted distinct keys and how often each came; two tallies add up to the tally of all."""

    keys: Ints
    counts: Ints

    @staticmethod
    def empty() -> Tally:
        """Return the tally of nothing."""
        return Tally(np.empty(0, np.int64), np.empty(0, np.int64))

    @staticmethod
    def of(keys: NDArray[Any], weights: Ints | None = None) -> Tally:
        """Count `keys` (whole numbers from 0), each once or by its weight."""
        if keys.size == 0:
            return Tally.empty()
        top = int(keys.max())
        if top < _DENSE and top < 8 * keys.size:
            dense = _bincount(keys, weights, top + 1)
            found = np.flatnonzero(dense)
            return Tally(found.astype(np.int64), dense[found])
        if weights is None:
            distinct, counts = np.unique(keys.astype(np.int64, copy=False), return_counts=True)
            return Tally(distinct, counts.astype(np.int64, copy=False))
        distinct, place = np.unique(keys.astype(np.int64, copy=False), return_inverse=True)
        return Tally(distinct, _bincount(place, weights, distinct.size))

    @staticmethod
    def total(tallies: Iterable[Tally]) -> Tally:
        """Add many tallies at once."""
        parts = [tally for tally in tallies if tally.keys.size]
        if len(parts) < 2:
            return parts[0] if parts else Tally.empty()
        return Tally.of(np.concatenate([p.keys for p in parts]), np.concatenate([p.counts for p in parts]))

    def __sub__(self, other: Tally) -> Tally:
        """Take off a tally of some of what was counted."""
        if other.keys.size == 0:
            return self
        counts = self.counts.copy()
        counts[np.searchsorted(self.keys, other.keys)] -= other.counts
        left = counts > 0
        return Tally(self.keys[left], counts[left])

    def __add__(self, other: Tally) -> Tally:
        return Tally.total((self, other))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Tally):
            return NotImplemented
        return np.array_equal(self.keys, other.keys) and np.array_equal(self.counts, other.counts)

    __hash__ = None  # type: ignore[assignment]


def _bincount(keys: NDArray[Any], weights: Ints | None, size: int) -> Ints:
    if weights is None:
        return np.bincount(keys, minlength=size).astype(np.int64, copy=False)
    # Floats hold whole numbers exactly up to 2**53.
    return np.bincount(keys, weights=weights, minlength=size).astype(np.int64)
