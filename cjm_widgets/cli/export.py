"""Writes a picture, page, slides, tables or text of what a file holds; makes none of them itself."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import cjm_widgets
from cjm_widgets.cli.documents import check_other, chosen, document_of, left_out, read
from cjm_widgets.cli.output import FOUND, OK, check_free, say_json, say_line, told, words, working, write
from cjm_widgets.errors import BadInput
from cjm_widgets.interchange.writers import SUFFIXES
from cjm_widgets.interchange.writers import write as bytes_of


def export(
    path: Path, out: Path, *, journey: str, include_private: bool, force: bool, as_json: bool,
    options: Mapping[str, Any],
) -> int:  # fmt: skip
    """Write what a file holds in the format that the ending of `out` names; 1 where not all could be read."""
    with told(as_json=as_json):
        check_other(path, out)
        check_free(out, force=force)
        preview = read(path)
        what = chosen(document_of(preview), journey, out)
        working(words("cli.writing", path=out))
        save(what, out, include_private=include_private, force=force, options=options)
        done(out, as_json=as_json, counts=preview.counts)
    return FOUND if left_out(preview, as_json=as_json) else OK


def save(what: Any, out: Path, *, include_private: bool, force: bool, options: Mapping[str, Any]) -> None:
    """Write a document or journey; text and tables here, all else by :func:`cjm_widgets.export`."""
    if out.suffix.lower() in SUFFIXES:
        locale = options.get("locale")
        write(out, bytes_of(what, out.suffix, locale=locale, include_private=include_private), force=force)
        return
    exporter = getattr(cjm_widgets, "export", None)
    if exporter is None:
        raise BadInput(
            words("cli.no_format", suffix=out.suffix or "—"), where=str(out), expected=", ".join(SUFFIXES)
        )
    known = inspect.signature(exporter).parameters
    wanted = {**options, "include_private": include_private, "quiet": True}
    exporter(what, out, **{name: value for name, value in wanted.items() if name in known})


def done(out: Path, *, as_json: bool, **more: Any) -> None:
    """Say what was written."""
    size = out.stat().st_size
    if as_json:
        say_json({"ok": True, "path": str(out), "bytes": size, **more})
    else:
        say_line(words("cli.written", path=out, size=size))
