"""All tables of a content in one workbook, a sheet a table, in and out; formulas are never evaluated."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from cjm_widgets.errors import FileProblem, near_match
from cjm_widgets.interchange.draft import Draft
from cjm_widgets.interchange.extras import need
from cjm_widgets.interchange.source import Source, mislabelled, real_kind
from cjm_widgets.interchange.table_reading import Numbered, TableReader, heads, joined
from cjm_widgets.interchange.tables import MAX_CELL, TABLE_NAMES, columns, rows_of
from cjm_widgets.interchange.timeless import NO_TIME, timeless
from cjm_widgets.model.state import State
from cjm_widgets.model.words import Words

if TYPE_CHECKING:
    from openpyxl import Workbook

MAX_ROWS = 200_000
MAX_ANSWERS = 2_000_000
"""Answers that are read from a CSV: what is offered to those who have too many for a workbook."""
MAX_COLUMNS = 256
MAX_UNPACKED = 256 * 2**20
"""Bytes the parts of a workbook may have together when they are unpacked."""
MAX_PARTS = 5_000

Row = tuple[int, list[Any]]
_FIRST = ("journeys", "personas", "phases", "stages", "lanes", "cards", "emotions")
_TRUTH = {"=TRUE()": True, "=FALSE()": False}
"""How LibreOffice writes truth: constants rather than formulas."""
_ROW = re.compile(rb"<(?:\w{1,20}:)?row[\s/][^<>]{0,2000}>|<(?:\w{1,20}:)?row>")
_NO_XML = re.compile("[\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile(r"_x005[Ff]_(?=x[0-9A-Fa-f]{4}_)|_x([Ff]{3}[EeFf])_")


# ---- out -----------------------------------------------------------------------------------------


def write_xlsx(state: State) -> bytes:
    """Return all tables as a workbook whose first row stays in sight."""
    need("openpyxl")
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "cjm_widgets"
    book.properties.created = book.properties.modified = NO_TIME.replace(tzinfo=None)
    for table in (*_FIRST, *(name for name in TABLE_NAMES if name not in _FIRST)):
        rows = list(rows_of(state, table))
        if rows or table in _FIRST:
            _sheet(book, table, rows)
    stream = io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(stream, "w")).save()  # what saves a workbook puts the time into it
    return timeless(stream.getvalue())


def _sheet(book: Workbook, table: str, rows: list[dict[str, Any]]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(table)
    names: list[str] = []
    for name in columns(table):
        longest = max((len(row[name]) for row in rows if isinstance(row.get(name), str)), default=0)
        names += [name, *(f"{name} ({part})" for part in range(2, -(-longest // MAX_CELL) + 1))]
    for at, name in enumerate(names, 1):
        cell = sheet.cell(1, at, name)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E8EAF6")
        wide = max((len(str(row.get(name, ""))) for row in rows), default=0)
        sheet.column_dimensions[get_column_letter(at)].width = min(48, max(len(name) + 3, wide + 2))
    for number, row in enumerate(rows, 2):
        for at, name in enumerate(names, 1):
            value = _part(row, name)
            if value is None or value == "":
                continue
            cell = sheet.cell(number, at)
            if isinstance(value, str):
                cell.value = _held(value)
                cell.data_type = "s"  # never a formula, whatever it begins with
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            else:
                cell.value = value
    sheet.freeze_panes = "A2"
    _choices(sheet, table, names)


def _part(row: dict[str, Any], name: str) -> Any:
    """Return the cell of a column; the second and further ones hold the rest of a long text."""
    base, _, more = name.partition(" (")
    value = row.get(base)
    if not isinstance(value, str):
        return value
    at = int(more[:-1]) - 1 if more else 0
    return value[at * MAX_CELL : (at + 1) * MAX_CELL]


def _held(text: str) -> str:
    """Return a text as a workbook holds it: what XML has no character for is written as Excel does."""
    return _NO_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", _ESCAPE.sub("_x005F_", text))


def _said(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)) if found[1] else "_", text)


def _choices(sheet: Any, table: str, names: list[str]) -> None:
    """Let cells of fields with a few words be chosen from a list."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    from cjm_widgets.interchange.tables import fields_of, kinds

    for at, name in enumerate(names, 1):
        field = fields_of(table).get(name)
        words = kinds()[table][field].get("enum") if field else None
        if words and len(",".join(words)) < 250 and not any(word[0] in "=+-@" for word in words):
            choice = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
            choice.add(f"{get_column_letter(at)}2:{get_column_letter(at)}1000")
            sheet.add_data_validation(choice)


# ---- in ------------------------------------------------------------------------------------------


