"""What a funnel shows: how many customers reach each stage, and what share came; draws nothing."""

from __future__ import annotations

from collections.abc import Mapping

from cjm_widgets.locale import text
from cjm_widgets.metrics.cells import MetricCell
from cjm_widgets.render.charts.look import Look, Rows, in_focus, names_of
from cjm_widgets.render.charts.plot import Margin, Plot, Words, box, room_of
from cjm_widgets.render.format import interval, number, percent

Row = Mapping[str, MetricCell]
_BAR, _GAP = 34.0, 0.16
_ROOM = 1.5
"""The longest bar leaves a third of the width to its words."""


def funnel_plot(reach: Row, conversion: Row, look: Look) -> Plot:
    """Return what a funnel shows of the cells of each stage; the step that loses most is told by colour."""
    customers = [_value(reach.get(stage_id)) for stage_id, _ in look.stages]
    steps = [conversion.get(stage_id) for stage_id, _ in look.stages]
    sure = [
        at for at, step in enumerate(steps) if step and step.value is not None and step.state != "too_few"
    ]
    worst = min(sure, key=lambda at: steps[at].value or 0.0, default=None)  # type: ignore[union-attr]
    rows = Rows.of(len(look.stages), _BAR, 0, 0, 14, look.height)
    most = max([value or 0.0 for value in customers], default=0.0)
    x = (0.0, max(most * _ROOM, 1.0))
    left = names_of([name for _, name in look.stages])
    bars = tuple(
        box(0.0, value or 0.0, -at - 0.5 + _GAP, -at + 0.5 - _GAP, "negative" if at == worst else "accent")
        for at, value in enumerate(customers)
    )
    labels = [_label(reach.get(name), conversion.get(name), look.locale) for name, _ in look.stages]
    words = tuple(
        Words(value or 0.0, -float(at), said)
        for at, (value, said) in enumerate(zip(customers, labels, strict=True))
    )
    title = look.titled(text("charts.funnel_title", look.locale), round(most))
    return Plot(
        title,
        _alt(steps, worst, most, look),
        x,
        rows.y,
        rows.height,
        Margin(left=room_of(left.ticks), right=12, bottom=14),
        left,
        areas=(*in_focus(look, x), *bars),
        words=words,
    )


def _value(cell: MetricCell | None) -> float | None:
    return cell.value if cell else None


def _alt(steps: list[MetricCell | None], worst: int | None, most: float, look: Look) -> str:
    step = steps[worst] if worst is not None else None
    if worst is None or step is None or step.value is None:
        return text("charts.funnel_empty", look.locale)
    return text(
        "charts.funnel_alt_of" if look.whose else "charts.funnel_alt",
        look.locale,
        n=number(most, look.locale),
        stages=len(look.stages),
        stage=look.stages[worst][1],
        share=percent(step.value, look.locale),
        whose=look.whose,
    )


def _label(reach: MetricCell | None, step: MetricCell | None, locale: str) -> str:
    """Return the words at the end of a bar: customers, and the share that came, with its interval."""
    if reach is None or reach.value is None:
        return text("map.no_data", locale)
    parts = [number(reach.value, locale)]
    if step is not None and step.value is not None:
        shown = percent(step.value, locale)
        between = interval(step.low, step.high, "share", locale)
        parts.append(f"{shown} ({between})" if between else shown)
        if step.state == "too_few":
            parts.append(text("map.too_few", locale))
    return " · ".join(parts)
