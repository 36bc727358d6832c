"""The order of events: by customer, time and tie-breaker, stable; knows arrays alone."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

_ROWS = 0xFFFF_FFFF


def order(
    customer: NDArray[np.int32], us: NDArray[np.int64], tie: NDArray[Any] | None = None
) -> NDArray[np.int64]:
    """Return the stable order by customer, time and tie-breaker.

    Once rows are in the order of time, customer and row make one key, and no two keys are alike: numpy sorts
    such keys in the registers of the processor, several times faster than it finds a stable order.
    """
    places: NDArray[np.intp] | None = None
    if tie is not None and not _rises(tie):
        places = np.argsort(tie, kind="stable")
    times = us if places is None else us[places]
    if not _rises(times):
        places = _then(places, np.argsort(times, kind="stable"))
    who = customer if places is None else customer[places]
    if len(who) > _ROWS:
        return _then(places, np.argsort(who, kind="stable"))
    keys = who.astype(np.int64)
    keys <<= 32
    keys |= np.arange(len(who))
    keys.sort()
    keys &= _ROWS
    return keys if places is None else places[keys]


def _rises(values: NDArray[Any]) -> bool:
    return bool(np.all(values[1:] >= values[:-1]))


def _then(first: NDArray[np.intp] | None, second: NDArray[np.intp]) -> NDArray[np.intp]:
    return second if first is None else first[second]
