"""Places a small picture of a record in a picture of a map; knows no card and no row."""

from __future__ import annotations

from functools import lru_cache

from cjm_widgets.render.pictures import unpacked
from cjm_widgets.render.svg.canvas import Block, Canvas


@lru_cache(maxsize=256)
def size_of_picture(address: str) -> tuple[int, int] | None:
    """Return width and height of a data address in pixels; None where it cannot be drawn."""
    image = unpacked(address)
    return None if image is None else image.size


def picture_block(address: str, room: float, most: float) -> Block | None:
    """Return a picture as wide as the room at most and as high as `most`; None where there is none."""
    size = size_of_picture(address) if address else None
    if size is None:
        return None
    scale = min(room / size[0], most / size[1], 1.0)
    wide, high = size[0] * scale, size[1] * scale
    return Block(high, lambda canvas, x, y, _: _paint(canvas, address, x, y, wide, high))


def _paint(canvas: Canvas, address: str, x: float, y: float, wide: float, high: float) -> None:
    canvas.picture(address, x, y, wide, high)
