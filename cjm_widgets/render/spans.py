"""Where cards that cover several stages stand in their lane: which row, how far; knows no shapes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spanning:
    """A wide card: its first column, the columns it covers, and its row in the lane, from 0."""

    id: str
    column: int
    span: int
    slot: int


def spans(columns: Sequence[Sequence[tuple[str, int]]]) -> tuple[int, list[Spanning], list[int]]:
    """Place the wide cards of one lane, each in the first row that is free under it.

    Parameters
    ----------
    columns : sequence of sequences of (id, span)
        The cards of each stage, in order. None reaches beyond the last stage.

    Returns
    -------
    tuple of int, list and list
        How many rows the wide cards take, where each stands, and for each column how many rows stand over its
        other cards: those down to the lowest wide card there.
    """
    placed: list[Spanning] = []
    taken: list[int] = []
    above = [0] * len(columns)
    for column, cards in enumerate(columns):
        for card_id, wanted in cards:
            span = max(1, min(wanted, len(columns) - column))
            if span < 2:
                continue
            slot = next((at for at, end in enumerate(taken) if end <= column), len(taken))
            if slot == len(taken):
                taken.append(0)
            taken[slot] = column + span
            placed.append(Spanning(card_id, column, span, slot))
            for at in range(column, column + span):
                above[at] = max(above[at], slot + 1)
    return len(taken), placed, above
