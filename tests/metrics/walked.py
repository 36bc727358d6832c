"""Slow and plain: stages walked in order or strictly, first contacts, sessions; one customer at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

Event = tuple[int, Any]


def histories(rows: Iterable[tuple[Any, int, Any]]) -> dict[Any, list[Event]]:
    found: dict[Any, list[Event]] = {}
    for who, when, what in rows:
        found.setdefault(who, []).append((when, what))
    return {who: sorted(events, key=lambda event: event[0]) for who, events in found.items()}


def sessions(rows: Iterable[tuple[Any, int, Any]], gap: int) -> list[tuple[Any, int, Any]]:
    """Give each event its session, (customer, number), in place of the customer."""
    found = []
    for who, events in histories(rows).items():
        number, last = 0, events[0][0]
        for when, what in events:
            number, last = number + (when - last > gap), when
            found.append(((who, number), when, what))
    return found


def counted(
    rows: Iterable[tuple[Any, int, Any]], stage_of: Mapping[Any, Any], path: Sequence[Any], order: str
) -> tuple[Counter[Hashable], Counter[Hashable]]:
    """Return who could go on from each stage, and who went from one stage to another."""
    passed: Counter[Hashable] = Counter()
    followed: Counter[Hashable] = Counter()
    for events in histories(rows).values():
        stages = [stage_of[what] for _, what in events if stage_of.get(what) is not None]
        visits = [stage for stage, _ in groupby(stages)]
        if order == "strict":
            passed.update(set(visits))
            for i in range(len(path)):
                for j in range(i + 1, len(path)):
                    run = list(path[i : j + 1])
                    found = any(visits[k : k + len(run)] == run for k in range(len(visits)))
                    followed[path[i], path[j]] += found
        else:
            rest, through = iter(visits), []
            for stage in path:
                if not any(visit == stage for visit in rest):
                    break
                through.append(stage)
            passed.update(through)
            followed.update((a, b) for i, a in enumerate(through) for b in through[i + 1 :])
    return passed, followed


def contacted(
    rows: Iterable[tuple[Any, int, Any]], contacts: set[Any], stage_of: Mapping[Any, Any], window: int
) -> tuple[Counter[Hashable], Counter[Hashable]]:
    """Return first contacts and resolved ones a stage."""
    asked: Counter[Hashable] = Counter()
    done: Counter[Hashable] = Counter()
    for events in histories(rows).values():
        calls = [(when, stage_of.get(what)) for when, what in events if what in contacts]
        for k, (when, stage) in enumerate(calls):
            if stage is None or (k and when - calls[k - 1][0] <= window):
                continue
            asked[stage] += 1
            done[stage] += not (k + 1 < len(calls) and calls[k + 1][0] - when <= window)
    return asked, done
