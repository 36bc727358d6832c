"""The numbers of each touchpoint and event inside its stage, as those of a stage; judges by no target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from cjm_widgets.errors import BadInput
from cjm_widgets.metrics.bundle import Bundle
from cjm_widgets.metrics.cells import SURVEY_METRICS
from cjm_widgets.metrics.derive import Everyone, Values
from cjm_widgets.metrics.engine import Events
from cjm_widgets.metrics.matching import UNASSIGNED, Match
from cjm_widgets.metrics.readout import Data, Layout, Readout
from cjm_widgets.metrics.rules import reduced
from cjm_widgets.metrics.stakes import stakes_of
from cjm_widgets.metrics.tally import Ints

MOST = 500
"""More touchpoints than these are no steps that anybody reads one by one."""


def steps(
    readout: Readout, stage_ids: Sequence[str], declared: Sequence[str]
) -> tuple[dict[str, str], Readout]:
    """Return touchpoint → stage id in the order of the map, and the readout in which each is a stage.

    Within a stage: the labels declared, in their order, then the others, those with most rows first.

    Raises
    ------
    BadInput
        More than 500 of them.
    """
    place = {label: index for index, label in enumerate(declared)}
    counts = _rows(readout.data)
    stage_of = {label: readout.matches.get(label, UNASSIGNED).stage_id for label in counts}
    found: dict[str, str] = {}
    for stage_id in stage_ids:
        here = [label for label, stage in stage_of.items() if stage == stage_id]
        here.sort(key=lambda label: (place.get(label, len(place)), -counts[label], label))
        found |= dict.fromkeys(here, stage_id)
    if len(found) > MOST:
        raise BadInput(
            f"{len(found):,} touchpoints are too many to be looked at one by one.", where="by",
            expected=f"at most {MOST}", hint="Ask for a stage, or declare fewer labels.",
        )  # fmt: skip
    return found, _of_labels(readout, tuple(found))


def _rows(data: Data) -> dict[str, int]:
    """Return label → rows or events that count."""
    counts: dict[str, int] = dict(data.surveys.rows) if data.surveys else {}
    if data.events:
        labels = data.events.labels.labels
        total = np.zeros(len(labels), np.int64)
        for part in data.events.run([partial(_label_counts, len(labels))], of_units=False)[0]:
            total += part
        for label, count in zip(labels, total.tolist(), strict=True):
            counts[label] = counts.get(label, 0) + count
    return {label: count for label, count in counts.items() if count}


def _label_counts(size: int, events: Events) -> Ints:
    return np.bincount(events.label, minlength=size).astype(np.int64)


def _of_labels(readout: Readout, labels: tuple[str, ...]) -> Readout:
    """Return a readout in which each label is a stage of its own."""
    layout = Layout(labels, labels, ())
    matches = {label: Match(label, "exact") for label in labels}
    bundle, codes = None, {}
    if readout.data.events:
        store = readout.data.events
        known = store.labels.labels
        codes = {label: code for code, label in enumerate(label for label in labels if label in set(known))}
        table = np.array([codes.get(label, -1) for label in known], np.int32)
        plan = store.plan(table, len(codes), tuple(codes.values()))
        segments = len(store.segments)
        parts = store.run([partial(reduced, plan=plan, segments=segments)])[0]
        bundle = Bundle.total(parts, segments + 1, len(codes))
    stakes = None
    if readout.stakes and readout.data.events and readout.data.business is not None:
        stakes = stakes_of(readout.data.events, readout.data.business, plan, tuple(codes.values()))
    found = replace(readout, layout=layout, matches=matches, codes=codes, bundle=bundle, cells={})
    return replace(found, stakes=stakes)


def step_values(readout: Readout) -> Values:
    """Return the findings of every touchpoint, of the metrics that its kind of data has."""
    found: Values = readout.values(Everyone(), Everyone())
    surveyed = set(readout.data.surveys.rows) if readout.data.surveys else set()
    kept: Values = {}
    for metric, row in found.items():
        of_survey = metric in SURVEY_METRICS
        kept[metric] = {
            label: item
            for label, item in row.items()
            if (label in surveyed if of_survey else label in readout.codes)
        }
    return kept
