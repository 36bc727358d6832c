"""The boards people see; the only layer that knows ipywidgets. Each is loaded when it is asked for."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cjm_widgets.widgets.emotion_curve import EmotionCurve as EmotionCurve
    from cjm_widgets.widgets.journey_map import JourneyMap as JourneyMap
    from cjm_widgets.widgets.matching import Matching as Matching
    from cjm_widgets.widgets.persona_card import PersonaCard as PersonaCard
    from cjm_widgets.widgets.persona_deck import PersonaDeck as PersonaDeck
    from cjm_widgets.widgets.studio import Studio as Studio

_HOMES = {
    "EmotionCurve": "emotion_curve",
    "JourneyMap": "journey_map",
    "Matching": "matching",
    "PersonaCard": "persona_card",
    "PersonaDeck": "persona_deck",
    "Studio": "studio",
}

__all__ = ["EmotionCurve", "JourneyMap", "Matching", "PersonaCard", "PersonaDeck", "Studio"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
