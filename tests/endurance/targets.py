"""What is fuzzed: each reader of the package with its corpus and the errors it documents; draws nothing."""

from __future__ import annotations

import json
import os
import random
import tempfile
import warnings
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

import cjm_widgets as cjm
from cjm_widgets.errors import CjmError
from cjm_widgets.interchange.writers import write
from cjm_widgets.model import codec
from cjm_widgets.model.ops import Patch
from cjm_widgets.widgets.scope import Scope
from cjm_widgets.widgets.session import Session
from tests.endurance import mutate
from tests.interchange.test_cjml import CJML
from tests.interchange.test_data import VOC
from tests.interchange.test_grid import GRID
from tests.interchange.test_mermaid import TEA
from tests.strategies import SMALL

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests" / "fixtures"
Run = Callable[[random.Random], None]


@cache
def folder() -> Path:
    """Return where files for the readers lie: in memory where there is such a place."""
    shared = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix="cjm_fuzz", dir=shared if os.access(shared, os.W_OK) else None))


@cache
def corpus(suffix: str) -> tuple[bytes, ...]:
    """Return the files of a format: our own, those of the fixtures, and real ones where they are."""
    doc = cjm.Document.of_state(SMALL)
    own = {
        ".mmd": [TEA.encode()],
        ".csv": [GRID.encode(), VOC.encode()],
        ".xml": [CJML.encode()],
        ".json": [codec.dumps(SMALL).encode()],
        ".xlsx": [],
    }[suffix]
    if suffix != ".xml":
        own.append(write(doc, suffix))
    places = [*FIXTURES.rglob(f"*{suffix}")]
    real = Path(os.environ.get("CJM_DATA_DIR", ROOT.parent / "shared" / "data"))
    if suffix in (".mmd", ".csv"):
        places += real.rglob(f"*{suffix}")
    return (*own, *(path.read_bytes()[:1_500] if suffix != ".xlsx" else path.read_bytes() for path in places))


def read_in(suffix: str, spoil: mutate.Spoil, chance: random.Random) -> None:
    """Read a spoiled file of another tool; what can be read can be applied."""
    files = corpus(suffix)
    path = folder() / f"import{suffix}"
    path.write_bytes(spoil(chance.choice(files), chance, files))
    doc = cjm.Document()
    try:
        preview = cjm.read(path)
        preview.text("fr")
        if preview.frame is None:
            preview.apply(doc)
    except CjmError as error:
        assert len(str(error)) < 20_000
        return
    assert codec.from_dict(doc.to_dict()) == doc.state


def load_file(chance: random.Random) -> None:
    """Load a spoiled document file; it is never touched."""
    files = corpus(".json")
    data = mutate.text(chance.choice(files[:2]), chance, files)
    path = folder() / "document.json"
    path.write_bytes(data)
    try:
        document = cjm.load(path)
    except CjmError as error:
        assert error.where
    else:
        assert codec.loads(codec.dumps(document.state)) == document.state
    assert path.read_bytes() == data


def decode(chance: random.Random) -> None:
    """Make a document of spoiled values."""
    data = mutate.value(codec.to_dict(SMALL), chance)
    try:
        document = cjm.Document.from_dict(data)
    except CjmError:
        return
    assert codec.from_dict(document.to_dict()) == document.state


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


def receive(chance: random.Random) -> None:
    """Send a session up to three messages, most of them spoiled; each has one answer that can be sent."""
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
        session.receive(mutate.value(message, chance) if chance.random() < 0.9 else message)
        kinds = [answer["type"] for answer in heard if answer["type"] not in ASIDE]
        assert len(kinds) == 1, kinds
        assert kinds[0] in ANSWERS
        assert kinds[0] == "change" or document.state is state
        json.dumps(heard, allow_nan=False, ensure_ascii=False).encode()
        for answer in heard:
            if answer["type"] == "exported" and answer["path"]:
                Path(answer["path"]).unlink()


TARGETS: dict[str, tuple[int, Run]] = {
    "codec": (20, decode),
    "storage": (20, load_file),
    "messages": (40, receive),
    "mermaid": (8, partial(read_in, ".mmd", mutate.text)),
    "csv": (8, partial(read_in, ".csv", mutate.text)),
    "cjml": (8, partial(read_in, ".xml", mutate.text)),
    "json": (8, partial(read_in, ".json", mutate.text)),
    "xlsx": (1, partial(read_in, ".xlsx", mutate.workbook)),
}
"""How often each is tried beside the others, and how."""


def quiet() -> None:
    """Let libraries that warn of broken files do so unheard."""
    warnings.filterwarnings("ignore", module="openpyxl")


def names(total: int) -> Sequence[tuple[str, int]]:
    """Return how many executions each target has: together `total`, or a few more."""
    weights = sum(weight for weight, _ in TARGETS.values())
    return [(name, -(-total * weight // weights)) for name, (weight, _) in TARGETS.items()]
