"""Who is there: relayed to every page of a document, forgotten on leaving and on silence, stored nowhere."""

from __future__ import annotations

import gc
from typing import Any
from weakref import ref

import pytest

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput
from cjm_widgets.widgets.presence import SILENCE, Room, room_of
from cjm_widgets.widgets.scope import Scope
from tests.widgets.pages import Page


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def document() -> cjm.Document:
    doc = cjm.Document()
    journey = doc.add_journey("Returns", template="purchase")
    journey.add_card(lane="actions", stage="Discovery", text="Searches")
    journey.add_card(lane="actions", stage="Discovery", text="Asks")
    return doc


def board(document: cjm.Document, client: str, locale: str = "en") -> Page:
    return Page(document, Scope(journey_id=document.journeys[0].id), client, locale)


def edit(document: cjm.Document, number: int, text: str) -> dict[str, Any]:
    card = document.journeys[0].cards[number]
    ops = [{"op": "patch", "table": "cards", "id": card.id, "fields": {"text": text}}]
    return {"id": f"b-{text}", "base_rev": document.revision, "label": "edit_card", "ops": ops}


def test_a_page_alone_hears_nothing_of_people(document: cjm.Document) -> None:
    page = board(document, "c1")
    assert [message["type"] for message in page.say("hello", page="p1")] == ["snapshot"]
    assert page.say("presence", page="p1", at={"key": "card:x"}) == []


def test_every_page_sees_who_is_where(document: cjm.Document) -> None:
    first, second = board(document, "c1"), board(document, "c2")
    curve = Page(document, Scope(journey_id=document.journeys[0].id), "c3")
    first.say("hello", page="p1", name="Ana", color="teal")
    second.say("hello", page="p2")
    for page in (first, curve):
        assert [(one["number"], one["name"], one["color"]) for one in page.last("people")["people"]] == [
            (1, "Ana", "teal"),
            (2, "", "raspberry"),
        ]
    revision, content = document.revision, document.to_dict()
    second.say("presence", page="p2", at={"key": "card:card_1", "editing": True})
    assert first.last("people")["people"][1]["at"] == [{"key": "card:card_1", "editing": True}]
    heard = len(first.heard)
    second.say("presence", page="p2", at={"key": "card:card_1", "editing": True})
    assert len(first.heard) == heard  # a sign of life is no news
    assert (document.revision, document.to_dict()) == (revision, content)


def test_several_boards_of_a_page_are_one_person(document: cjm.Document) -> None:
    room = Room()
    room.hear("c1", {"page": "p1", "at": {"key": "card:x"}})
    room.hear("c2", {"page": "p1", "at": None})
    room.leave("c1")
    assert [person.to_dict()["at"] for person in room.people()] == [[]]
    room.leave("c2")
    assert room.people() == ()


def test_who_says_nothing_is_gone_and_comes_back(document: cjm.Document) -> None:
    clock = Clock()
    room = Room(clock)
    told: list[int] = []
    room.on_change(lambda people: told.append(len(people)))
    room.hear("c1", {"page": "p1"})
    room.hear("c2", {"page": "p2"})
    clock.seconds += SILENCE - 1
    room.hear("c2", {"page": "p2"})
    assert told == [1, 2]
    clock.seconds += 2
    room.hear("c2", {"page": "p2"})
    assert told == [1, 2, 1]
    room.hear("c1", {"page": "p1"})
    assert [(person.page, person.number) for person in room.people()] == [("p1", 1), ("p2", 2)]


def test_a_page_that_was_alone_for_long_is_called_when_another_comes(document: cjm.Document) -> None:
    clock = Clock()
    room_of(document)._now = clock
    first, second = board(document, "c1"), board(document, "c2")
    first.say("hello", page="p1")
    clock.seconds += 1000
    second.say("hello", page="p2")
    assert [one["page"] for one in first.last("people")["people"]] == ["p2"]
    first.say("presence", page="p1", at=None)
    assert [one["page"] for one in second.last("people")["people"]] == ["p1", "p2"]


def test_a_page_or_a_board_that_closes_is_forgotten(document: cjm.Document) -> None:
    first, second, third = board(document, "c1"), board(document, "c2"), board(document, "c3")
    for number, page in enumerate((first, second, third)):
        page.say("hello", page=f"p{number}")
    second.say("presence", gone=True)
    assert [one["page"] for one in first.last("people")["people"]] == ["p0", "p2"]
    third.session.close()
    assert [one["page"] for one in first.last("people")["people"]] == ["p0"]


