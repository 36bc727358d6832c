"""Hands a source to the formats that are read back: tables, text, JSON, Mermaid; writes none itself."""

from __future__ import annotations

from typing import Any

from cjm_widgets.errors import CjmError
from cjm_widgets.exports.excerpt import excerpt_of, whole_of
from cjm_widgets.model.document import Document
from cjm_widgets.render.source import Source


def interchange(source: Source, suffix: str) -> bytes:
    """Return what a source shows in a format that can be read back; of a document all that it holds.

    It is written from a document of its own, which holds nothing but that: what is private, hidden by a
    filter or, where a journey was asked for, of another one cannot be in it.

    Raises
    ------
    CjmError
        The formats are not there.
    """
    try:
        from cjm_widgets.interchange.writers import write  # type: ignore[import-not-found,unused-ignore]
    except ImportError as error:
        raise CjmError(
            f"This version cannot write {suffix}.",
            code="no_format",
            expected="one of .html, .pdf, .pptx, .svg, .png",
        ) from error
    written = write(_own(source), suffix, locale=source.locale, include_private=True)
    return bytes(written)


def csv_of(source: Source) -> str | None:
    """Return the cards as CSV; None where this version cannot write it."""
    try:
        return interchange(source, ".csv").decode("utf-8-sig")
    except CjmError:
        return None


def _own(source: Source) -> Any:
    document = Document(whole_of(source) if source.whole else excerpt_of(source))
    if not source.of_journey:
        return document
    if source.binding is not None:
        document.bindings[source.record_id] = source.binding
    return document.journey(source.record_id)
