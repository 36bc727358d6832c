"""Opens any file as a document in memory, for commands; writes nothing."""

from __future__ import annotations

from pathlib import Path

import cjm_widgets
from cjm_widgets.cli.output import words, working
from cjm_widgets.interchange.preview import Preview
from cjm_widgets.model.document import Document
from cjm_widgets.model.journey import Journey


def read(path: Path, *, tasks: str = "stages", lanes: str = "auto") -> Preview:
    """Return the preview of a file, saying on a terminal that it is read."""
    working(words("cli.reading", path=path))
    return cjm_widgets.read(path, tasks=tasks, lanes=lanes)


def document_of(preview: Preview) -> Document:
    """Return a document in memory with what a preview holds."""
    document = Document()
    preview.apply(document)
    return document


def chosen(document: Document, journey: str) -> Document | Journey:
    """Return the journey that was named, or the whole document.

    Raises
    ------
    NotFound
        With the nearest title.
    """
    return document.journey(journey) if journey else document
