"""The kernel's side of the protocol, without a browser: acknowledgement, refusal, duplicates, scope."""

from __future__ import annotations

from typing import Any

import pytest

import cjm_widgets as cjm
from cjm_widgets.model.signals import Notice, SaveStatus
from cjm_widgets.widgets.scope import Scope
from tests.widgets.pages import Page


@pytest.fixture
def document() -> cjm.Document:
    doc = cjm.Document()
    journey = doc.add_journey("Returns", template="purchase")
    doc.add_persona("Julie")
    journey.add_card(lane="actions", stage="Discovery", text="Searches")
    return doc


@pytest.fixture
def page(document: cjm.Document) -> Page:
    return Page(document, Scope(journey_id=document.journeys[0].id))


def edit_of(document: cjm.Document, text: str) -> dict[str, Any]:
    card = document.journeys[0].cards[0]
    ops = [{"op": "patch", "table": "cards", "id": card.id, "fields": {"text": text}}]
    return {"id": f"b-{text}", "base_rev": document.revision, "label": "edit_card", "ops": ops}


def test_hello_is_answered_with_everything_the_board_shows(document: cjm.Document, page: Page) -> None:
    (snapshot,) = page.say("hello")
    assert snapshot["type"] == "snapshot"
    assert snapshot["to"] == "page1"
    assert snapshot["rev"] == document.revision
    assert [card["text"] for card in snapshot["tables"]["cards"].values()] == ["Searches"]
    assert snapshot["strings"] == {"common.undo": "Undo"}
    assert snapshot["history"] == {"undo": "add_card", "redo": None}


def test_an_edit_is_applied_and_acknowledged_to_every_board(document: cjm.Document, page: Page) -> None:
    other = Page(document, Scope(journey_id=document.journeys[0].id), "page2")
    (change,) = page.say("edit", **edit_of(document, "Looks"))
    assert document.journeys[0].cards[0].text == "Looks"
    assert (change["type"], change["ack"], change["client"]) == ("change", "b-Looks", "page1")
    assert change["rev"] == document.revision
    assert other.heard == [change]


def test_an_edit_sent_twice_is_applied_once_and_answered_twice(document: cjm.Document, page: Page) -> None:
    edit = edit_of(document, "Looks")
    page.say("edit", **edit)
    revision = document.revision
    assert page.say("edit", **edit) == [{"type": "ack", "to": "page1", "id": "b-Looks"}]
    assert document.revision == revision
    (snapshot,) = page.say("hello")
    assert snapshot["acked"] == ["b-Looks"]


def test_a_refused_edit_says_why_and_where_and_changes_nothing(document: cjm.Document, page: Page) -> None:
    before = document.state
    edit = edit_of(document, "x") | {"ops": [{"op": "remove", "table": "cards", "id": "card_gone0001"}]}
    (refusal,) = page.say("edit", **edit)
    assert (refusal["type"], refusal["to"], refusal["id"], refusal["code"]) == (
        "refusal",
        "page1",
        "b-x",
        "gone",
    )
    assert refusal["where"] == "cards.card_gone0001"
    assert document.state is before
    assert page.say("edit", **edit) == [refusal]


def test_undo_and_redo_come_back_as_changes(document: cjm.Document, page: Page) -> None:
    page.say("edit", **edit_of(document, "Looks"))
    (undone,) = page.say("undo", id="u1")
    assert undone["ack"] == "u1"
    assert undone["history"] == {"undo": "add_card", "redo": "edit_card"}
    assert document.journeys[0].cards[0].text == "Searches"
    page.say("redo", id="r1")
    assert document.journeys[0].cards[0].text == "Looks"
    (refusal,) = page.say("redo", id="r2")
    assert refusal["code"] == "nothing"


def test_python_edits_reach_the_board(document: cjm.Document, page: Page) -> None:
    page.heard.clear()
    document.journeys[0].add_stage("Refund", phase="after")
    (change,) = page.heard
    assert change["ack"] is None
    assert change["ops"][0]["record"]["name"] == "Refund"


def test_a_board_hears_only_of_its_own_records(document: cjm.Document) -> None:
    julie, robert = document.personas[0], document.add_persona("Robert")
    page = Page(document, Scope(persona_id=julie.id))
    robert.edit(role="Retired")
    julie.edit(role="Mother")
    assert [[op["id"] for op in change["ops"]] for change in page.heard] == [[], [julie.id]]
    (snapshot,) = page.say("hello")
    assert [name for name, table in snapshot["tables"].items() if table] == ["personas"]
    assert list(snapshot["tables"]["personas"]) == [julie.id]


