"""Reads any file it knows into a preview: by its ending, then by what it holds; applies nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from cjm_widgets.errors import BadInput, did_you_mean
from cjm_widgets.interchange.draft import Draft
from cjm_widgets.interchange.preview import Preview
from cjm_widgets.interchange.source import MAX_BYTES, Source, decode, open_source
from cjm_widgets.model.words import Words

SUFFIXES = (".mmd", ".mermaid", ".md", ".json", ".csv", ".tsv", ".xlsx", ".xml", ".cjml")
"""The endings :func:`read` knows."""
TASKS = ("stages", "cards")
LANES = ("auto", "rows", "columns")


def read(
    path: str | os.PathLike[str], *, tasks: str = "stages", lanes: str = "auto", max_bytes: int = MAX_BYTES
) -> Preview:
    """Read a file of another tool, or one of our own, into a preview that can be added to a document.

    Parameters
    ----------
    path : path-like
        A Mermaid journey (``.mmd``, ``.mermaid``, or each block in ``.md``); tables of our own or a grid
        (``.csv``, ``.tsv``, ``.xlsx``); a document or TheyDo metrics and responses (``.json``); CJML 2.0
        (``.xml``, ``.cjml``); answers (date, score) or finished numbers (metric, date, value) in a table.
    tasks : str
        What the tasks of a Mermaid journey become: ``"stages"`` under phases, each with its score, or
        ``"cards"`` of actions in a stage a section.
    lanes : str
        Where a plain grid has its lanes: ``"rows"``, ``"columns"``, or ``"auto"`` to tell by their names.
    max_bytes : int
        Bytes the file may have; 64 MiB unless said otherwise.

    Returns
    -------
    Preview
        What is valid, invalid (with place and reason), duplicate and unassigned; nothing is applied yet.

    Raises
    ------
    BadInput
        An ending or argument that is not known.
    FileProblem
        The file cannot be read as what it is called; names file, line and remedy.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> preview = cjm.read("journey.mmd")  # doctest: +SKIP
    >>> preview.apply(doc)  # doctest: +SKIP
    """
    _one_of(tasks, TASKS, "tasks")
    _one_of(lanes, LANES, "lanes")
    source = open_source(path, max_bytes)
    suffix = source.suffix
    if suffix not in SUFFIXES:
        raise BadInput(
            Words("interchange.no_format", suffix=suffix or "—"), where="path", value=source.name,
            expected="one of " + ", ".join(SUFFIXES), hint=did_you_mean(suffix, SUFFIXES),
        )  # fmt: skip
    if suffix in (".mmd", ".mermaid", ".md"):
        from cjm_widgets.interchange.mermaid_in import read_mermaid

        draft, own = read_mermaid(source, "cards" if tasks == "cards" else "stages")
        return Preview(source.name, "mermaid", draft, update=own)
    if suffix == ".json":
        return _json(source)
    if suffix == ".xlsx":
        return _xlsx(source, lanes)
    if suffix in (".xml", ".cjml"):
        from cjm_widgets.interchange.cjml import read_cjml

        return Preview(source.name, "cjml", read_cjml(source))
    return _csv(source, lanes)


def _json(source: Source) -> Preview:
    from cjm_widgets.interchange import json_file
    from cjm_widgets.interchange.theydo import is_theydo, read_theydo

    draft = Draft()
    text = decode(source, draft.note)
    data = json_file.parse_json(source, text)
    if is_theydo(data):
        return read_theydo(source, data, draft)
    if not json_file.is_document(data):
        raise source.problem(
            Words("interchange.unknown_json"), code="not_a_document", hint=Words("interchange.known_json")
        )
    found = json_file.read_json(source, data, text)
    found.notes[:0] = draft.notes
    return Preview(source.name, "json", found, update=True)


def _csv(source: Source, lanes: str) -> Preview:
    from cjm_widgets.interchange import csv_file, feedback, metric_table
    from cjm_widgets.interchange.grid import read_grid

    draft = Draft()
    text = decode(source, draft.note)
    rows = csv_file.grid_of(source, text)
    first = next(rows, (1, []))
    if csv_file.is_ours(first[1]):
        found = csv_file.read_csv(source, _again(first, rows))
        found.notes[:0] = draft.notes
        return Preview(source.name, "csv", found, update=True)
    if feedback.is_feedback(first[1]) or metric_table.is_metrics(first[1]):
        more = csv_file.grid_of(source, text, limit=feedback.MAX_ROWS)
        return _data(source, first[1], more, draft, source.line)
    read_grid(source, [row for _, row in _again(first, rows)], draft, lanes)
    return Preview(source.name, "grid", draft)


def _xlsx(source: Source, lanes: str) -> Preview:
    from cjm_widgets.interchange import feedback, metric_table, xlsx
    from cjm_widgets.interchange.grid import read_grid

    draft = Draft()
    book = xlsx.Book(source, draft)
    if xlsx.is_ours(book.names):
        return Preview(source.name, "xlsx", xlsx.read_xlsx(book), update=True)
    sheet = book.names[0] if book.names else ""
    rows = list(book.rows(sheet)) if sheet else []
    for other in book.names[1:]:
        draft.note(Words("interchange.sheet_left", sheet=other))
    if rows and (feedback.is_feedback(rows[0][1]) or metric_table.is_metrics(rows[0][1])):
        return _data(source, rows[0][1], iter(rows), draft, lambda line: book.place(sheet, line, None))
    whole: list[list[Any]] = [[] for _ in range(rows[-1][0])] if rows else []
    for number, cells in rows:
        whole[number - 1] = cells
    read_grid(source, whole, draft, lanes, sheet)
    return Preview(source.name, "grid", draft)


def _data(
    source: Source, first: Sequence[Any], rows: Iterator[tuple[int, Sequence[Any]]], draft: Draft,
    place: Callable[[int], Words],
) -> Preview:  # fmt: skip
    """Read rows that are no journey: finished numbers where a metric is named, else answers."""
    from cjm_widgets.interchange.feedback import read_feedback
    from cjm_widgets.interchange.metric_table import is_metrics, read_metrics

    return (read_metrics if is_metrics(first) else read_feedback)(source, rows, draft, place)


def _again(first: Any, rest: Any) -> Any:
    yield first
    yield from rest


def _one_of(value: object, choices: tuple[str, ...], name: str) -> None:
    if value not in choices:
        raise BadInput(
            f'"{value}" is no choice for {name}.', where=name, value=value,
            expected="one of " + ", ".join(choices), hint=did_you_mean(str(value), choices),
        )  # fmt: skip
