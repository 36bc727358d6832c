"""Finding words, against the vectors that TypeScript reads too."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.model.search import find, fold, pieces, read_query
from cjm_widgets.model.wire import decode_state

FOLDER = Path(__file__).parents[1] / "fixtures" / "search"
TEXTS = json.loads((FOLDER / "1_texts.json").read_text("utf-8"))
MAP = json.loads((FOLDER / "2_map.json").read_text("utf-8"))


@pytest.mark.parametrize("vector", TEXTS, ids=lambda vector: f"{vector['query']} in {vector['text']}")
def test_pieces(vector: dict[str, Any]) -> None:
    found = pieces(vector["text"], read_query(vector["query"]))
    assert [list(piece) for piece in found] == vector["pieces"]


@pytest.mark.parametrize("query", MAP["queries"])
def test_places(query: str) -> None:
    found = find(decode_state(MAP["state"]), MAP["journey_id"], query)
    assert [record.id for record in found] == MAP["queries"][query]


@given(st.text(max_size=40), st.text(max_size=4))
def test_the_pieces_are_the_text(text: str, query: str) -> None:
    wanted = read_query(query)
    found = pieces(text, wanted)
    assert "".join(piece for piece, _ in found) == text
    assert all(piece for piece, _ in found)
    assert any(marked for _, marked in found) == bool(wanted and wanted in fold(text))


def test_a_journey_finds_what_is_written_on_it() -> None:
    journey = cjm.Document().add_journey("Returns", template="purchase")
    card = journey.add_card(lane=journey.lanes[0], stage=journey.stages[0], text="Crème brûlée")
    assert journey.find("creme") == (card,)
    assert journey.find(" ") == ()
