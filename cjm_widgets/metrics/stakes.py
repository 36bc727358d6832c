"""What stages cost and put at stake, from events and purchases of the same customers; knows no screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cjm_widgets.metrics import business, kpi
from cjm_widgets.metrics.carriers.duck import hashes
from cjm_widgets.metrics.cells import Finding, Reason
from cjm_widgets.metrics.cluster import ClusterStore
from cjm_widgets.metrics.derive import UNMATCHED, Choice, Everyone
from cjm_widgets.metrics.engine import Events, groups_of
from cjm_widgets.metrics.orders import Business
from cjm_widgets.metrics.parts import PartStore
from cjm_widgets.metrics.rules import Plan, units
from cjm_widgets.metrics.store import EventStore

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Stakes:
    """Sums a group and stage of the map, in the order of the map; groups as in a bundle.

    Attributes
    ----------
    lost, went : array, groups × stages
        Customers who did not go on to the next stage, who did.
    revenue, revenue_squares : array, groups × stages
        Of those who went on.
    here, cost, cost_squares : array, groups × stages
        Customers in the stage, and what their events in it cost.
    """

    lost: Floats
    went: Floats
    revenue: Floats
    revenue_squares: Floats
    here: Floats
    cost: Floats
    cost_squares: Floats
    sold: bool
    costed: bool


@dataclass(frozen=True, slots=True)
class Revenues:
    """What customers brought, by a hash of their labels: fit to travel, and to be looked up in any order."""

    names: NDArray[np.uint64]
    revenue: Floats

    @staticmethod
    def of(told: Business, hashed: Callable[[Sequence[str]], Any]) -> Revenues:
        """Return those of all customers who bought."""
        names = hashed(list(told.revenue_of))
        order = np.argsort(names)
        return Revenues(names[order], np.array([*told.revenue_of.values()], float)[order])

    def __getitem__(self, who: NDArray[np.uint64]) -> Floats:
        """Return the revenue of each hash; 0 for those who bought nothing."""
        if not len(self.names):
            return np.zeros(len(who))
        at = np.minimum(np.searchsorted(self.names, who), len(self.names) - 1)
        return np.where(self.names[at] == who, self.revenue[at], 0.0)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is summed up: prices by label, places of stages on the map by code, and how many there are."""

    price: Floats
    place: NDArray[np.int64]
    plan: Plan
    groups: int
    size: int

    def sums(self, events: Events, worth: Floats) -> Floats:
        """Return the sums of whole histories; `worth` is the revenue of each customer by code."""
        if not len(events) or not self.size:
            return np.zeros((7, self.groups, self.size))
        at = self.place[self.plan.stage_of[events.label]]
        return _sums(events, at, (worth, self.price), self.plan, self.groups, self.size)


def stakes_of(store: EventStore, told: Business, plan: Plan, path: Sequence[int]) -> Stakes:
    """Return the sums for stages (codes in the order of the map); kept until something of it changes."""
    groups, size = len(store.segments) + 1, len(path)
    key = (plan.stage_of.tobytes(), plan.stages, plan.walk, store.told, tuple(path), groups)
    if store.stakes is not None and store.stakes[0] is told and store.stakes[1] == key:
        return cast(Stakes, store.stakes[2])
    price = np.array([told.costs.get(label, 0.0) for label in store.labels.labels])
    place = np.full(plan.stages + 1, -1, np.int64)
    place[list(path)] = np.arange(size)
    asked = _Asked(price, place, plan, groups, size)
    totals = sum(_parts_of(store, told, asked), np.zeros((7, groups, size)))
    lost, went, revenue, squares, here, cost, cost_squares = totals
    flags = (told.rows > 0, bool(told.costs))
    found = Stakes(lost, went, revenue, squares, here, cost, cost_squares, *flags)
    store.stakes = (told, key, found)
    return found


def _parts_of(store: EventStore, told: Business, asked: _Asked) -> Iterator[Floats]:
    """Give the sums of each bucket or part of the customers, wherever it is."""
    if isinstance(store, PartStore):
        worth = Revenues.of(told, hashes)
        for number in store.buckets:
            events, who = store.part(number)
            yield asked.sums(units(events, store.told), worth[who])
    elif isinstance(store, ClusterStore):
        yield from store.run_named(partial(_at_worker, asked, Revenues.of(told, _hashed)))
    else:
        everyone = np.array([told.revenue_of.get(label, 0.0) for label in store.customers.labels])
        for _, events in store.histories():
            yield asked.sums(events, everyone)


def _at_worker(asked: _Asked, worth: Revenues, events: Events, customers: Sequence[str]) -> Floats:
    return asked.sums(events, worth[_hashed(customers)])


