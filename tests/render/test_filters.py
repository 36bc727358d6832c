"""What a filter shows, against the vectors that TypeScript reads too."""

import json
from pathlib import Path

import pytest

from cjm_widgets.model.records import Emotion, Lane
from cjm_widgets.model.wire import decode_state
from cjm_widgets.render.filters import Filters, facets, seen, shown_cards
from cjm_widgets.render.views import project

FOLDER = Path(__file__).parents[1] / "fixtures" / "filters"
VECTORS = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))}


def test_there_are_vectors() -> None:
    assert len(VECTORS) >= 8


@pytest.mark.parametrize("name", VECTORS)
def test_vector(name: str) -> None:
    vector = VECTORS[name]
    state, journey_id = decode_state(vector["state"]), vector["journey_id"]
    filters = Filters.of(vector["filters"])
    now = seen(state, journey_id, filters)
    assert [card.id for card in shown_cards(state, journey_id, filters)] == vector["cards"]
    assert [lane.id for lane in now.where(Lane, journey_id=journey_id)] == vector["lanes"]
    assert sorted(now.table(Emotion)) == vector["emotions"]
    found = facets(state, journey_id, filters)
    assert {
        group: [{"value": value, "count": count} for value, count in counts.items()]
        for group, counts in found.items()
    } == vector["facets"]


@pytest.mark.parametrize("name", VECTORS)
def test_what_is_hidden_is_in_no_view(name: str) -> None:
    vector = VECTORS[name]
    state, journey_id = decode_state(vector["state"]), vector["journey_id"]
    view = project(seen(state, journey_id, Filters.of(vector["filters"])), journey_id)
    assert [lane.id for lane in view.lanes] == vector["lanes"]
    drawn = [card for row in view.cells.values() for ids in row.values() for card in ids]
    assert drawn == vector["cards"]
    points = {point.id for curve in view.curves for point in curve.points}
    assert points == set(vector["emotions"])


def test_nothing_wanted_is_the_state_itself() -> None:
    vector = VECTORS["gone"]
    state = decode_state(vector["state"])
    assert seen(state, vector["journey_id"], Filters()) is state
    assert seen(state, vector["journey_id"], Filters.of(vector["filters"])) is state
    assert not Filters()
