"""Live charts in bqplot, one file a chart; each follows its data, the map, a selection and both themes."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from cjm_widgets.errors import needed_for

if TYPE_CHECKING:
    from cjm_widgets.charts.by_stage_chart import by_stage as by_stage
    from cjm_widgets.charts.chart import Chart as Chart
    from cjm_widgets.charts.distribution_chart import distribution as distribution
    from cjm_widgets.charts.emotion_chart import emotion as emotion
    from cjm_widgets.charts.funnel_chart import funnel as funnel
    from cjm_widgets.charts.heatmap_chart import heatmap as heatmap
    from cjm_widgets.charts.trend_chart import trend as trend

_HOMES = {
    "Chart": "chart",
    "by_stage": "by_stage_chart",
    "distribution": "distribution_chart",
    "emotion": "emotion_chart",
    "funnel": "funnel_chart",
    "heatmap": "heatmap_chart",
    "trend": "trend_chart",
}

__all__ = ["Chart", "by_stage", "distribution", "emotion", "funnel", "heatmap", "trend"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        with needed_for(f"The chart {name}"):
            value = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