def _hashed(labels: Sequence[str]) -> NDArray[np.uint64]:
    """Return the hash of each label; the same at every worker."""
    return np.asarray(pd.util.hash_array(np.array([*labels], object)), np.uint64)


def _sums(
    events: Events, at: NDArray[np.int64], money: tuple[Floats, Floats], plan: Plan, groups: int, size: int
) -> Floats:
    first = np.append(True, events.customer[1:] != events.customer[:-1])
    who = np.cumsum(first) - 1
    count = int(who[-1]) + 1
    group = groups_of(events, groups)[first]
    person = events.marks.get("person", events.customer)[first]
    kept = np.flatnonzero(at >= 0)
    cell = who[kept] * size + at[kept]
    present = np.bincount(cell, minlength=count * size).reshape(count, size) > 0
    spent = np.bincount(cell, money[1][events.label[kept]], count * size).reshape(count, size)
    could, went = _went_on(plan.walk.order, who[kept], at[kept], count, size)
    revenue = money[0][person][:, None] * went
    columns = (could & ~went, went, revenue, revenue**2, present, spent, spent**2)
    members = np.zeros((groups, count))
    members[group, np.arange(count)] = 1.0
    return np.stack([members @ column.astype(float) for column in columns])


def _went_on(order: str, who: Any, place: Any, count: int, size: int) -> tuple[Any, Any]:
    """Return customer × stage: who could go on from it, and who did, in the declared order of stages."""
    could, went = np.zeros((count, size), bool), np.zeros((count, size), bool)
    enters = np.append(True, (who[1:] != who[:-1]) | (place[1:] != place[:-1]))
    who, place = who[enters], place[enters]
    could[who, place] = True
    if order == "strict":
        direct = (who[1:] == who[:-1]) & (place[1:] == place[:-1] + 1)
        went[who[:-1][direct], place[:-1][direct]] = True
        return could, went
    number = np.arange(len(who))
    if order == "loose":
        firsts, lasts = np.full((count, size), len(who)), np.full((count, size), -1)
        firsts[who[::-1], place[::-1]] = number[::-1]
        lasts[who, place] = number
        went[:, :-1] = lasts[:, 1:] > firsts[:, :-1]
        return could, went
    at = np.full(count, -1)
    could[:] = False
    for index in range(size):
        visits = number[place == index]
        visits = visits[visits > at[who[visits]]]
        at = np.full(count, np.iinfo(np.int64).max)
        at[who[visits[::-1]]] = visits[::-1]
        could[:, index] = at < np.iinfo(np.int64).max
    went[:, :-1] = could[:, 1:]
    return could, went


def money_values(
    found: Stakes, code_of: Mapping[str, int], stage_ids: Sequence[str], choice: Choice
) -> dict[str, dict[str, Finding]]:
    """Return revenue at stake and cost to serve of each stage, for a choice of segment."""
    sums = [_of(part, choice) for part in _parts(found)]
    lost, went, revenue, squares, here, cost, cost_squares = sums
    values: dict[str, dict[str, Finding]] = {}
    known = [stage_id for stage_id in stage_ids if stage_id in code_of]
    place = {stage_id: index for index, stage_id in enumerate(known)}
    for index, stage_id in enumerate(stage_ids):
        at = place.get(stage_id)
        after = stage_ids[index + 1] if index + 1 < len(stage_ids) else None
        why = UNMATCHED if at is None else _why_no_step(after, place)
        if found.sold:
            value = kpi.nothing("money")
            if at is not None and why is None:
                told = (round(lost[at]), round(went[at]), float(revenue[at]), float(squares[at]))
                value = business.revenue_at_stake(*told)
            values.setdefault("revenue_at_stake", {})[stage_id] = Finding(value, None, why)
        if found.costed:
            value = kpi.nothing("money")
            if at is not None:
                value = business.cost_to_serve(round(here[at]), float(cost[at]), float(cost_squares[at]))
            none = UNMATCHED if at is None else None
            values.setdefault("cost_to_serve", {})[stage_id] = Finding(value, None, none)
    return values


def _parts(found: Stakes) -> tuple[Floats, ...]:
    return (
        found.lost, found.went, found.revenue, found.revenue_squares, found.here, found.cost,
        found.cost_squares,
    )  # fmt: skip


def _why_no_step(after: str | None, place: Mapping[str, int]) -> Reason | None:
    if after is None:
        return Reason("last_stage")
    return None if after in place else Reason("after_unmatched")


def _of(part: Floats, choice: Choice) -> Floats:
    """Return the sums of a choice of segment."""
    if isinstance(choice, Everyone):
        return np.asarray(part.sum(axis=0), float)
    if choice is None or choice.code + 1 >= len(part):
        return np.zeros(part.shape[1])
    return np.asarray(part[choice.code + 1], float)
