"""Cards that cover several stages, in rows of their own at the top of a lane; knows no lane but its cards."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from cjm_widgets.model.records import Card
from cjm_widgets.render.layout import CELL_PAD, Column
from cjm_widgets.render.spans import spans
from cjm_widgets.render.svg.canvas import Block, Canvas

_GAP = 5.0


@dataclass(frozen=True, slots=True)
class Wide:
    """The wide cards of a lane, measured: their ids, the room they take, and how they are painted.

    ``above`` is the room over the other cards of each column, ``height`` the room of all of them.
    """

    ids: frozenset[str]
    above: tuple[float, ...]
    height: float
    paint: Callable[[Canvas, float], None]


def wide_cards(
    columns: Sequence[Column],
    held: Sequence[Sequence[str]],
    cards: Mapping[str, Card],
    block_of: Callable[[Card, float], Block],
) -> Wide:
    """Return the wide cards of a lane; `held` are the ids of its cards, stage by stage."""
    slots, placed, over = spans([[(card_id, cards[card_id].span) for card_id in ids] for ids in held])
    blocks: list[tuple[int, float, float, Block]] = []
    for wide in placed:
        first, last = columns[wide.column], columns[wide.column + wide.span - 1]
        room = last.x + last.width - first.x - 2 * CELL_PAD
        blocks.append((wide.slot, first.x + CELL_PAD, room, block_of(cards[wide.id], room)))
    heights = [max(block.height for slot, _, _, block in blocks if slot == at) for at in range(slots)]
    tops = [CELL_PAD + sum(heights[:at]) + _GAP * at for at in range(slots)]

    def paint(canvas: Canvas, y: float) -> None:
        for slot, x, room, block in blocks:
            block.paint(canvas, x, y + tops[slot], room)

    ends = [0.0, *(top + height for top, height in zip(tops, heights, strict=True))]
    above = tuple(ends[rows] for rows in over)
    return Wide(frozenset(wide.id for wide in placed), above, ends[-1], paint)
