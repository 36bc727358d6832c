"""The verbs of DESIGN §7: what they add, find again, move, remove and refuse."""

from __future__ import annotations

import pytest

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput, NotFound, OperationRefused


@pytest.fixture
def journey() -> cjm.Journey:
    return cjm.Document().add_journey("Glasses", template="purchase")


def test_purchase_template_has_five_stages_in_three_phases(journey: cjm.Journey) -> None:
    assert [s.name for s in journey.stages] == [
        "Discovery",
        "Consideration",
        "Decision",
        "Retention",
        "Loyalty",
    ]
    assert [p.role for p in journey.phases] == ["before", "during", "after"]
    french = journey.document.add_journey("Lunettes", template="purchase", locale="fr")
    assert [s.name for s in french.stages][:2] == ["Découverte", "Considération"]


def test_a_cell_that_is_run_again_doubles_nothing(journey: cjm.Journey) -> None:
    doc = journey.document

    def cell() -> None:
        again = doc.add_journey("Glasses", template="purchase")
        julie = doc.add_persona("Julie", role="Mother")
        stage = again.add_stage("Reimbursement", phase="after")
        lane = again.add_lane("metrics", metric="csat", target=0.75)
        again.add_card(lane="pain_points", stage=stage, text="No date")
        again.add_card(lane=lane, stage=stage, text="x")
        again.set_emotion(stage, -2, persona=julie)

    cell()
    state, revision = doc.state, doc.revision
    cell()
    assert doc.state == state
    assert doc.revision == revision


def test_what_was_edited_since_is_found_again(journey: cjm.Journey) -> None:
    card = journey.add_card(lane="actions", stage="Discovery", text="Searches")
    journey.edit(card, text="Asks a friend")
    journey.edit(journey.stage("Discovery"), name="Need")
    again = journey.add_card(lane="actions", stage="Need", text="Searches")
    assert again.text == "Asks a friend"
    assert journey.add_stage("Discovery").name == "Need"
    assert len(journey.cards) == 1


def test_duplicates_are_possible_when_asked_for(journey: cjm.Journey) -> None:
    for _ in range(3):
        journey.add_card(lane="actions", stage="Discovery", text="Again", allow_duplicate=True)
    assert [card.text for card in journey.cards] == ["Again"] * 3


def test_order_and_place(journey: cjm.Journey) -> None:
    journey.add_stage("First", phase="before", index=0)
    journey.add_stage("Wait", phase="during")
    assert [s.name for s in journey.stages] == [
        "First", "Discovery", "Consideration", "Decision", "Wait", "Retention", "Loyalty",
    ]  # fmt: skip
    journey.move(journey.stage("Loyalty"), phase="before", index=1)
    assert [s.name for s in journey.stages][:3] == ["First", "Loyalty", "Discovery"]
    journey.move(journey.lane("emotions"), index=0)
    assert journey.lanes[0].kind == "emotions"


def test_a_new_phase_is_made_by_name(journey: cjm.Journey) -> None:
    stage = journey.add_stage("Renewal", phase="Ten months later")
    assert journey.phases[-1].name == "Ten months later"
    assert stage.phase_id == journey.phases[-1].id


def test_removing_a_stage_takes_its_cards_and_undo_brings_them_back(journey: cjm.Journey) -> None:
    journey.add_card(lane="actions", stage="Discovery", text="a")
    journey.set_emotion("Discovery", 1)
    state = journey.document.state
    journey.remove(journey.stage("Discovery"))
    assert not journey.cards
    assert not journey.emotions
    journey.document.undo()
    assert journey.document.state == state


def test_removing_a_persona_keeps_cards_and_takes_curves(journey: cjm.Journey) -> None:
    julie = journey.document.add_persona("Julie")
    journey.edit(personas=[julie.id])
    journey.add_card(lane="actions", stage="Discovery", text="a", persona=julie)
    journey.set_emotion("Discovery", 1, persona=julie)
    julie.remove()
    assert [card.persona_id for card in journey.cards] == [None]
    assert not journey.emotions
    assert journey.record.personas == ()


