"""What the distribution of answers shows: shares of each outcome, stage by stage; draws nothing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from cjm_widgets.locale import text
from cjm_widgets.metrics.cells import UNITS
from cjm_widgets.metrics.distribution import NPS, TOP_BOX, Spread
from cjm_widgets.render.charts.look import Look, Rows, in_focus, metric_name, names_of
from cjm_widgets.render.charts.plot import Area, Axis, Margin, Plot, Words, box, least_of, room_of
from cjm_widgets.render.format import metric_value, number, percent

_ROW, _GAP, _BELOW = 34.0, 0.14, 36.0
_WRITTEN = 0.08
"""Shares from this one on have room for their words."""
_PART = 0.004
Fill = tuple[str, float]


def distribution_plot(
    spreads: Sequence[Spread], metric: str, look: Look, *, lower_is_better: bool = False
) -> Plot:
    """Return what a distribution shows: all stages together, then each stage that is on the map.

    Too few answers are grey; their shares are written all the same, and it is said.
    """
    names = dict(look.stages)
    shown = [spread for spread in spreads if spread.stage_id is None or spread.stage_id in names]
    together = text("charts.all_stages", look.locale)
    left = names_of([names.get(spread.stage_id or "", together) for spread in shown])
    outcomes = [name for name, _ in shown[0].counts] if shown else []
    fills = fills_of(len(outcomes), lower_is_better)
    rows = Rows.of(len(shown), _ROW, 0, _BELOW, 10, look.height)
    areas: list[Area] = []
    words: list[Words] = []
    for row, spread in enumerate(shown):
        areas += _bars(spread, row, fills)
        words += _shares(spread, row, fills, look.locale)
    right = Axis(tuple((-float(at), _end(each, metric, look.locale)) for at, each in enumerate(shown)))
    whole = spreads[0] if spreads else None
    what = text("charts.distribution_title", look.locale, metric=metric_name(metric, look.locale))
    first = 1 if shown and shown[0].stage_id is None else 0
    margin = Margin(left=room_of(left.ticks), right=room_of(right.ticks), bottom=10)
    legend = _legend(outcomes, rows, look.locale)
    return Plot(
        look.titled(what, whole.n if whole else 0),
        _alt(whole, look.titled(what, whole.n if whole else 0), look.locale),
        (0.0, 1.0),
        rows.y,
        rows.height,
        margin,
        left,
        right=right,
        least=least_of(legend, len(legend), margin),
        areas=(*in_focus(look, (0.0, 1.0), first), *areas, *_strip(fills, rows)),
        words=(*words, *legend),
    )


def fills_of(count: int, lower_is_better: bool = False) -> tuple[Fill, ...]:
    """Return colour and opacity of each outcome, the worst first; the middle of an odd number is grey."""
    found: list[Fill] = []
    for at in range(count):
        place = 2 * at / (count - 1) - 1 if count > 1 else 1.0
        strength = 1.0 if abs(place) > 0.9 else 0.6 if abs(place) > 0.55 else 0.34
        color = "negative" if place < 0 else "measured"
        found.append(("muted", 0.26) if abs(place) < 0.1 else (color, strength))
    return tuple(reversed(found) if lower_is_better else found)


def _few(spread: Spread) -> bool:
    return spread.state == "too_few"


def _bars(spread: Spread, row: int, fills: Sequence[Fill]) -> list[Area]:
    if not spread.n:
        return []
    ends = [0, *accumulate(count for _, count in spread.counts)]
    bars = []
    for at, (color, opacity) in enumerate(fills):
        if ends[at + 1] > ends[at]:
            grey = 0.14 + 0.3 * at / max(1, len(fills) - 1)
            fill = ("muted", round(grey, 3)) if _few(spread) else (color, opacity)
            x0, x1 = ends[at] / spread.n, ends[at + 1] / spread.n
            bars.append(box(x0, x1, -row - 0.5 + _GAP, -row + 0.5 - _GAP, *fill))
    return bars


def _shares(spread: Spread, row: int, fills: Sequence[Fill], locale: str) -> list[Words]:
    found, before = [], 0
    for (_, count), (_, opacity) in zip(spread.counts, fills, strict=True):
        if spread.n and count / spread.n >= _WRITTEN:
            color = "on_accent" if opacity == 1 and not _few(spread) else "text"
            x = (before + count / 2) / spread.n
            found.append(Words(x, -float(row), percent(count / spread.n, locale), color, "middle"))
        before += count
    return found


def _end(spread: Spread, metric: str, locale: str) -> str:
    """Return the words at the end of a row: the metric itself and n."""
    if spread.value is None:
        return text("map.no_data", locale)
    value = metric_value(spread.value, UNITS.get(metric, "score"), locale, metric)
    said = f"{value} · {text('map.n', locale, n=number(spread.n, locale))}"
    return f"{said} · {text('map.too_few', locale)}" if _few(spread) else said


def _legend(outcomes: Sequence[str], rows: Rows, locale: str) -> tuple[Words, ...]:
    """Return the names of the outcomes, each below its colour."""
    named = [outcome_name(name, locale) for name in outcomes]
    y = rows.y[0] + 8 * rows.pixel
    return tuple(Words((at + 0.5) / len(named), y, name, "muted", "middle") for at, name in enumerate(named))


def _strip(fills: Sequence[Fill], rows: Rows) -> tuple[Area, ...]:
    """Return the colours of the outcomes below the rows; their names stand under them."""
    wide = 1 / max(1, len(fills))
    y0, y1 = rows.y[0] + 20 * rows.pixel, rows.y[0] + 26 * rows.pixel
    return tuple(
        box(at * wide + _PART, (at + 1) * wide - _PART, y0, y1, *fill) for at, fill in enumerate(fills)
    )


def outcome_name(name: str, locale: str) -> str:
    """Return an outcome as it is read: that of NPS with its scores, a score as it is."""
    return text(f"charts.outcome_{name}", locale) if name in (*NPS, *TOP_BOX) else name


def _alt(whole: Spread | None, what: str, locale: str) -> str:
    if whole is None or not whole.n:
        return text("charts.distribution_empty", locale, what=what)
    parts = [
        f"{outcome_name(name, locale)} {percent(count / whole.n, locale)}" for name, count in whole.counts
    ]
    return text("charts.distribution_alt", locale, what=what, shares=", ".join(parts))
