"""What a page asks to be written as a file: made here, told where it is, handed over; knows no format."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Any

from cjm_widgets.errors import CjmError, OperationRefused
from cjm_widgets.model.document import Document
from cjm_widgets.model.journey import Journey
from cjm_widgets.widgets.scope import Scope

MOST = 30_000_000
"""Bytes that are handed to a page; a larger file is only written."""
TYPES = {
    "html": "text/html",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "png": "image/png",
    "svg": "image/svg+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "json": "application/json",
    "md": "text/markdown",
    "mmd": "text/plain",
}


def ready(
    document: Document, scope: Scope, locale: str, content: Mapping[str, Any], client: str
) -> Callable[[], dict[str, Any]]:
    """Read what a page asks for; return what writes it and tells where it is and what is in it.

    What it returns may be called on another thread; it raises CjmError where the file could not be made.

    Raises
    ------
    OperationRefused
        A message that asks for no format there is, or a board without a journey.
    CjmError
        There is nothing that can be written.
    """
    kind, theme = content.get("format"), content.get("theme")
    if not isinstance(kind, str) or kind not in TYPES or scope.journey_id is None:
        raise _malformed("There is no such format.", kind, ", ".join(TYPES))
    if theme not in ("light", "dark", None):
        raise _malformed("There is no such theme.", theme, "light or dark")
    view, filters = content.get("view"), content.get("filters")
    if not isinstance(view, str | None) or not isinstance(filters, Mapping | None):
        raise _malformed("This is no way to look at a map.", view, "a view and filters")
    from cjm_widgets.exports.beside import ready_beside
    from cjm_widgets.exports.files import Look

    look = Look(locale=locale, theme=None if kind == "html" else theme, view=view, filters=filters)
    written = ready_beside(Journey(document, scope.journey_id), f".{kind}", look)
    head = {"type": "exported", "to": client, "id": content["id"], "format": kind}
    return lambda: {**head, **_told(written, kind, locale)}


def _told(written: Callable[[], Any], kind: str, locale: str) -> dict[str, Any]:
    from cjm_widgets.exports.files import size_text

    try:
        done = written()
    except CjmError:
        raise
    except Exception as error:  # a fault of ours is told in place; what was asked for is over
        raise CjmError(f"{type(error).__name__}: {error}", code="export_failed") from error
    handed = len(done.data) <= MOST
    return {
        "name": done.name,
        "path": None if done.path is None else str(done.path),
        "problem": done.problem,
        "size": size_text(len(done.data), locale),
        "mime": TYPES[kind],
        "data": base64.b64encode(done.data).decode("ascii") if handed else None,
    }


def _malformed(message: str, value: object, expected: str) -> OperationRefused:
    return OperationRefused(message, code="invalid_message", value=value, expected=expected)
