"""Properties of batches: they can be taken back, are whole or nothing; editors who interleave end equal."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_widgets.errors import OperationRefused
from cjm_widgets.model.document import Document
from cjm_widgets.model.ops import Op, Patch, apply
from cjm_widgets.model.signals import Change, Phase
from cjm_widgets.model.state import State
from cjm_widgets.model.wire import decode_ops, encode_op, encode_state
from tests.strategies import SMALL, batches, states


@given(st.data())
def test_apply_then_inverse_is_identity(data: st.DataObject) -> None:
    state = data.draw(states())
    done = apply(state, data.draw(batches(state, gestures=5)))
    back = apply(done.state, done.inverse)
    assert back.state == state
    assert apply(back.state, back.inverse).state == done.state


@given(st.data())
def test_operations_survive_the_wire(data: st.DataObject) -> None:
    state = data.draw(states())
    ops = data.draw(batches(state))
    read = decode_ops([encode_op(op) for op in ops])
    assert apply(state, read).state == apply(state, ops).state


@given(st.data())
def test_a_batch_with_one_bad_operation_changes_nothing(data: st.DataObject) -> None:
    document = Document(data.draw(states()))
    before = encode_state(document.state)
    ops = list(data.draw(batches(document.state)))
    ops.insert(data.draw(st.integers(0, len(ops))), Patch("cards", "card_gone0000", {"text": "x"}))
    with pytest.raises(OperationRefused) as caught:
        document.commit(ops, label="edit_card")
    assert caught.value.code == "gone"
    assert (encode_state(document.state), document.revision, document.undo()) == (before, 0, None)


@given(st.data())
def test_undo_of_everything_then_redo_of_everything(data: st.DataObject) -> None:
    document = Document(data.draw(states()))
    trail = [document.state]
    for _ in range(data.draw(st.integers(1, 5))):
        document.commit(data.draw(batches(document.state)), label="edit")
        if document.state != trail[-1]:
            trail.append(document.state)
    for state in reversed(trail[:-1]):
        assert document.undo() is not None
        assert document.state == state
    assert document.undo() is None
    for state in trail[1:]:
        assert document.redo() is not None
        assert document.state == state
    assert document.redo() is None


class Editor:
    """A page: what the kernel confirmed, with its own waiting batches on top."""

    def __init__(self, name: str, state: State) -> None:
        self.name, self.confirmed = name, state
        self.pending: list[tuple[str, Sequence[Op]]] = []
        self.sent: deque[tuple[str, Sequence[Op]]] = deque()
        self.inbox: deque[Change | str] = deque()

    @property
    def shown(self) -> State:
        state = self.confirmed
        for _, ops in self.pending:
            try:
                state = apply(state, ops).state
            except OperationRefused:
                continue  # what it is about is gone by now; the kernel will refuse it too
        return state

    def edit(self, ops: Sequence[Op], number: int) -> None:
        self.pending.append((f"{self.name}{number}", ops))
        self.sent.append(self.pending[-1])

    def receive(self) -> None:
        message = self.inbox.popleft()
        if isinstance(message, Change):
            self.confirmed = apply(self.confirmed, message.ops).state
            message = message.batch_id or ""
        self.pending = [(batch, ops) for batch, ops in self.pending if batch != message]


def serve(document: Document, editor: Editor) -> None:
    batch, ops = editor.sent.popleft()
    try:
        document.commit(ops, label="edit", origin=editor.name, batch_id=batch)
    except OperationRefused:
        editor.inbox.append(batch)


@given(st.data())
def test_any_interleaving_of_two_editors_ends_equal(data: st.DataObject) -> None:
    document = Document(SMALL)
    pair = (Editor("a", SMALL), Editor("b", SMALL))
    for editor in pair:
        document.observe(editor.inbox.append, Phase.WIDGETS)
    for number in range(data.draw(st.integers(1, 20))):
        editor = data.draw(st.sampled_from(pair))
        step = data.draw(st.sampled_from(["edit", "edit", "serve", "receive", "undo"]))
        if step == "edit":
            editor.edit(data.draw(batches(editor.shown, gestures=2)), number)
        elif step == "serve" and editor.sent:
            serve(document, editor)
        elif step == "receive" and editor.inbox:
            editor.receive()
        elif step == "undo":
            document.undo()
    for editor in pair:
        while editor.sent:
            serve(document, editor)
    for editor in pair:
        while editor.inbox:
            editor.receive()
        assert editor.pending == []
        assert editor.shown == editor.confirmed == document.state
