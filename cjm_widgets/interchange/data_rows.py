"""Rows of data by the columns their headings name, whatever the data are; knows no kind of data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from cjm_widgets.interchange.cells import unguard
from cjm_widgets.model.words import Words

Row = dict[str, Any]


def columns_of(first: Sequence[Any], called: Callable[[object], str | None]) -> list[str]:
    """Return the column of each heading: ours where it is one of the known words, once, else as it is."""
    names: list[str] = []
    for at, cell in enumerate(first):
        known = called(cell)
        own = str(cell).strip() if cell not in (None, "") else f"column {at + 1}"
        names.append(known if known and known not in names else own)
    return names


def filled(rows: Iterator[tuple[int, Sequence[Any]]], names: Sequence[str]) -> Iterator[tuple[int, Row]]:
    """Yield the rows in which something stands, each with its line."""
    for line, cells in rows:
        if any(cell not in (None, "") for cell in cells):
            yield line, dict(zip(names, cells, strict=False))


def text_of(cell: Any) -> str:
    """Return what a cell says, without the mark that keeps it from being a formula."""
    return "" if cell is None else unguard(str(cell)).strip()


def twice(place: Callable[[int], Words], line: int) -> Words:
    """Return that a row stands at another line already."""
    return Words("interchange.stands_twice", where=place(line))
