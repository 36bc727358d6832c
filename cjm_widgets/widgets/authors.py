"""Whose step undo takes, for each page of a document, and how people are called; knows no messages' way."""

from __future__ import annotations

from typing import Any

from cjm_widgets import locale as catalogue
from cjm_widgets.model.document import Document
from cjm_widgets.model.history import Overtaken
from cjm_widgets.widgets.presence import Person, room_of

Labels = dict[str, str | None]


def histories(document: Document) -> dict[str, Any]:
    """Return the labels of what undo and redo would take.

    Returns
    -------
    dict
        ``history`` for a page alone; with several, ``own`` has those of each by page id.
    """
    room = room_of(document)
    pages = room.pages()
    if not pages:
        return {"history": _labels(document, None)}
    own = {page: _labels(document, room.owners(page)) for page in pages}
    if len(own) == 1:
        return {"history": own[pages[0]]}
    return {"history": _labels(document, None), "own": own}


def people(document: Document) -> dict[str, Any]:
    """Return the message that says who is there, and what each could take back."""
    here = [person.to_dict() for person in room_of(document).people()]
    return {"type": "people", "people": here, **histories(document)}


def why_not(document: Document, error: Overtaken, locale: str) -> dict[str, str | None]:
    """Return what a person is told whose step cannot be taken back: who has changed the same since."""
    person = room_of(document).person(error.origin)
    who = name_of(person, locale) if person else _other(error.origin, locale)
    return {
        "message": catalogue.text("presence.overtaken", locale, who=who),
        "hint": catalogue.text("presence.overtaken_hint", locale),
    }


def name_of(person: Person, locale: str) -> str:
    """Return the name a person chose, otherwise that of a guest."""
    return person.name or catalogue.text("presence.guest", locale, number=person.number)


def _other(origin: str, locale: str) -> str:
    if origin == "python":
        return catalogue.text("presence.python", locale)
    if origin in ("file", "version"):
        return catalogue.text("presence.file", locale)
    return catalogue.text("presence.somebody", locale)


def _labels(document: Document, owners: frozenset[str] | None) -> Labels:
    undo, redo = document.history.labels(owners)
    return {"undo": undo, "redo": redo}
