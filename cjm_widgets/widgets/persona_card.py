"""The card of one persona as a widget; thin: everything it shows is in the document."""

from __future__ import annotations

from typing import Any

from cjm_widgets.model.persona import Persona
from cjm_widgets.widgets import scripts
from cjm_widgets.widgets._base import Board, expect
from cjm_widgets.widgets.scope import Scope


class PersonaCard(Board):
    """An editable card of one persona.

    Parameters
    ----------
    persona : Persona
        What it shows, from ``doc.add_persona(…)`` or ``doc.personas``.
    **display
        locale, theme, width, height; see :class:`Board`.
    """

    entry = "persona_card"
    namespaces = ("common", "errors", "presence", "persona", "upload")
    _esm = scripts.loader("persona_card")
    _css = scripts.style("persona_card")

    def __init__(self, persona: Persona, **display: Any) -> None:
        self.persona = expect(persona, Persona, "cjm.PersonaCard(doc.personas[0])")
        _ = persona.record  # one that is gone says so here, not as an empty board
        super().__init__(persona.document, Scope(persona_id=persona.id), **display)

    def static_source(self) -> Persona:
        """Return the persona."""
        return self.persona
