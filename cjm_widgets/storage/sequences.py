"""Three-way merge of two edited lists; pure: knows no records and no files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from difflib import SequenceMatcher
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T", bound=Hashable)


class _Hunk(NamedTuple, Generic[T]):
    """``base[start:stop]`` was replaced by `new`."""

    start: int
    stop: int
    new: tuple[T, ...]


def merge_sequence(
    base: Sequence[T], ours: Sequence[T], theirs: Sequence[T], *, rank: Callable[[T], str] = repr
) -> tuple[T, ...] | None:
    """Merge two edits of one list.

    What either side took out is out, what either side added is in. Additions at the same place come in the
    order of `rank`, so that both sides reach the same list; the same addition on both sides comes once.

    Parameters
    ----------
    base, ours, theirs : sequence
        The common list and the two edited ones.
    rank : callable, optional
        Gives the text by which additions at one place are ordered.

    Returns
    -------
    tuple or None
        None when both sides replaced or moved the same item differently: a person must choose.
    """
    left, right = _hunks(base, ours), _hunks(base, theirs)
    if any(_collide(a, b) for a in left for b in right):
        return None
    out = {index for hunk in (*left, *right) for index in range(hunk.start, hunk.stop)}
    merged: list[T] = []
    for index in range(len(base) + 1):
        merged += _additions(index, left, right, rank)
        if index < len(base) and index not in out:
            merged.append(base[index])
    most = Counter(ours) | Counter(theirs)
    return tuple(merged) if Counter(merged) <= most else None


def _hunks(base: Sequence[T], side: Sequence[T]) -> list[_Hunk[T]]:
    steps = SequenceMatcher(None, base, side, autojunk=False).get_opcodes()
    return [_Hunk(i1, i2, tuple(side[j1:j2])) for tag, i1, i2, j1, j2 in steps if tag != "equal"]


def _collide(a: _Hunk[T], b: _Hunk[T]) -> bool:
    """Tell whether both sides touched the same items and at least one wrote something else in their place."""
    overlap = a.start < b.stop and b.start < a.stop
    return overlap and a != b and bool(a.new or b.new)


def _additions(index: int, left: list[_Hunk[T]], right: list[_Hunk[T]], rank: Callable[[T], str]) -> list[T]:
    runs = {hunk.new for hunk in (*left, *right) if hunk.start == index and hunk.new}
    return [item for run in sorted(runs, key=lambda run: [rank(item) for item in run]) for item in run]
