"""Drawn and measured emotion side by side as a table; imports pandas only when called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjm_widgets.analysis.measured import SCORES, gap_of, measured, on_emotion_scale, score_of
from cjm_widgets.errors import BadInput, needed_for

if TYPE_CHECKING:
    import pandas as pd

    from cjm_widgets.model.journey import Journey

COLUMNS = (
    "stage", "persona", "drawn", "drawn_low", "drawn_high", "measured", "low", "high", "gap", "disagree", "n",
    "metric",
)  # fmt: skip


def gaps_frame(journey: Journey, metric: str | None, neutral: float | None) -> pd.DataFrame:
    """Return one row a point of an as-is curve at a stage that has a score."""
    with needed_for("A table"):
        import pandas as pd

    if journey.binding is None:
        raise BadInput(
            "This journey is bound to no data.", where="binding", hint="First journey.bind(survey, …)."
        )  # fmt: skip
    if metric is not None:
        on_emotion_scale(0.0, metric)  # refuses what is no score
    cells = journey.binding.cells()
    lane = next((lane for lane in journey.lanes if lane.kind == "emotions"), None)
    score = metric or score_of(lane.metric if lane else "", cells)
    middle = neutral if neutral is not None or lane is None else lane.target
    found = measured(cells.get(score, {}), score, middle) if score in SCORES else {}
    names = {stage.id: stage.name for stage in journey.stages}
    people = {persona.id: persona.public.name for persona in journey.document.personas}
    rows = []
    for point in journey.emotions:
        if point.variant != "as_is" or point.after or point.stage_id not in found:
            continue
        at = found[point.stage_id]
        gap = gap_of(at, point)
        rows.append(
            (names[point.stage_id], people.get(point.persona_id or ""), point.value, point.low, point.high,
             at.value, at.low, at.high, gap.value, gap.disagree, at.n, score)
        )  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))
