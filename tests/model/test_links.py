"""Links between cards: made, taken back, refused, and let go with a card."""

from __future__ import annotations

import pytest

import cjm_widgets as cjm
from cjm_widgets.errors import OperationRefused
from cjm_widgets.model.records import Card
from cjm_widgets.model.wire import decode_state, encode_state


@pytest.fixture
def journey() -> cjm.Journey:
    made = cjm.Document().add_journey("Glasses")
    stage = made.add_stage("Reimbursement")
    for kind, text in (("pain_points", "No date"), ("opportunities", "Say when"), ("solutions", "Receipt")):
        made.add_card(lane=made.add_lane(kind), stage=stage, text=text)
    return made


def cards(journey: cjm.Journey) -> tuple[Card, Card, Card]:
    pain, chance, solution = journey.cards
    return pain, chance, solution


def test_a_chain_is_linked_listed_both_ways_and_undone_step_by_step(journey: cjm.Journey) -> None:
    pain, chance, solution = cards(journey)
    assert journey.link(pain, chance).links == (chance.id,)
    journey.link(chance.id, solution)
    chance = cards(journey)[1]
    assert journey.leads_to(chance) == (solution,)
    assert [card.id for card in journey.comes_from(chance)] == [pain.id]
    journey.document.undo()
    assert journey.leads_to(chance) == ()
    assert [card.text for card in journey.leads_to(pain)] == ["Say when"]


def test_linked_twice_is_linked_once_and_makes_no_step(journey: cjm.Journey) -> None:
    pain, chance, _ = cards(journey)
    journey.link(pain, chance)
    before = journey.document.revision
    assert journey.link(pain, chance).links == (chance.id,)
    assert journey.document.revision == before


def test_unlinking_takes_back_one_way_only(journey: cjm.Journey) -> None:
    pain, chance, solution = cards(journey)
    journey.link(pain, chance)
    journey.link(pain, solution)
    assert journey.unlink(pain, chance).links == (solution.id,)
    before = journey.document.revision
    assert journey.unlink(pain, chance).links == (solution.id,)
    assert journey.unlink(chance, pain).links == ()
    assert journey.document.revision == before


def test_a_card_does_not_lead_to_itself_nor_out_of_its_journey(journey: cjm.Journey) -> None:
    pain = cards(journey)[0]
    with pytest.raises(cjm.CjmError, match="does not lead to itself"):
        journey.link(pain, pain.id)
    other = journey.document.add_journey("Another")
    far = other.add_card(lane=other.add_lane("actions"), stage=other.add_stage("Start"), text="Far")
    with pytest.raises(cjm.CjmError, match="in this journey"):
        journey.link(pain, far)
    with pytest.raises(cjm.CjmError, match="not a card"):
        journey.link(pain, journey.lanes[0])  # type: ignore[arg-type]
    assert cards(journey)[0].links == ()


def test_a_removed_card_lets_go_of_its_links(journey: cjm.Journey) -> None:
    pain, chance, _ = cards(journey)
    journey.link(pain, chance)
    journey.remove(chance)
    assert journey.cards[0].links == ()
    journey.document.undo()
    assert [card.id for card in journey.leads_to(pain)] == [chance.id]


def test_a_link_of_a_card_to_itself_is_refused_by_operations_and_dropped_from_files(
    journey: cjm.Journey,
) -> None:
    pain, chance, _ = cards(journey)
    with pytest.raises(OperationRefused) as refused:
        journey.edit(pain, links=[chance.id, pain.id])
    assert (refused.value.code, refused.value.field) == ("invalid_value", "links")
    assert cards(journey)[0].links == ()
    tables = encode_state(journey.document.state)
    tables["cards"][pain.id]["links"] = [pain.id, chance.id]
    assert decode_state(tables).get(Card, pain.id).links == (chance.id,)
