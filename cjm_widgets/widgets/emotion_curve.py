"""The emotion curve of a journey alone, as a widget; the same component as the lane of the map."""

from __future__ import annotations

from typing import Any, ClassVar

import traitlets

from cjm_widgets.model.journey import Journey
from cjm_widgets.widgets import scripts
from cjm_widgets.widgets._base import Board, expect
from cjm_widgets.widgets.scope import Scope


class EmotionCurve(Board):
    """The emotion curves of one journey, one a persona, drawn by dragging points or by keyboard.

    Points stand at stages and, added by a double click on the line or by ``+`` on a point, between them.

    Parameters
    ----------
    journey : Journey
        Whose curves.
    **display
        intensity, locale, theme, width, height, selection; see :class:`Board`.

    Attributes
    ----------
    intensity : bool
        Whether the curve in front shows how strongly its emotions are felt, from 1 to 5.
    """

    entry = "emotion_curve"
    namespaces = ("common", "errors", "presence", "curve")
    _esm = scripts.loader("emotion_curve")
    settings: ClassVar[tuple[str, ...]] = (*Board.settings, "intensity")
    _css = scripts.style("emotion_curve")

    intensity = traitlets.Bool().tag(sync=True, echo_update=False)

    def __init__(self, journey: Journey, **display: Any) -> None:
        self.journey = expect(journey, Journey, "cjm.EmotionCurve(doc.journeys[0])")
        _ = journey.record  # one that is gone says so here, not as an empty board
        super().__init__(journey.document, Scope(journey_id=journey.id), **display)

    def static_source(self) -> Journey:
        """Return the journey."""
        return self.journey

    @traitlets.observe("intensity")
    def _redraw_picture(self, _change: Any) -> None:
        if hasattr(self, "_session"):
            self._schedule_picture()
