"""Filters as people write them, and views with a name."""

from typing import Any

import pytest

import cjm_widgets as cjm
from cjm_widgets.errors import CjmError
from cjm_widgets.model.cascade import remove_record
from cjm_widgets.model.saved import find_view, read_filters


@pytest.fixture
def journey() -> cjm.Journey:
    doc = cjm.Document()
    journey = doc.add_journey("Returns", template="purchase")
    doc.add_persona("Julie")
    doc.add_persona("Robert")
    journey.add_card(
        lane=journey.lanes[0], stage=journey.stages[0], text="x", tags=["Money"], channel="Phone"
    )
    return journey


def test_names_records_and_ids_are_read_alike(journey: cjm.Journey) -> None:
    doc = journey.document
    julie = doc.personas[0]
    for wanted in ("julie", julie, julie.id, julie.record, ["Julie", julie.id]):
        assert read_filters(doc.state, journey.id, {"personas": wanted}) == {"personas": [julie.id]}
    channel = doc.state.tables["channels"]
    assert read_filters(doc.state, journey.id, {"channels": "PHONE", "tags": "money", "evidence": None}) == {
        "channels": list(channel),
        "tags": ["Money"],
    }


@pytest.mark.parametrize(
    ("wanted", "hint"),
    [
        ({"persona": "Julie"}, "personas"),
        ({"personas": "Julia"}, "Julie"),
        ({"tags": "Honey"}, "Money"),
        ({"channels": "Phones"}, "Phone"),
        ({"sentiments": "negativ"}, "negative"),
        ({"evidence": ["observed", "assumd"]}, "assumed"),
    ],
)
def test_what_is_unknown_is_refused_with_the_nearest(
    journey: cjm.Journey, wanted: dict[str, Any], hint: str
) -> None:
    with pytest.raises(CjmError, match=f'Did you mean "{hint}"'):
        journey.add_view("Mine", **wanted)
    assert journey.views == ()


@pytest.mark.parametrize("wanted", [5, "personas", None, ["personas"]])
def test_a_filter_is_a_dictionary(journey: cjm.Journey, wanted: object) -> None:
    with pytest.raises(CjmError, match="dictionary"):
        read_filters(journey.document.state, journey.id, wanted)


def test_a_view_is_saved_found_changed_and_removed(journey: cjm.Journey) -> None:
    made = journey.add_view("For the board", depth="overview", personas="Julie", search="refund")
    assert journey.add_view("for the BOARD") == made
    second = journey.add_view("Second")
    assert journey.views == (made, second)
    state = journey.document.state
    assert find_view(state, journey.id, "for the board") == made == find_view(state, journey.id, made)
    changed = journey.edit(made, name="Board", personas=["Robert"], depth="evidence")
    assert (changed.name, changed.depth, changed.search) == ("Board", "evidence", "refund")
    assert changed.personas == (journey.document.personas[1].id,)
    with pytest.raises(CjmError, match='Did you mean "Robert"'):
        journey.edit(changed, personas=["Robbert"])
    journey.document.undo()
    assert journey.views == (made, second)
    journey.remove(made)
    assert journey.views == (second,)


def test_a_removed_persona_leaves_the_views(journey: cjm.Journey) -> None:
    doc = journey.document
    journey.add_view("Both", personas=["Julie", "Robert"])
    doc.commit(remove_record(doc.state, doc.personas[0].record), label="remove_persona")
    assert journey.views[0].personas == (doc.personas[0].id,)


@pytest.mark.parametrize("name", ["", "  ", "overview", 5])
def test_a_view_has_a_name_of_its_own(journey: cjm.Journey, name: Any) -> None:
    with pytest.raises(CjmError, match="name of its own"):
        journey.add_view(name)


def test_a_depth_is_one_of_three(journey: cjm.Journey) -> None:
    with pytest.raises(CjmError, match='Did you mean "detail"'):
        journey.add_view("Mine", depth="details")
