"""Cards that cover several stages: where they stand, against the vectors and for any lane."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_widgets.render.spans import spans

FOLDER = Path(__file__).parents[1] / "fixtures" / "spans"
LANES = st.lists(st.lists(st.integers(1, 9), max_size=4), max_size=8)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.stem)
def test_vectors(path: Path) -> None:
    case: dict[str, Any] = json.loads(path.read_text("utf-8"))
    slots, placed, above = spans([[(card, span) for card, span in column] for column in case["columns"]])
    assert slots == case["slots"]
    assert [[p.id, p.column, p.span, p.slot] for p in placed] == case["placed"]
    assert above == case["above"]


@given(LANES)
def test_no_two_share_a_place_and_none_leaves_the_map(lane: list[list[int]]) -> None:
    slots, placed, above = spans(
        [[(f"{at}.{n}", span) for n, span in enumerate(c)] for at, c in enumerate(lane)]
    )
    taken = [(p.slot, column) for p in placed for column in range(p.column, p.column + p.span)]
    assert len(taken) == len(set(taken))
    assert above == [max([0, *(s + 1 for s, c in taken if c == column)]) for column in range(len(lane))]
    assert all(0 <= slot < slots and column < len(lane) for slot, column in taken)
    assert {slot for slot, _ in taken} == set(range(slots))
    assert len(placed) == sum(s > 1 and at < len(lane) - 1 for at, column in enumerate(lane) for s in column)
