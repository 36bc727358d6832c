"""Which measured scores stand beside the curve of a view; draws nothing."""

from __future__ import annotations

from collections.abc import Mapping

from cjm_widgets.analysis.measured import Gap, Measured, gap_of, measured, score_of
from cjm_widgets.render.views import LaneView, MapView


def scores_beside(view: MapView, lane: LaneView | None = None) -> dict[str, Measured]:
    """Return the measured score of each stage for a lane of emotions; for the first of them without one."""
    lane = lane or next((each for each in view.lanes if each.kind == "emotions"), None)
    score = score_of(lane.metric if lane else "", view.metrics)
    return measured(view.metrics[score], score, lane.target if lane else None) if score else {}


def gaps(view: MapView, scores: Mapping[str, Measured]) -> dict[str, Gap]:
    """Return the gap at each stage where the first curve has a point and there is a score."""
    if not view.curves or view.curves[0].variant != "as_is":
        return {}
    points = view.curves[0].points
    return {p.stage_id: gap_of(scores[p.stage_id], p) for p in points if not p.after and p.stage_id in scores}
