"""What a trend shows of its rows, as a frozen value: places, words and ticks; draws nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cjm_widgets.charts import ticks
from cjm_widgets.charts.chart import known, metric_name, records
from cjm_widgets.errors import BadInput
from cjm_widgets.locale import text
from cjm_widgets.metrics.cells import EVENT_METRICS, UNITS
from cjm_widgets.render.format import metric_value, number
from cjm_widgets.render.text import one_line
from cjm_widgets.render.text import width as text_width

if TYPE_CHECKING:
    import pandas as pd

    from cjm_widgets.model.journey import Journey

_SCALES = {"nps": (-100.0, 100.0)}
Note = tuple[dt.date, str]


@dataclass(frozen=True, slots=True)
class TrendAsk:
    """What was asked for: metric, stage (None: all), period, target (None: the lane's) and dated notes."""

    metric: str
    stage_id: str | None
    period: str
    target: float | None
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class TrendView:
    """All that the chart shows.

    Attributes
    ----------
    x, value, low, high, few : tuple
        One item a period: days since 1970, the metric, its interval, and whether it rests on too few answers.
    span : tuple of float
        First and last x of the chart.
    target, target_text : float or None, str
        The dashed line and its words.
    notes : tuple of (x, text)
        What happened, inside of the span.
    x_ticks, y_ticks : tuple of (place, words)
        The ticks; those of y end where the chart ends.
    title, alt : str
        The words.
    """

    x: tuple[float, ...]
    value: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    few: tuple[bool, ...]
    span: tuple[float, float]
    target: float | None
    target_text: str
    notes: tuple[tuple[float, str], ...]
    x_ticks: ticks.Ticks
    y_ticks: ticks.Ticks
    title: str
    alt: str

    def margin(self) -> dict[str, int]:
        """Return the room around the plot that its words need."""
        left = max((text_width(words, 12) for _, words in self.y_ticks), default=30.0)
        return {"top": 46, "bottom": 32, "left": round(left) + 20, "right": 22}


def trend_view(frame: pd.DataFrame, ask: TrendAsk, journey: Journey, locale: str) -> TrendView:
    """Return what a trend shows of the rows of ``binding.trend(…)``; those without a number are left out."""
    rows = [row for row in records(frame) if known(row["value"])]
    days = [row["time"].date() for row in rows]
    x = tuple(ticks.day_number(day) for day in days)
    span = (x[0] - 0.5, x[-1] + 0.5) if x else (0.0, 1.0)
    if x and len(x) > 1:
        span = (x[0], x[-1])
    low = tuple(float(row["low"] if known(row["low"]) else row["value"]) for row in rows)
    high = tuple(float(row["high"] if known(row["high"]) else row["value"]) for row in rows)
    target = ask.target if ask.target is not None else _lane_target(journey, ask.metric)
    unit = UNITS.get(ask.metric, "score")
    goal = "" if target is None else metric_value(target, unit, locale, ask.metric)
    y = _y_ticks([*low, *high, *([] if target is None else [target])], ask.metric, unit, locale)
    title, alt = _said(rows, days, ask, journey, goal, unit, locale)
    return TrendView(
        x=x,
        value=tuple(float(row["value"]) for row in rows),
        low=low,
        high=high,
        few=tuple(row["state"] == "too_few" for row in rows),
        span=span,
        target=target if x else None,
        target_text=text("charts.target", locale, value=goal),
        notes=tuple(
            (ticks.day_number(day), one_line(what, 60))
            for day, what in ask.notes
            if span[0] <= ticks.day_number(day) <= span[1]
        ),
        x_ticks=ticks.date_ticks(days, locale),
        y_ticks=y,
        title=title,
        alt=alt,
    )


def _lane_target(journey: Journey, metric: str) -> float | None:
    """Return the target of the first lane that shows this metric and has one."""
    targets = (lane.target for lane in journey.lanes if lane.metric == metric)
    return next((target for target in targets if target is not None), None)


def _y_ticks(shown: Sequence[float], metric: str, unit: str, locale: str) -> ticks.Ticks:
    """Return ticks around what is shown, never outside of the scale of the metric."""
    around = (min(shown, default=0.0) - 1, max(shown, default=1.0) + 1)
    least, most = (0.0, 1.0) if unit == "share" else _SCALES.get(metric, around)
    low, high = max(least, min(shown, default=least)), min(most, max(shown, default=most))
    if high - low < (most - least) / 20:
        low, high = max(least, low - (most - least) / 20), min(most, high + (most - least) / 20)
    return tuple((at, metric_value(at, unit, locale, metric)) for at in ticks.nice(low, high))


def _said(
    rows: Sequence[dict[str, Any]],
    days: Sequence[dt.date],
    ask: TrendAsk,
    journey: Journey,
    goal: str,
    unit: str,
    locale: str,
) -> tuple[str, str]:
    """Return title and alternative text."""
    stages = {stage.id: stage.name for stage in journey.stages}
    place = text("charts.all_stages", locale)
    if ask.stage_id is not None:
        place = stages.get(ask.stage_id, text("charts.stage_gone", locale))
    count = sum(int(row["n"]) for row in rows)
    values = {
        "metric": metric_name(ask.metric, locale),
        "period": text(f"charts.by_{ask.period}", locale),
        "stage": one_line(place, 60),
        "n": number(count, locale),
    }
    title = text("charts.trend_title", locale, **values)
    told, empty = "charts.trend_alt", "charts.trend_empty"
    if ask.metric in EVENT_METRICS:
        told, empty = "charts.trend_alt_events", "charts.trend_empty_events"
    if not rows:
        return title, text(empty, locale, **values)
    shown = [metric_value(rows[at]["value"], unit, locale, ask.metric) for at in (0, -1)]
    alt = text(
        told,
        locale,
        first=shown[0],
        last=shown[1],
        start=ticks.day_words(days[0], locale),
        end=ticks.day_words(days[-1], locale),
        **values,
    )
    return title, f"{alt} {text('charts.trend_alt_target', locale, value=goal)}" if goal else alt


def read_notes(annotations: Mapping[Any, str] | Sequence[tuple[Any, str]]) -> tuple[Note, ...]:
    """Return dated notes by date.

    Raises
    ------
    BadInput
        One has no date that can be read.
    """
    pairs = annotations.items() if isinstance(annotations, Mapping) else annotations
    found: list[Note] = []
    try:
        for when, what in pairs:
            found.append((_date(when), str(what)))
    except (TypeError, ValueError) as error:
        raise BadInput(
            "A note needs a date and a text.",
            where="annotations",
            value=annotations,
            expected='for instance {"2026-03-02": "new claims form"}',
        ) from error
    return tuple(sorted(found))


def _date(when: Any) -> dt.date:
    import pandas as pd

    stamp: Any = pd.Timestamp(when)
    if pd.isna(stamp):
        raise ValueError(when)
    day: dt.date = stamp.date()
    return day
