"""The document: who hears of a change and when, what is refused, what is reported, many threads."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from pydantic import ValidationError

from cjm_widgets.errors import FileProblem, NotFound, OperationRefused
from cjm_widgets.model.document import Document
from cjm_widgets.model.ops import Patch, Remove
from cjm_widgets.model.records import Card, PersonaRecord
from cjm_widgets.model.signals import Change, Notice, Phase, SaveStatus
from tests.strategies import SMALL


@pytest.fixture
def document() -> Document:
    return Document(SMALL)


def edit(document: Document, text: str = "edited") -> Change:
    return document.commit([Patch("cards", "card_0000", {"text": text})], label="edit_card")


def test_observers_hear_once_a_batch_in_the_order_of_their_phase(document: Document) -> None:
    heard: list[str] = []
    document.subscribe(lambda change: heard.append(f"user {change.revision}"))
    for phase in reversed(Phase):
        document.observe(lambda change, phase=phase: heard.append(phase.name), phase)
    ops = [Patch("cards", f"card_000{n}", {"text": "all"}) for n in range(3)]
    document.commit(ops, label="edit_card")
    assert heard == ["METRICS", "WIDGETS", "CHARTS", "STORAGE", "user 1", "USERS"]


def test_a_change_tells_both_sides_and_what_it_touched(document: Document) -> None:
    changes: list[Change] = []
    document.subscribe(changes.append)
    ops = [Patch("cards", "card_0000", {"text": "a\x00b"}), Remove("emotions", "emotion_0000")]
    document.commit(ops, label="edit_card", origin="client", batch_id="b1")
    (change,) = changes
    assert (change.revision, change.label, change.origin, change.batch_id) == (1, "edit_card", "client", "b1")
    assert change.before is SMALL
    assert change.after is document.state
    assert change.touched("cards") == {"card_0000"}
    assert change.touched("emotions") == {"emotion_0000"}
    assert change.touched("lanes") == frozenset()
    assert change.ops[0] == Patch("cards", "card_0000", {"text": "ab"})


def test_unsubscribe_may_be_called_twice(document: Document) -> None:
    heard: list[Change] = []
    stop = document.subscribe(heard.append)
    stop()
    stop()
    edit(document)
    assert heard == []


def test_a_failing_callback_is_reported_and_the_edit_stays(document: Document) -> None:
    notices: list[Notice] = []
    heard: list[Change] = []
    document.on_notice(notices.append)
    document.subscribe(lambda change: 1 / 0)
    document.subscribe(heard.append)
    edit(document)
    assert document.state.get(Card, "card_0000").text == "edited"
    assert len(heard) == 1
    (notice,) = notices
    assert notice.level == "error"
    assert "ZeroDivisionError" in notice.message
    assert "Traceback" in str(notice.detail)


def test_without_a_board_a_failing_callback_warns(document: Document) -> None:
    document.subscribe(lambda change: 1 / 0)
    with pytest.warns(UserWarning, match="ZeroDivisionError"):
        edit(document)


def test_a_failing_listener_of_notices_or_statuses_stops_nothing(document: Document) -> None:
    statuses: list[SaveStatus] = []
    document.on_notice(lambda notice: 1 / 0)
    document.on_status(lambda status: 1 / 0)
    document.on_status(statuses.append)
    document.set_save_status(SaveStatus("saving"))
    assert statuses == [SaveStatus("saving")]


def test_an_observer_may_edit_in_turn(document: Document) -> None:
    def once(change: Change) -> None:
        if change.revision == 1:
            document.commit([Patch("cards", "card_0001", {"text": "follows"})], label="follow")

    document.subscribe(once)
    edit(document)
    assert document.revision == 2
    assert document.state.get(Card, "card_0001").text == "follows"
    document.undo()
    document.undo()
    assert document.state == SMALL


def test_read_only_refuses_every_way_to_change(document: Document) -> None:
    edit(document)
    document.read_only = "The file may not be written."
    before = document.state
    for way in (lambda: edit(document, "x"), document.undo, document.redo):
        with pytest.raises(OperationRefused) as caught:
            way()
        assert caught.value.code == "read_only"
        assert caught.value.hint == "The file may not be written."
    assert (document.state, document.revision) == (before, 1)


def test_values_handed_out_are_frozen(document: Document) -> None:
    card = document.state.get(Card, "card_0000")
    with pytest.raises(ValidationError):
        card.text = "in place"
    with pytest.raises(TypeError):
        document.state.tables["cards"]["card_0000"] = card  # type: ignore[index]
    with pytest.raises(AttributeError):
        card.tags.append("x")  # type: ignore[attr-defined]


def test_names_are_found_by_title_or_id_and_near_matches_are_named(document: Document) -> None:
    assert document.journey("Glasses").id == document.journey("journey_0000").id == "journey_0000"
    assert document.persona("Julie").id == "persona_0000"
    with pytest.raises(NotFound, match='Did you mean "Glasses"'):
        document.journey("glases")
    with pytest.raises(NotFound, match='Did you mean "Robert"'):
        document.persona("Robart")


def test_empty_or_not() -> None:
    document = Document()
    assert document.is_empty
    document.commit([], label="nothing")
    assert document.is_empty
    document.add_persona("Julie")
    assert not document.is_empty


def test_many_threads_lose_nothing() -> None:
    document = Document(SMALL)
    revisions: list[int] = []
    document.observe(lambda change: revisions.append(change.revision), Phase.WIDGETS)

    def work(name: int) -> None:
        for number in range(50):
            document.add_persona(f"{name}-{number}")

    threads = [threading.Thread(target=work, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert revisions == list(range(1, 201))
    assert len(document.state.table(PersonaRecord)) == 202


def test_to_dict_and_back_and_what_is_no_document() -> None:
    document = Document(SMALL)
    assert Document.from_dict(document.to_dict()).state == SMALL
    for bad in ({}, {"format": "x"}, [], None):
        with pytest.raises(FileProblem):
            Document.from_dict(bad)  # type: ignore[arg-type]


def test_save_writes_a_file_that_can_be_loaded(tmp_path: Path) -> None:
    import cjm_widgets as cjm

    path = Document(SMALL).save(tmp_path / "copy.cjm.json")
    assert cjm.load(path).state == SMALL
    assert cjm.load(path).save_status.state == "memory"
