"""All tables of a content in one CSV, a first column naming the table of each row, in and out."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterator, Sequence
from functools import partial

from cjm_widgets.errors import FileProblem, near_match
from cjm_widgets.interchange.cells import guard
from cjm_widgets.interchange.draft import Draft
from cjm_widgets.interchange.source import Source
from cjm_widgets.interchange.table_reading import Numbered, TableReader, heading, heads, joined
from cjm_widgets.interchange.tables import TABLE_NAMES, columns, rows_of
from cjm_widgets.model.state import State
from cjm_widgets.model.words import Words

DELIMITERS = ",;\t|"
MAX_ROWS = 200_000
"""Rows a table of records may have."""
MAX_FIELD = 1_000_000
_SAID = re.compile(r'"?sep=([^\s"\w]|\t)"?[ ]*[,;]*\n', re.IGNORECASE)


def write_csv(state: State) -> bytes:
    """Return all tables as one CSV: UTF-8 with a mark, so that spreadsheets show accents."""
    rows = [(table, row) for table in TABLE_NAMES for row in rows_of(state, table, guard)]
    used = {name for _, row in rows for name in row}
    every = dict.fromkeys(name for table in ("cards", *TABLE_NAMES) for name in columns(table))
    names = [name for name in every if name in used]
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(["table", *names])
    for table, row in rows:
        writer.writerow([table, *(row.get(name, "") for name in names)])
    return b"\xef\xbb\xbf" + stream.getvalue().encode("utf-8")


def delimiter_of(text: str) -> str:
    """Return what stands between the cells of the first line: comma, semicolon, tab or bar."""
    quoted = False
    counts = dict.fromkeys(DELIMITERS, 0)
    for char in text[:20_000]:
        if char == '"':
            quoted = not quoted
        elif char == "\n" and not quoted:
            if any(counts.values()):
                break
        elif char in counts and not quoted:
            counts[char] += 1
    return max(counts, key=lambda char: counts[char]) if any(counts.values()) else ","


def grid_of(source: Source, text: str, limit: int = MAX_ROWS) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a CSV, each with the line it ends at.

    A first line ``sep=;``, as Excel writes it, says the separator and is no row.

    Raises
    ------
    FileProblem
        More rows than `limit`, a quotation mark left open, or not readable as CSV; the line is named.
    """
    csv.field_size_limit(MAX_FIELD)
    said = _SAID.match(text)
    lines = _Lines(text[said.end() :] if said else text, 1 if said else 0)
    delimiter = said[1] if said else delimiter_of(text)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    for count in itertools.count(1):
        lines.taken.clear()
        try:
            row = next(reader, None)
        except csv.Error as error:
            if len(lines.taken) > 1 or "expected after" not in str(error):
                raise _unreadable(source, lines, error) from None
            row = next(csv.reader(lines.taken, delimiter=delimiter))  # words behind a quotation, on one line
        if row is None:
            return
        if count > limit:
            raise source.problem(
                Words("interchange.too_many_rows", limit=limit), code="too_large",
                hint=Words("interchange.split_it"), line=lines.number,
            )  # fmt: skip
        yield lines.number, row


class _Lines:
    """The lines of a text, one after the other, and those of the row that is being read."""

    def __init__(self, text: str, before: int) -> None:
        self.stream = io.StringIO(text, newline="")
        self.number = before
        self.taken: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self.stream)
        self.number += 1
        self.taken.append(line)
        return line


def _unreadable(source: Source, lines: _Lines, error: csv.Error) -> FileProblem:
    """Return the error for a row that cannot be read: one that goes on over lines has a quote left open."""
    ended = "end of data" in str(error)
    if ended or len(lines.taken) > 1:
        first = lines.number - len(lines.taken) + 1
        return source.problem(
            Words("interchange.open_quote"), code="open_quote", hint=Words("interchange.close_quote"),
            line=first + _opening(lines.taken if ended else lines.taken[:-1]),
        )  # fmt: skip
    return source.problem(
        Words("interchange.not_csv"), code="not_csv", hint=Words("interchange.get_again"), line=lines.number,
        expected=str(error),
    )  # fmt: skip


def _opening(lines: list[str]) -> int:
    """Return in which of the lines of a row, from 0, the last quotation opens that goes on into the next."""
    opened, inside = 0, False
    for at, line in enumerate(lines):
        marks = line.replace('""', "").count('"')
        inside ^= marks % 2 == 1
        if inside and marks:
            opened = at
    return opened


def is_ours(first: Sequence[str]) -> bool:
    """Tell whether the headings are those of our own tables."""
    return bool(first) and heading(first[0]) == "table"


def read_csv(source: Source, rows: Iterator[tuple[int, list[str]]]) -> Draft:
    """Return the records of a CSV of our own."""
    draft = Draft()
    _, first = next(rows)
    tables: dict[str, list[Numbered]] = {}
    names: dict[str, list[str]] = {}
    known = {name for table in TABLE_NAMES for name in columns(table)}
    for at, cell in enumerate(first[1:], 2):
        base = heading(cell.partition(" (")[0])
        if base and base not in known:
            near = near_match(base, known) or ", ".join(sorted(known))
            words = Words("interchange.no_column", near=near)
            draft.invalid.note(Words("interchange.column_at", path=source.name, column=at), words, cell)
    for line, cells in rows:
        if not any(cells):
            continue
        table = cells[0].strip().lower()
        if table not in TABLE_NAMES:
            draft.invalid.note(partial(source.line, line), partial(_no_table, table), cells[0])
            continue
        if table not in names:
            names[table] = heads(table, first[1:])
        tables.setdefault(table, []).append((line, joined(names[table], cells[1:])))

    def place(_table: str, line: int, column: str) -> Words:
        if not column:
            return source.line(line)
        return Words("storage.line_of", path=source.name, line=line, place=column)

    TableReader(draft, lambda table: lambda line, column: place(table, line, column)).read(dict(tables))
    return draft


def _no_table(table: str) -> Words:
    near = near_match(table, TABLE_NAMES) or ", ".join(TABLE_NAMES)
    return Words("interchange.no_table", near=near)
