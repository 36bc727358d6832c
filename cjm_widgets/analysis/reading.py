"""Reads an emotion curve: its peak, trough, end, steepest fall and volatility, in words and as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from cjm_widgets.analysis.words import change, emotion
from cjm_widgets.locale import default_locale, text

if TYPE_CHECKING:
    import pandas as pd

    from cjm_widgets.model.journey import Journey
    from cjm_widgets.model.records import Emotion

What = Literal["peak", "trough", "end", "fall"]
_LEAST_FALL = 0.5
"""A fall of less than this, on the stored scale of 4, is no candidate for a moment of truth."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing a curve says.

    Attributes
    ----------
    what : str
        ``"peak"``, ``"trough"``, ``"end"`` or ``"fall"`` (the steepest).
    stage, stage_id : str
        Where; of a fall, the stage it leads to.
    value : float
        The emotion there, from -2 to +2; of a fall, its change, which is negative.
    """

    what: What
    stage: str
    stage_id: str
    value: float


@dataclass(frozen=True)
class EmotionSummary:
    """What one emotion curve says.

    Attributes
    ----------
    persona : str or None
        Whose curve.
    variant : str
        ``"as_is"`` or ``"to_be"``.
    scale : str
        The scale of the journey, which the words use; the data are on the stored one, from -2 to +2.
    points : int
        How many points it has.
    readings : tuple of Reading
        Peak, trough, end and, where it falls at all, its steepest fall.
    volatility : float or None
        The mean of the absolute changes from stage to stage, across no gap, on the stored scale; None
        where no two stages follow each other.
    moments_of_truth : tuple of str
        Stages that are candidates: peak, trough and end (Kahneman's peak-end rule) and where the steepest
        fall of at least 0.5 leads; those marked already come first.
    """

    persona: str | None
    variant: str
    scale: str
    points: int
    readings: tuple[Reading, ...]
    volatility: float | None
    moments_of_truth: tuple[str, ...]

    def reading(self, what: What) -> Reading | None:
        """Return one reading, or None where the curve has none."""
        return next((reading for reading in self.readings if reading.what == what), None)

    def text(self, locale: str | None = None) -> str:
        """Return the summary in a few sentences of a language; that of the environment when left out."""
        locale = locale or default_locale()
        said = [f"{self.persona}: "] if self.persona else [""]
        for reading in self.readings:
            write = change if reading.what == "fall" else emotion
            value = write(reading.value, self.scale, locale)
            said.append(text(f"analysis.{reading.what}", locale, stage=reading.stage, value=value) + " ")
        if self.volatility is not None:
            steps = change(self.volatility, self.scale, locale).lstrip("+")
            said.append(text("analysis.volatility", locale, value=steps) + " ")
        if self.moments_of_truth:
            stages = ", ".join(self.moments_of_truth)
            said.append(text("analysis.moments_of_truth", locale, stages=stages))
        return "".join(said).strip()

    def __str__(self) -> str:
        return self.text()

    def to_frame(self) -> pd.DataFrame:
        """Return one row a reading with the columns persona, variant, what, stage, value."""
        import pandas as pd

        rows = [(self.persona, self.variant, r.what, r.stage, r.value) for r in self.readings]
        return pd.DataFrame(rows, columns=["persona", "variant", "what", "stage", "value"])


def read_curves(journey: Journey) -> tuple[EmotionSummary, ...]:
    """Return what each curve of a journey says: persona by persona, as it is before as it should be."""
    names = {stage.id: stage.name for stage in journey.stages}
    people = {persona.id: persona.name for persona in journey.document.personas}
    curves: dict[tuple[str | None, str], dict[str, Emotion]] = {}
    for point in journey.emotions:
        curves.setdefault((point.persona_id, point.variant), {})[point.stage_id] = point
    order = {persona_id: place for place, persona_id in enumerate(people)}
    keys = sorted(curves, key=lambda key: (order.get(key[0] or "", len(order)), key[1]))
    scale = journey.record.emotion_scale
    return tuple(
        _read(curves[key], names, people.get(key[0] or ""), key[1], scale) for key in keys
    )  # fmt: skip


def _read(
    points: dict[str, Emotion], names: dict[str, str], persona: str | None, variant: str, scale: str
) -> EmotionSummary:
    at = [(stage_id, points.get(stage_id)) for stage_id in names]
    drawn = [(stage_id, point.value) for stage_id, point in at if point is not None]
    changes = [(two[0], two[1].value - one[1].value) for one, two in pairwise(at) if one[1] and two[1]]
    marked = [stage_id for stage_id, point in at if point is not None and point.moment_of_truth]
    readings = _readings(drawn, changes, names)
    found = [r.stage_id for r in readings if r.what != "fall" or r.value <= -_LEAST_FALL]
    moments = dict.fromkeys([*marked, *found]) if len(drawn) > 1 else dict.fromkeys(marked)
    steps = [abs(step) for _, step in changes]
    return EmotionSummary(
        persona, variant, scale, len(drawn), readings,
        sum(steps) / len(steps) if steps else None, tuple(names[stage_id] for stage_id in moments),
    )  # fmt: skip


def _readings(
    drawn: Sequence[tuple[str, float]], changes: Sequence[tuple[str, float]], names: dict[str, str]
) -> tuple[Reading, ...]:
    """Return the readings; of equal values the first stage counts."""
    found: list[tuple[What, tuple[str, float]]] = [
        ("peak", max(drawn, key=lambda each: each[1])),
        ("trough", min(drawn, key=lambda each: each[1])),
        ("end", drawn[-1]),
    ]
    if changes and min(step for _, step in changes) < 0:
        found.append(("fall", min(changes, key=lambda each: each[1])))
    return tuple(Reading(what, names[stage_id], stage_id, value) for what, (stage_id, value) in found)