@pytest.mark.parametrize(
    "message",
    [
        None, 5, "hello", [], {}, {"type": "hello"}, {"type": "hello", "client": 5},
        {"type": "edit", "client": "p"}, {"type": "edit", "client": "p", "id": "1", "ops": "x", "label": "a"},
        {"type": "edit", "client": "p", "id": "1", "ops": [5], "label": "a"},
        {"type": "edit", "client": "p", "id": "1", "ops": [{"op": "put"}], "label": "a"},
        {"type": "edit", "client": "p", "id": "1", "ops": [], "label": "<b>"},
        {"type": "edit", "client": "p", "id": "1", "label": "a",
         "ops": [{"op": "patch", "table": "cards", "id": 3, "fields": {}}]},
        {"type": "drop", "client": "p", "id": "1"}, {"type": "undo", "client": "p", "id": None},
    ],
)  # fmt: skip
def test_what_is_not_of_the_protocol_is_refused(document: cjm.Document, page: Page, message: Any) -> None:
    before = document.state
    page.heard.clear()
    page.session.receive(message)
    assert [answer["code"] for answer in page.heard] == ["invalid_message"]
    assert document.state is before


def test_a_read_only_document_refuses(document: cjm.Document, page: Page) -> None:
    document.read_only = "newer schema"
    (refusal,) = page.say("edit", **edit_of(document, "x"))
    assert refusal["code"] == "read_only"
    assert refusal["hint"] == "newer schema"


def test_an_exception_in_a_callback_is_told_and_the_edit_stays(document: cjm.Document, page: Page) -> None:
    def fail(change: object) -> None:
        raise RuntimeError("no such column")

    document.subscribe(fail)
    change, notice = page.say("edit", **edit_of(document, "Looks"))
    assert change["type"] == "change"
    assert (notice["type"], notice["level"]) == ("notice", "error")
    assert "no such column" in notice["message"]
    assert "Traceback" in notice["detail"]
    assert document.journeys[0].cards[0].text == "Looks"


def test_a_closed_session_hears_nothing(document: cjm.Document, page: Page) -> None:
    page.session.close()
    page.heard.clear()
    document.journeys[0].add_stage("Refund")
    document.report(Notice("info", "x"))
    assert page.heard == []


def test_an_edit_that_overtook_the_one_before_it_waits_for_it(document: cjm.Document, page: Page) -> None:
    first, second = edit_of(document, "first"), edit_of(document, "second") | {"after": "b-first"}
    third = {"id": "u", "after": "b-second"}
    assert page.say("undo", **third) == []
    assert page.say("edit", **second) == []
    assert [message["ack"] for message in page.say("edit", **first)] == ["b-first", "b-second", "u"]
    assert document.journeys[0].cards[0].text == "first"


def test_a_page_that_says_hello_sends_anew_what_waited(document: cjm.Document, page: Page) -> None:
    late = edit_of(document, "late") | {"after": "b-lost"}
    assert page.say("edit", **late) == []
    (snapshot,) = page.say("hello")
    assert snapshot["acked"] == []
    (change,) = page.say("edit", **late | {"after": None})
    assert change["ack"] == "b-late"


def test_a_refusal_lets_the_next_go_on(document: cjm.Document, page: Page) -> None:
    wrong = edit_of(document, "wrong") | {"ops": [{"op": "remove", "table": "cards", "id": "card_gone0001"}]}
    page.say("edit", **edit_of(document, "right") | {"after": "b-wrong"})
    heard = page.say("edit", **wrong)
    assert [message["type"] for message in heard] == ["refusal", "change"]
    assert document.journeys[0].cards[0].text == "right"


def test_what_is_said_of_the_file_names_the_revision_it_is_about(document: cjm.Document, page: Page) -> None:
    document.set_save_status(SaveStatus("saved", "map.json"))
    covered = document.revision
    assert page.last("status")["save"]["rev"] == covered
    page.say("edit", **edit_of(document, "Later"))
    (snapshot,) = page.say("hello")
    assert (snapshot["rev"], snapshot["save"]["rev"]) == (covered + 1, covered)


def test_a_fault_of_ours_is_never_an_acknowledgement(
    document: cjm.Document, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_options: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(document, "commit", broken)
    with pytest.raises(ZeroDivisionError):
        page.say("edit", **edit_of(document, "Looks"))
    refusal = page.last("refusal")
    assert (refusal["to"], refusal["id"], refusal["code"]) == ("page1", "b-Looks", "fault")
    assert page.say("hello")[0]["acked"] == []


def test_halves_of_characters_are_not_sent_back(page: Page) -> None:
    (refusal,) = page.say("recipe", metric="\ud800", stage_id="stage_0000")
    assert refusal["code"] == "invalid_message"
    (refusal,) = page.say(
        "edit", id="b", base_rev=0, label="x", ops=[{"op": "remove", "table": "\ud800", "id": "x"}]
    )
    for said in refusal.values():
        str(said).encode()
