"""The deck on the wire and as a picture; no browser."""

from __future__ import annotations

import json
from typing import Any

import pytest

import cjm_widgets as cjm


def talk(board: cjm.PersonaDeck, *messages: dict[str, Any]) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []
    board.send = lambda message, buffers=None: sent.append(message)  # type: ignore[method-assign]
    for message in messages:
        board._receive({"client": "page", **message})
    return sent


@pytest.fixture
def doc() -> cjm.Document:
    doc = cjm.Document()
    julie = doc.add_persona("Julie", template="hurried")
    doc.add_persona("Robert", role="Retired")
    journey = doc.add_journey("Glasses", template="purchase")
    journey.set_emotion(journey.stages[0], 1, persona=julie)
    return doc


def test_a_snapshot_holds_the_personas_and_the_starting_points(doc: cjm.Document) -> None:
    (snapshot,) = talk(cjm.PersonaDeck(doc, locale="fr"), {"type": "hello"})
    assert set(snapshot["tables"]["personas"]) == {persona.id for persona in doc.personas}
    assert not snapshot["tables"]["journeys"]
    assert not snapshot["tables"]["emotions"]
    templates = json.loads(snapshot["strings"]["deck.templates"])
    assert [each["name"] for each in templates] == list(cjm.persona_templates())
    assert templates[1]["title"] == "Analytique"


def test_removing_a_persona_lets_go_of_what_the_page_does_not_know(doc: cjm.Document) -> None:
    julie = doc.personas[0]
    board = cjm.PersonaDeck(doc)
    ops = [{"op": "remove", "table": "personas", "id": julie.id}]
    edit = {"type": "edit", "id": "b1", "base_rev": doc.revision, "label": "remove_persona", "ops": ops}
    sent = talk(board, edit)
    change = next(message for message in sent if message["type"] == "change")
    assert (change["ack"], change["ops"]) == ("b1", ops)
    assert doc.journeys[0].emotions == ()
    assert doc.undo() is not None
    assert doc.journeys[0].emotions


def test_a_deck_does_not_take_what_belongs_to_a_journey(doc: cjm.Document) -> None:
    stage = {"id": "stage_aaaa0001", "journey_id": doc.journeys[0].id, "name": "X"}
    stage["phase_id"] = doc.journeys[0].phases[0].id
    ops = [{"op": "put", "table": "stages", "record": stage}]
    before = doc.to_dict()
    sent = talk(
        cjm.PersonaDeck(doc), {"type": "edit", "id": "b1", "base_rev": 0, "label": "add_stage", "ops": ops}
    )
    assert [message["type"] for message in sent] == ["refusal"]
    assert doc.to_dict() == before


def test_its_picture_shows_everyone_and_the_plane(doc: cjm.Document) -> None:
    board = cjm.PersonaDeck(doc, locale="en")
    assert "2×2" not in cjm.render_static(board).alt
    doc.edit_deck(title="Pace", right="In a hurry")
    doc.personas[0].place(0.5, 0)
    picture = cjm.render_static(board)
    for word in ("Julie", "Robert", "Retired", "Two minutes, not more.", "In a hurry", "Pace"):
        assert word in picture.svg
    assert "Julie, 50% towards In a hurry, in the middle between top and bottom" in picture.alt
    assert len(picture.png) < 120_000
    assert cjm.render_static(doc, locale="en").svg == picture.svg
    assert "No persona yet." in cjm.render_static(cjm.Document(), locale="en").svg


def test_what_is_no_document_is_refused() -> None:
    with pytest.raises(cjm.CjmError, match="Document"):
        cjm.PersonaDeck("glasses")  # type: ignore[arg-type]
