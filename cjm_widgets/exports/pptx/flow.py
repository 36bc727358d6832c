"""Lets blocks flow down columns and over slides, as many as they need; knows nothing of what they show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cjm_widgets.exports.pptx.ink import HEIGHT, Slide

BOTTOM = HEIGHT - 0.4


@dataclass(frozen=True, slots=True)
class Block:
    """Something of a known height: `draw(slide, x, y)`; a `head` does not stand at the foot of a column."""

    height: float
    draw: Callable[[Slide, float, float], None]
    head: bool = False


def flow(
    blocks: Sequence[Block],
    begin: Callable[[int], tuple[Slide, float]],
    columns: Sequence[float],
    gap: float = 0.08,
) -> None:
    """Draw blocks one below the other in columns.

    Parameters
    ----------
    blocks : sequence of Block
        In order.
    begin : callable
        Takes the number of the slide, from 0; returns it and where its columns begin.
    columns : sequence of float
        The left edges.
    """
    number = column = 0
    slide, top = begin(number)
    y = top
    # What fits on one slide stands in columns of about the same height.
    total = sum(block.height + gap for block in blocks)
    even = total / len(columns) if total <= len(columns) * (BOTTOM - top) * 0.9 else BOTTOM
    for at, block in enumerate(blocks):
        if block.head and y - top > even * 0.8 and number == 0 and column < len(columns) - 1:
            column, y = column + 1, top
        follows = blocks[at + 1].height if block.head and at + 1 < len(blocks) else 0
        if y + block.height + follows > BOTTOM and y > top:
            column, y = column + 1, top
            if column == len(columns):
                number, column = number + 1, 0
                slide, top = begin(number)
                y = top
        block.draw(slide, columns[column], y)
        y += block.height + gap


def columns_of(left: float, wide: float, count: int, gap: float = 0.2) -> tuple[list[float], float]:
    """Return the left edges of so many columns from `left`, and how wide each is."""
    each = (wide - gap * (count - 1)) / count
    return [left + at * (each + gap) for at in range(count)], each
