"""Whatever a page sends is answered and never believed: any JSON, and the protocol with a thing wrong."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.errors import OperationRefused
from cjm_widgets.model.document import Document
from cjm_widgets.model.ops import apply
from cjm_widgets.model.records import TABLES
from cjm_widgets.model.wire import decode_ops
from cjm_widgets.widgets.scope import Scope
from cjm_widgets.widgets.session import Session
from tests.strategies import SMALL

LONE = "\ud800"
WORDS = (
    "", "type", "edit", "undo", "redo", "hello", "client", "id", "ops", "label", "put", "patch", "remove",
    "cards", "stages", "personas", "card_0000", "journey_0000", "fields", "record", "text", "__proto__",
    "constructor", "<b>", LONE, "\x00", "x" * 200, "مرحبا",
)  # fmt: skip
words = st.sampled_from(WORDS) | st.text(max_size=5)
leaves = st.none() | st.booleans() | st.integers() | st.floats() | words
junk = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)

MESSAGES: tuple[dict[str, Any], ...] = (
    {"type": "hello", "client": "page1"},
    {"type": "undo", "client": "page1", "id": "b1"},
    {"type": "redo", "client": "page1", "id": "b2"},
    {
        "type": "edit",
        "client": "page1",
        "id": "b3",
        "base_rev": 0,
        "label": "edit_card",
        "ops": [
            {"op": "patch", "table": "cards", "id": "card_0000", "fields": {"text": "New", "tags": ["x"]}},
            {
                "op": "put",
                "table": "personas",
                "record": {"id": "persona_0009", "name": "Ana", "goals": ["x"]},
            },
            {"op": "remove", "table": "cards", "id": "card_0001"},
            {"op": "patch", "table": "emotions", "id": "emotion_0000", "fields": {"value": 1.5}},
        ],
    },
)


def paths(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the way to every value inside."""
    inner: Any = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    return [here, *(path for key, item in inner for path in paths(item, (*here, key)))]


@st.composite
def spoiled(draw: st.DrawFn, message: Any) -> Any:
    """Return `message` with one to three values replaced, taken away or added to."""
    made = copy.deepcopy(message)
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(paths(made)))
        if not path:
            continue
        parent = made
        for key in path[:-1]:
            parent = parent[key]
        match draw(st.sampled_from(("replace", "delete", "add"))):
            case "replace":
                parent[path[-1]] = draw(junk)
            case "delete":
                del parent[path[-1]]
            case _ if isinstance(parent, dict):
                parent[draw(words)] = draw(junk)
    return made


anything = junk | st.sampled_from(MESSAGES).flatmap(spoiled) | st.sampled_from(MESSAGES).flatmap(spoiled)


def strict(message: Any) -> None:
    """Fail unless Jupyter can send it as JSON in UTF-8."""
    json.dumps(message, allow_nan=False, ensure_ascii=False).encode()


@given(st.lists(anything, max_size=4))
def test_a_session_answers_everything_and_changes_nothing_it_refuses(messages: list[Any]) -> None:
    document = Document(SMALL)
    heard: list[dict[str, Any]] = []
    scope = Scope(journey_id="journey_0000")
    session = Session(document, scope, heard.append, lambda: ("en", {}))
    for message in messages:
        before, revision = document.state, document.revision
        heard.clear()
        session.receive(copy.deepcopy(message))
        strict(heard)
        kinds = [answer["type"] for answer in heard]
        assert len(kinds) == 1, "each message has one answer"
        assert kinds[0] in ("snapshot", "change", "refusal", "ack")
        if kinds[0] == "change":
            assert document.revision == revision + 1
        else:
            assert document.state is before
            assert document.revision == revision
    # What is there is valid, and the page that sent it can go on.
    assert Document.from_dict(document.to_dict()).state == document.state
    heard.clear()
    session.receive({"type": "hello", "client": "other"})
    assert [answer["type"] for answer in heard] == ["snapshot"]


@given(junk | spoiled(MESSAGES[3]["ops"]))
def test_operations_are_read_whole_or_refused(data: Any) -> None:
    try:
        ops = decode_ops(data)
    except OperationRefused as refusal:
        assert refusal.code in ("invalid_message", "unknown_table", "unknown_field", "invalid_value")
        assert len(str(refusal)) < 2_000
        return
    assert all(op.table in TABLES for op in ops)
    try:
        after = apply(SMALL, ops)
    except OperationRefused as refusal:
        assert refusal.code in (
            "gone", "unknown_field", "invalid_value", "missing_reference", "in_use",
        )  # fmt: skip
        return
    assert apply(after.state, after.inverse).state == SMALL


@pytest.mark.parametrize(
    ("fields", "code", "place"),
    [
        ({"txt": "x"}, "unknown_field", "txt"),
        ({"text": "x" * 100_001}, "invalid_value", "text"),
        ({"sentiment": "negativ"}, "invalid_value", "sentiment"),
        ({"impact": float("nan")}, "invalid_value", "impact"),
        ({"lane_id": "lane_9999"}, "missing_reference", "lane_id"),
        ({"id": "card_9999"}, "invalid_value", "id"),
        ({"__proto__": {"x": 1}}, "unknown_field", "__proto__"),
    ],
)
def test_a_page_is_told_where_and_what(fields: Any, code: str, place: str) -> None:
    document = Document(SMALL)
    heard: list[dict[str, Any]] = []
    session = Session(document, Scope(journey_id="journey_0000"), heard.append, lambda: ("en", {}))
    good = {"op": "patch", "table": "cards", "id": "card_0001", "fields": {"text": "Good"}}
    bad = {"op": "patch", "table": "cards", "id": "card_0000", "fields": fields}
    session.receive(
        {"type": "edit", "client": "p", "id": "b", "base_rev": 0, "label": "edit", "ops": [good, bad]}
    )
    (refusal,) = heard
    assert (refusal["type"], refusal["to"], refusal["id"], refusal["code"]) == ("refusal", "p", "b", code)
    assert refusal["where"] == f"cards.card_0000.{place}"
    assert refusal["message"]
    assert document.state is SMALL, "the good half was not applied either"
    strict(heard)


def test_text_of_a_message_is_cleaned_like_any_other() -> None:
    document = Document(SMALL)
    heard: list[dict[str, Any]] = []
    session = Session(document, Scope(journey_id="journey_0000"), heard.append, lambda: ("en", {}))
    dirty = f"a\x00b\x1b[0m\r\n{LONE}مرحبا 👩‍👧"
    ops = [{"op": "patch", "table": "cards", "id": "card_0000", "fields": {"text": dirty, "tags": [dirty]}}]
    session.receive({"type": "edit", "client": "p", "id": "b", "base_rev": 0, "label": "edit", "ops": ops})
    (change,) = heard
    assert change["ops"][0]["fields"] == {"text": "ab[0m\nمرحبا 👩‍👧", "tags": ["ab[0m\nمرحبا 👩‍👧"]}
    strict(heard)


def test_a_hundred_thousand_characters_go_through_a_message() -> None:
    document = Document(SMALL)
    heard: list[dict[str, Any]] = []
    session = Session(document, Scope(journey_id="journey_0000"), heard.append, lambda: ("en", {}))
    long = "שלום " * 20_000
    ops = [{"op": "patch", "table": "cards", "id": "card_0000", "fields": {"text": long}}]
    session.receive({"type": "edit", "client": "p", "id": "b", "base_rev": 0, "label": "edit", "ops": ops})
    assert [answer["type"] for answer in heard] == ["change"]
    assert next(c for c in cjm.Journey(document, "journey_0000").cards if c.id == "card_0000").text == long
