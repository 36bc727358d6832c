"""Fingerprints of data as they were read, which go on with more rows; knows no sources and no map."""

from __future__ import annotations

import hashlib
import weakref
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cjm_widgets.metrics.columns import Coded

_ODD = np.uint64(0x9E3779B97F4A7C15)
_STEP = np.uint64(0xD1B54A32D192ED03)
_SIZE = 1 << 64


@dataclass(frozen=True, slots=True)
class Digest:
    """What a fingerprint is made of: columns, rows, and two sums over hashes of the rows (mod 2**64).

    The second sum, in which places count, is None for data that come in any order, as those of databases do.
    """

    columns: tuple[str, ...] = ()
    rows: int = 0
    plain: int = 0
    placed: int | None = 0

    def then(self, other: Digest) -> Digest:
        """Return the digest of these rows followed by others; it costs nothing but the two sums."""
        if not self.rows:
            return other
        if not other.rows:
            return self
        columns = self.columns if self.columns == other.columns else (*self.columns, "|", *other.columns)
        plain, rows = (self.plain + other.plain) % _SIZE, self.rows + other.rows
        if self.placed is None or other.placed is None:
            return Digest(columns, rows, plain, None)
        placed = self.placed + other.placed + self.rows * other.plain
        return Digest(columns, rows, plain, placed % _SIZE)

    @property
    def text(self) -> str:
        """16 hexadecimal digits."""
        told = "\x1f".join((*self.columns, str(self.rows), str(self.plain), str(self.placed)))
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def digest(
    columns: Sequence[str],
    rows: int,
    parts: Sequence[Coded | NDArray[Any] | None],
    *,
    ordered: bool = True,
) -> Digest:
    """Return the digest of columns as they were read: the same in whatever library the rows lie.

    It changes with any value that a number can be made of, with the columns and the order of the rows. That
    of all rows is the same in however many parts they came.

    Parameters
    ----------
    columns : sequence of str
        What was read, and from where.
    rows : int
        How many.
    parts : sequence of Coded, array of numbers, or None
        The columns; None for one that was not asked for.
    ordered : bool
        Whether the order of the rows means something.
    """
    mixed = np.zeros(rows, np.uint64)
    with np.errstate(over="ignore"):
        for part in parts:
            mixed = (mixed ^ (mixed >> np.uint64(29))) * _STEP
            if part is not None:
                mixed += _hashed(part)
        mixed = (mixed ^ (mixed >> np.uint64(31))) * _ODD
        places = np.arange(1, rows + 1, dtype=np.uint64)
        plain, placed = mixed.sum(dtype=np.uint64), (mixed * places).sum(dtype=np.uint64)
    return Digest(tuple(columns), rows, int(plain), int(placed) if ordered else None)


def _hashed(part: Coded | NDArray[Any]) -> NDArray[np.uint64]:
    if isinstance(part, Coded):
        names = pd.util.hash_array(np.array([*part.labels, ""], object))
        names[-1] = 0  # where -1 points
        return np.asarray(names[part.codes], np.uint64)
    return np.asarray(pd.util.hash_array(np.ascontiguousarray(part)), np.uint64)


def total(digests: Iterable[Digest]) -> Digest:
    """Return the digest of parts one after the other."""
    found = Digest()
    for part in digests:
        found = found.then(part)
    return found


def way_back(data: Any) -> Callable[[], Any]:
    """Return a function that gives data again, or None once nobody holds their frame."""
    if isinstance(data, pd.DataFrame):
        return weakref.ref(data)
    return lambda: data


def whole(data: Any) -> Any:
    """Return data with all their columns, to be asked for other columns later; later changes are not seen."""
    return data.copy(deep=False) if isinstance(data, pd.DataFrame) else data
