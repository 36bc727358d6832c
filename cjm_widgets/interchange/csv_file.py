"""All tables of a content in one CSV, a first column naming the table of each row, in and out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from functools import partial

from cjm_widgets.errors import near_match
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

    Raises
    ------
    FileProblem
        More rows than `limit`, or not readable as CSV; the line is named.
    """
    csv.field_size_limit(MAX_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    try:
        for count, row in enumerate(reader, 1):
            if count > limit:
                raise source.problem(
                    Words("interchange.too_many_rows", limit=limit), code="too_large",
                    hint=Words("interchange.make_smaller"), line=reader.line_num,
                )  # fmt: skip
            yield reader.line_num, row
    except csv.Error as error:
        raise source.problem(
            Words("interchange.not_csv"), code="not_csv", hint=Words("interchange.get_again"),
            line=reader.line_num, expected=str(error),
        ) from None  # fmt: skip


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
