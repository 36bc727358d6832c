"""Customer journey maps for notebooks: the public names, each imported only when it is used."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from cjm_widgets import charts as charts
    from cjm_widgets import datasets as datasets
    from cjm_widgets.diagnosis import doctor as doctor
    from cjm_widgets.errors import CjmError as CjmError
    from cjm_widgets.exports import export as export
    from cjm_widgets.exports import pseudonymize as pseudonymize
    from cjm_widgets.exports import reveal as reveal
    from cjm_widgets.interchange import Preview as Preview
    from cjm_widgets.interchange import read as read
    from cjm_widgets.locale import set_locale as set_locale
    from cjm_widgets.metrics import Binding as Binding
    from cjm_widgets.metrics import Business as Business
    from cjm_widgets.metrics import EventLog as EventLog
    from cjm_widgets.metrics import Survey as Survey
    from cjm_widgets.metrics import propose_personas as propose_personas
    from cjm_widgets.metrics import propose_roles as propose_roles
    from cjm_widgets.metrics import segments as segments
    from cjm_widgets.model.document import Document as Document
    from cjm_widgets.model.journey import Journey as Journey
    from cjm_widgets.model.lane_kinds import lane_sets as lane_sets
    from cjm_widgets.model.persona import Persona as Persona
    from cjm_widgets.model.persona_templates import persona_templates as persona_templates
    from cjm_widgets.model.templates import templates as templates
    from cjm_widgets.render import render_static as render_static
    from cjm_widgets.storage import load as load
    from cjm_widgets.storage import open as open
    from cjm_widgets.storage.contents import diff as diff
    from cjm_widgets.storage.contents import merge as merge
    from cjm_widgets.widgets import EmotionCurve as EmotionCurve
    from cjm_widgets.widgets import JourneyMap as JourneyMap
    from cjm_widgets.widgets import Matching as Matching
    from cjm_widgets.widgets import PersonaCard as PersonaCard
    from cjm_widgets.widgets import PersonaDeck as PersonaDeck
    from cjm_widgets.widgets import Studio as Studio

_HOMES = {
    "CjmError": "errors",
    "doctor": "diagnosis",
    "Preview": "interchange",
    "read": "interchange",
    "export": "exports",
    "pseudonymize": "exports",
    "reveal": "exports",
    "set_locale": "locale",
    "Binding": "metrics",
    "Business": "metrics",
    "EventLog": "metrics",
    "Survey": "metrics",
    "propose_personas": "metrics",
    "propose_roles": "metrics",
    "segments": "metrics",
    "Document": "model.document",
    "Journey": "model.journey",
    "Persona": "model.persona",
    "lane_sets": "model.lane_kinds",
    "render_static": "render",
    "diff": "storage.contents",
    "load": "storage",
    "merge": "storage.contents",
    "open": "storage",
    "templates": "model.templates",
    "persona_templates": "model.persona_templates",
    "EmotionCurve": "widgets",
    "JourneyMap": "widgets",
    "Matching": "widgets",
    "PersonaCard": "widgets",
    "PersonaDeck": "widgets",
    "Studio": "widgets",
}
_MODULES = ("charts", "datasets")

__all__ = ["__version__", *_HOMES, *_MODULES]  # noqa: PLE0604 - all of them are strings


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return importlib.import_module(f"{__name__}.{name}")
    if name in _HOMES:
        from cjm_widgets.errors import needed_for

        with needed_for(name):
            value = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
