"""What a page may set by traits: display only; junk is refused and the board goes on; knows no browser."""

from __future__ import annotations

from typing import Any

import pytest
from traitlets import TraitError

import cjm_widgets as cjm
from cjm_widgets.errors import CjmError


@pytest.fixture
def board() -> cjm.JourneyMap:
    return cjm.JourneyMap(cjm.Document().add_journey("Returns", template="purchase"), locale="en")


@pytest.mark.parametrize(
    "state",
    [
        {"selection": 5}, {"selection": [5]}, {"locale": "xx"}, {"locale": 5},
        {"theme": "neon"}, {"width": 5}, {"height": None}, {"board_id": ["x"]},
    ],
)  # fmt: skip
def test_a_trait_of_a_wrong_kind_is_refused(board: cjm.JourneyMap, state: dict[str, Any]) -> None:
    (name,) = state
    before, content = getattr(board, name), board.document.state
    with pytest.raises((TraitError, CjmError)):
        board.set_state(state)
    assert getattr(board, name) == before
    assert board.document.state is content
    board.set_state({"selection": ["card_x"]})
    assert board.selection == ["card_x"]


@pytest.mark.parametrize(
    "state", [{"document": 5}, {"journey": "x"}, {"_session": None}, {"__class__": "x"}, {"": 1}]
)
def test_only_traits_can_be_set_by_a_page(board: cjm.JourneyMap, state: dict[str, Any]) -> None:
    before = (board.document, board.journey, board._session, type(board))
    board.set_state(state)
    assert (board.document, board.journey, board._session, type(board)) == before


def test_a_setting_that_no_board_has_is_refused() -> None:
    journey = cjm.Document().add_journey("Returns", template="purchase")
    for make in (cjm.JourneyMap, cjm.EmotionCurve):
        with pytest.raises(CjmError, match='Did you mean "width"'):
            make(journey, widht="100%")
