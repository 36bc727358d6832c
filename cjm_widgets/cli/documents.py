"""Opens any file as a document in memory, for commands; writes nothing."""

from __future__ import annotations

from pathlib import Path

import typer

import cjm_widgets
from cjm_widgets.cli.output import language, safe, words, working
from cjm_widgets.errors import BadInput, FileProblem
from cjm_widgets.interchange.preview import Preview
from cjm_widgets.interchange.writers import SUFFIXES
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


def chosen(document: Document, journey: str, out: Path) -> Document | Journey:
    """Return what goes into a file: the journey that was named, else all of a document.

    What is drawn shows one journey: the only one. A document without any is its personas.

    Raises
    ------
    NotFound
        With the nearest title.
    BadInput
        There are several and none was named.
    """
    if journey:
        return document.journey(journey)
    found = document.journeys
    if out.suffix.lower() in SUFFIXES or not found:
        return document
    if len(found) == 1:
        return found[0]
    raise BadInput(
        words("cli.several_journeys", count=len(found)), code="one_journey", where="--journey",
        expected=", ".join(each.title for each in found),
    )  # fmt: skip


def check_other(path: Path, out: Path) -> None:
    """Refuse to write over the file that is read: what is written holds less than it.

    Raises
    ------
    FileProblem
        It is the same file.
    """
    if path.resolve() == out.resolve():
        raise FileProblem(
            words("cli.same_file"), code="same_file", where=str(out), hint=words("cli.other_name")
        )


def left_out(*previews: Preview, as_json: bool) -> int:
    """Say on the error stream what of some files could not be read; return how many things that are."""
    counts = [preview.counts["invalid"] + preview.counts["unassigned"] for preview in previews]
    for preview, count in zip(previews, counts, strict=True):
        if count and not as_json:
            typer.echo(safe(preview.text(language())), err=True)
    return sum(counts)
