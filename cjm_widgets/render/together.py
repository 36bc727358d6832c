"""Several pictures on one sheet: the first over the whole width, the others below it; draws none of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from cjm_widgets.render.curve import number as n
from cjm_widgets.render.png import size_of
from cjm_widgets.render.text import clean

GAP = 14.0
NARROWEST = 380.0
"""No column below the first picture is narrower than this, unless the first picture is."""
_OPENING = re.compile(r'^<svg([^>]*?) width="[^"]*" height="[^"]*"')
_NAMED = re.compile(r'(id="|url\(#)(cjm-[\w-]+)')


@dataclass(frozen=True, slots=True)
class Together:
    """What is drawn on one sheet: whatever ``render_static`` draws by itself, in order of importance."""

    parts: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    svg: str
    x: float
    y: float
    width: float
    height: float


def sheet(pictures: Sequence[str], title: str) -> str:
    """Return SVG pictures as one: the first on top, the others in as many columns as fit under it."""
    placed = _places(pictures)
    width = max(each.x + each.width for each in placed)
    height = max(each.y + each.height for each in placed)
    inside = "".join(_inside(each, str(at)) for at, each in enumerate(placed))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {n(width)} {n(height)}" width="{n(width)}"'
        f' height="{n(height)}" role="img"><title>{escape(clean(title))}</title>{inside}</svg>'
    )


def _places(pictures: Sequence[str]) -> list[_Placed]:
    """Place each where its column ends highest, at the width of the column."""
    first, *rest = pictures
    wide, high = size_of(first)
    found = [_Placed(first, 0.0, 0.0, wide, high)]
    count = max(1, int((wide + GAP) // (NARROWEST + GAP)))
    room = (wide - GAP * (count - 1)) / count
    ends = [high + GAP] * count
    for svg in rest:
        at = ends.index(min(ends))
        own_width, own_height = size_of(svg)
        own = min(room, own_width)
        height = own_height * own / own_width
        found.append(_Placed(svg, at * (room + GAP), ends[at], own, height))
        ends[at] += height + GAP
    return found


def _inside(part: _Placed, suffix: str) -> str:
    """Return a picture as a part of another; its names are made its own, as one page holds them all."""
    place = f' x="{n(part.x)}" y="{n(part.y)}" width="{n(part.width)}" height="{n(part.height)}"'
    own = _NAMED.sub(lambda found: f"{found[1]}{found[2]}-{suffix}", part.svg)
    return _OPENING.sub(lambda found: f"<svg{found[1]}{place}", own, count=1)
