"""Finds a place for the words of curve points inside the lane and off the lines; draws nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cjm_widgets.render.curve import XY

_OFF = 12.0
_LATER = 6.0
"""What each side costs more than the one before it."""
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
        around = [
            box for box in (*placed, *handles) if abs(box.x - want.x) < want.width * 2 + box.width + _OFF
        ]
        options = [_box(want, side, lane) for side in _SIDES]

        def cost(
            at: int, boxes: list[Box] = options, near: list[XY] = near, around: list[Box] = around
        ) -> float:
            box = boxes[at]
            left, right, top, bottom = box.x - 1, box.x + box.width, box.y - 1, box.y + box.height + 1
            outside = box.width * box.height - box.overlap(lane)
            crossed = sum(left < x < right and top < y < bottom for x, y in near)
            taken = sum(box.overlap(other) for other in around)
            return outside * 4 + crossed * 40 + at * _LATER + taken * 2

        placed.append(options[_cheapest(len(options), cost)])
    return placed


def _cheapest(count: int, cost: Callable[[int], float]) -> int:
    """Return the first place of least cost; those after the best one cost at least 6 more each."""
    best, least = 0, cost(0)
    for at in range(1, count):
        if least <= at * _LATER:
            break
        if (found := cost(at)) < least:
            best, least = at, found
    return best


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
