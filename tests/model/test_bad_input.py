"""What Python refuses, whoever typed it: each with place and remedy, nothing changed; knows no widget."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput, CjmError, NotFound, OperationRefused

Call = Callable[[cjm.Journey], object]
NO_TEXT = (None, 5, np.nan, pd.NA, pd.NaT, b"x", ["x"])


def story() -> cjm.Journey:
    document = cjm.Document()
    journey = document.add_journey("Glasses", template="purchase")
    document.add_persona("Julie")
    journey.add_card(lane="actions", stage="Discovery", text="Searches")
    return journey


def refused(journey: cjm.Journey, call: Call) -> CjmError:
    """Return the error; fail if anything changed."""
    document = journey.document
    before = (document.state, document.revision, document.history.undo_label)
    with pytest.raises(CjmError) as caught:
        call(journey)
    assert (document.state, document.revision, document.history.undo_label) == before
    return caught.value


def card(journey: cjm.Journey, **fields: Any) -> object:
    return journey.add_card(**{"lane": "actions", "stage": "Discovery", "text": "New", **fields})


@pytest.mark.parametrize(
    ("call", "hint"),
    [
        (lambda j: card(j, lane="touch points"), "touchpoints"),
        (lambda j: card(j, stage="discovry"), "Discovery"),
        (lambda j: card(j, sentiment="negativ"), "negative"),
        (lambda j: card(j, evidence="observd"), "observed"),
        (lambda j: card(j, chanel="App"), "channel"),
        (lambda j: card(j, text="Searches", chanel="App"), "channel"),  # the card is there already
        (lambda j: card(j, persona="Juli"), "Julie"),
        (lambda j: j.add_lane("pain points"), "pain_points"),
        (lambda j: j.add_lane("actions", subtitel="x"), "subtitle"),  # the lane is there already
        (lambda j: j.add_stage("New", descripton="x"), "description"),
        (lambda j: j.add_stage("Discovery", descripton="x"), "description"),
        (lambda j: j.set_emotion("Discovry", 1), "Discovery"),
        (lambda j: j.set_emotion("Discovery", 1, variant="as is"), "as_is"),
        (lambda j: j.set_emotion("Discovery", 1, lable="x"), "label"),
        (lambda j: j.edit(j.cards[0], sentimnt="x"), "sentiment"),
        (lambda j: j.edit(kind="service blueprint"), "service_blueprint"),
        (lambda j: j.move(j.cards[0], stage="Loyality"), "Loyalty"),
        (lambda j: j.move(j.stages[0], phase="Befor"), "before"),
        (lambda j: j.personas[0].edit(gols=[]), "goals"),
        (lambda j: j.personas[0].edit(channels=[{"chanel": "App", "weight": 1}]), "channel"),
        (lambda j: j.document.add_persona("Julie", gols=[]), "goals"),  # she is there already
        (lambda j: j.document.add_journey("Glasses", objectve="x"), "objective"),
        (lambda j: j.document.persona("Juli"), "Julie"),
        (lambda j: j.stage("Loyality"), "Loyalty"),
        (lambda j: j.lane("action"), "actions"),
        (lambda j: cjm.JourneyMap(j, theem="dark"), "theme"),
    ],
)
def test_a_name_that_is_not_there_names_the_nearest(call: Call, hint: str) -> None:
    error = refused(story(), call)
    assert error.hint == f'Did you mean "{hint}"?'
    assert f'Did you mean "{hint}"?' in str(error)


def test_a_field_of_a_persona_that_is_not_there_names_the_nearest() -> None:
    with pytest.raises(AttributeError, match='Did you mean "goals"'):
        story().personas[0].gols  # noqa: B018


@pytest.mark.parametrize("value", NO_TEXT, ids=repr)
@pytest.mark.parametrize(
    ("call", "field"),
    [
        (lambda j, value: card(j, text=value), "text"),
        (lambda j, value: card(j, quote=value), "quote"),
        (lambda j, value: card(j, channel=value), "channel"),
        (lambda j, value: card(j, tags=[value]), "tags"),
        (lambda j, value: j.edit(j.cards[0], text=value), "text"),
        (lambda j, value: j.add_stage(value), "name"),
        (lambda j, value: j.add_lane("actions", title=value), "title"),
        (lambda j, value: j.edit(title=value), "title"),
        (lambda j, value: j.document.add_journey(value), "title"),
        (lambda j, value: j.document.add_persona(value), "name"),
        (lambda j, value: j.personas[0].edit(goals=[value]), "goals"),
    ],
)
def test_what_is_no_text_is_refused(call: Any, field: str, value: Any) -> None:
    error = refused(story(), lambda journey: call(journey, value))
    assert isinstance(error, OperationRefused)
    assert error.code == "invalid_value"
    assert str(error.where).endswith(f".{field}")


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, pd.NA, None, "1", True, 2.01, -3, [1]], ids=repr)
def test_an_emotion_is_a_number_on_its_scale(value: Any) -> None:
    error = refused(story(), lambda journey: journey.set_emotion("Discovery", value))
    assert (error.where, error.expected) == ("value", "-2 … +2")


@pytest.mark.parametrize("value", [np.nan, np.inf, pd.NA, "0.5", True], ids=repr)
@pytest.mark.parametrize(
    "call",
    [
        lambda j, value: j.add_lane("metrics", metric="csat", target=value),
        lambda j, value: card(j, impact=value),
        lambda j, value: j.set_emotion("Discovery", 1, low=value),
        lambda j, value: j.personas[0].edit(channels=[{"channel": "App", "weight": value}]),
        lambda j, value: j.personas[0].edit(patience=value),
    ],
)
def test_what_is_no_number_is_refused(call: Any, value: Any) -> None:
    assert refused(story(), lambda journey: call(journey, value)).code == "invalid_value"


def test_numbers_of_numpy_are_numbers() -> None:
    journey = story()
    made = journey.add_card(
        lane="actions", stage="Discovery", text="New", impact=np.int64(3), index=np.int64(0)
    )
    assert (made.impact, type(made.impact)) == (3, int)
    point = journey.set_emotion("Discovery", np.float32(1.5), low=np.float64(1), high=np.int8(2))
    assert (point.value, point.low, point.high) == (1.5, 1.0, 2.0)
    assert type(point.value) is float


@pytest.mark.parametrize("place", ["a", 1.5, np.nan, [0]], ids=repr)
def test_a_place_is_a_whole_number(place: Any) -> None:
    for call in (
        lambda j: card(j, index=place),
        lambda j: j.add_stage("New", index=place),
        lambda j: j.add_lane("thoughts", title="New", index=place),
        lambda j: j.move(j.cards[0], index=place),
    ):
        assert refused(story(), call).where == "index"


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda j: card(j, id="card_0000"), OperationRefused, 'no field "id"'),
        (lambda j: card(j, order="a0"), OperationRefused, 'no field "order"'),
        (lambda j: card(j, lane=["actions"]), NotFound, "no lane"),
        (lambda j: card(j, lane=j.stages[0]), NotFound, "no lane"),
        (lambda j: card(j, stage=None), NotFound, "no stage"),
        (lambda j: j.move(j.lanes[0], stage="Discovery"), BadInput, "not moved to a stage"),
        (lambda j: j.move(j.stages[0], lane="actions"), BadInput, "not moved to a lane"),
        (lambda j: j.set_emotion("Discovery", 1, low=2, high=-2), BadInput, "low to high"),
        (lambda j: j.document.subscribe(None), BadInput, "called"),
        (lambda j: j.document.add_journey("New", locale="xx"), NotFound, "language"),
        (lambda j: cjm.Document.from_dict([]), CjmError, "not a cjm_widgets document"),
        (lambda j: cjm.JourneyMap("Glasses"), BadInput, "needs a Journey"),
        (lambda j: cjm.PersonaCard("Julie"), BadInput, "needs a Persona"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(call: Call, error: type[CjmError], words: str) -> None:
    found = refused(story(), call)
    assert isinstance(found, error)
    assert words in str(found)


@pytest.mark.parametrize(
    "call",
    [
        lambda j, gone: j.edit(gone, text="x"),
        lambda j, gone: j.move(gone, index=0),
        lambda j, gone: j.remove(gone),
    ],
)
def test_a_record_that_is_gone_says_so_with_the_way_back(call: Any) -> None:
    journey = story()
    gone = journey.cards[0]
    journey.remove(gone)
    error = refused(journey, lambda j: call(j, gone))
    assert isinstance(error, NotFound)
    assert gone.id in str(error.where)
    assert "undo brings it back" in str(error.hint)
    journey.document.undo()
    assert journey.edit(gone, text="Back").text == "Back"


@pytest.mark.parametrize(
    "call",
    [
        lambda j, p: j.title,
        lambda j, p: j.edit(title="x"),
        lambda j, p: j.add_stage("x"),
        lambda j, p: cjm.JourneyMap(j),
        lambda j, p: cjm.EmotionCurve(j),
        lambda j, p: cjm.render_static(j),
        lambda j, p: p.name,
        lambda j, p: p.edit(role="x"),
        lambda j, p: p.remove(),
        lambda j, p: cjm.PersonaCard(p),
        lambda j, p: cjm.render_static(p),
    ],
)
def test_a_handle_whose_record_is_gone_says_so(call: Any) -> None:
    journey = story()
    julie = journey.personas[0]
    julie.remove()
    journey.remove(journey.record)
    error = refused(journey, lambda j: call(j, julie))
    assert "in this document" in str(error) or "is not there" in str(error)
    assert repr(journey) == f"<Journey {journey.id}: not in the document any more>"
    assert repr(julie) == f"<Persona {julie.id}: not in the document any more>"


ODD = {
    "long": "word " * 20_000,
    "unbroken": "W" * 100_000,
    "right to left": "مرحبا بالعالم، שלום עולם 123",
    "emoji": "👩‍👧‍👦 🇫🇷 👍🏽 " * 100,
    "override": "abc \u202e txt.exe \u2066 x \u2069",
    "combining": "e" + "\u0301" * 500,
}
DIRTY = "a\x00b\x01c\x1b[31md\x7fe\r\nf\rg\x85h\ud800i\tj"


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_text_of_any_kind_is_kept_as_it_is(text: str) -> None:
    journey = story()
    made = journey.add_card(lane="actions", stage="Discovery", text=text, quote=text, source=text)
    assert (made.text, made.quote, made.source) == (text, text, text)
    assert journey.to_frame()["text"].tolist()[-1] == text
    assert cjm.Document.from_dict(journey.document.to_dict()).journeys[0].cards == journey.cards


def test_control_characters_are_dropped_wherever_text_comes_in() -> None:
    journey = story()
    clean = "abc[31mde\nf\nghi\tj"
    made = journey.add_card(lane="actions", stage="Discovery", text=DIRTY, tags=[DIRTY])
    assert (made.text, made.tags) == (clean, (clean,))
    assert journey.to_frame()["text"].tolist()[-1] == clean
    assert journey.add_stage(DIRTY).name == clean
    assert journey.document.add_persona(DIRTY, goals=[DIRTY]).goals == (clean,)
    assert journey.add_card(lane="actions", stage="Discovery", text=DIRTY).id == made.id


def test_one_character_more_than_fits_is_refused() -> None:
    journey = story()
    for call in (
        lambda j: card(j, text="x" * 100_001),
        lambda j: j.edit(j.cards[0], text="x" * 100_001),
        lambda j: j.add_stage("x" * 1_001),
        lambda j: j.personas[0].edit(quote="x" * 100_001),
    ):
        error = refused(journey, call)
        assert "at most" in str(error)
        assert len(str(error)) < 500


@given(st.text(max_size=200))
def test_any_text_survives_card_frame_and_file(text: str) -> None:
    journey = story()
    made = journey.add_card(lane="actions", stage="Loyalty", text=text)
    again = cjm.Document.from_dict(journey.document.to_dict()).journeys[0]
    assert [c.text for c in again.cards] == [c.text for c in journey.cards]
    assert journey.to_frame()["text"].tolist()[-1] == made.text
    assert not set(made.text) & {"\x00", "\r", "\x1b"}