def test_each_verb_is_one_step(journey: cjm.Journey) -> None:
    revision = journey.document.revision
    card = journey.add_card(lane="actions", stage="Discovery", text="a")
    journey.edit(card, text="b", sentiment="negative")
    journey.move(card, stage="Loyalty", lane="thoughts")
    journey.remove(card)
    assert journey.document.revision == revision + 4
    seen = [journey.document.undo() for _ in range(4)]
    assert [change.label for change in seen if change] == [
        "undo_remove_card", "undo_move_card", "undo_edit_card", "undo_add_card",
    ]  # fmt: skip


def test_records_are_frozen(journey: cjm.Journey) -> None:
    stage = journey.stages[0]
    with pytest.raises(Exception, match="frozen"):
        stage.name = "x"
    with pytest.raises(AttributeError):
        journey.record.tags.append("x")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda j: j.add_card(lane="action", stage="Discovery", text="x"),
         NotFound, 'Did you mean "actions"'),
        (lambda j: j.add_card(lane="actions", stage="Discovry", text="x"),
         NotFound, 'Did you mean "Discovery"'),
        (lambda j: j.add_card(lane="actions", stage="Discovery", text="x", sentimnt="x"),
         OperationRefused, 'Did you mean "sentiment"'),
        (lambda j: j.add_card(lane="actions", stage="Discovery", text="x" * 100_001),
         OperationRefused, "100000"),
        (lambda j: j.add_card(lane="actions", stage="Discovery", text=5), OperationRefused, "text"),
        (lambda j: j.add_lane("pain_point"), OperationRefused, "pain_points"),
        (lambda j: j.set_emotion("Discovery", 3), BadInput, "-2"),
        (lambda j: j.set_emotion("Discovery", float("nan")), BadInput, "-2"),
        (lambda j: j.set_emotion("Discovery", 1, persona="Julia"), NotFound, "Julia"),
        (lambda j: j.edit(j.stages[0], titel="x"), OperationRefused, "no field"),
        (lambda j: j.document.add_journey("x", template="purchas"), NotFound, 'Did you mean "purchase"'),
        (lambda j: j.document.add_persona("x", gols=[]), OperationRefused, 'Did you mean "goals"'),
        (lambda j: j.document.journey("Glases"), NotFound, 'Did you mean "Glasses"'),
        (lambda j: j.edit("card", text="x"), BadInput, "record"),
        (lambda j: cjm.Document().add_journey("Other", template="purchase").edit(j.stages[0], name="x"),
         NotFound, "no stage"),
    ],
)  # fmt: skip
def test_bad_input_names_the_place_and_changes_nothing(journey, call, error, words) -> None:  # type: ignore[no-untyped-def]
    journey.document.add_persona("Julie")
    state = journey.document.state
    with pytest.raises(error, match=words):
        call(journey)
    assert journey.document.state is state


def test_a_batch_is_one_step_and_fails_whole(journey: cjm.Journey) -> None:
    doc = journey.document
    state, revision = doc.state, doc.revision
    with doc.batch("import"):
        journey.add_stage("A")
        journey.add_card(lane="actions", stage="A", text="x")
    assert doc.revision == revision + 1
    doc.undo()
    assert doc.state == state
    with pytest.raises(NotFound), doc.batch("import"):
        journey.add_stage("B")
        journey.add_card(lane="actions", stage="Z", text="x")
    assert doc.state == state


def test_to_frame_has_a_row_a_card(journey: cjm.Journey) -> None:
    journey.add_card(lane="actions", stage="Loyalty", text="late", impact=4, severity=5, rows="12-40")
    journey.add_card(lane="actions", stage="Discovery", text="early", tags=["x"])
    frame = journey.to_frame()
    assert list(frame["text"]) == ["early", "late"]
    assert list(frame["stage"]) == ["Discovery", "Loyalty"]
    assert frame["impact"].isna().tolist() == [True, False]
    assert (frame["severity"].dtype, frame["frequency"].dtype) == ("Int64", "Int64")
    assert [list(frame[name])[1] for name in ("severity", "rows")] == [5, "12-40"]
    assert journey.document.add_journey("Empty").to_frame().empty
