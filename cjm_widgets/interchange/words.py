"""The words by which foreign tables call lanes, moods, columns and moments; reads no file."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any, cast

from cjm_widgets.locale import locales, text
from cjm_widgets.model.fields import LaneKind
from cjm_widgets.model.lane_kinds import lane_kinds

_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


@cache
def _words() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(
        (files("cjm_widgets") / "interchange" / "words.json").read_text("utf-8")
    )
    return loaded


def plain(word: object) -> str:
    """Return a word as it is compared: small letters, single spaces, no colon behind it."""
    said = unicodedata.normalize("NFC", str(word)) if word is not None else ""
    return " ".join(said.replace("_", " ").casefold().split()).rstrip(" :")


@cache
def _lanes() -> dict[str, str]:
    known = {plain(word): kind for kind, words in _words()["lanes"].items() for word in words}
    known |= {plain(kind): kind for kind in lane_kinds()}
    return known | {name: kind for kind in lane_kinds() for name in _own_names(kind)}


def _own_names(kind: str) -> set[str]:
    return {plain(text(f"lanes.{kind}", locale)) for locale in locales()}


def lane_called(word: object) -> LaneKind | None:
    """Return the kind of lane that is called so, or None."""
    return cast("LaneKind | None", _lanes().get(plain(word)))


def is_own_name(kind: str, word: object) -> bool:
    """Tell whether a lane of this kind is called so anyway, in some language."""
    return plain(word) in _own_names(kind) | {plain(kind)}


def is_phases(word: object) -> bool:
    """Tell whether a row of this name holds the phases of the stages."""
    return plain(word) in _words()["phases"]


@cache
def _moods() -> dict[str, float]:
    return {plain(word): float(value) for value, words in _words()["moods"].items() for word in words}


def mood(word: object) -> float | None:
    """Return the emotion a word or a face stands for, from -2 to +2, or None."""
    return _moods().get(plain(word))


def number(cell: object) -> float | None:
    """Return a number as people write it, with a comma or a point; None where it is none."""
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        return float(cell)
    said = str(cell).strip().replace("\u2212", "-")
    return float(said.replace(",", ".")) if _NUMBER.fullmatch(said) else None


def moment(said: str) -> datetime | None:
    """Return a moment in ISO 8601 without its time zone, in UTC where it had one; None where it is none."""
    try:
        found = datetime.fromisoformat(said)
        return found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found
    except (ValueError, OverflowError):  # the last evening of year 9999 in New York is in no calendar in UTC
        return None


@cache
def _columns(of: str) -> dict[str, str]:
    return {plain(word): name for name, words in _words()[of].items() for word in words}


def column_called(word: object) -> str | None:
    """Return which column of answers is called so: date, score, verbatim, stage, id; else None."""
    return _columns("columns").get(plain(word))


def metric_column_called(word: object) -> str | None:
    """Return which column of finished numbers is called so: metric, date, value, n …; else None."""
    return _columns("metric_columns").get(plain(word))
