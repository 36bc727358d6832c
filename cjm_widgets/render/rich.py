"""Breaks the little Markdown of cards into lines of set pieces; draws nothing."""

from __future__ import annotations

from typing import NamedTuple

from cjm_widgets.model.markdown import Run, read
from cjm_widgets.render.text import ELLIPSIS, clean, wrap

_SEEN = 1500
"""Characters that are read for marks: as many as a board shows of a card."""
_READ = 20_000
"""Characters of a card that are read where nothing is to be cut."""
_FEW = 8
_BOLDER = 0.95
"""Of the room, where a line may hold bold words: they are wider than what is measured."""


class Piece(NamedTuple):
    """A piece of a line that is set in one way."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False


def rich_lines(text: str, room: float, size: float, most: int) -> list[tuple[Piece, ...]]:
    """Return `text` as at most `most` lines of at most `room` pixels, without the marks of Markdown."""
    pieces = _pieces(clean(text[: _SEEN if most <= _FEW else _READ]))
    words = "".join(piece.text for piece in pieces)
    bold = any(piece.bold for piece in pieces)
    lines = wrap(words, room * _BOLDER if bold else room, size, most=most)
    if all(piece == Piece(piece.text) for piece in pieces):
        return [(Piece(line),) for line in lines]
    return _set(lines, pieces)


def _pieces(text: str) -> list[Piece]:
    found: list[Piece] = []
    for at, line in enumerate(read(text)):
        if at:
            found.append(Piece("\n"))
        if line.mark:
            found.append(Piece(f"{line.mark} "))
        found += [_piece(run) for run in line.runs]
    return found


def _piece(run: Run) -> Piece:
    return Piece(run.text, run.bold, run.italic, run.code)


def _set(lines: list[str], pieces: list[Piece]) -> list[tuple[Piece, ...]]:
    """Give each character of `lines` its look in `pieces`: lines lose spaces, and end in an ellipsis."""
    chars = [(char, piece) for piece in pieces for char in piece.text]
    at, look = 0, Piece("")
    made: list[tuple[Piece, ...]] = []
    for line in lines:
        runs: list[Piece] = []
        for place, char in enumerate(line):
            there = next((k for k in range(at, len(chars)) if chars[k][0] == char), None)
            cut = char == ELLIPSIS and place == len(line) - 1
            if there is not None and not (cut and there > at):
                look, at = chars[there][1], there + 1
            elif char == " " and at < len(chars) and chars[at][0].isspace():
                at += 1
            if runs and runs[-1][1:] == look[1:]:
                runs[-1] = runs[-1]._replace(text=runs[-1].text + char)
            else:
                runs.append(look._replace(text=char))
        made.append(tuple(runs))
    return made
