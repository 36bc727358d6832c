"""The boards people see; the only layer that knows ipywidgets."""

from cjm_widgets.widgets.emotion_curve import EmotionCurve
from cjm_widgets.widgets.journey_map import JourneyMap
from cjm_widgets.widgets.matching import Matching
from cjm_widgets.widgets.persona_card import PersonaCard
from cjm_widgets.widgets.persona_deck import PersonaDeck
from cjm_widgets.widgets.studio import Studio

__all__ = ["EmotionCurve", "JourneyMap", "Matching", "PersonaCard", "PersonaDeck", "Studio"]
