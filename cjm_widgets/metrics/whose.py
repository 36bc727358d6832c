"""Which customers a number of events counts, told by the reduction, one group a customer; knows no rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cjm_widgets.errors import BadInput
from cjm_widgets.metrics.engine import Events, groups_of
from cjm_widgets.metrics.groups import plan_of
from cjm_widgets.metrics.readout import Readout
from cjm_widgets.metrics.rules import Plan, reduced

_AT_ONCE = 256
"""Customers reduced together: the reduction takes room for customers × groups."""


def customers_of(
    readout: Readout, stage_id: str | None, metric: str | None, outcome: str | None, segment: str | None
) -> list[str]:
    """Return the customers with an outcome of a metric at a stage, and in a segment, as labels."""
    store = readout.data.events
    if store is None:
        return []
    names = store.segments.labels
    group = (names.index(segment) + 1, len(names) + 1) if segment in names else None
    asked = None
    if outcome is not None and stage_id is not None and metric is not None:
        asked = _asked(readout, stage_id, metric, outcome)
    job = partial(_codes, plan_of(readout, store), group, asked)
    return store.customers_where(job)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What is counted (a field of the bundle at a stage, or from one to another), and whether it happened."""

    counted: str
    base: str
    at: int
    goal: int | None
    happened: bool


def _codes(plan: Plan, group: tuple[int, int] | None, asked: _Outcome | None, events: Events) -> Any:
    """Return the codes of the customers of a bucket that are meant."""
    first = _starts(events)
    keep = np.ones(int(first.sum()), bool)
    if group is not None:
        keep &= groups_of(events, group[1])[first] == group[0]
    if asked is not None:
        keep &= _with_outcome(plan, asked, events)
    return np.unique(events.marks.get("person", events.customer)[first][keep])


def _starts(events: Events) -> NDArray[np.bool_]:
    """Return where the first event of each unit of count is."""
    return np.asarray(np.append(True, events.customer[1:] != events.customer[:-1])[: len(events)], bool)


def _with_outcome(plan: Plan, asked: _Outcome, events: Events) -> NDArray[np.bool_]:
    """Return customer → whether theirs is the outcome, from the bundle with one group a customer."""
    first = _starts(events)
    who = np.cumsum(first) - 1
    count = int(first.sum())
    edges = np.append(np.flatnonzero(first), len(events))
    found = np.zeros(count, bool)
    for begin in range(0, count, _AT_ONCE):
        end = min(begin + _AT_ONCE, count)
        part = slice(int(edges[begin]), int(edges[end]))
        alone = replace(events.take(part), segment=(who[part] - begin).astype(np.int32))
        bundle = reduced(alone, plan, end - begin)
        done = getattr(bundle, asked.counted)[1:, asked.at]
        done = done if asked.goal is None else done[:, asked.goal]
        could = getattr(bundle, asked.base)[1:, asked.at]
        found[begin:end] = (could > 0) & ((done > 0) == asked.happened)
    return found


def _asked(readout: Readout, stage_id: str, metric: str, outcome: str) -> _Outcome:
    """Return what an outcome of a metric at a stage is in a bundle.

    Raises
    ------
    BadInput
        The metric has no number at this stage.
    """
    ids, codes = readout.layout.stage_ids, readout.codes
    place = ids.index(stage_id)
    following = ids[place + 1] if place + 1 < len(ids) else None
    steps = {
        "conversion": (ids[place - 1] if place else None, stage_id),
        "drop_off": (stage_id, following),
        "completion": (stage_id, ids[-1] if following else None),
    }
    happened = outcome in ("converted", "completed", "left", "failed")
    origin, goal = steps.get(metric, (stage_id, stage_id))
    if origin is None or goal is None or origin not in codes or goal not in codes:
        raise BadInput(
            f'"{metric}" has no number at this stage.', where="stage",
            expected="a stage with events that has one before or after it, as the metric needs",
        )  # fmt: skip
    if metric in steps:
        return _Outcome("followed", "passed", codes[origin], codes[goal], happened)
    return _Outcome("failed" if metric == "errors" else "exits", "reach", codes[stage_id], None, happened)


def rows_at(readout: Readout, stage_id: str, metric: str | None, outcome: str | None) -> str:
    """Return the stage whose events show an outcome: lost on the way here is seen in the stage before."""
    ids = readout.layout.stage_ids
    place = ids.index(stage_id)
    return ids[place - 1] if metric == "conversion" and outcome == "lost" and place else stage_id
