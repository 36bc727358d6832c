"""Numbers on a journey: surveys and event logs, the binding that ties them to stages, and its cells.

Each name is loaded when it is asked for, so that what only draws numbers needs no dataframes.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cjm_widgets.metrics.binding import Binding
    from cjm_widgets.metrics.cells import MetricCell
    from cjm_widgets.metrics.eventlog import EventLog
    from cjm_widgets.metrics.orders import Business
    from cjm_widgets.metrics.personas.propose import propose_personas
    from cjm_widgets.metrics.personas.segments import Segments, segments
    from cjm_widgets.metrics.roles import propose_roles
    from cjm_widgets.metrics.survey import Survey

_HOMES = {
    "Binding": "binding",
    "Business": "orders",
    "EventLog": "eventlog",
    "MetricCell": "cells",
    "Segments": "personas",
    "Survey": "survey",
    "propose_personas": "personas",
    "propose_roles": "roles",
    "segments": "personas",
}

__all__ = [
    "Binding",
    "Business",
    "EventLog",
    "MetricCell",
    "Segments",
    "Survey",
    "propose_personas",
    "propose_roles",
    "segments",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
