"""Phases, steps, sets of lanes, duplicates and copies as Python people make them."""

from __future__ import annotations

import pytest

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput, NotFound, OperationRefused
from cjm_widgets.model.lane_kinds import lane_kind, lane_kinds, lane_set
from tests.browser.map_story import glasses


@pytest.fixture
def journey() -> cjm.Journey:
    return glasses()


def names(records: tuple[object, ...]) -> list[str]:
    return [record.name for record in records]  # type: ignore[attr-defined]


def test_a_phase_is_added_once_and_moved_with_its_stages(journey: cjm.Journey) -> None:
    claim = journey.add_phase("Claim", index=1)
    assert journey.add_phase("Claim") == claim
    assert journey.add_phase(role="after") == journey.phase("after")
    assert [phase.role or phase.name for phase in journey.phases] == ["before", "Claim", "during", "after"]
    before = journey.document.revision
    journey.move(journey.phase("after"), index=0)
    assert journey.document.revision == before + 1
    assert names(journey.stages)[0] == "Loyalty"
    journey.edit(claim, name="Refund", collapsed=True)
    assert journey.phase("Refund").collapsed


def test_a_phase_goes_with_its_stages_or_leaves_them(journey: cjm.Journey) -> None:
    stages, cards = names(journey.stages), len(journey.cards)
    journey.remove(journey.phase("during"), keep_stages=True)
    assert names(journey.stages) == stages
    assert len(journey.cards) == cards
    assert journey.stage("Purchase").phase_id == journey.phase("before").id
    journey.remove(journey.phase("before"))
    assert names(journey.stages) == ["Loyalty"]
    journey.document.undo()
    journey.document.undo()
    assert names(journey.stages) == stages
    assert journey.stage("Purchase").phase_id == journey.phase("during").id


def test_the_stages_of_the_only_phase_cannot_be_kept() -> None:
    journey = cjm.Document().add_journey("One")
    journey.add_stage("Only", phase="Here")
    for phase in journey.phases:
        if phase.name != "Here":
            journey.remove(phase)
    with pytest.raises(BadInput, match="only phase"):
        journey.remove(journey.phase("Here"), keep_stages=True)
    assert names(journey.stages) == ["Only"]


def test_steps_hold_cards_of_their_stage(journey: cjm.Journey) -> None:
    pays = journey.add_step("Purchase", "Pays")
    chooses = journey.add_step("Purchase", "Chooses", index=0)
    assert journey.add_step("Purchase", "Pays") == pays
    assert journey.steps == (chooses, pays)
    card = journey.add_card(lane="actions", stage="Purchase", text="Signs", step="Pays")
    assert card.step_id == pays.id
    assert journey.edit(card, step="Chooses").step_id == chooses.id
    assert journey.edit(card, step="").step_id is None
    with pytest.raises(NotFound, match=r"Pais"):
        journey.edit(card, step="Pais")
    journey.edit(card, step=pays)
    assert journey.move(card, index=0).step_id == pays.id
    assert journey.move(card, stage="Loyalty").step_id is None


def test_a_step_moved_away_lets_go_of_the_cards_left_behind(journey: cjm.Journey) -> None:
    pays = journey.add_step("Purchase", "Pays")
    card = journey.add_card(lane="actions", stage="Purchase", text="Signs", step="Pays")
    moved = journey.move(pays, stage="Loyalty")
    assert moved.stage_id == journey.stage("Loyalty").id
    assert next(c for c in journey.cards if c.id == card.id).step_id is None
    assert journey.add_step("Purchase", "Pays").id != pays.id
    journey.remove(moved)
    assert len(journey.steps) == 1


def test_every_kind_of_lane_has_its_own_looks() -> None:
    from typing import get_args

    from cjm_widgets.model.fields import Color, LaneKind
    from cjm_widgets.render import icons

    assert set(lane_kinds()) == set(get_args(LaneKind))
    known = set(icons.names())
    for kind in lane_kinds():
        looks = lane_kind(kind)
        assert looks.icon in known
        assert looks.color in get_args(Color)
    assert {lane_kind(kind).role for kind in ("actions", "frontstage", "backstage", "support_processes")} == {
        "customer", "frontstage", "backstage", "support",
    }  # fmt: skip


