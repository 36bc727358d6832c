"""The part of a document that an export carries; writes nothing."""

from __future__ import annotations

from cjm_widgets.model.excerpt import document_excerpt, journey_excerpt, people_excerpt, persona_excerpt
from cjm_widgets.model.reids import with_ids
from cjm_widgets.model.state import State
from cjm_widgets.render.source import Source


def excerpt_of(source: Source) -> State:
    """Return the part of the document that a source is about, without what its filter hides.

    Ids that would tell a private name are others.
    """
    return with_ids(_part(source), source.veil)


def whole_of(source: Source) -> State:
    """Return all that the document of a source holds, else as :func:`excerpt_of`."""
    return with_ids(document_excerpt(source.state), source.veil)


def _part(source: Source) -> State:
    if source.kind == "persona":
        return persona_excerpt(source.state, source.record_id)
    if source.kind == "deck":
        return people_excerpt(source.state)
    return journey_excerpt(source.filtered, source.record_id)