def test_a_word_that_comes_after_the_last_one_is_not_heard(document: cjm.Document) -> None:
    first, second = board(document, "c1"), board(document, "c2")
    first.say("hello", page="p1")
    second.say("hello", page="p2")
    second.say("presence", gone=True, n=4)
    second.say("presence", page="p2", at={"key": "card:x"}, n=3)
    assert [one["page"] for one in first.last("people")["people"]] == ["p1"]


@pytest.mark.parametrize(
    "said",
    [
        {"name": "x" * 41},
        {"name": "two\nlines"},
        {"name": 3},
        {"color": "pink"},
        {"at": "card"},
        {"at": {"key": "x" * 200}},
        {"page": ["p"]},
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(document: cjm.Document, said: dict[str, Any]) -> None:
    page = board(document, "c1")
    page.say("hello", page="p1", name="Ana")
    before = room_of(document).people()
    (refusal,) = page.say("presence", **{"page": "p1", **said})
    assert refusal["type"] == "refusal"
    assert room_of(document).people() == before
    with pytest.raises(BadInput):
        Room().hear("c1", {"page": "p1", **said})


def test_undo_is_that_of_the_page_and_the_buttons_say_so(document: cjm.Document) -> None:
    first, second = board(document, "c1"), board(document, "c2")
    first.say("hello", page="p1", name="Ana")
    second.say("hello", page="p2")
    assert second.last("people")["own"]["p2"] == {"undo": None, "redo": None}  # Python's steps are nobody's
    first.say("edit", **edit(document, 0, "of Ana"))
    (change,) = second.say("edit", **edit(document, 1, "of the guest"))
    assert [change["own"][page]["undo"] for page in ("p1", "p2")] == ["edit_card", "edit_card"]
    first.say("undo", id="u1")
    assert [card.text for card in document.journeys[0].cards] == ["Searches", "of the guest"]
    assert first.last("change")["own"] == {
        "p1": {"undo": None, "redo": "edit_card"},
        "p2": {"undo": "edit_card", "redo": None},
    }
    refusal = first.say("undo", id="u2")[0]
    assert (refusal["type"], refusal["code"]) == ("refusal", "nothing")


@pytest.mark.parametrize(("locale", "words"), [("en", "Ana has changed the same"), ("fr", "Ana a modifié")])
def test_an_overtaken_step_names_who_and_gives_way(document: cjm.Document, locale: str, words: str) -> None:
    first, second = board(document, "c1"), board(document, "c2", locale)
    first.say("hello", page="p1", name="Ana")
    second.say("hello", page="p2")
    second.say("edit", **edit(document, 1, "earlier"))
    second.say("edit", **edit(document, 0, "mine"))
    first.say("edit", **edit(document, 0, "theirs"))
    refusal, people = second.say("undo", id="u1")
    assert (refusal["type"], refusal["code"]) == ("refusal", "overtaken")
    assert words in refusal["message"]
    assert people["own"]["p2"] == {"undo": "edit_card", "redo": None}
    assert [card.text for card in document.journeys[0].cards] == ["theirs", "earlier"]
    second.say("undo", id="u2")
    assert [card.text for card in document.journeys[0].cards] == ["theirs", "Asks"]


def test_a_page_alone_takes_back_the_steps_of_python_too(document: cjm.Document) -> None:
    page = board(document, "c1")
    (snapshot,) = page.say("hello", page="p1")
    assert snapshot["history"] == {"undo": "add_card", "redo": None}
    page.say("undo", id="u1")
    assert [card.text for card in document.journeys[0].cards] == ["Searches"]


def test_two_boards_on_one_page_undo_together(document: cjm.Document) -> None:
    first, second = board(document, "c1"), board(document, "c2")
    for page in (first, second):
        page.say("hello", page="p1")
    first.say("edit", **edit(document, 0, "of one board"))
    second.say("undo", id="u1")
    assert document.journeys[0].cards[0].text == "Searches"


def test_the_room_goes_with_its_document() -> None:
    doc = cjm.Document()
    room = ref(room_of(doc))
    del doc
    gc.collect()
    assert room() is None


def test_a_document_goes_though_nobody_closed_its_boards() -> None:
    doc = cjm.Document()
    doc.add_journey("Returns")
    page = board(doc, "c1")
    page.say("hello", page="p1")
    gone = ref(doc)
    del doc, page
    gc.collect()
    assert gone() is None
