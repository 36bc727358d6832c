"""Numbers as people of a language read them, as the browser shows them too; knows no records and no texts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Protocol

DASH = "\u2014"
_PLAIN = re.compile(r"^\d.*\d$|^\d$")


class Cell(Protocol):
    """A measured number with its interval, its n and its state, as the metrics give it; read-only."""

    @property
    def metric(self) -> str:
        """The metric's name."""

    @property
    def value(self) -> float | None:
        """The number; shares from 0 to 1."""

    @property
    def low(self) -> float | None:
        """Lower end of the 95 % interval."""

    @property
    def high(self) -> float | None:
        """Upper end of the 95 % interval."""

    @property
    def n(self) -> int:
        """How many answers or customers it rests on."""

    @property
    def unit(self) -> str:
        """share, score, count, seconds or money."""

    @property
    def state(self) -> str:
        """ok, off_target, too_few, stale, no_source or broken."""

    @property
    def base(self) -> float | None:
        """Share of the stage before, for reach."""

    @property
    def target(self) -> float | None:
        """What was aimed at."""


@lru_cache(maxsize=4)
def _babel(locale: str) -> Any:
    from babel import Locale

    return Locale.parse(locale)


@lru_cache(maxsize=4096)
def number(value: float, locale: str, digits: int = 0) -> str:
    """Return a number with at most `digits` decimals and a real minus sign."""
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "#" * digits if digits else "")
    return _minus(format_decimal(_settled(value, digits), format=pattern, locale=_babel(locale)))


def signed(value: float, locale: str, digits: int = 0) -> str:
    """Return a number that always shows its sign, except zero."""
    shown = number(value, locale, digits)
    return f"+{shown}" if _settled(value, digits) > 0 else shown


@lru_cache(maxsize=4096)
def percent(share: float, locale: str, digits: int = 0) -> str:
    """Return a share from 0 to 1 as a percentage."""
    from babel.numbers import format_percent

    settled = _settled(share * 100, digits) / 100
    pattern = _babel(locale).percent_formats[None].pattern
    pattern = re.sub(r"#,##0(\.#+)?", "#,##0" + ("." + "#" * digits if digits else ""), pattern)
    return _minus(format_percent(settled, format=pattern, locale=_babel(locale)))


def duration(seconds: float, locale: str) -> str:
    """Return seconds in the largest unit that they fill."""
    from babel.units import format_unit

    units = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))
    unit, size = next(((u, s) for u, s in units if abs(seconds) >= s), units[-1])
    digits = 1 if abs(seconds / size) < 10 and size > 1 else 0
    value = _settled(seconds / size, digits)
    pattern = "#,##0.#" if digits else "#,##0"
    return _minus(format_unit(value, unit, "short", format=pattern, locale=_babel(locale)))


def metric_value(value: float | None, unit: str, locale: str, metric: str = "") -> str:
    """Return the value of a metric in its unit; a dash where there is none. NPS carries its sign."""
    if value is None:
        return DASH
    if unit == "share":
        return percent(value, locale)
    if unit == "seconds":
        return duration(value, locale)
    if metric == "nps":
        return signed(value, locale)
    if unit == "money":
        return number(value, locale, 0 if abs(value) >= 100 else 2)
    return number(value, locale, _digits(unit, metric))


def _digits(unit: str, metric: str) -> int:
    """Return how many decimals a number shows: repeats a visit are small."""
    return 2 if metric == "retries" else 1 if unit == "score" else 0


def interval(low: float | None, high: float | None, unit: str, locale: str, metric: str = "") -> str:
    """Return both ends of an interval, short: shares without percent sign; empty where there is none."""
    if low is None or high is None:
        return ""
    if unit == "share":
        return _join(number(low * 100, locale), number(high * 100, locale))
    return _join(metric_value(low, unit, locale, metric), metric_value(high, unit, locale, metric))


def _join(low: str, high: str) -> str:
    """Return an en dash between plain numbers; beside a sign it would be read as a minus."""
    return f"{low}–{high}" if _PLAIN.match(low) and high[:1].isdigit() else f"{low} … {high}"


def _settled(value: float, digits: int) -> float:
    """Return the value rounded half away from zero, as browsers do, and never minus zero."""
    scale = 10**digits
    rounded = int(abs(value) * scale + 0.5 + 1e-9) / scale
    return rounded if value > 0 else -rounded if rounded else 0.0


def _minus(text: str) -> str:
    return re.sub("^-", "\u2212", text)
