"""Repeats of a label within a visit where labels are very many; knows codes alone."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cjm_widgets.metrics.tally import Ints


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
