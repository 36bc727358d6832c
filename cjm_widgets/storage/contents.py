"""Compares and merges contents wherever they are: documents, versions, files; changes none of them."""

from __future__ import annotations

import os
from typing import NamedTuple

from cjm_widgets.errors import BadInput, FileProblem
from cjm_widgets.model.difference import Difference
from cjm_widgets.model.document import Document
from cjm_widgets.model.journey import Journey
from cjm_widgets.model.records import Conflict
from cjm_widgets.model.state import State
from cjm_widgets.model.versions import Version
from cjm_widgets.storage.merge import merge3
from cjm_widgets.storage.reading import clean_path, read

Comparable = Document | Version | Journey | State | str | os.PathLike[str]


class MergedDocument(NamedTuple):
    """What two edited documents led to.

    Attributes
    ----------
    document : Document
        The merged one, in memory; it holds the conflicts too.
    conflicts : tuple of Conflict
        The fields both sides changed differently: the document holds ours, the conflict the other value.
    """

    document: Document
    conflicts: tuple[Conflict, ...]


def diff(a: Comparable, b: Comparable) -> Difference:
    """Return what leads from `a` to `b`, by record and field.

    Parameters
    ----------
    a, b : Document, Version or path
        What is compared; a journey stands for its document, a path for the file it names.

    Raises
    ------
    BadInput
        Neither of them.
    NotFound, FileProblem
        The version or the file cannot be read.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> print(cjm.diff("monday.cjm.json", "friday.cjm.json").text("en"))  # doctest: +SKIP
    """
    return Difference(content_of(a, "a"), content_of(b, "b"))


def merge(base: Comparable, ours: Comparable, theirs: Comparable) -> MergedDocument:
    """Merge two edits of one document, by record and field; none of the three is changed.

    A record that one side changed and the other removed stays. Where both changed one field differently, the
    document holds our value and a conflict the other: choose with ``document.resolve(conflict, keep=…)`` or
    on the card in the map.

    Parameters
    ----------
    base : Document, Version or path
        What both sides began with.
    ours, theirs : Document, Version or path
        The two edited ones.

    Raises
    ------
    BadInput, NotFound, FileProblem
        As :func:`diff`.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> base = cjm.Document()
    >>> ana, bob = (cjm.Document(base.state) for _ in range(2))
    >>> one, two = ana.add_persona("Ana"), bob.add_persona("Bob")
    >>> document, conflicts = cjm.merge(base, ana, bob)
    >>> [persona.name for persona in document.personas], conflicts
    (['Ana', 'Bob'], ())
    """
    sides = (content_of(base, "base"), content_of(ours, "ours"), content_of(theirs, "theirs"))
    merged = merge3(*sides)
    return MergedDocument(Document(merged.state), merged.conflicts)


def content_of(x: Comparable, where: str) -> State:
    """Return the content of a document, version, journey or file.

    Raises
    ------
    BadInput, NotFound, FileProblem
        As :func:`diff`; a file of a newer schema is refused too, as only a part of it is known.
    """
    if isinstance(x, State):
        return x
    if isinstance(x, Document | Version):
        return x.state
    if isinstance(x, Journey):
        return x.document.state
    if isinstance(x, str | os.PathLike):
        return _read(x)
    raise BadInput(
        f"A {type(x).__name__} holds no document.", where=where, value=x,
        expected="a document, one of its versions, or the path of a file",
    )  # fmt: skip


def _read(path: str | os.PathLike[str]) -> State:
    real = clean_path(path)
    content = read(real)
    if content is None:
        raise FileProblem("There is no such file.", code="no_file", where=str(path))
    if content.partial:
        raise FileProblem(content.partial, code="newer_schema", where=str(path))
    return content.state
