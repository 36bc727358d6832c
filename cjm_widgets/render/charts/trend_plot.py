"""What a trend shows of its points: line, interval band, target and dated notes; draws nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cjm_widgets.locale import text
from cjm_widgets.metrics.cells import EVENT_METRICS, UNITS
from cjm_widgets.render.charts import ticks
from cjm_widgets.render.charts.look import Look, listed, metric_name
from cjm_widgets.render.charts.plot import HEIGHT, Area, Axis, Dot, Margin, Plot, Stroke, Words, room_of
from cjm_widgets.render.format import metric_value, number
from cjm_widgets.render.text import one_line

Note = tuple[dt.date, str]
Point = tuple[Any, float | None, float | None, float | None, int, str]
"""First day of a period (a time of numpy), value, low, high, n, state."""
_BAND = 0.18


@dataclass(frozen=True, slots=True)
class Trended:
    """What a trend is of.

    Attributes
    ----------
    metric, period : str
        What is counted, and how long a period is.
    place : str
        The stage, or all of them.
    target : float or None
        Where the dashed line stands.
    notes : tuple of (date, text)
        What happened.
    """

    metric: str
    period: str
    place: str
    target: float | None
    notes: tuple[Note, ...]


def trend_plot(points: Sequence[Point], of: Trended, look: Look) -> Plot:
    """Return what a trend shows; along x it counts days since 1970, periods without a number are left out."""
    seen = [
        (at, value, low, high, n, state) for at, value, low, high, n, state in points if value is not None
    ]
    days = [at.astype("datetime64[D]").item() for at, *_ in seen]
    x = [ticks.day_number(day) for day in days]
    span = (0.0, 1.0) if not x else (x[0], x[-1]) if len(x) > 1 else (x[0] - 0.5, x[0] + 0.5)
    low = [value if end is None else end for _, value, end, *_ in seen]
    high = [value if end is None else end for _, value, _, end, *_ in seen]
    wanted = [*low, *high, *([] if of.target is None else [of.target])]
    marks = ticks.metric_ticks(wanted, of.metric, look.locale)
    y = (marks[0][0], marks[-1][0])
    height = look.height or HEIGHT
    margin = Margin(left=room_of(marks))
    pixel = (y[1] - y[0]) / max(1.0, height - margin.top - margin.bottom)
    title, alt = _said(seen, days, of, look)
    strokes, words = _target(of, span, pixel, look.locale) if x else ((), ())
    dated, noted = _notes(of.notes, span, y, pixel)
    band = (*zip(x, high, strict=True), *reversed([*zip(x, low, strict=True)]))
    line = Stroke(tuple((at, value) for at, (_, value, *_) in zip(x, seen, strict=True)), "measured")
    return Plot(
        title,
        alt,
        span,
        y,
        height,
        margin,
        Axis(marks, grid=True),
        Axis(ticks.date_ticks(days, look.locale)),
        areas=(Area(band, "measured", _BAND),) if len(x) > 1 else (),
        strokes=(*((line,) if len(x) > 1 else ()), *strokes, *dated),
        dots=tuple(_dot(at, point) for at, point in zip(x, seen, strict=True)),
        words=(*words, *noted),
    )


def _dot(at: float, point: Point) -> Dot:
    few, value = point[5] == "too_few", point[1] or 0.0
    return Dot(at, value, "muted" if few else "measured", few)


def _target(
    of: Trended, span: tuple[float, float], pixel: float, locale: str
) -> tuple[tuple[Stroke, ...], tuple[Words, ...]]:
    if of.target is None:
        return (), ()
    shown = metric_value(of.target, UNITS.get(of.metric, "score"), locale, of.metric)
    words = Words(span[0], of.target + 9 * pixel, text("charts.target", locale, value=shown), "muted")
    return (Stroke(tuple((x, of.target) for x in span), "muted", "dashed"),), (words,)


def _notes(
    notes: Sequence[Note], span: tuple[float, float], y: tuple[float, float], pixel: float
) -> tuple[tuple[Stroke, ...], tuple[Words, ...]]:
    """Return what happened inside of the span: upright lines, their words at the top."""
    inside = [(x, what) for day, what in notes if span[0] <= (x := ticks.day_number(day)) <= span[1]]
    lines = tuple(Stroke(((x, y[0]), (x, y[1])), "attention", "dashed") for x, _ in inside)
    return lines, tuple(Words(x, y[1] - 9 * pixel, one_line(what, 60)) for x, what in inside)


def _said(seen: Sequence[Point], days: Sequence[dt.date], of: Trended, look: Look) -> tuple[str, str]:
    """Return title and alternative text."""
    locale, unit = look.locale, UNITS.get(of.metric, "score")
    values = {
        "metric": metric_name(of.metric, locale),
        "period": text(f"charts.by_{of.period}", locale),
        "stage": one_line(of.place, 60),
    }
    what = text("charts.trend_title", locale, **values)
    count = sum(n for _, _, _, _, n, _ in seen)
    title = look.titled(what, count)
    events = of.metric in EVENT_METRICS
    if not seen:
        return title, text("charts.trend_empty_events" if events else "charts.trend_empty", locale, what=what)
    shown = [metric_value(seen[at][1], unit, locale, of.metric) for at in (0, -1)]
    alt = text(
        "charts.trend_alt_events" if events else "charts.trend_alt",
        locale,
        what=f"{what}, {look.whose}" if look.whose else what,
        n=number(count, locale),
        first=shown[0],
        last=shown[1],
        start=ticks.day_words(days[0], locale),
        end=ticks.day_words(days[-1], locale),
    )
    if of.target is None:
        return title, alt
    goal = metric_value(of.target, unit, locale, of.metric)
    return title, listed([alt, text("charts.trend_alt_target", locale, value=goal)])
