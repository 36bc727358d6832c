"""The measured score on the scale of emotions, and its gap to what was drawn, as the browser has it too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from cjm_widgets.errors import BadInput, did_you_mean
from cjm_widgets.model.scales import HIGH, LOW

SCORES: dict[str, tuple[float, float]] = {"csat": (0.0, 1.0), "nps": (-100.0, 100.0)}
"""The scores that can stand beside a curve, with the ends of their scales."""
NO_SCORE = "none"
"""What a lane says when no score shall stand beside its curve."""


class Cell(Protocol):
    """What is read of a number of the binding."""

    @property
    def value(self) -> float | None: ...  # noqa: D102
    @property
    def low(self) -> float | None: ...  # noqa: D102
    @property
    def high(self) -> float | None: ...  # noqa: D102
    @property
    def n(self) -> int: ...  # noqa: D102
    @property
    def state(self) -> str: ...  # noqa: D102


class Drawn(Protocol):
    """What is read of a drawn point."""

    @property
    def value(self) -> float: ...  # noqa: D102
    @property
    def low(self) -> float | None: ...  # noqa: D102
    @property
    def high(self) -> float | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Measured:
    """A score on the scale from -2 to +2.

    Attributes
    ----------
    stage_id : str
        Where.
    value, low, high : float
        The score and the ends of its 95 % interval, from -2 to +2.
    n : int
        The answers it rests on.
    weak : bool
        Too few answers or old ones: shown, but never held against what was drawn.
    """

    stage_id: str
    value: float
    low: float
    high: float
    n: int
    weak: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """Measured minus drawn; `disagree` when the interval lies wholly outside of the drawn range."""

    value: float
    disagree: bool


def score_of(named: str, metrics: Mapping[str, Mapping[str, Any]]) -> str | None:
    """Return which score stands beside a curve: the one its lane names, else the first that has a number."""
    if named:
        return named if named in SCORES else None
    for score in SCORES:
        if any(cell is not None and cell.value is not None for cell in metrics.get(score, {}).values()):
            return score
    return None


def on_emotion_scale(value: float, score: str, neutral: float | None = None) -> float:
    """Return a survey score on the scale of emotions.

    Two straight pieces that meet at `neutral`: the lowest score becomes -2, `neutral` 0, the highest +2.

    Parameters
    ----------
    value : float
        CSAT as a share from 0 to 1, or NPS from -100 to 100; what lies beyond is taken for the end.
    score : str
        ``"csat"`` or ``"nps"``.
    neutral : float, optional
        The score that feels like nothing in particular, inside the scale; its middle when left out.

    Raises
    ------
    BadInput
        No such score.
    """
    if score not in SCORES:
        raise BadInput(
            "This score has no place on the scale of emotions.", where="score", value=score,
            expected="one of " + ", ".join(SCORES), hint=did_you_mean(score, SCORES),
        )  # fmt: skip
    least, most = SCORES[score]
    middle = neutral if neutral is not None and least < neutral < most else (least + most) / 2
    x = min(most, max(least, value))
    return LOW * (middle - x) / (middle - least) if x < middle else HIGH * (x - middle) / (most - middle)


def measured(
    cells: Mapping[str, Cell | None], score: str, neutral: float | None = None
) -> dict[str, Measured]:
    """Return the measured score of each stage that has one, by stage id."""
    found = {}
    for stage_id, cell in cells.items():
        if cell is None or cell.value is None or cell.state in ("no_source", "broken"):
            continue
        ends = (cell.value if cell.low is None else cell.low, cell.value if cell.high is None else cell.high)
        low, high = (on_emotion_scale(end, score, neutral) for end in ends)
        value = on_emotion_scale(cell.value, score, neutral)
        found[stage_id] = Measured(
            stage_id, value, low, high, cell.n, cell.state in ("too_few", "stale")
        )  # fmt: skip
    return found


def gap_of(score: Measured, point: Drawn) -> Gap:
    """Return how far the measured score stands from a drawn point."""
    low = point.value if point.low is None else point.low
    high = point.value if point.high is None else point.high
    apart = score.low > high or score.high < low
    return Gap(score.value - point.value, not score.weak and apart)
