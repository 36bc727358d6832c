"""Finished numbers in a table, one row a measurement, as a frame to be looked at; knows no journey."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from cjm_widgets.errors import needed_for
from cjm_widgets.interchange.data_rows import Row, columns_of, filled, text_of, twice
from cjm_widgets.interchange.days import day_of, month_first_in
from cjm_widgets.interchange.draft import Draft
from cjm_widgets.interchange.preview import Preview
from cjm_widgets.interchange.source import Source
from cjm_widgets.interchange.words import metric_column_called, number
from cjm_widgets.model.words import Words

COLUMNS = ("metric", "title", "type", "unit", "date", "value", "n", "target", "dimensions")
"""The columns of every frame of finished numbers, whatever file they are from."""
_NEEDED = {"metric", "date", "value"}
_NUMBERS = ("value", "n", "target")


def is_metrics(first: Sequence[Any]) -> bool:
    """Tell whether headings are those of finished numbers: a metric, a date and a value are among them."""
    return {metric_column_called(cell) for cell in first} >= _NEEDED


def read_metrics(
    source: Source, rows: Iterator[tuple[int, Sequence[Any]]], draft: Draft, place: Callable[[int], Words]
) -> Preview:
    """Return finished numbers as a preview whose frame has :data:`COLUMNS` and what else there is.

    Rows without a metric, a date or a value, and with an n below 0, are invalid; a second number of the same
    metric for the same day, and the same in all columns that are not numbers, is a duplicate.
    """
    _, first = next(rows)
    names = columns_of(first, metric_column_called)
    held = list(filled(rows, names))
    month_first = month_first_in(row.get("date") for _, row in held)
    if month_first is None:
        draft.note(Words("interchange.day_first"))
    kept = list(_kept(held, names, draft, place, month_first=bool(month_first)))
    return metrics_preview(source.name, kept, [name for name in names if name not in COLUMNS], draft)


def metrics_preview(path: str, rows: list[Row], more: Sequence[str], draft: Draft) -> Preview:
    """Return rows of finished numbers as a preview; `more` are columns behind the usual ones."""
    with needed_for("Reading this file"):
        import pandas as pd

    frame = pd.DataFrame(rows, columns=[*COLUMNS, *dict.fromkeys(more)])
    frame["date"] = pd.to_datetime(frame["date"])
    return Preview(path, "metrics", draft, frame=frame, hint=Words("interchange.look_at_frame"))


def _kept(
    held: list[tuple[int, Row]], names: list[str], draft: Draft, place: Callable[[int], Words], *,
    month_first: bool,
) -> Iterator[Row]:  # fmt: skip
    seen: dict[object, int] = {}
    for line, cells in held:
        row, fault = _read(cells, names, month_first=month_first)
        if fault is not None:
            draft.invalid.note(partial(place, line), fault[0], fault[1])
            continue
        key = tuple(row[name] for name in row if name not in _NUMBERS)
        if key in seen:
            draft.duplicates.note(partial(place, line), partial(twice, place, seen[key]), row["metric"])
            continue
        seen[key] = line
        yield row


def _read(cells: Row, names: list[str], *, month_first: bool) -> tuple[Row, tuple[Words, object] | None]:
    """Return a row, and what is wrong with it with the cell that is."""
    row: Row = {name: text_of(cells.get(name)) for name in dict.fromkeys([*COLUMNS, *names])}
    numbers = {name: number(cells.get(name)) for name in _NUMBERS}
    day: datetime | None = day_of(cells.get("date"), month_first=month_first)
    row |= {**numbers, "date": day}
    if not row["metric"]:
        return row, (Words("interchange.no_metric"), "")
    if day is None:
        return row, (Words("interchange.no_date"), cells.get("date") or "")
    for name, found in numbers.items():
        missing = name == "value" or cells.get(name) not in (None, "")
        if (found is None and missing) or (name == "n" and found is not None and found < 0):
            return row, (Words("interchange.no_number", field=name), cells.get(name) or "")
    return row, None
