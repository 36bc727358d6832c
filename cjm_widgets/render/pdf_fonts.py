"""The faces that a PDF is set in, cut to the characters it holds; knows no shapes and no pages."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from cjm_widgets.render import fonts

UNSEEN = "unseen"
"""The family whose characters draw nothing: text that can be found and copied where a picture shows it."""
_OPTICAL = 14
_EM = 1000
_NO_TIME = 3_029_529_600
"""The year 2000, in seconds since 1904: the same characters give the same bytes."""


@lru_cache(maxsize=1)
def known() -> frozenset[int]:
    """Return the characters that the font of the package draws."""
    from fontTools.ttLib import TTFont

    with TTFont(fonts.files()[0], lazy=True) as font:
        return frozenset(font.getBestCmap())


def face_name(weight: int, *, italic: bool) -> str:
    """Return the name of a face; weights are those of the pictures: 400, 500, 600 and 700."""
    return f"inter{weight}{'i' if italic else ''}"


class Faces:
    """Writes each face once, when it is first needed, into a folder that the caller removes.

    Parameters
    ----------
    characters : iterable of str
        Every character of the document.
    folder : Path
        Where the files go.
    """

    def __init__(self, characters: Iterable[str], folder: Path) -> None:
        self._codes = sorted({ord(char) for char in characters} & known())
        self._folder = folder
        self._cut: dict[bool, bytes] = {}

    def file(self, weight: int, *, italic: bool) -> Path:
        """Return the file of a face that holds the characters of the document and no others."""
        from fontTools.ttLib import TTFont
        from fontTools.varLib import instancer

        target = self._folder / f"{face_name(weight, italic=italic)}.ttf"
        if italic not in self._cut:
            self._cut[italic] = _cut(fonts.files()[1 if italic else 0], self._codes)
        font = TTFont(io.BytesIO(self._cut[italic]), recalcTimestamp=False)
        instancer.instantiateVariableFont(font, {"wght": weight, "opsz": _OPTICAL}, inplace=True)
        font.save(target)
        return target


def _cut(path: Path, codes: list[int]) -> bytes:
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options()
    options.layout_features = []
    options.notdef_outline = True
    with TTFont(path, lazy=True, recalcTimestamp=False) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=codes)
        cutter.subset(font)
        out = io.BytesIO()
        font.save(out)
    return out.getvalue()


def unseen_file(characters: Iterable[str], folder: Path) -> Path:
    """Write a face in which each of these characters is as wide as usual and draws nothing."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    codes = sorted({ord(char) for char in characters})
    names = {code: f"u{code:05X}" for code in codes}
    order = [".notdef", *names.values()]
    builder: Any = FontBuilder(_EM, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    builder.setupGlyf({name: Glyph() for name in order})
    wide = {name: round(fonts.advance(chr(code)) * _EM) for code, name in names.items()}
    builder.setupHorizontalMetrics({name: (wide.get(name, _EM), 0) for name in order})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": UNSEEN, "styleName": "Regular", "psName": UNSEEN})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200)
    builder.setupPost()
    builder.updateHead(created=_NO_TIME, modified=_NO_TIME)
    builder.font.recalcTimestamp = False
    target = folder / f"{UNSEEN}.ttf"
    builder.save(target)
    return target
