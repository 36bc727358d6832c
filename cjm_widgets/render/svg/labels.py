"""Finds a place for the words of curve points inside the lane and off the lines; draws nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cjm_widgets.render.curve import XY

_OFF = 12.0
_SIDES: tuple[XY, ...] = (
    (0, -1),
    (0, 1),
    (-0.8, -1),
    (0.8, -1),
    (-0.8, 1),
    (0.8, 1),
    (1, 0),
    (-1, 0),
)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels."""

    x: float
    y: float
    width: float
    height: float

    def overlap(self, other: Box) -> float:
        """Return the area both share."""
        wide = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        tall = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        return wide * tall if wide > 0 and tall > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words of this size beside the point at (x, y); `below` where they should be looked for below first."""

    x: float
    y: float
    width: float
    height: float
    below: bool


def place(wanted: Sequence[Wanted], line: Sequence[XY], points: Sequence[XY], lane: Box) -> list[Box]:
    """Return a box for each, where it costs least.

    Leaving the lane costs most, then lying on other words or on a point, then on a line; above a peak and
    below a trough are liked best.
    """
    handles = [Box(x - 8, y - 8, 16, 16) for x, y in points]
    placed: list[Box] = []
    for want in wanted:
        near = [(x, y) for x, y in line if abs(x - want.x) < want.width * 2]
        options = [_box(want, side, lane) for side in _SIDES]

        def cost(at: int, boxes: list[Box] = options, near: list[XY] = near) -> float:
            box = boxes[at]
            outside = box.width * box.height - box.overlap(lane)
            crossed = sum(box.overlap(Box(x, y - 1, 1, 2)) > 0 for x, y in near)
            taken = sum(box.overlap(other) for other in (*placed, *handles))
            return outside * 4 + crossed * 40 + at * 6 + taken * 2

        placed.append(options[min(range(len(options)), key=cost)])
    return placed


def _box(want: Wanted, side: XY, lane: Box) -> Box:
    """Return the box on one side of a point, slid along until it is inside the lane."""
    across, up = side
    down = -up if want.below else up
    if down == 0:
        return Box(
            want.x + across * (want.width / 2 + _OFF) - want.width / 2,
            want.y - want.height / 2,
            want.width,
            want.height,
        )
    top = want.y - _OFF - want.height if down < 0 else want.y + _OFF
    left = min(want.x + (across - 1) * want.width / 2, lane.x + lane.width - want.width)
    return Box(max(lane.x, left), top, want.width, want.height)
