"""Repeats of a label within a visit, whether labels are few or very many; knows codes alone."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cjm_widgets.metrics.tally import Ints

_CELLS = 1 << 22
_MANY = 1 << 12
"""More labels than these are told apart by sorting, not by a table."""


def retries_of_many(
    label: NDArray[np.int32], starts: Any, ends: Any, cell: Any, shape: tuple[int, int], long: Any
) -> Ints:
    """Count events whose label came before in the same visit, by sorting pairs of visit and label."""
    lengths = ends[long] - starts[long] + 1
    visit = np.repeat(np.arange(long.size), lengths)
    offset = np.arange(visit.size) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    pairs = np.sort(visit * (int(label.max()) + 1) + label[starts[long][visit] + offset])
    again = visit[1:][pairs[1:] == pairs[:-1]]  # sorting pairs keeps the visits as they are
    size = shape[0] * shape[1]
    return np.bincount(cell[starts[long][again]], minlength=size).astype(np.int64).reshape(shape)


def retries(label: NDArray[np.int32], starts: Any, ends: Any, cell: Any, shape: tuple[int, int]) -> Ints:
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
