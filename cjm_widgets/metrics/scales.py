"""Two scales mixed in one column of scores: found by counts, and refused with them; knows no survey."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cjm_widgets.errors import BadInput
from cjm_widgets.metrics.columns import Coded
from cjm_widgets.metrics.kpi import MIN_N

LEAST, SHARE = 10, 0.05
"""So many scores above the scale, and so large a share of all, are no slips."""
_CHANCE = 1e-6
_TOP = 10


def check_above(column: Any, numbers: NDArray[np.float64], scale: tuple[int, int]) -> None:
    """Refuse a column with many whole scores between the end of its scale and 10.

    Raises
    ------
    BadInput
        With the counts on the scale and above.
    """
    whole = numbers[np.isfinite(numbers) & (numbers % 1 == 0)]
    inside = int(((whole >= scale[0]) & (whole <= scale[1])).sum())
    above = int(((whole > scale[1]) & (whole <= _TOP)).sum())
    if above >= LEAST and above >= SHARE * (inside + above):
        raise _mixed(
            f"{inside:,} scores from {scale[0]} to {scale[1]}, {above:,} from {scale[1] + 1} to {_TOP}",
            column,
        )


def check_groups(
    column: Any,
    scores: NDArray[np.int16],
    scale: tuple[int, int],
    groups: Mapping[str, Coded | None],
) -> None:
    """Refuse scores on a long scale of which one group only ever uses 1 to 5, as no group would by chance.

    Parameters
    ----------
    column : object
        The name of the column.
    scores : array of int16
        The scores, -1 where none counts.
    scale : tuple of int
        The declared scale; one that ends at 10 can hide one from 1 to 5.
    groups : mapping of str to Coded or None
        What divides the rows: touchpoints, segments, channels, months.

    Raises
    ------
    BadInput
        With the group and the counts.
    """
    good = scores >= 0
    if scale[1] != _TOP or good.sum() < 2 * MIN_N:
        return
    for what, coded in groups.items():
        if coded is None or len(coded.labels) < 2:
            continue
        where = good & (coded.codes >= 0)
        size = len(coded.labels)
        keys = coded.codes[where].astype(np.int64) * (_TOP + 1) + np.minimum(scores[where], _TOP)
        table = np.bincount(keys, minlength=size * (_TOP + 1)).reshape(size, _TOP + 1)
        n, short = table.sum(axis=1), table[:, 1:6].sum(axis=1)
        full = (table[:, 5] > 0) & ((table > 0).sum(axis=1) >= 3)  # as answers on 1 to 5 are
        only = (n >= MIN_N) & (short == n) & full
        rest_n, rest_short = int(n[~only].sum()), int(short[~only].sum())
        if not only.any() or rest_n < MIN_N:
            continue
        for code in np.flatnonzero(only).tolist():
            if (rest_short / rest_n) ** int(n[code]) < _CHANCE:
                told = (
                    f'{int(n[code]):,} scores of {what} "{coded.labels[code]}" only from 1 to 5, '
                    f"{rest_n:,} others up to {scale[1]}"
                )
                raise _mixed(told, column)


def months_of(days: NDArray[np.int32]) -> Coded:
    """Return the month of each day since 1970; the lowest number stands for none."""
    known = days > np.iinfo(np.int32).min
    at, different = pd.factorize(days[known])
    names, places = np.unique(different.astype("datetime64[D]").astype("datetime64[M]"), return_inverse=True)
    codes = np.full(len(days), -1, np.int32)
    codes[known] = places[at]
    return Coded(codes, tuple(map(str, names)))


def _mixed(told: str, column: Any) -> BadInput:
    return BadInput(
        f'Column "{column}" mixes two scales: {told}.', code="mixed_scales", where=str(column),
        expected="one scale a column",
        hint="Bind them as two surveys, each with its scale; check_scale=False counts them as they are.",
    )  # fmt: skip
