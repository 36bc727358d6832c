"""The font that pictures are set in and how wide its characters are; knows nothing of what is written."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from cjm_widgets.errors import needed_for

FAMILY = "Inter, 'Noto Sans', 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
_EM = 200
_EMOJI_WIDTH = 1.3
_WIDE_WIDTH = 1.02
_OTHER_WIDTH = 0.64


@lru_cache(maxsize=1)
def files() -> tuple[Path, ...]:
    """Return the font files that come with the package: upright first, then italic."""
    folder = Path(str(resources.files("fontpkg_inter"))) / "files"
    return tuple(sorted(folder.glob("*.ttf"), key=lambda path: "Italic" in path.name))


@lru_cache(maxsize=4)
def _face(weight: int) -> Any:
    with needed_for("Drawing a picture"):
        from PIL import ImageFont

    face = ImageFont.truetype(str(files()[0]), _EM)
    face.set_variation_by_axes([14, weight])
    return face


@lru_cache(maxsize=8192)
def advance(char: str, weight: int = 400) -> float:
    """Return the width of one character in em; close for scripts that another font has to draw."""
    code = ord(char)
    if code < 0x20 or 0xFE00 <= code <= 0xFE0F or 0x200B <= code <= 0x200F:
        return 0.0
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0.0
    if code >= 0x1F000:
        return _EMOJI_WIDTH if code < 0x20000 else _WIDE_WIDTH
    if unicodedata.east_asian_width(char) in ("W", "F"):
        return _WIDE_WIDTH
    if _in_font(code):
        return float(_face(weight).getlength(char)) / _EM
    return _OTHER_WIDTH


def _in_font(code: int) -> bool:
    """Tell whether the font has this character: Latin, Greek, Cyrillic, punctuation, arrows, signs."""
    return code < 0x0530 or 0x1E00 <= code < 0x2300 or 0x25A0 <= code < 0x2700
