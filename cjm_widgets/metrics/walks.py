"""Stages walked in the order of the map, in order or without a detour, a customer; knows codes alone."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cjm_widgets.metrics.tally import Ints

ORDERS = ("loose", "ordered", "strict")
_NEVER = np.iinfo(np.int64).max


class Walk(NamedTuple):
    """What counts as going from stage to stage.

    Attributes
    ----------
    order : str
        ``"loose"``: an event in the other stage after the first in this one; ``"ordered"``: every stage of
        the map up to the other one, each after the one before, other stages between them allowed;
        ``"strict"``: visits that follow each other directly, stage by stage.
    path : tuple of int
        Stage codes in the order of the map; of no account when loose.
    """

    order: str = "loose"
    path: tuple[int, ...] = ()


LOOSE = Walk()


def walked(walk: Walk, who: Ints, stage: Ints, group: Ints, loose: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
    """Return who could go on from each stage, and who went from one to the other.

    Parameters
    ----------
    walk : Walk
        What counts.
    who, stage : array of int
        Customer (from 0, sorted) and stage of each visit, in order.
    group : array of int
        The group of each customer.
    loose : tuple of arrays
        Customers in each stage (groups × stages), and followed (groups × stages × stages), when loose.

    Returns
    -------
    tuple of arrays
        Of the shapes of `loose`.
    """
    if walk.order == "loose":
        return loose
    shape = loose[1].shape
    passed, followed = np.zeros(shape[:2], np.int64), np.zeros(shape, np.int64)
    place_of = np.full(shape[1], -1, np.int64)
    place_of[list(walk.path)] = np.arange(len(walk.path))
    place = place_of[stage]
    if walk.order == "strict":
        _strict(walk.path, who, place, group, followed)
        return loose[0], followed
    _ordered(walk.path, who, place, group, passed)
    for index, origin in enumerate(walk.path):
        for goal in walk.path[index + 1 :]:
            followed[:, origin, goal] = passed[:, goal]
    return passed, followed


def _ordered(path: tuple[int, ...], who: Ints, place: Ints, group: Ints, passed: Ints) -> None:
    """Count customers who were in every stage of the path so far, each after the one before.

    The earliest visit that fits is always the best one to go on from.
    """
    at = np.full(len(group), -1, np.int64)
    for index, code in enumerate(path):
        visits = np.flatnonzero(place == index)
        visits = visits[visits > at[who[visits]]]
        at = np.full(len(group), _NEVER)
        at[who[visits[::-1]]] = visits[::-1]  # the earliest is written last
        passed[:, code] = np.bincount(group[at < _NEVER], minlength=len(passed))


def _strict(path: tuple[int, ...], who: Ints, place: Ints, group: Ints, followed: Ints) -> None:
    """Count customers with a run of visits, one directly after the other, from one stage to another."""
    if place.size == 0 or not path:
        return
    linked = np.concatenate(([False], (who[1:] == who[:-1]) & (place[1:] == place[:-1] + 1)))
    linked &= place > 0
    count = np.arange(place.size)
    length = count - np.maximum.accumulate(np.where(linked, 0, count))
    longest: NDArray[Any] = np.zeros((len(group) * len(path)), np.int64)
    inside = place >= 0
    np.maximum.at(longest, (who * len(path) + place)[inside], length[inside])
    table = longest.reshape(len(group), len(path))
    for goal in range(1, len(path)):
        for steps in range(1, goal + 1):
            arrived = group[table[:, goal] >= steps]
            followed[:, path[goal - steps], path[goal]] = np.bincount(arrived, minlength=len(followed))
