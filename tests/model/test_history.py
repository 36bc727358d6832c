"""Undo and redo: at least a hundred steps, one a gesture, whoever made it."""

from __future__ import annotations

import pytest

from cjm_widgets.model.document import Document
from cjm_widgets.model.history import LIMIT, History, Step
from cjm_widgets.model.ops import Patch, Put
from cjm_widgets.model.records import Card, PersonaRecord
from tests.strategies import SMALL


@pytest.fixture
def document() -> Document:
    return Document(SMALL)


def write(document: Document, text: str, origin: str = "python") -> None:
    document.commit([Patch("cards", "card_0000", {"text": text})], label="edit_card", origin=origin)


def text(document: Document) -> str:
    return document.state.get(Card, "card_0000").text


def test_at_least_a_hundred_steps_back_and_forth(document: Document) -> None:
    for number in range(120):
        write(document, f"text {number}")
    for number in reversed(range(20, 120)):
        assert text(document) == f"text {number}"
        assert document.undo() is not None
    for number in range(20, 120):
        assert document.redo() is not None
        assert text(document) == f"text {number}"
    assert document.redo() is None


def test_the_oldest_steps_are_let_go(document: Document) -> None:
    for number in range(LIMIT + 5):
        write(document, f"text {number}")
    steps = 0
    while document.undo() is not None:
        steps += 1
    assert steps == LIMIT >= 100
    assert text(document) == "text 4"


def test_labels_tell_what_comes_next(document: Document) -> None:
    assert (document.history.undo_label, document.history.redo_label) == (None, None)
    write(document, "one")
    document.commit([Put("personas", PersonaRecord(id="persona_0009", name="Ana"))], label="add_persona")
    assert document.history.undo_label == "add_persona"
    change = document.undo()
    assert change is not None
    assert change.label == "undo_add_persona"
    assert (document.history.undo_label, document.history.redo_label) == ("edit_card", "add_persona")
    change = document.redo()
    assert change is not None
    assert change.label == "redo_add_persona"


def test_something_new_ends_redo(document: Document) -> None:
    write(document, "one")
    document.undo()
    write(document, "two")
    assert document.redo() is None
    assert text(document) == "two"


def test_the_same_stack_for_every_page_and_for_python(document: Document) -> None:
    write(document, "from a page", origin="client-1")
    write(document, "from Python")
    document.undo(origin="client-2")
    assert text(document) == "from a page"
    document.undo()
    assert text(document) == SMALL.get(Card, "card_0000").text


def test_a_batch_of_many_operations_is_one_step(document: Document) -> None:
    ops = [Patch("cards", f"card_000{n}", {"text": "all"}) for n in range(3)]
    document.commit(ops, label="edit_card")
    document.undo()
    assert document.state == SMALL


def test_what_changes_nothing_is_no_step(document: Document) -> None:
    write(document, SMALL.get(Card, "card_0000").text)
    document.commit([], label="nothing")
    assert document.undo() is None


def test_the_stack_alone() -> None:
    history = History(limit=2)
    keys = {label: ("cards", f"card_{label}") for label in "abc"}
    card = SMALL.get(Card, "card_0000")
    for label, key in keys.items():
        history.push(Step(label, "python", {key: (None, card)}))
    assert history.labels(None) == ("c", None)
    history.undone(None, "python")
    assert history.labels(None) == ("b", "c")
    history.redone(None)
    history.undone(None, "python")
    history.undone(None, "python")
    assert history.labels(None) == (None, "b")
    assert history.undoing(None, SMALL) is None
