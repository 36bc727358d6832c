"""A slow and plain computation of everything the reduction gives, event by event, to compare with."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Plain:
    """What the events of a set of customers come to; keys are (group, stage)."""

    customers: Counter[Hashable] = field(default_factory=Counter)
    events: Counter[Any] = field(default_factory=Counter)
    visits: Counter[Any] = field(default_factory=Counter)
    retries: Counter[Any] = field(default_factory=Counter)
    reach: Counter[Any] = field(default_factory=Counter)
    exits: Counter[Any] = field(default_factory=Counter)
    failed: Counter[Any] = field(default_factory=Counter)
    lasts: Counter[Any] = field(default_factory=Counter)
    followed: Counter[Any] = field(default_factory=Counter)
    durations: dict[Any, list[int]] = field(default_factory=lambda: defaultdict(list))


def plain(
    rows: Iterable[tuple[Any, int, Any, Any]], stage_of: Mapping[Any, Any], errors: Iterable[Any] = ()
) -> Plain:
    """Go through (customer, time, label, segment) rows, in the order in which ties are meant."""
    histories: dict[Any, list[tuple[int, Any, Any]]] = defaultdict(list)
    for customer, time, label, segment in rows:
        histories[customer].append((time, label, segment))
    result = Plain()
    for history in histories.values():
        history.sort(key=lambda event: event[0])
        group = next((segment for _, _, segment in history if segment is not None), None)
        path = [
            (time, label, stage_of[label]) for time, label, _ in history if stage_of.get(label) is not None
        ]
        if path:
            _add(result, group, path, set(errors))
    return result


def _add(result: Plain, group: Any, path: list[tuple[int, Any, Any]], errors: set[Any]) -> None:
    result.customers[group] += 1
    stages = [stage for _, _, stage in path]
    for stage in stages:
        result.events[group, stage] += 1
    for stage in set(stages):
        result.reach[group, stage] += 1
        later = set(stages[stages.index(stage) + 1 :]) - {stage}
        for other in later:
            result.followed[group, stage, other] += 1
    result.exits[group, stages[-1]] += 1
    result.lasts[group, stages[-1], path[-1][0] // 86_400_000_000] += 1
    for stage in {stage for _, label, stage in path if label in errors}:
        result.failed[group, stage] += 1
    visits: list[list[tuple[int, Any, Any]]] = []
    for event in path:
        if visits and visits[-1][-1][2] == event[2]:
            visits[-1].append(event)
        else:
            visits.append([event])
    for index, visit in enumerate(visits):
        stage = visit[0][2]
        result.visits[group, stage] += 1
        result.retries[group, stage] += len(visit) - len({label for _, label, _ in visit})
        end = visits[index + 1][0][0] if index + 1 < len(visits) else visit[-1][0]
        result.durations[group, stage].append(end - visit[0][0])
