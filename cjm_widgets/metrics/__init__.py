"""Numbers on a journey: surveys and event logs, the binding that ties them to stages, and its cells."""

from __future__ import annotations

from cjm_widgets.metrics.binding import Binding
from cjm_widgets.metrics.cells import MetricCell
from cjm_widgets.metrics.eventlog import EventLog
from cjm_widgets.metrics.orders import Business
from cjm_widgets.metrics.personas import Segments, propose_personas, segments
from cjm_widgets.metrics.roles import propose_roles
from cjm_widgets.metrics.survey import Survey

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
