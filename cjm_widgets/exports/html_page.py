"""Writes a page in one file that explores itself without a network; its script is ours, its data are text."""

from __future__ import annotations

import base64
import hashlib
import json
from html import escape
from importlib.resources import files
from typing import Any

from cjm_widgets import locale as catalogue
from cjm_widgets.errors import CjmError
from cjm_widgets.exports.excerpt import excerpt_of
from cjm_widgets.exports.names import file_name
from cjm_widgets.exports.numbers import cells_of, trends_of
from cjm_widgets.exports.table import csv_of
from cjm_widgets.model import codec
from cjm_widgets.render.drawing import words_of
from cjm_widgets.render.source import Source

ENTRY = "export_page"
NAMESPACES = (
    *("common", "errors", "map", "lanes", "metrics", "curve", "panel", "structure", "card", "icons"),
    *("views", "channels", "journey", "persona", "deck", "export"),
)
_SHELL = "html,body{margin:0}body{min-height:100vh}noscript{display:block;margin:2em;font:15px sans-serif}"


def html_page(source: Source, *, follows: bool) -> bytes:
    """Return a page that shows a source: views, filters, personas, numbers, tables, and saves its data.

    Its policy lets nothing be loaded, and no script run but the one of this package.

    Parameters
    ----------
    source : Source
        What it shows.
    follows : bool
        Whether it takes the theme of its reader.
    """
    script, style = _static(f"{ENTRY}.js"), _static(f"{ENTRY}.css") + _SHELL
    title = escape(source.name or catalogue.text("export.part_personas", source.locale))
    said = escape(words_of(source))
    data = json.dumps(_data(source, follows=follows), ensure_ascii=False, allow_nan=False)
    page = (
        f'<!doctype html>\n<html lang="{source.locale}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy(script, style)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f'<meta name="description" content="{said}">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f'<div id="cjm-page"><noscript><h1>{title}</h1><p>{said}</p>'
        f"<p>{escape(catalogue.text('export.needs_script', source.locale))}</p></noscript></div>\n"
        f'<script type="application/json" id="cjm-data">{_inert(data)}</script>\n'
        f'<script type="module">{script}</script>\n</body>\n</html>\n'
    )
    return page.encode()


def policy(script: str, style: str) -> str:
    """Return the content security policy: nothing at all but this script, this style and pictures inside."""
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _inert(data: str) -> str:
    """Return JSON that cannot end the element it stands in; it reads back the same."""
    return data.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _static(name: str) -> str:
    path = files("cjm_widgets") / "static" / name
    if not path.is_file():
        raise CjmError(
            "The script of exported pages is not built.",
            code="not_built",
            hint="In a source tree, run: make build",
        )
    text = path.read_text("utf-8")
    if "</script" in text or "</style" in text or "<!--" in text:
        raise CjmError("The script of exported pages cannot stand in a page.", code="not_built", where=name)
    return text


def _data(source: Source, *, follows: bool) -> dict[str, Any]:
    journey = source.of_journey
    words = catalogue.strings(source.locale, NAMESPACES)
    return {
        "document": codec.dumps(excerpt_of(source)),
        "csv": csv_of(source) if journey else None,
        "metrics": cells_of(source) if journey else {},
        "trends": trends_of(source) if journey else {},
        "strings": words,
        "locale": source.locale,
        "name": file_name(source),
        "title": source.name,
        "journey_id": source.record_id if journey else None,
        "view": source.depth,
        "theme": "auto" if follows else source.theme,
    }
