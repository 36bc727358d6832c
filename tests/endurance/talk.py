"""The messages of pages that are fuzzed: requests and words of who stands where; knows no file."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import cjm_widgets as cjm
from cjm_widgets.model.ops import Patch
from cjm_widgets.render.theme import PALETTE
from cjm_widgets.widgets.scope import Scope
from cjm_widgets.widgets.session import Session
from tests.endurance import mutate
from tests.strategies import SMALL

MESSAGES: tuple[dict[str, Any], ...] = (
    {"type": "hello", "client": "page1"},
    {"type": "undo", "client": "page1", "id": "u"},
    {"type": "redo", "client": "page1", "id": "r"},
    {"type": "templates", "client": "page1"},
    {"type": "recipe", "client": "page1", "metric": "csat", "stage_id": "stage_0000"},
    {"type": "labels", "client": "page1", "ask": 1, "words": "a", "show": "all", "most": 10},
    {"type": "export", "client": "page1", "id": "x", "format": "json",
     "view": "detail", "filters": {}, "theme": "light"},
    {"type": "command", "client": "page1", "id": "c", "name": "merge_channels",
     "args": {"channel": "a", "into": "b"}},
    {"type": "command", "client": "page1", "id": "d", "name": "apply_template",
     "args": {"template": "purchase"}},
    {"type": "command", "client": "page1", "id": "n", "name": "save_version", "args": {"label": "now"}},
    {"type": "command", "client": "page1", "id": "o", "name": "restore_version", "args": {"version": "then"}},
    {"type": "versions", "client": "page1", "id": "v", "counted": True},
    {"type": "version", "client": "page1", "id": "w", "version": "then", "compared": True,
     "view": "detail", "theme": "light"},
    {"type": "marks", "client": "page1", "id": "m", "version": "then"},
    {"type": "conflicts", "client": "page1", "id": "d"},
    {"type": "command", "client": "page1", "id": "k", "name": "resolve_conflict",
     "args": {"conflict": "conflict_0000", "keep": "theirs"}},
    {"type": "preview", "client": "page1", "ops": [
        {"op": "patch", "table": "emotions", "id": "emotion_0000", "fields": {"value": 1.5}}]},
    {"type": "edit", "client": "page1", "id": "e", "base_rev": 0, "label": "edit_card", "ops": [
        {"op": "patch", "table": "cards", "id": "card_0000", "fields": {"text": "New", "tags": ["x"]}},
        {"op": "put", "table": "personas", "record": {"id": "persona_0009", "name": "Ana", "goals": ["x"]}},
        {"op": "remove", "table": "cards", "id": "card_0001"}]},
)  # fmt: skip
ANSWERS = ("snapshot", "change", "refusal", "ack", "templates", "recipe", "labels", "exported", "previewed",
           "versions", "version", "marks", "conflicts")  # fmt: skip

ASIDE = ("labels_changed", "people", "versions_changed")
"""What tells of others, and may come besides."""


def receive(chance: random.Random) -> bool:
    """Send a session up to three messages, most of them spoiled; each has one answer that can be sent.

    Tells whether one that was spoiled was carried out.
    """
    taken = False
    heard: list[dict[str, Any]] = []
    document = cjm.Document.of_state(SMALL)
    labels = chance.random() < 0.1
    scope = Scope(journey_id="journey_0000", labels=labels)
    session = Session(document, scope, heard.append, lambda: ("en", {}))
    if chance.random() < 0.3:
        document.save_version("then")
        document.commit([Patch("cards", "card_0000", {"text": "Later"})], label="edit_card")
    document.on_drag(lambda _state: None)
    for _ in range(chance.randint(1, 3)):
        message = chance.choice(MESSAGES)
        state = document.state
        heard.clear()
        spoiled = chance.random() < 0.9
        session.receive(mutate.value(message, chance) if spoiled else message)
        kinds = [answer["type"] for answer in heard if answer["type"] not in ASIDE]
        assert len(kinds) == 1, kinds
        assert kinds[0] in ANSWERS
        assert kinds[0] == "change" or document.state is state
        taken |= spoiled and kinds[0] != "refusal"
        json.dumps(heard, allow_nan=False, ensure_ascii=False).encode()
        for answer in heard:
            if answer["type"] == "exported" and answer["path"]:
                Path(answer["path"]).unlink()
    return taken


PRESENCE: tuple[dict[str, Any], ...] = (
    {"type": "presence", "client": "page1", "page": "one", "name": "Ada", "color": PALETTE[0], "n": 1,
     "at": {"key": "cards/card_0000/text", "editing": True}},
    {"type": "presence", "client": "page1", "page": "one", "name": "", "color": "", "n": 2, "at": None},
    {"type": "presence", "client": "page1", "gone": True, "n": 3},
    {"type": "hello", "client": "page1", "page": "one", "name": "Ada", "color": PALETTE[1], "n": 4,
     "at": {"key": "stages/stage_0000/name", "editing": False}},
)  # fmt: skip


def stand(chance: random.Random) -> bool:
    """Say in spoiled words who stands where; what boards hear can be sent, and others go on being heard.

    Tells whether a word that was spoiled was taken in.
    """
    heard: list[dict[str, Any]] = []
    document = cjm.Document.of_state(SMALL)
    scope = Scope(journey_id="journey_0000")
    boards = [Session(document, scope, heard.append, lambda: ("en", {})) for _ in range(2)]
    taken = False
    for _ in range(chance.randint(1, 4)):
        heard.clear()
        message = mutate.value(chance.choice(PRESENCE), chance)
        chance.choice(boards).receive(message)
        kinds = [answer["type"] for answer in heard if answer["type"] not in ASIDE]
        assert kinds in ([], ["snapshot"], ["refusal"]), kinds
        taken |= kinds != ["refusal"]
        json.dumps(heard, allow_nan=False, ensure_ascii=False).encode()
    heard.clear()
    boards[0].receive({**PRESENCE[0], "client": "page2", "page": "two", "name": "Zoë"})
    people = [answer["people"] for answer in heard if answer["type"] == "people"]
    assert not people or "Zoë" in [person["name"] for person in people[-1]]
    assert document.revision == 0
    return taken
