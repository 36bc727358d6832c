"""Documents and journeys as JSON, in and out: the form of a document file, so that it also opens as one."""

from __future__ import annotations

from typing import Any

from cjm_widgets.errors import CjmError, FileProblem
from cjm_widgets.interchange.draft import Draft
from cjm_widgets.interchange.source import Source
from cjm_widgets.model import codec
from cjm_widgets.model.migrations import migrate
from cjm_widgets.model.records import SCHEMA_VERSION, TABLES
from cjm_widgets.model.state import State
from cjm_widgets.model.words import Words


def write_json(state: State) -> bytes:
    """Return the content as the text of a document file, one record a line."""
    return codec.dumps(state).encode("utf-8")


def is_document(data: object) -> bool:
    """Tell whether parsed JSON is a document of ours, also one written by :meth:`Document.to_dict`."""
    return isinstance(data, dict) and data.get("format") == codec.FORMAT


def parse_json(source: Source, text: str) -> dict[str, Any]:
    """Return parsed JSON; keys ``table/id`` of a document file become tables.

    Raises
    ------
    FileProblem
        Not JSON: cut off, spoilt, or nested too deep; the line is named.
    """
    try:
        return codec.parse(text)
    except FileProblem as error:
        place = str(error.where or "")
        line = int(place.split()[1].rstrip(",")) if place.startswith("line ") else None
        words = error.message if isinstance(error.message, Words) else Words("storage.not_json")
        raise source.problem(
            words, code=error.code, hint=Words("interchange.get_again"), line=line, expected=error.expected
        ) from None


def read_json(source: Source, data: dict[str, Any], text: str) -> Draft:
    """Return the records of a document; each that is not valid is told with its line.

    Raises
    ------
    FileProblem
        Written by a newer version.
    """
    version = data.get("schema_version", SCHEMA_VERSION)
    if not isinstance(version, int) or isinstance(version, bool) or not 1 <= version <= SCHEMA_VERSION:
        reason = Words("storage.newer_schema", version=str(version)[:20], known=SCHEMA_VERSION)
        raise source.problem(reason, code="newer_schema", hint=Words("storage.update"))
    draft = Draft()
    tables = {key: value for key, value in data.items() if key not in ("format", "schema_version")}
    lines = _Lines(text)
    unknown = [name for name in tables if name not in TABLES]
    for name in unknown:
        place = source.line(lines.of(name, ""))
        draft.invalid.note(place, Words("interchange.no_table", near=_names()), name)
        del tables[name]
    for name, table in tables.items():
        if not isinstance(table, dict):
            draft.invalid.note(source.line(lines.of(name, "")), Words("interchange.no_records"), name)
            tables[name] = {}
    try:
        tables = migrate(tables, version)
    except (CjmError, TypeError, AttributeError, KeyError, ValueError):
        raise source.problem(
            Words("storage.not_a_document"), code="not_a_document", hint=Words("interchange.get_again")
        ) from None
    for name in TABLES:
        for record_id, fields in tables.get(name, {}).items():
            place = source.line(lines.of(name, record_id))
            if not isinstance(fields, dict):
                draft.invalid.note(place, Words("interchange.no_record"), record_id)
            elif fields.get("id", record_id) != record_id:
                draft.invalid.note(place, Words("interchange.other_id"), record_id)
            else:
                draft.put(name, {**fields, "id": record_id}, place)
    return draft


def _names() -> str:
    return ", ".join(TABLES)


class _Lines:
    """Where records stand in the text of a document file."""

    def __init__(self, text: str) -> None:
        self.places: dict[str, int] = {}
        for number, line in enumerate(text.split("\n"), 1):
            start = line.find('"')
            end = line.find('"', start + 1)
            if 0 <= start < end:
                self.places.setdefault(line[start + 1 : end], number)

    def of(self, table: str, record_id: str) -> int:
        """Return the line of a record; 1 where the text has it in another form."""
        for key in (f"{table}/{record_id}", record_id, table):
            if key in self.places:
                return self.places[key]
        return 1
