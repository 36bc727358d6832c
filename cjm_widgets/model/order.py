"""Fractional order keys, so that a move changes one record; knows no tables."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from typing import Protocol, TypeVar

from fractional_indexing import FIError, generate_key_between, generate_n_keys_between

from cjm_widgets.errors import BadInput


class Ordered(Protocol):
    """Anything with an id and an order key."""

    @property
    def id(self) -> str:
        """Return the id."""

    @property
    def order(self) -> str:
        """Return the order key."""


T = TypeVar("T", bound=Ordered)


def sort_key(item: Ordered) -> tuple[str, str]:
    """Return the key records are sorted by: order first, id where two orders are equal."""
    return (item.order, item.id)


def between(before: str | None, after: str | None) -> str:
    """Return a key between two keys; None means the open end.

    Two records made at the same moment can carry equal keys. Then the new key goes behind both.
    """
    if before is not None and after is not None and before >= after:
        after = None
    try:
        return str(generate_key_between(before, after))
    except FIError:  # a key written by hand that is no fractional index still has a place behind it
        return f"{before or ''}V"


def first_keys(count: int) -> list[str]:
    """Return `count` keys for a fresh list, in order."""
    return [str(key) for key in generate_n_keys_between(None, None, count)]


def keys_behind(items: Sequence[T], count: int) -> list[str]:
    """Return `count` keys behind those of all `items`, in order."""
    last = max((item.order for item in items), default=None)
    keys: list[str] = []
    for _ in range(count):
        last = between(last, None)
        keys.append(last)
    return keys


def key_at(items: Sequence[T], index: int | None) -> str:
    """Return the key that puts a new item at `index` of sorted `items` (None: at the end)."""
    try:
        at = len(items) if index is None else max(0, min(operator.index(index), len(items)))
    except TypeError:
        raise BadInput(
            "A place is a whole number, from 0.", where="index", value=index, expected="0, 1, 2 …"
        ) from None
    before = items[at - 1].order if at > 0 else None
    after = items[at].order if at < len(items) else None
    return between(before, after)
