"""Splits lines into what the font of a PDF can set and what it cannot; draws the latter with other fonts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from cjm_widgets.render.fonts import advance
from cjm_widgets.render.pdf_fonts import known
from cjm_widgets.render.rich import Piece
from cjm_widgets.render.shapes import Sheet, Text
from cjm_widgets.render.text import clean, clusters, is_rtl
from cjm_widgets.render.theme import Theme

_FINE = 4.0
"""Pixels of a picture of words for one pixel of the map."""
_ROWS = 400
"""Lines that are drawn at once; a picture of more would be too large."""
_UNDRAWN = ("Cc", "Cf", "Cs", "Co", "Cn")


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of a line that are set in one way; `strange` ones are drawn as a picture."""

    text: str
    weight: int
    italic: bool
    fill: str
    size: float
    strange: bool

    @property
    def key(self) -> tuple[str, int, bool, str, float]:
        """What tells it from other pictures of words."""
        return self.text, self.weight, self.italic, self.fill, self.size


def parts_of(line: Text, theme: Theme) -> list[Part]:
    """Return a line as parts; one that holds letters that run from right to left stays in one piece."""
    words = clean(line.words).replace("\n", " ").replace("\t", " ")
    if any(unicodedata.bidirectional(char) in ("R", "AL") for char in words):
        return [Part(words, line.weight, line.italic, line.fill, line.size, strange=True)]
    return [part for piece in line.pieces for part in _parts(piece, line, theme)]


def _parts(piece: Piece, line: Text, theme: Theme) -> Iterator[Part]:
    fill = theme.text if piece.bold else theme.muted if piece.code else line.fill
    weight = 700 if piece.bold else line.weight
    look = Part("", weight, line.italic or piece.italic, fill, line.size, strange=False)
    held, odd = "", False
    for cluster in clusters(clean(piece.text).replace("\n", " ").replace("\t", " ")):
        strange = _strange(cluster)
        if held and strange != odd:
            yield replace(look, text=held, strange=odd)
            held = ""
        held, odd = held + cluster, strange
    if held:
        yield replace(look, text=held, strange=odd)


def _strange(cluster: str) -> bool:
    return any(ord(c) not in known() and unicodedata.category(c) not in _UNDRAWN for c in cluster) or (
        len(cluster) > 1 and any(0xFE00 <= ord(c) <= 0xFE0F for c in cluster)
    )


def plain(text: str) -> str:
    """Return words without the characters that draw nothing and that the font has not."""
    return "".join(char for char in text if ord(char) in known())


def wide_of(part: Part) -> float:
    """Return how wide a part is that another font draws, in pixels; close."""
    return sum(advance(char, part.weight) for char in part.text) * part.size


def pictures(parts: Iterable[Part], theme: Theme) -> dict[tuple[str, int, bool, str, float], Any]:
    """Return a picture of each part that the font cannot set, drawn with the fonts of the system.

    Each is 1.6 times the size of its text high, with the baseline at 1.2 times the size.
    """
    wanted = list({part.key: part for part in parts}.values())
    found: dict[tuple[str, int, bool, str, float], Any] = {}
    for start in range(0, len(wanted), _ROWS):
        found |= _drawn(wanted[start : start + _ROWS], theme)
    return found


def _drawn(parts: list[Part], theme: Theme) -> dict[tuple[str, int, bool, str, float], Any]:
    from cjm_widgets.render.png import raster
    from cjm_widgets.render.svg.paint import svg_of

    wide = max(wide_of(part) for part in parts) + 8
    lines, tops, y = [], [], 0.0
    for part in parts:
        rtl = is_rtl(part.text)
        x, anchor = (wide_of(part), "end") if rtl else (0.0, "start")
        words = (Piece(part.text),)
        lines.append(
            Text(x, y + part.size * 1.2, words, part.size, part.fill, part.weight, anchor, part.italic)
        )
        tops.append(y)
        y += part.size * 1.6
    image = raster(svg_of(Sheet(wide, y, "", theme, lines)), _FINE, None)
    fine = image.width / wide
    return {
        part.key: image.crop(
            tuple(round(v * fine) for v in (0, top, wide_of(part) + 1, top + part.size * 1.6))
        )
        for part, top in zip(parts, tops, strict=True)
    }
