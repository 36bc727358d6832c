"""How a map is looked at, from Python: depth, filter, words and saved views as settings of the widget."""

from typing import Any

import pytest
from traitlets import TraitError

import cjm_widgets as cjm
from cjm_widgets.errors import CjmError


@pytest.fixture
def journey() -> cjm.Journey:
    doc = cjm.Document()
    journey = doc.add_journey("Returns", template="purchase")
    julie = doc.add_persona("Julie")
    journey.add_card(lane=journey.lanes[0], stage=journey.stages[0], text="x", tags=["money"])
    journey.add_view("Board", depth="overview", personas=julie, search="x")
    return journey


def test_a_saved_view_is_called_by_its_name(journey: cjm.Journey) -> None:
    board = cjm.JourneyMap(journey, view="board")
    julie = journey.document.personas[0].id
    assert (board.view, board.filters, board.search) == ("overview", {"personas": [julie]}, "x")
    board.view = "detail"
    assert board.filters == {"personas": [julie]}
    board.filters = {}
    board.view = "Board"
    assert board.filters == {"personas": [julie]}


def test_what_is_given_beside_a_view_counts(journey: cjm.Journey) -> None:
    board = cjm.JourneyMap(journey, search="y", filters={"tags": "money"}, view="Board")
    assert (board.view, board.filters, board.search) == ("overview", {"tags": ["money"]}, "y")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("view", "overvew"), ("view", 5), ("filters", {"tag": "money"}), ("filters", {"tags": "honey"}),
        ("filters", ["tags"]), ("search", 5),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_changes(journey: cjm.Journey, name: str, value: Any) -> None:
    with pytest.raises((CjmError, TraitError)):
        cjm.JourneyMap(journey, **{name: value})
    board = cjm.JourneyMap(journey, filters={"tags": "money"})
    before = (board.view, board.filters, board.search)
    with pytest.raises((CjmError, TraitError)):
        board.set_state({name: value})
    assert (board.view, board.filters, board.search) == before


def test_a_change_on_the_screen_is_seen_from_python(journey: cjm.Journey) -> None:
    board = cjm.JourneyMap(journey)
    heard: list[Any] = []
    board.observe(lambda change: heard.append((change["name"], change["new"])), ["view", "filters"])
    board.set_state({"view": "evidence"})
    board.set_state({"filters": {"tags": ["money"], "personas": []}})
    assert heard == [("view", "evidence"), ("filters", {"tags": ["money"]})]
