"""The sizes of paper and how large a picture stands on it; knows no format and nothing of maps."""

from __future__ import annotations

from dataclasses import dataclass

from cjm_widgets.errors import BadInput, did_you_mean

POINT = 72 / 25.4
"""Points in a millimetre."""
SIZES: dict[str, tuple[float, float]] = {
    "a5": (148, 210),
    "a4": (210, 297),
    "a3": (297, 420),
    "a2": (420, 594),
    "a1": (594, 841),
    "a0": (841, 1189),
    "letter": (215.9, 279.4),
    "legal": (215.9, 355.6),
    "tabloid": (279.4, 431.8),
}
"""Millimetres, upright."""
FIT = "fit"
LEAST_MM, MOST_MM = 50.0, 5000.0
READ = 0.68
"""Points of a pixel at which the text of a card is as large as in a printed letter: 8.5 points."""
SMALLEST = 0.56
"""Points of a pixel below which a map is cut instead of shrunk: the text of a card is 7 points."""
_PIXEL = 0.75
_MARGIN_MM = 9.0


@dataclass(frozen=True, slots=True)
class Size:
    """A page and where a picture stands on it, in points; `scale` is points for one pixel of it."""

    width: float
    height: float
    left: float
    top: float
    scale: float


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of page; its sides are in points, the shorter first, both 0 for one as large as the picture."""

    short: float = 0
    long: float = 0
    fixed: bool = False

    @property
    def fits(self) -> bool:
        """Whether the page is as large as what stands on it."""
        return not self.short

    def room(self) -> tuple[float, float]:
        """Return the pixels that a page across holds at the size people read."""
        margin = 2 * _MARGIN_MM * POINT
        across = (self.short, self.long) if self.fixed else (self.long, self.short)
        return (across[0] - margin) / READ, (across[1] - margin) / READ

    def size(self, width: float, height: float) -> Size:
        """Return the page for a picture: across or upright, whichever shows it larger."""
        if self.fits:
            return Size(width * _PIXEL, height * _PIXEL, 0, 0, _PIXEL)
        margin = _MARGIN_MM * POINT
        sides = (
            [(self.short, self.long)] if self.fixed else [(self.long, self.short), (self.short, self.long)]
        )

        def scale_of(page: tuple[float, float]) -> float:
            return min(_PIXEL, (page[0] - 2 * margin) / width, (page[1] - 2 * margin) / height)

        wide, high = max(sides, key=scale_of)
        scale = scale_of((wide, high))
        return Size(wide, high, (wide - width * scale) / 2, margin, scale)


def paper_of(page: object) -> Paper:
    """Return the paper of a name, of width and height in millimetres, or ``"fit"``.

    Raises
    ------
    BadInput
        No such paper, or one that no printer takes.
    """
    if isinstance(page, str):
        name = page.strip().lower()
        if name == FIT:
            return Paper()
        if name in SIZES:
            short, long = SIZES[name]
            return Paper(short * POINT, long * POINT)
    elif isinstance(page, (tuple, list)) and len(page) == 2 and all(_is_side(side) for side in page):
        return Paper(page[0] * POINT, page[1] * POINT, fixed=True)
    names = [*SIZES, FIT]
    sides = f"(width, height) in millimetres from {LEAST_MM:g} to {MOST_MM:g}"
    raise BadInput(
        "There is no such page.", where="page", value=page,
        expected=f"one of {', '.join(names)}, or {sides}",
        hint=did_you_mean(str(page), names),
    )  # fmt: skip


def _is_side(side: object) -> bool:
    return isinstance(side, (int, float)) and LEAST_MM <= side <= MOST_MM
