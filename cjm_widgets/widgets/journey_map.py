"""The journey map as a widget; thin: everything it shows is in the document."""

from __future__ import annotations

from typing import Any

from cjm_widgets.model.journey import Journey
from cjm_widgets.widgets import scripts
from cjm_widgets.widgets._base import Board, expect
from cjm_widgets.widgets.scope import Scope


class JourneyMap(Board):
    """An editable map of one journey: stages, lanes, cards, emotion curve and the bound numbers.

    Parameters
    ----------
    journey : Journey
        What it shows, from ``doc.add_journey(…)`` or ``doc.journeys``.
    **display
        locale, theme, width, height, selection; see :class:`Board`.

    Raises
    ------
    BadInput
        Not a journey.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> board = cjm.JourneyMap(cjm.Document().add_journey("Returns", template="purchase"))
    """

    entry = "journey_map"
    namespaces = (
        "common",
        "errors",
        "map",
        "lanes",
        "metrics",
        "curve",
        "panel",
        "card",
        "icons",
        "upload",
        "clipboard",
    )
    _esm = scripts.loader("journey_map")
    _css = scripts.style("journey_map")

    def __init__(self, journey: Journey, **display: Any) -> None:
        self.journey = expect(journey, Journey, "cjm.JourneyMap(doc.journeys[0])")
        _ = journey.record  # one that is gone says so here, not as an empty board
        super().__init__(journey.document, Scope(journey_id=journey.id), **display)

    def static_source(self) -> Journey:
        """Return the journey."""
        return self.journey
