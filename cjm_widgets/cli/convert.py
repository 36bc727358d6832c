"""Reads a file in one format and writes it in another, or adds it to a document; knows no format itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cjm_widgets
from cjm_widgets.cli.documents import check_other, chosen, document_of, left_out, read
from cjm_widgets.cli.export import done, save
from cjm_widgets.cli.output import FOUND, OK, check_free, told, words, working, write
from cjm_widgets.interchange.cells import guard
from cjm_widgets.interchange.preview import Preview


def convert(
    path: Path, out: Path, *, into: bool, journey: str, tasks: str, lanes: str, include_private: bool,
    force: bool, as_json: bool,
) -> int:  # fmt: skip
    """Write what is valid in a file to `out`; return 1 where something in it was not.

    With `into`, `out` is a document that what is valid is added to; else a new file.
    """
    with told(as_json=as_json):
        check_other(path, out)
        if not into:
            check_free(out, force=force)
        preview = read(path, tasks=tasks, lanes=lanes)
        if into:
            _add(preview, out)
        elif preview.frame is not None and out.suffix.lower() == ".csv":
            write(out, _rows(preview.frame), force=force)
        else:
            what = chosen(document_of(preview), journey, out)
            working(words("cli.writing", path=out))
            save(what, out, include_private=include_private, force=force, options={})
        done(out, as_json=as_json, counts=preview.counts)
    return FOUND if left_out(preview, as_json=as_json) else OK


def _rows(frame: Any) -> bytes:
    """Return rows of data as CSV in which no text is a formula."""
    texts = frame.select_dtypes(include=["object", "string"]).columns
    safe = frame.assign(**{name: frame[name].map(_guarded) for name in texts})
    return bytes(safe.to_csv(index=False).encode("utf-8-sig"))


def _guarded(value: Any) -> Any:
    return guard(value) if isinstance(value, str) else value


def _add(preview: Preview, out: Path) -> None:
    """Add what is valid to a document file, which is made where it is not there."""
    from cjm_widgets.model.document import Document

    document = cjm_widgets.load(out) if out.exists() else Document()
    preview.apply(document)
    document.save(out)
