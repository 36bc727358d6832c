"""Workbooks as LibreOffice reads them: every cell of every table, no formula, and back again unchanged."""

from __future__ import annotations

import csv
import subprocess
from pathlib import Path
from typing import Any

import cjm_widgets as cjm
from cjm_widgets.interchange.tables import rows_of
from cjm_widgets.model.excerpt import document_excerpt
from cjm_widgets.model.privacy import open_state
from cjm_widgets.model.records import TABLES
from cjm_widgets.model.state import State
from tests.exports.maps import bound, large
from tests.hostile import document, groups
from tests.interchange.story import story

EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,false,false,false,-1"
"""Commas, quotes, UTF-8, values rather than how they look, what formulas give, a file a sheet."""
EXCEL = "xlsx:Calc MS Excel 2007 XML"


def convert(paths: list[Path], target: str, folder: Path) -> None:
    """Have LibreOffice open these files and save them in another format."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=240)


def exported(books: dict[str, cjm.Document], folder: Path) -> list[Path]:
    """Return a workbook for each document."""
    return [
        cjm.export(doc, folder / f"{name}.xlsx", include_private=True, quiet=True)
        for name, doc in books.items()
    ]


def asked_for(doc: cjm.Document) -> State:
    """Return what such a workbook holds."""
    return document_excerpt(open_state(doc.state))


def documents() -> dict[str, cjm.Document]:
    """Return the sample, what looks like formulas, a large map, and all hostile texts."""
    made = {"map": bound().document, "story": story(), "large": large(12, 12).document}
    quotes = [{"field": "goals", "quote": f"Every word of the {n}th of many. " * 50} for n in range(60)]
    made["story"].add_persona("Longer than a cell", evidence=quotes)
    return made | {f"hostile{at}": document(texts) for at, texts in enumerate(groups())}


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows of a sheet, a text that goes on in a second cell put together."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        {name: "".join(value for at, value in row.items() if at.partition(" (")[0] == name) for name in row}
        for row in rows
    ]


def same(value: Any, seen: str) -> bool:
    """Tell whether a cell of LibreOffice holds this value."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return bool(seen) and float(seen) == value
    return seen == ("" if value is None else str(value))


def test_libreoffice_reads_every_cell(tmp_path: Path) -> None:
    books = documents()
    seen = tmp_path / "seen"
    convert(exported(books, tmp_path), EVERY_SHEET, seen)
    cells = 0
    for name, doc in books.items():
        for table in TABLES:
            rows = list(rows_of(asked_for(doc), table))
            sheet = seen / f"{name}-{table}.csv"
            found = read(sheet) if sheet.exists() else []
            assert len(found) == len(rows), (name, table)
            for row, other in zip(rows, found, strict=True):
                for column, value in row.items():
                    assert same(value, other.get(column, "")), (name, table, column, value, other.get(column))
                    cells += 1
    assert cells > 10_000


def test_what_libreoffice_saves_is_the_same_document(tmp_path: Path) -> None:
    books = documents()
    convert(exported(books, tmp_path), EXCEL, tmp_path / "saved")
    for name, doc in books.items():
        preview = cjm.read(tmp_path / "saved" / f"{name}.xlsx")
        assert preview.invalid == [], name
        again = cjm.Document()
        preview.apply(again)
        assert again.state.tables == asked_for(doc).tables, name
