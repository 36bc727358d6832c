"""The numbers of a source as plain values for a page: by stage, of personas, over time; computes none."""

from __future__ import annotations

from math import isfinite, isnan
from typing import Any

from cjm_widgets.errors import CjmError
from cjm_widgets.model.records import PersonaRecord
from cjm_widgets.render.source import Source

OVER_TIME = ("csat", "nps", "ces")
_MOST_POINTS = 120
_SEGMENT = "segment"


def cells_of(source: Source) -> dict[str, dict[str, Any]]:
    """Return metric, stage id, then the cell; customers of personas go by "segment" and the persona's id."""
    found: dict[str, dict[str, Any]] = {
        metric: {stage_id: cell.to_dict(source.locale) for stage_id, cell in row.items()}
        for metric, row in source.view.metrics.items()
    }
    sizes = {source.veil.get(one.id, one.id): cell for one in _people(source) if (cell := _size(source, one))}
    return {**found, _SEGMENT: sizes} if sizes else found


def trends_of(source: Source) -> dict[str, list[dict[str, Any]]]:
    """Return the points over time of the survey's metrics that the map shows; {} without dates."""
    shown = {lane.metric for lane in source.view.lanes if lane.kind == "metrics"}
    found = {metric: _points(source, metric) for metric in OVER_TIME if metric in shown}
    return {metric: points for metric, points in found.items() if len(points) > 1}


def _people(source: Source) -> list[PersonaRecord]:
    shown = {view.id for view in source.view.personas}
    return [one for one in source.state.where(PersonaRecord) if one.id in shown and one.segment.strip()]


def _size(source: Source, persona: PersonaRecord) -> dict[str, Any] | None:
    """Return how many customers the rule of a persona finds, as a cell; None where nobody knows."""
    if source.binding is None:
        return None
    try:
        found = source.binding.size_of(source.document.persona(persona.id))
    except CjmError:
        return None
    if found is None:
        return None
    return {
        **dict.fromkeys(("low", "high", "reason", "base", "target")),
        "metric": _SEGMENT,
        "stage_id": source.veil.get(persona.id, persona.id),
        "unit": "share",
        "n": found.n,
        "state": "ok",
        "value": None if isnan(found.share) else found.share,
    }


def _points(source: Source, metric: str) -> list[dict[str, Any]]:
    if source.binding is None:
        return []
    try:
        frame = source.binding.trend(metric)
    except CjmError:
        return []
    rows = [row for row in frame.tail(_MOST_POINTS).to_dict("records") if isfinite(row["value"])]
    return [
        {
            "day": row["time"].date().isoformat(),
            "value": float(row["value"]),
            "low": float(row["low"] if isfinite(row["low"]) else row["value"]),
            "high": float(row["high"] if isfinite(row["high"]) else row["value"]),
            "n": int(row["n"]),
            "few": row["state"] == "too_few",
        }
        for row in rows
    ]
