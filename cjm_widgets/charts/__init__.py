"""Live charts in bqplot, one file a chart; each follows its data, the map and both themes."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cjm_widgets.charts.chart import Chart as Chart
    from cjm_widgets.charts.funnel_chart import funnel as funnel
    from cjm_widgets.charts.trend_chart import trend as trend

_HOMES = {"Chart": "chart", "funnel": "funnel_chart", "trend": "trend_chart"}

__all__ = ["Chart", "funnel", "trend"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        value = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
