"""Makes any text safe to draw, measures it and breaks it into lines; knows no shapes and no colours."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from cjm_widgets.render.fonts import advance

ELLIPSIS = "…"
# What XML cannot hold, and the marks that would turn the writing direction of what follows.
_DROP = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]"
)
_BREAKS = re.compile(r"([^\S\u00a0\u2007\u202f]+|(?<=[-–—/])(?=\w))")
_JOINER = "\u200d"


def clean(text: str) -> str:
    """Return `text` without what a picture cannot hold; line ends become plain ones."""
    return _DROP.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str, limit: int = 400) -> str:
    """Return the start of `text` on one line."""
    return " ".join(clean(text[: limit * 4]).split())[:limit]


@lru_cache(maxsize=4096)
def width(text: str, size: float, weight: int = 400) -> float:
    """Return how wide a text is when set, in pixels."""
    return sum(advance(char, weight) for char in text) * size


def clusters(text: str) -> Iterator[str]:
    """Yield what a reader takes for single characters: letters with their accents, joined emoji, flags."""
    held = ""
    for char in text:
        if held and _joins(held, char):
            held += char
            continue
        if held:
            yield held
        held = char
    if held:
        yield held


def _joins(held: str, char: str) -> bool:
    code = ord(char)
    if unicodedata.combining(char) or char == _JOINER or held.endswith(_JOINER):
        return True
    if 0xFE00 <= code <= 0xFE0F or 0x1F3FB <= code <= 0x1F3FF or unicodedata.category(char) in ("Mn", "Me"):
        return True
    return len(held) == 1 and all(0x1F1E6 <= ord(each) <= 0x1F1FF for each in held + char)


def fit(text: str, room: float, size: float, weight: int = 400) -> str:
    """Return `text` on one line, cut with an ellipsis to be at most `room` pixels wide."""
    line = one_line(text)
    return line if width(line, size, weight) <= room else _cut(line, room, size, weight)


def wrap(text: str, room: float, size: float, weight: int = 400, most: int = 6) -> list[str]:
    """Return `text` as at most `most` lines of at most `room` pixels, the last cut with an ellipsis.

    Breaks at spaces and after dashes; a word wider than a line is broken inside. Costs no more for a text of
    100,000 characters than for what can be seen of it.
    """
    seen = int(room / size * 6) * most + 40
    source = clean(text[: seen * 2])[:seen]
    cut_off = len(text) > seen
    lines: list[str] = []
    for paragraph in source.strip().split("\n"):
        lines += _wrap_line(paragraph, room, size, weight, most + 1 - len(lines))
        if len(lines) > most:
            break
    if len(lines) > most or (cut_off and lines):
        lines = lines[:most]
        lines[-1] = _cut(lines[-1], room, size, weight)
    return lines if any(line.strip() for line in lines) else []


def _wrap_line(paragraph: str, room: float, size: float, weight: int, most: int) -> list[str]:
    lines, line = [], ""
    for piece in _BREAKS.split(paragraph):
        if not piece:
            continue
        joined = line + (" " if piece.isspace() else piece)
        if width(joined.rstrip(), size, weight) <= room:
            line = joined if line or not piece.isspace() else ""
            continue
        if line.strip():
            lines.append(line.rstrip())
        *full, line = _broken(piece, room, size, weight)
        lines += full
        if len(lines) >= most:
            break
    return [*lines, line.rstrip()][:most]


def _broken(word: str, room: float, size: float, weight: int) -> list[str]:
    """Return a word as pieces that each fit on a line."""
    pieces = [""]
    used = 0.0
    for cluster in clusters(word):
        wide = width(cluster, size, weight)
        if pieces[-1] and used + wide > room:
            pieces.append("")
            used = 0.0
        pieces[-1] += cluster
        used += wide
    return pieces


def _cut(line: str, room: float, size: float, weight: int) -> str:
    left = room - width(ELLIPSIS, size, weight)
    kept = ""
    for cluster in clusters(line):
        left -= width(cluster, size, weight)
        if left < 0:
            break
        kept += cluster
    return kept.rstrip(" ,;:·") + ELLIPSIS


def is_rtl(text: str) -> bool:
    """Tell whether the first letter with a direction of its own runs from right to left."""
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False
