"""Which customers a number of events counts, told by the reduction, one group a customer; knows no rows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cjm_widgets.metrics.engine import Bundle, Events, groups_of
from cjm_widgets.metrics.groups import plan_of
from cjm_widgets.metrics.readout import Readout
from cjm_widgets.metrics.rules import reduced

_AT_ONCE = 256
"""Customers reduced together: the reduction takes room for customers × groups."""


def customers_of(
    readout: Readout, stage_id: str | None, metric: str | None, outcome: str | None, segment: str | None
) -> list[str]:
    """Return the customers with an outcome of a metric at a stage, and in a segment, as labels."""
    store = readout.data.events
    if store is None:
        return []
    labels = store.customers.labels
    found: list[str] = []
    for _, events in store.histories():
        first = _starts(events)
        keep = np.ones(int(first.sum()), bool)
        if segment is not None:
            keep &= _in_segment(readout, events, segment)
        if outcome is not None and stage_id is not None and metric is not None:
            keep &= _with_outcome(readout, events, stage_id, metric, outcome)
        person = events.marks.get("person", events.customer)[first]
        found += [labels[code] for code in np.unique(person[keep]).tolist()]
    return found


def _starts(events: Events) -> NDArray[np.bool_]:
    """Return where the first event of each unit of count is."""
    return np.asarray(np.append(True, events.customer[1:] != events.customer[:-1])[: len(events)], bool)


def _in_segment(readout: Readout, events: Events, segment: str) -> NDArray[np.bool_]:
    """Return customer → whether the segment is theirs."""
    store = readout.data.events
    names = store.segments.labels if store else ()
    wanted = names.index(segment) + 1 if segment in names else -1
    group = groups_of(events, len(names) + 1)
    return np.asarray(group[_starts(events)] == wanted)


def _with_outcome(
    readout: Readout, events: Events, stage_id: str, metric: str, outcome: str
) -> NDArray[np.bool_]:
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
        done, could = _counts(readout, _reduced(readout, alone, end - begin), stage_id, metric)
        happened = (
            (done[1:] > 0) if outcome in ("converted", "completed", "left", "failed") else (done[1:] == 0)
        )
        found[begin:end] = (could[1:] > 0) & happened
    return found


def _reduced(readout: Readout, events: Events, groups: int) -> Bundle:
    store = readout.data.events
    if store is None:
        raise TypeError("there are no events")
    return reduced(events, plan_of(readout, store), groups)


def _counts(readout: Readout, bundle: Bundle, stage_id: str, metric: str) -> tuple[Any, Any]:
    """Return what the metric counts of each group, of how many."""
    ids, codes = readout.layout.stage_ids, readout.codes
    place = ids.index(stage_id)
    other = {
        "conversion": ids[place - 1] if place else None,
        "drop_off": ids[place + 1] if place + 1 < len(ids) else None,
        "completion": ids[-1] if place + 1 < len(ids) else None,
    }
    nothing = np.zeros(len(bundle.customers), np.int64)
    code = codes.get(stage_id)
    if metric in other:
        far = codes.get(other[metric] or "")
        if code is None or far is None:
            return nothing, nothing
        origin, goal = (far, code) if metric == "conversion" else (code, far)
        return bundle.followed[:, origin, goal], bundle.passed[:, origin]
    if code is None:
        return nothing, nothing
    counted = bundle.failed if metric == "errors" else bundle.exits
    return counted[:, code], bundle.reach[:, code]


def rows_at(readout: Readout, stage_id: str, metric: str | None, outcome: str | None) -> str:
    """Return the stage whose events show an outcome: lost on the way here is seen in the stage before."""
    ids = readout.layout.stage_ids
    place = ids.index(stage_id)
    return ids[place - 1] if metric == "conversion" and outcome == "lost" and place else stage_id
