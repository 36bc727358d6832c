"""A document file as content, with errors that name file, line and remedy; writes nothing."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cjm_widgets.errors import BadInput, FileProblem, OperationRefused
from cjm_widgets.model.codec import NewerSchema, loads, parse
from cjm_widgets.model.ops import read_record, references_of
from cjm_widgets.model.records import TABLES, Record
from cjm_widgets.model.state import State
from cjm_widgets.model.words import Words
from cjm_widgets.storage.atomic import Stamp, stamp
from cjm_widgets.storage.reasons import reason_of

MERGE_MARKS = Words("storage.merge_marks")
_REMEDY = Words("storage.untouched")
_PLACE = re.compile(r"line (\d+), column (\d+)")


@dataclass(frozen=True, slots=True)
class Content:
    """What a file held.

    Attributes
    ----------
    state : State
        The content.
    fingerprint : str
        SHA-256 of the bytes.
    stamp : Stamp or None
        The stamp the file had just before it was read.
    partial : str or None
        Why not everything in the file could be understood; such content must never be written back.
    """

    state: State
    fingerprint: str
    stamp: Stamp | None
    partial: str | None = None


def clean_path(path: str | os.PathLike[str]) -> Path:
    """Return the real, absolute path of a document file, links followed.

    Raises
    ------
    BadInput
        Not a path.
    FileProblem
        A folder, or something that is no ordinary file, or in a folder that is not there.
    """
    try:
        text = os.fsdecode(path)
    except TypeError:
        text = ""
    if not text.strip() or "\0" in text:
        raise BadInput(
            "This is not a path of a document.", value=path, expected="text such as 'glasses.cjm.json'"
        )
    real = Path(os.path.realpath(os.path.expanduser(text)))
    if real.is_dir():
        raise FileProblem(
            "A document is a file; this is a folder.",
            code="is_a_folder",
            where=text,
            hint=f'Try "{text}/journey.cjm.json".',
        )
    if real.exists() and not real.is_file():
        raise FileProblem("This is not an ordinary file.", code="not_a_file", where=text)
    if not real.parent.is_dir():
        raise FileProblem(
            f'There is no folder "{real.parent}".',
            code="no_folder",
            where=text,
            hint="Make the folder first.",
        )
    return real


def fingerprint(data: bytes) -> str:
    """Return the SHA-256 of `data` as text."""
    return hashlib.sha256(data).hexdigest()


def read_bytes(path: Path) -> bytes | None:
    """Return the bytes of a file, or None when it is not there.

    Raises
    ------
    FileProblem
        It is there and cannot be read.
    """
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        if isinstance(error, PermissionError):
            reason = Words("storage.reading_not_permitted")
        else:
            reason = reason_of(error, "storage.unreadable")
        raise FileProblem(reason, code="unreadable", where=str(path)) from error


def read(path: Path) -> Content | None:
    """Return what a file holds, or None when it is not there.

    A file of a newer schema gives partial content: what this version understands of it.

    Raises
    ------
    FileProblem
        It cannot be read or is no valid document; names the file and the line.
    """
    before = stamp(path)
    data = read_bytes(path)
    if data is None:
        return None
    text = decode(data, path)
    try:
        return Content(loads(text), fingerprint(data), before)
    except NewerSchema as error:
        state, left_out = _known_part(text)
        known = Words("storage.known_part", count=left_out) if left_out else None
        return Content(state, fingerprint(data), before, error.message.then(known, error.hint))
    except FileProblem as error:
        raise _at(error, path, text) from None


def decode(data: bytes, path: Path) -> str:
    """Return the text of a document file; a byte order mark is passed over.

    Raises
    ------
    FileProblem
        Empty, or not UTF-8.
    """
    if not data.strip():
        where = Words("storage.line", path=str(path), line=1)
        raise FileProblem(Words("storage.empty"), code="not_json", where=where, hint=_REMEDY)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        where = Words("storage.line", path=str(path), line=line)
        raise FileProblem(Words("storage.not_text"), code="not_text", where=where, hint=_REMEDY) from None


def _at(error: FileProblem, path: Path, text: str) -> FileProblem:
    """Return the same error with the file and the line in it, and what to do."""
    hint = f"{error.hint} {_REMEDY}" if error.hint else _REMEDY
    where = _place(error.where or "", str(path), text)
    marker = re.search(r"^(<{7}|={7}|>{7})( |$)", text, re.MULTILINE)
    if marker:
        where = Words("storage.line", path=str(path), line=_line(text, marker.start()))
        hint = MERGE_MARKS
    return FileProblem(
        error.message, code=error.code, where=where, value=error.value, expected=error.expected, hint=hint
    )


def _place(place: str, path: str, text: str) -> Words:
    """Return file and line of a fault, with the column or the record that `place` names."""
    at = _PLACE.fullmatch(place)
    if at:
        return Words("storage.column", path=path, line=at[1], column=at[2])
    line = _line_of(place, text)
    if place:
        return Words("storage.line_of", path=path, line=line, place=place)
    return Words("storage.line", path=path, line=line)


def _line(text: str, index: int) -> int:
    return text.count("\n", 0, index) + 1


def _line_of(place: str, text: str) -> int:
    """Return the line of the record that ``table.id.field`` names, or 1."""
    table, _, rest = place.partition(".")
    key = f'"{table}/{rest.partition(".")[0]}"'
    found = text.find(key if rest else f'"{table}/')
    return _line(text, found) if place and found >= 0 else 1


def _known_part(text: str) -> tuple[State, int]:
    """Return what this version understands of a newer document, and how many values it does not."""
    left_out = 0
    tables: dict[str, dict[str, Record]] = {name: {} for name in TABLES}
    for name, records in parse(text).items():
        if not isinstance(records, dict):
            continue
        for record_id, data in records.items():
            record, missed = _known_record(name, record_id, data)
            left_out += missed
            if record is not None:
                tables[name][record_id] = record
    while dangling := _dangling(tables):
        left_out += len(dangling)
        for record in dangling:
            del tables[record.table][record.id]
    return State().with_tables(tables), left_out


def _dangling(tables: dict[str, dict[str, Record]]) -> list[Record]:
    """Return the records that refer to something that is not there."""
    return [
        record
        for table in tables.values()
        for record in table.values()
        if any(target not in tables[other] for _, other, target in references_of(record))
    ]


def _known_record(table: str, record_id: str, data: Any) -> tuple[Record | None, int]:
    """Return the record as far as it is understood, and how many of its values are not."""
    if table not in TABLES or not isinstance(data, dict):
        return None, 1
    known = {**data, "id": record_id}
    while True:
        try:
            return read_record(table, known), len({**data, "id": record_id}) - len(known)
        except OperationRefused as error:
            if error.field == "id" or error.field not in known:
                return None, len(data)
            del known[error.field]
