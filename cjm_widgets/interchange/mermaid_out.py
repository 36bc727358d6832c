"""A journey as a Mermaid diagram: what Mermaid draws, and all else in comments."""

from __future__ import annotations

from cjm_widgets.interchange.content import the_journey
from cjm_widgets.interchange.mermaid_extra import comments, diagram_of
from cjm_widgets.interchange.mermaid_visible import visible
from cjm_widgets.model.state import State


def write_mermaid(state: State, locale: str) -> bytes:
    """Return a journey as a diagram that Mermaid draws and our own reader brings back whole.

    Raises
    ------
    BadInput
        There is not exactly one journey.
    """
    text = visible(state, the_journey(state, "Mermaid"), locale)
    return "\n".join([text, *comments(state, diagram_of(text), len(text) + 1), ""]).encode("utf-8")
