"""What is private is in no picture, text, table or saved state: the bytes of each are searched."""

from __future__ import annotations

import base64
import io
import json
from typing import Any

import pytest
from ipywidgets import Widget
from PIL import Image

import cjm_widgets as cjm
from cjm_widgets.model.ops import Patch
from tests.private import OWN, SECRET, document


@pytest.fixture
def julie() -> cjm.Persona:
    """A persona with secrets everywhere, on a journey of its own."""
    return document().personas[0]


def shown(doc: cjm.Document) -> dict[str, Any]:
    """Return everything a notebook, a file of a picture or a reader could get, by what it is."""
    julie, journey = doc.personas[0], doc.journeys[0]
    boards = [
        cjm.PersonaCard(julie),
        cjm.JourneyMap(journey),
        cjm.EmotionCurve(journey),
        cjm.PersonaDeck(doc),
    ]
    found: dict[str, Any] = {}
    for board in boards:
        name = type(board).__name__
        picture = cjm.render_static(board)
        found[f"{name} svg"], found[f"{name} alt"] = picture.svg, picture.alt
        found[f"{name} html"], found[f"{name} repr"] = picture.html, repr(picture) + repr(board) + str(board)
        found[f"{name} png"] = picture.png
        found[f"{name} state"] = json.dumps(
            Widget.get_manager_state(drop_defaults=False)["state"], default=str
        )
        bundle = board._repr_mimebundle_()
        found[f"{name} bundle"] = json.dumps(bundle, default=str)
        found[f"{name} outputs"] = json.dumps(board._picture())
        board.close()
    change = julie.edit(device="Laptop") and doc.undo()
    found["printed"] = "".join(map(repr, (julie, doc, journey, julie.record, change, doc.state, doc.history)))
    found["text"] = f"{julie} {julie.record} {doc.state}"
    found["step"] = repr(doc.redo())
    for frame in (julie.to_frame(), doc.personas_frame(), journey.to_frame()):
        found[f"table {len(found)}"] = frame.to_csv() + frame.to_html() + repr(frame)
    with pytest.raises(cjm.CjmError) as error:
        doc.persona("Nobody")
    found["error"] = str(error.value)
    return found


def test_no_byte_of_what_is_private_leaves_the_live_board_and_the_file(julie: cjm.Persona) -> None:
    face = julie.avatar.split(",", 1)[1]
    for what, said in shown(julie.document).items():
        data = said if isinstance(said, bytes) else str(said).encode()
        for secret in (SECRET, OWN, face[200:260]):
            assert secret.encode() not in data, f"{secret} in {what}"
            assert base64.b64encode(secret.encode())[:12] not in data, f"{secret} in base64 in {what}"


def test_it_is_in_the_live_board_and_the_file_and_where_it_is_asked_for(julie: cjm.Persona) -> None:
    doc = julie.document
    assert SECRET in json.dumps(doc.to_dict())
    assert doc.persona(f"Julie {SECRET}") == julie
    sent: list[Any] = []
    board = cjm.PersonaCard(julie)
    board.send = lambda message, buffers=None: sent.append(message)  # type: ignore[method-assign]
    board._receive({"type": "hello", "client": "page"})
    assert SECRET in json.dumps(sent)
    assert SECRET in julie.to_frame(private=True).to_csv()
    assert OWN in doc.personas_frame(private=True).to_csv()


def test_what_is_open_is_shown(julie: cjm.Persona) -> None:
    svg = cjm.render_static(julie).svg
    assert "Pets" in svg
    assert "Phone" in svg
    assert "Persona 1" in svg
    julie.set_private("goals", "name", private=False)
    assert SECRET in cjm.render_static(julie).svg
    assert f"Julie {SECRET}" in cjm.render_static(julie.document.journeys[0]).svg


def test_an_avatar_is_drawn_and_a_private_one_is_not(julie: cjm.Persona) -> None:
    def colors() -> int:
        image = Image.open(io.BytesIO(cjm.render_static(julie).png)).convert("L").crop((28, 28, 66, 66))
        return len(set(image.tobytes()))

    hidden = colors()
    assert "<image" not in cjm.render_static(julie).svg
    julie.set_private("avatar", private=False)
    assert cjm.render_static(julie).svg.count("<image") == 1
    assert colors() > hidden + 20
    assert len(cjm.render_static(julie).png) < 120_000


def test_an_operation_prints_no_values() -> None:
    assert SECRET not in repr(Patch("personas", "persona_aaaa0001", {"place": SECRET}))
