"""Emotions as people of a language read them on a scale; what pictures say with them too."""

from __future__ import annotations

from functools import lru_cache

from cjm_widgets.model.scales import factor, to_scale


def emotion(value: float, scale: str, locale: str) -> str:
    """Return a stored emotion, from -2 to +2, on a scale; a plus only around zero."""
    return _write(to_scale(value, scale), locale, plus=scale == "-2..+2")


def change(value: float, scale: str, locale: str) -> str:
    """Return a difference of two stored emotions on a scale, with its sign."""
    return _write(value * factor(scale), locale, plus=True)


@lru_cache(maxsize=1024)
def _write(value: float, locale: str, *, plus: bool) -> str:
    from babel.numbers import format_decimal

    rounded = round(value, 1) + 0.0
    said = format_decimal(rounded, format="0.#", locale=locale).replace("-", "\u2212")
    return f"+{said}" if plus and rounded > 0 else str(said)
