"""The document as JSON text, one record a line, and back; knows no paths and no files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from cjm_widgets.errors import CjmError, FileProblem, shorten
from cjm_widgets.model.migrations import migrate
from cjm_widgets.model.records import SCHEMA_VERSION
from cjm_widgets.model.state import State
from cjm_widgets.model.wire import decode_state, encode_state
from cjm_widgets.model.words import Words

FORMAT = "cjm_widgets"


class NewerSchema(FileProblem):
    """The document was written by a newer version of this package; it can be looked at, not changed."""

    default_code = "newer_schema"
    message: Words


def to_dict(state: State) -> dict[str, Any]:
    """Return the content as plain JSON values: format, schema_version and one mapping a table."""
    return {"format": FORMAT, "schema_version": SCHEMA_VERSION, **encode_state(state, defaults=False)}


def from_dict(data: object) -> State:
    """Return the content that :func:`to_dict` described.

    Raises
    ------
    NewerSchema
        Written by a newer version.
    FileProblem
        Not a document, or a record in it is not valid.
    """
    if not isinstance(data, Mapping) or data.get("format") != FORMAT:
        raise FileProblem(
            Words("storage.not_a_document"),
            code="not_a_document",
            value=data.get("format") if isinstance(data, Mapping) else data,
            expected=f'an object with "format": "{FORMAT}"',
        )
    version = data.get("schema_version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise FileProblem(
            "The schema version is missing.", code="not_a_document", value=version, expected="1 or more"
        )
    if version > SCHEMA_VERSION:
        raise NewerSchema(
            Words("storage.newer_schema", version=version, known=SCHEMA_VERSION),
            hint=Words("storage.update"),
        )
    tables = migrate(
        {key: value for key, value in data.items() if key not in ("format", "schema_version")}, version
    )
    for name, table in tables.items():
        if not isinstance(table, Mapping) or not all(
            isinstance(record, Mapping) for record in table.values()
        ):
            raise FileProblem(
                f'The table "{name}" is not a mapping of records.', code="not_a_document", where=name
            )
    try:
        return decode_state(tables)
    except CjmError as error:
        raise FileProblem(error.message, code=error.code, where=error.where, value=error.value,
                          expected=error.expected, hint=error.hint) from error  # fmt: skip


def flat(state: State) -> dict[str, str]:
    """Return the JSON text of each record under ``table/id``, sorted; the defaults are left out."""
    found = {}
    for name, table in encode_state(state, defaults=False).items():
        for record_id, record in table.items():
            del record["id"]
            found[f"{name}/{record_id}"] = json.dumps(
                record, ensure_ascii=False, sort_keys=True, allow_nan=False
            )
    return found


def written(records: Mapping[str, str], version: int) -> str:
    """Return the text of the document file that holds the records of :func:`flat`, in its order.

    Each record stands on a line of its own that begins with a comma, with an empty line before it: an edit
    changes one line, and git merges the edits of two people on different records, even neighbours.
    """
    head = json.dumps({"format": FORMAT, "schema_version": version})[:-1]
    lines = [f",{json.dumps(key)}: {record}" for key, record in records.items()]
    return "\n\n".join([head, *lines, "}"]) + "\n"


def dumps(state: State) -> str:
    """Return the text of a document file."""
    return written(flat(state), SCHEMA_VERSION)


def loads(text: str) -> State:
    """Return the content of a document file.

    Raises
    ------
    NewerSchema, FileProblem
        As :func:`from_dict`, and when `text` is not JSON: then the line is named.
    """
    return from_dict(parse(text))


def parse(text: str) -> dict[str, Any]:
    """Return the plain values of a document file, still in the schema it was written with."""
    try:
        flat = json.loads(text, parse_constant=_no_constant, object_pairs_hook=_no_twins)
    except json.JSONDecodeError as error:
        raise FileProblem(
            Words("storage.not_json"),
            code="not_json",
            where=f"line {error.lineno}, column {error.colno}",
            expected=error.msg,
        ) from None
    except (RecursionError, ValueError) as error:
        raise FileProblem("The file is not readable as JSON.", code="not_json", expected=str(error)) from None
    if not isinstance(flat, dict):
        raise FileProblem(Words("storage.not_a_document"), code="not_a_document", value=shorten(flat))
    data: dict[str, Any] = {}
    for key, value in flat.items():
        table, slash, record_id = key.partition("/")
        if slash:
            held = data.setdefault(table, {})
            if not isinstance(held, dict):
                raise FileProblem("A table is no mapping of records.", code="not_a_document", where=table)
            held[record_id] = value
        else:
            data[key] = value
    return data


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not a number in JSON")


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f'"{next(key for key in keys if keys.count(key) > 1)}" stands twice')
    return found
