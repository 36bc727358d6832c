"""Reads an emotion curve: its peak, trough, end, steepest fall and volatility, in words and as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from cjm_widgets.analysis.words import change, emotion
from cjm_widgets.errors import needed_for
from cjm_widgets.locale import default_locale, text
from cjm_widgets.model.curve_points import place_name, runs

if TYPE_CHECKING:
    import pandas as pd

    from cjm_widgets.model.journey import Journey
    from cjm_widgets.model.records import Emotion

What = Literal["peak", "trough", "end", "fall", "moment"]
_LEAST_FALL = 0.5
"""A fall of less than this, on the stored scale of 4, is no candidate for a moment of truth."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing a curve says.

    Attributes
    ----------
    what : str
        ``"peak"``, ``"trough"``, ``"end"`` or ``"fall"`` (the steepest); ``"moment"`` among `moments`.
    stage, stage_id : str
        Where; of a fall, where it leads to. Between two stages, the first of them.
    after : float
        The share of the way from there to the next stage, from 0 to 0.99; 0 at the stage itself.
    following : str or None
        The next stage, where it lies between two; None at a stage, and behind the last one.
    value : float
        The emotion there, from -2 to +2; of a fall, its change, which is negative.
    """

    what: What
    stage: str
    stage_id: str
    value: float
    after: float = 0.0
    following: str | None = None

    def where(self, locale: str) -> str:
        """Return where, as a sentence of a language says it."""
        if self.after:
            return place_name(self.stage, self.following, locale)
        return text("picture.at", locale, stage=self.stage)


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
        The mean of the absolute changes from point to point, across no gap, on the stored scale; None
        where no two points follow each other.
    moments : tuple of Reading
        The candidates for moments of truth: peak, trough and end (Kahneman's peak-end rule) and where the
        steepest fall of at least 0.5 leads; those marked already come first.
    between : bool
        Whether it has points between stages.
    """

    persona: str | None
    variant: str
    scale: str
    points: int
    readings: tuple[Reading, ...]
    volatility: float | None
    moments: tuple[Reading, ...]
    between: bool = False

    @property
    def moments_of_truth(self) -> tuple[str, ...]:
        """The candidates by the names of their stages; a place between two is called ``"A – B"``."""
        return tuple(
            f"{m.stage} – {m.following or ''}".rstrip() if m.after else m.stage for m in self.moments
        )

    def reading(self, what: What) -> Reading | None:
        """Return one reading, or None where the curve has none."""
        return next((reading for reading in self.readings if reading.what == what), None)

    def text(self, locale: str | None = None) -> str:
        """Return the summary in a few sentences of a language; that of the environment when left out."""
        locale = locale or default_locale()
        said = [f"{self.persona}: "] if self.persona else [""]
        for reading in self.readings:
            write = change if reading.what == "fall" else emotion
            value, where = write(reading.value, self.scale, locale), reading.where(locale)
            towards = reading.what == "fall" and reading.after
            key = "analysis.fall_between" if towards else f"analysis.{reading.what}"
            said.append(text(key, locale, stage=reading.stage, where=where, value=value) + " ")
        if self.volatility is not None:
            steps = change(self.volatility, self.scale, locale).lstrip("+")
            key = "analysis.volatility_points" if self.between else "analysis.volatility"
            said.append(text(key, locale, value=steps) + " ")
        if self.moments:
            stages = ", ".join(m.where(locale) if m.after else m.stage for m in self.moments)
            said.append(text("analysis.moments_of_truth", locale, stages=stages))
        return "".join(said).strip()

    def __str__(self) -> str:
        return self.text()

    def to_frame(self) -> pd.DataFrame:
        """Return one row a reading with the columns persona, variant, what, stage, after, value."""
        with needed_for("A table"):
            import pandas as pd

        rows = [(self.persona, self.variant, r.what, r.stage, r.after, r.value) for r in self.readings]
        return pd.DataFrame(rows, columns=["persona", "variant", "what", "stage", "after", "value"])


def read_curves(journey: Journey) -> tuple[EmotionSummary, ...]:
    """Return what each curve of a journey says: persona by persona, as it is before as it should be."""
    names = {stage.id: stage.name for stage in journey.stages}
    people = {persona.id: persona.public.name for persona in journey.document.personas}
    curves: dict[tuple[str | None, str], dict[tuple[str, float], Emotion]] = {}
    for point in journey.emotions:
        held = curves.setdefault((point.persona_id, point.variant), {})
        held[point.stage_id, point.after] = point
    order = {persona_id: place for place, persona_id in enumerate(people)}
    keys = sorted(curves, key=lambda key: (order.get(key[0] or "", len(order)), key[1]))
    scale = journey.record.emotion_scale
    return tuple(
        _read(list(curves[key].values()), names, people.get(key[0] or ""), key[1], scale) for key in keys
    )  # fmt: skip


def _read(
    points: Sequence[Emotion], names: dict[str, str], persona: str | None, variant: str, scale: str
) -> EmotionSummary:
    parts = [[point for _, point in run] for run in runs(points, list(names))]
    drawn = [point for run in parts for point in run]
    changes = [(two, two.value - one.value) for run in parts for one, two in pairwise(run)]
    found = _readings(drawn, changes)
    marked = [point for point in drawn if point.moment_of_truth]
    if len(drawn) > 1:
        marked += [point for what, point, value in found if what != "fall" or value <= -_LEAST_FALL]
    steps = [abs(step) for _, step in changes]
    return EmotionSummary(
        persona, variant, scale, len(drawn), tuple(_reading(*each, names) for each in found),
        sum(steps) / len(steps) if steps else None,
        tuple(dict.fromkeys(_reading("moment", point, point.value, names) for point in marked)),
        any(point.after for point in drawn),
    )  # fmt: skip


def _readings(
    drawn: Sequence[Emotion], changes: Sequence[tuple[Emotion, float]]
) -> list[tuple[What, Emotion, float]]:
    """Return what is read, where and how much; of equal values the first point counts."""
    high, low = max(drawn, key=lambda point: point.value), min(drawn, key=lambda point: point.value)
    found: list[tuple[What, Emotion, float]] = [
        ("peak", high, high.value),
        ("trough", low, low.value),
        ("end", drawn[-1], drawn[-1].value),
    ]
    if changes and min(step for _, step in changes) < 0:
        found.append(("fall", *min(changes, key=lambda each: each[1])))
    return found


def _reading(what: What, point: Emotion, value: float, names: dict[str, str]) -> Reading:
    order = list(names)
    behind = order[order.index(point.stage_id) + 1 :] if point.after else []
    following = names[behind[0]] if behind else None
    return Reading(what, names[point.stage_id], point.stage_id, value, point.after, following)