class Book:
    """The sheets of a workbook that is read: cells as values; formulas and errors are told and left out.

    Parameters
    ----------
    source : Source
        The file.
    draft : Draft
        Is told of formulas.

    Raises
    ------
    FileProblem
        Not a workbook, spoilt, or one that unpacks to more than :data:`MAX_UNPACKED`.
    """

    def __init__(self, source: Source, draft: Draft) -> None:
        self.source, self.draft = source, draft
        _check(source)
        need("openpyxl", "defusedxml")
        from openpyxl import load_workbook

        with self._told(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self._book = load_workbook(io.BytesIO(source.data), read_only=True, keep_links=False)
            self.names = [sheet.title for sheet in self._book.worksheets]

    def rows(self, name: str) -> Iterator[Row]:
        """Yield the rows of a sheet that hold something, with their numbers."""
        sheet = next(sheet for sheet in self._book.worksheets if sheet.title == name)
        if self._crowded(sheet):
            raise self._too_many(name)
        with self._told(name), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            blank = None
            for number, cells in enumerate(sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS), 1):
                if number > MAX_ROWS:
                    raise self._too_many(name)
                if cells is blank:  # one object stands for all rows that are not there
                    continue
                values = [self._value(name, number, at, cell) for at, cell in enumerate(cells)]
                while values and values[-1] is None:
                    values.pop()
                if values:
                    yield number, values
                else:
                    blank = cells

    def _crowded(self, sheet: Any) -> bool:
        """Tell whether a sheet holds more rows than are read: counted in its text, no cell is made."""
        part, count, rest = getattr(sheet, "_worksheet_path", ""), 0, b""
        with self._told(sheet.title), zipfile.ZipFile(io.BytesIO(self.source.data)) as archive:
            if part not in archive.namelist():
                return False
            with archive.open(part) as stream:
                while count <= MAX_ROWS and (data := stream.read(2**20)):
                    data = rest + data
                    count += len(_ROW.findall(data))
                    cut = data.rfind(b"<")
                    rest = data[cut:] if data.rfind(b">") < cut and len(data) - cut < 4_000 else b""
        return count > MAX_ROWS

    def _too_many(self, sheet: str) -> FileProblem:
        problem = self.source.problem(
            Words("interchange.too_many_rows", limit=MAX_ROWS), code="too_large",
            hint=Words("interchange.fewer_rows", limit=MAX_ANSWERS),
        )  # fmt: skip
        problem.where = self.place(sheet, MAX_ROWS + 1, None)
        return problem

    def _value(self, name: str, number: int, at: int, cell: Any) -> Any:
        if cell.value is None:
            return None
        if cell.data_type == "f" and cell.value in _TRUTH:
            return _TRUTH[cell.value]
        if cell.data_type in ("f", "e"):
            key = "interchange.formula" if cell.data_type == "f" else "interchange.error_cell"
            self.draft.invalid.note(self.place(name, number, at), Words(key), cell.value)
            return None
        return _said(cell.value) if isinstance(cell.value, str) else cell.value

    def place(self, name: str, number: int, at: int | None) -> Words:
        """Return "file, sheet!C7"; the row alone where no column is named."""
        cell = f"{letter(at)}{number}" if at is not None else f"{number}:{number}"
        return Words("interchange.cell", path=self.source.name, sheet=name, cell=cell)

    def _told(self, sheet: str = "") -> _Told:
        return _Told(self.source, sheet)


class _Told:
    """Turns whatever a spoilt workbook raises in its reader into our own error."""

    def __init__(self, source: Source, sheet: str) -> None:
        self.source, self.sheet = source, sheet

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, Exception) and not isinstance(error, FileProblem):
            raise self.source.problem(
                Words("interchange.not_xlsx"), code="not_xlsx", hint=Words("interchange.save_xlsx"),
                expected=f"{self.sheet} {type(error).__name__}".strip(),
            ) from None  # fmt: skip


def letter(at: int) -> str:
    """Return the letters of a column, from 0: A, B … AA."""
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(65 + rest) + name
    return name


def _check(source: Source) -> None:
    """Refuse what is no workbook, and one that would unpack to too much, before anything is unpacked."""
    kind = real_kind(source)
    if kind != ".xlsx":
        if kind is not None:
            raise mislabelled(source, kind)
        raise source.problem(
            Words("interchange.not_xlsx"), code="not_xlsx", hint=Words("interchange.save_xlsx")
        )
    with _Told(source, ""), zipfile.ZipFile(io.BytesIO(source.data)) as archive:
        parts = archive.infolist()
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            size = f"{sum(part.file_size for part in parts) / 2**20:.0f}"
            raise source.problem(
                Words("interchange.bomb", size=size, limit=MAX_UNPACKED // 2**20), code="too_large",
                hint=Words("interchange.split_it"),
            )  # fmt: skip
        if not any(part.filename == "[Content_Types].xml" for part in parts):
            raise source.problem(
                Words("interchange.not_xlsx"), code="not_xlsx", hint=Words("interchange.save_xlsx")
            )


def is_ours(names: list[str]) -> bool:
    """Tell whether sheets are tables of ours."""
    return any(name.strip().lower() in TABLE_NAMES for name in names)


def read_xlsx(book: Book) -> Draft:
    """Return the records of a workbook of our own; sheets of other names are told and left out."""
    draft = book.draft
    tables: dict[str, list[Numbered]] = {}
    names: dict[str, list[str]] = {}
    sheets: dict[str, str] = {}
    for sheet in book.names:
        table = sheet.strip().lower()
        if table not in TABLE_NAMES:
            near = near_match(table, TABLE_NAMES)
            if near:
                draft.invalid.note(book.place(sheet, 1, 0), Words("interchange.no_table", near=near), sheet)
            else:
                draft.note(Words("interchange.sheet_left", sheet=sheet))
            continue
        rows = iter(book.rows(sheet))
        number, first = next(rows, (1, []))

        def unknown(at: int, near: str, cell: object, sheet: str = sheet, number: int = number) -> None:
            draft.invalid.note(book.place(sheet, number, at), Words("interchange.no_column", near=near), cell)

        names[table] = heads(table, first, unknown)
        sheets[table] = sheet
        tables[table] = [(at, joined(names[table], cells)) for at, cells in rows]

    def place(table: str, number: int, column: str) -> Words:
        at = names[table].index(column) if column in names[table] else None
        return book.place(sheets[table], number, at)

    TableReader(draft, lambda table: lambda number, column: place(table, number, column)).read(dict(tables))
    return draft
