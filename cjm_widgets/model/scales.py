"""The scales an emotion can be read on, and the one it is stored on, as the browser has them too."""

from __future__ import annotations

from cjm_widgets.errors import BadInput, did_you_mean

LOW, HIGH = -2.0, 2.0
SCALES: dict[str, tuple[float, float]] = {"-2..+2": (LOW, HIGH), "1..5": (1.0, 5.0), "1..10": (1.0, 10.0)}
"""The ends of each scale; emotions are stored on the first."""


def to_scale(value: float, scale: str) -> float:
    """Return a stored emotion, from -2 to +2, on a scale."""
    least, _ = _ends(scale)
    return least + (value - LOW) * factor(scale)


def from_scale(value: float, scale: str) -> float:
    """Return the emotion stored for a value of a scale, from -2 to +2, to four decimals.

    A tenth of any scale comes back as it was: ``to_scale(from_scale(7.3, "1..10"), "1..10")`` is 7.3 when
    it is read to a tenth.

    Raises
    ------
    BadInput
        No such scale, or a value beyond its ends.
    """
    least, most = _ends(scale)
    if not least <= value <= most:
        raise BadInput(
            "This emotion lies beyond the scale.", where="value", value=value,
            expected=f"{least:g} … {most:g}",
        )  # fmt: skip
    return round(LOW + (value - least) / factor(scale), 4) + 0.0


def factor(scale: str) -> float:
    """Return how many steps of a scale one step of the stored one is."""
    least, most = _ends(scale)
    return (most - least) / (HIGH - LOW)


def _ends(scale: str) -> tuple[float, float]:
    if scale not in SCALES:
        raise BadInput(
            "There is no such scale of emotions.", where="scale", value=scale,
            expected="one of " + ", ".join(SCALES), hint=did_you_mean(str(scale), SCALES),
        )  # fmt: skip
    return SCALES[scale]
