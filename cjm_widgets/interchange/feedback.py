"""Answers in a table with a date and a score, as a frame to be bound; knows no journey."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from cjm_widgets.errors import needed_for
from cjm_widgets.interchange.data_rows import Row, columns_of, filled, text_of, twice
from cjm_widgets.interchange.days import day_of, month_first_in
from cjm_widgets.interchange.draft import Draft, Later
from cjm_widgets.interchange.preview import Preview
from cjm_widgets.interchange.source import Source
from cjm_widgets.interchange.words import column_called, number
from cjm_widgets.interchange.xlsx import MAX_ANSWERS
from cjm_widgets.model.words import Words

MAX_ROWS = MAX_ANSWERS
COLUMNS = ("date", "score", "verbatim", "stage")
_NO_SCORE = Words("interchange.no_score")
_NO_DATE = Words("interchange.no_date")
_NO_STAGE = Words("interchange.no_stage_said")
_SCALES = {"sentiment": (-1.0, 1.0), "csat": (1.0, 5.0), "nps": (0.0, 10.0)}


def is_feedback(first: Sequence[Any]) -> bool:
    """Tell whether headings are those of answers: a date and a score are among them."""
    found = [column_called(cell) for cell in first]
    return "date" in found and "score" in found


def read_feedback(
    source: Source, rows: Iterator[tuple[int, Sequence[Any]]], draft: Draft, place: Callable[[int], Words]
) -> Preview:
    """Return answers as a preview whose frame has date, score, verbatim, stage and what else there is.

    Scores are read on the scale that holds them: sentiment from -1 to 1, CSAT from 1 to 5, NPS from 0 to 10.
    Rows without a date or score are invalid, equal rows duplicates; rows without a stage stay and are listed.
    """
    _, first = next(rows)
    names = columns_of(first, column_called)
    held: list[tuple[int, Row]] = []
    for line, row in filled(rows, names):
        row["score"] = _score(draft, partial(place, line), row.get("score"))
        if row["score"] is not None:
            held.append((line, row))
    month_first = month_first_in([row.get("date") for _, row in held])
    if month_first is None:
        draft.note(Words("interchange.day_first"))
    scale = _scale([row["score"] for _, row in held])
    return _preview(source, names, _kept(held, draft, place, scale, bool(month_first)), draft, scale)


def _score(draft: Draft, place: Later, cell: Any) -> float | None:
    value = number(cell)
    if value is None:
        draft.invalid.note(place, _NO_SCORE, "" if cell is None else cell)
    return value


def _scale(scores: list[float]) -> str:
    """Return the scale that fits all scores, else the one that fits most."""
    if (
        scores
        and all(-1 <= value <= 1 for value in scores)
        and any(value < 0 or value % 1 for value in scores)
    ):
        return "sentiment"
    return "csat" if scores and all(1 <= value <= 5 for value in scores) else "nps"


def _kept(
    held: list[tuple[int, Row]], draft: Draft, place: Callable[[int], Words], scale: str,
    month_first: bool,
) -> Iterator[Row]:  # fmt: skip
    least, most = _SCALES[scale]
    beyond = Words("interchange.beyond", least=f"{least:g}", most=f"{most:g}")
    seen: dict[object, int] = {}
    for line, row in held:
        day = day_of(row.get("date"), month_first=month_first)
        if day is None:
            draft.invalid.note(partial(place, line), _NO_DATE, row.get("date") or "")
            continue
        if not least <= row["score"] <= most:
            draft.invalid.note(partial(place, line), beyond, row["score"])
            continue
        row |= {"date": day, "verbatim": text_of(row.get("verbatim")), "stage": text_of(row.get("stage"))}
        key = row.get("id") or tuple(row[name] for name in COLUMNS)
        if key in seen:
            draft.duplicates.note(partial(place, line), partial(twice, place, seen[key]), row["verbatim"])
            continue
        seen[key] = line
        if not row["stage"]:
            draft.unassigned.note(partial(place, line), _NO_STAGE, row["verbatim"])
        yield row


def _preview(source: Source, names: list[str], rows: Iterator[Row], draft: Draft, scale: str) -> Preview:
    with needed_for("Reading this file"):
        import pandas as pd

    rest = [name for name in names if name not in COLUMNS]
    frame = pd.DataFrame(list(rows), columns=[*COLUMNS, *dict.fromkeys(rest)])
    frame["date"] = pd.to_datetime(frame["date"])
    frame["score"] = frame["score"].astype(float)
    frame.attrs["scale"] = scale
    kind = "csat" if scale == "csat" else "nps"
    line = (
        f'journey.bind(cjm.Survey(preview.frame, touchpoint="stage", {kind}="score", '
        'time="date", verbatim="verbatim"))'
    )
    key = "interchange.bind_sentiment" if scale == "sentiment" else "interchange.bind_answers"
    return Preview(source.name, "feedback", draft, frame=frame, hint=Words(key, line=line))
