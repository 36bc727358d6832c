"""Order keys: between any two, behind all others, and beside keys that somebody wrote by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from fractional_indexing import generate_n_keys_between
from hypothesis import given
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.model.order import between, first_keys, keys_behind


class Item:
    """Something with an order."""

    def __init__(self, order: str) -> None:
        self.id, self.order = f"item_{order}", order


written = st.from_regex(r"\A[0-9A-Za-z]{1,12}\Z")


def test_keys_behind_are_those_of_fractional_indexing() -> None:
    items = [Item(key) for key in first_keys(7)]
    assert keys_behind(items, 4) == generate_n_keys_between(items[-1].order, None, 4)
    assert keys_behind([], 3) == first_keys(3)


@given(st.lists(written, min_size=1, max_size=5), st.integers(1, 4))
def test_there_is_always_a_place_behind(orders: list[str], count: int) -> None:
    found = keys_behind([Item(order) for order in orders], count)
    assert len(found) == count
    assert found == sorted(set(found))
    assert found[0] > max(orders)


@given(st.none() | written, st.none() | written)
def test_there_is_always_a_key(before: str | None, after: str | None) -> None:
    key = between(before, after)
    assert key.isalnum()
    assert before is None or key > before


@pytest.mark.parametrize("order", ["Julie", "5", "a", "zz", "A00000000000000000000000000"])
def test_a_card_comes_behind_one_whose_key_was_written_by_hand(order: str) -> None:
    journey = cjm.Document().add_journey("Returns", template="purchase")
    stage = journey.stages[0]
    first = journey.add_card(lane="actions", stage=stage, text="First")
    journey.edit(first, order=order)
    journey.add_card(lane="actions", stage=stage, text="Second")
    assert [card.text for card in journey.cards] == ["First", "Second"]


def test_a_table_with_a_word_where_an_order_stands_is_read(tmp_path: Path) -> None:
    path = tmp_path / "channels.csv"
    path.write_text("table,name,order\nchannels,Web,Julie\nchannels,Phone,\n", "utf-8")
    doc = cjm.Document()
    cjm.read(path).apply(doc)
    assert [channel.name for channel in doc.channels] == ["Web", "Phone"]