def test_a_set_of_lanes_is_one_step_and_adds_no_twins(journey: cjm.Journey) -> None:
    before = journey.document.revision
    lanes = journey.add_lanes("blueprint")
    assert [lane.kind for lane in lanes] == [kind for kind, _ in lane_set("blueprint")]
    assert journey.document.revision == before + 1
    assert [lane.kind for lane in journey.lanes] == [
        "actions", "touchpoints", "emotions", "pain_points", "frontstage", "backstage", "support_processes",
    ]  # fmt: skip
    assert journey.add_lanes("blueprint") == lanes
    assert journey.document.revision == before + 1
    assert [lane.metric for lane in journey.add_lanes("measures", index=0)] == [
        lane.metric for lane in journey.lanes[:5]
    ]
    with pytest.raises(NotFound) as said:
        journey.add_lanes("bluprint")
    assert "blueprint" in str(said.value)
    assert "blueprint" in cjm.lane_sets()


def test_duplicates_hold_what_the_originals_hold(journey: cjm.Journey) -> None:
    journey.add_step("Purchase", "Pays")
    stage = journey.stage("Purchase")
    copy = journey.duplicate(stage, name="Purchase again")
    assert names(journey.stages)[2:4] == ["Purchase", "Purchase again"]
    assert [step.stage_id for step in journey.steps] == [stage.id, copy.id]
    assert len([card for card in journey.cards if card.stage_id == copy.id]) == 2
    phase = journey.duplicate(journey.phase("after"), name="Later")
    assert [s.name for s in journey.stages if s.phase_id == phase.id] == ["Loyalty"]
    card = journey.cards[0]
    twin = journey.duplicate(card)
    assert (twin.text, twin.stage_id) == (card.text, card.stage_id)
    assert journey.duplicate(journey.lane("actions"), name="Her actions").title == "Her actions"
    with pytest.raises(BadInput, match="cannot be duplicated"):
        journey.duplicate(journey.emotions[0])


def test_a_lane_goes_to_a_journey_of_another_document(journey: cjm.Journey) -> None:
    other = cjm.Document().add_journey("Elsewhere")
    other.add_stage("purchase")
    lane = journey.add_lane("quotes", title="Julie says", persona_id=journey.personas[0].id)
    journey.add_card(lane=lane, stage="Purchase", text="At last", channel="Shop", persona="Julie")
    (copy,) = journey.copy_to(other, lane)
    assert (copy.title, copy.journey_id) == ("Julie says", other.id)
    (card,) = other.cards
    assert other.stage("Purchase").id == card.stage_id
    assert [persona.name for persona in other.document.personas] == ["Julie"]
    assert card.persona_id == copy.persona_id == other.document.personas[0].id
    journey.copy_to(other, lane)
    assert len(other.document.personas) == 1
    other.document.undo()
    other.document.undo()
    assert (other.lanes, other.document.personas) == ((), ())


def test_a_block_goes_to_another_journey_of_the_document(journey: cjm.Journey) -> None:
    other = journey.document.add_journey("Second")
    copies = journey.copy_to(other, journey.cards[:3])
    assert [card.text for card in copies] == [card.text for card in journey.cards[:3]]
    assert names(other.stages) == ["Discovery", "Purchase"]
    assert [lane.kind for lane in other.lanes] == ["actions"]


def test_what_cannot_be_copied_is_named(journey: cjm.Journey) -> None:
    other = journey.document.add_journey("Second")
    with pytest.raises(BadInput, match="one kind"):
        journey.copy_to(other, journey.lanes[0], journey.stages[0])
    with pytest.raises(BadInput, match="go to a journey"):
        journey.copy_to("Second", journey.lanes[0])  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        journey.copy_to(journey, cjm.Document().add_journey("Third").add_lane("actions"))
    with pytest.raises(OperationRefused):
        journey.add_phase("Odd", colour="red")
    assert other.lanes == ()
