"""Turns an SVG into a small palette PNG with fonts that come along; knows nothing of what it shows."""

from __future__ import annotations

import io
import math
import re
from typing import Any

from cjm_widgets.errors import BadInput, needed_for
from cjm_widgets.render import fonts

Color = tuple[int, int, int]
LIMIT = 120_000
"""Bytes a picture may take in a notebook."""
SCALE = 1.3
MOST_PIXELS = 12_000_000
"""Of a picture in a notebook."""
MOST_IN_FILE = 64_000_000
"""Of a picture in a file: an A1 sheet at 240 dpi. Drawing takes some 14 bytes a pixel, 0.9 GB for as many."""
_COLORS = (128, 64, 40)
_TRIES = 4
_BYTES_PER_CHARACTER = 3.0
"""Of the SVG, at the usual scale; measured on the sample maps."""
_HEX = re.compile("#[0-9a-f]{6}")
_HELD = re.compile('href="data:[^"]*"')
# Characters that the font of the package draws; for any other the fonts of the system are asked too.
_BASIC = re.compile(
    "^[\x00-\u024f\u0300-\u03ff\u0400-\u052f\u1e00-\u1eff\u2000-\u206f\u20a0-\u22ff\u25a0-\u26ff]*$"
)


def png(svg: str, *, scale: float = SCALE, limit: int = LIMIT, background: str = "#ffffff") -> bytes:
    """Return an SVG as a PNG of at most 256 colours and at most `limit` bytes.

    Colours, then size are taken back step by step until it fits, whatever is drawn.

    Parameters
    ----------
    svg : str
        A picture with a viewBox from 0 0.
    scale : float
        Pixels for one unit of the SVG.
    limit : int
        Bytes; at least a few hundred.
    background : str
        ``#rrggbb`` of the corners that the picture leaves free.
    """
    data, named = b"", _named(svg)
    scale = min(scale, _likely(svg, limit))
    for _ in range(_TRIES):
        image = raster(svg, scale, background)
        for colors in _COLORS:
            data = _encode(image, named, colors)
            if len(data) <= limit:
                return data
        scale *= max(0.2, min(0.9, (limit / len(data)) ** 0.5 * 0.95))
    while len(data) > limit and min(image.size) > 2:
        image = image.resize((image.width * 2 // 3, image.height * 2 // 3)).convert("RGBA")
        data = _encode(image, named, _COLORS[-1])
    return data


def png_file(svg: str, *, scale: float | None, usual: float, background: str) -> bytes:
    """Return an SVG as a PNG of at most 128 colours for a file: at the scale asked for, whatever its bytes.

    Parameters
    ----------
    svg : str
        A picture with a viewBox from 0 0.
    scale : float or None
        Pixels for one unit of the SVG; None for `usual`, or less where the picture is too large for that.
    usual : float
        See `scale`.
    background : str
        ``#rrggbb`` of the corners that the picture leaves free.

    Raises
    ------
    BadInput
        At this scale it has too many pixels; says the largest scale.
    """
    width, height = size_of(svg)
    largest = (MOST_IN_FILE / (width * height)) ** 0.5
    if scale is not None and scale > largest:
        sides = f"{width * scale:,.0f} × {height * scale:,.0f} pixels"
        raise BadInput(
            f"A picture of {sides} is too large to be drawn.", where="scale", value=scale,
            expected=f"at most {math.floor(largest * 100) / 100:g} for this picture",
            hint="An .svg or .pdf is sharp at any size.",
        )  # fmt: skip
    image = raster(svg, min(usual, largest) if scale is None else scale, background, MOST_IN_FILE)
    return _encode(image, _named(svg), _COLORS[0])


def drawable() -> bool:
    """Tell whether what makes PNGs of drawings is installed; where Python runs in a browser it is not."""
    try:
        import resvg_py  # noqa: F401
        from PIL import Image  # noqa: F401
    except ImportError:
        return False
    return True


def raster(
    svg: str, scale: float = SCALE, background: str | None = "#ffffff", most: int = MOST_PIXELS
) -> Any:
    """Return an SVG as a Pillow image in true colours (RGBA), of at most `most` pixels.

    It is opaque where a background is given.

    Where every character is in the font of the package, no other font is looked for; else those of the system
    help out.

    Raises
    ------
    NotInstalled
        There is no resvg-py or no Pillow.
    """
    with needed_for("A PNG"):
        import resvg_py
        from PIL import Image

    width, height = size_of(svg)
    zoom = max(1 / min(width, height), min(scale, (most / (width * height)) ** 0.5))
    data = resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=zoom,
        background=background,
        skip_system_fonts=bool(_BASIC.match(svg)),
        font_files=[str(path) for path in fonts.files()],
        font_family="Inter",
        sans_serif_family="Inter",
    )
    return Image.open(io.BytesIO(bytes(data))).convert("RGBA")


def size_of(svg: str) -> tuple[float, float]:
    """Return width and height of an SVG, in its own units."""
    found = re.match(r"<svg[^>]* viewBox=\"0 0 ([\d.]+) ([\d.]+)\"", svg)
    if not found:
        raise ValueError("An SVG with a viewBox is needed.")
    return float(found[1]), float(found[2])


def _encode(image: Any, named: set[Color], colors: int) -> bytes:
    """Return a palette PNG: the colours the SVG names keep theirs exactly, then those that occur most."""
    from PIL import Image

    counted = image.getcolors(1 << 16)
    out = io.BytesIO()
    if counted is None:
        reduced = image.convert("RGB").quantize(colors, dither=Image.Dither.NONE)
    else:
        counted.sort(key=lambda item: (item[1][:3] in named, item[0]), reverse=True)
        reduced = _indexed(image, [color[:3] for _, color in counted], colors)
    reduced.save(out, "PNG", compress_level=7)
    return out.getvalue()


def _indexed(image: Any, used: list[Color], colors: int) -> Any:
    """Return the image with a palette of the first of the colours `used`; the others take the nearest."""
    import numpy as np
    from PIL import Image

    every = np.array(used, dtype=np.int32)
    kept = every[:colors]
    nearest = ((every[:, None, :] - kept[None, :, :]) ** 2).sum(axis=2).argmin(axis=1)
    table = np.zeros(1 << 24, dtype=np.uint8)
    table[every[:, 0] | every[:, 1] << 8 | every[:, 2] << 16] = nearest
    pixels = np.frombuffer(image.tobytes(), dtype="<u4").reshape(image.height, image.width)
    indexed = Image.fromarray(table[pixels & 0xFFFFFF], "P")
    indexed.putpalette(kept.astype(np.uint8).tobytes())
    return indexed


def _likely(svg: str, limit: int) -> float:
    """Return the scale at which a picture with this much in it comes near the limit: saves vain attempts."""
    drawn = len(_HELD.sub("", svg))  # a picture inside says nothing of how much is drawn
    return max(0.3, SCALE * math.sqrt(limit / (drawn * _BYTES_PER_CHARACTER)))


def _named(svg: str) -> set[Color]:
    return {(int(c[1:3], 16), int(c[3:5], 16), int(c[5:7], 16)) for c in set(_HEX.findall(svg))}
