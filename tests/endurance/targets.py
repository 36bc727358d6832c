"""What is fuzzed: each reader of the package with its files and the errors it documents; draws nothing."""

from __future__ import annotations

import json
import os
import random
import tempfile
import warnings
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path

import cjm_widgets as cjm
from cjm_widgets.errors import CjmError
from cjm_widgets.model import codec
from cjm_widgets.model.version_log import VersionLog
from cjm_widgets.model.versions import MemoryShelf, VersionKeeper
from tests.endurance import corpus, mutate, spoil, talk
from tests.strategies import SMALL

Run = Callable[[random.Random], bool]
"""One execution; tells whether what was spoiled got past parsing, to what its reader is for."""


@cache
def folder() -> Path:
    """Return where files for the readers lie: in memory where there is such a place."""
    shared = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix="cjm_fuzz", dir=shared if os.access(shared, os.W_OK) else None))


def read_in(
    suffix: str, files: Callable[[], corpus.Files], wound: spoil.Spoil, chance: random.Random
) -> bool:
    """Read a spoiled file of another tool; what can be read can be told and applied."""
    path = folder() / f"import{suffix}"
    whole = files()
    path.write_bytes(wound(chance.choice(whole), chance, whole))
    doc = cjm.Document()
    try:
        preview = cjm.read(path)
        assert preview.text("fr").encode()
        json.dumps(preview.to_dict(), allow_nan=False, ensure_ascii=False).encode()
        if preview.frame is None:
            preview.apply(doc)
    except CjmError as error:
        assert len(str(error).encode()) < 20_000
        return False
    assert codec.from_dict(doc.to_dict()) == doc.state
    return any(preview.counts.values())


def load_file(chance: random.Random) -> bool:
    """Load a spoiled document file; it is never touched."""
    files = corpus.documents()
    data = spoil.beside_bytes(spoil.json_values)(chance.choice(files), chance, files)
    path = folder() / "document.json"
    path.write_bytes(data)
    try:
        document = cjm.load(path)
    except CjmError as error:
        assert error.where
        assert str(error).encode()
        read = False
    else:
        assert codec.loads(codec.dumps(document.state)) == document.state
        read = True
    assert path.read_bytes() == data
    return read


def decode(chance: random.Random) -> bool:
    """Make a document of spoiled values."""
    data = mutate.value(codec.to_dict(SMALL), chance)
    try:
        document = cjm.Document.from_dict(data)
    except CjmError as error:
        assert str(error).encode()
        return False
    assert codec.from_dict(document.to_dict()) == document.state
    return True


def look_back(chance: random.Random) -> bool:
    """Read a spoiled history: its versions come back or are told as spoilt, and a new one is kept."""
    files = corpus.histories()
    data = spoil.beside_bytes(spoil.versions)(chance.choice(files), chance, files)
    whole = {entry for each in files for entry in VersionLog(each).entries}
    shelf = MemoryShelf()
    shelf.append(data)
    keeper = VersionKeeper(shelf, most=chance.choice((2, 100)))
    for version in keeper.versions():
        assert version.title("fr").encode() or version.label == ""
        version.time.timestamp()
        try:
            state = version.state
        except CjmError as error:
            assert str(error).encode()
        else:
            assert codec.loads(codec.dumps(state)) == state
    keeper.distances(SMALL)
    kept = keeper.name(SMALL, "now")
    assert keeper.content(kept.id) == SMALL
    return any(entry not in whole for entry in VersionLog(data).entries)


def _json(files: Callable[[], corpus.Files]) -> Run:
    return partial(read_in, ".json", files, spoil.beside_bytes(spoil.json_values))


TARGETS: dict[str, tuple[int, Run]] = {
    "codec": (20, decode),
    "storage": (16, load_file),
    "history": (8, look_back),
    "messages": (30, talk.receive),
    "presence": (8, talk.stand),
    "mermaid": (6, partial(read_in, ".mmd", corpus.mermaid, mutate.text)),
    "markdown": (4, partial(read_in, ".md", corpus.markdown, mutate.text)),
    "csv": (8, partial(read_in, ".csv", corpus.tables, spoil.beside_bytes(spoil.cells))),
    "tsv": (3, partial(read_in, ".tsv", corpus.tabbed, spoil.beside_bytes(spoil.cells))),
    "cjml": (6, partial(read_in, ".xml", corpus.cjml, spoil.beside_bytes(spoil.elements))),
    "json": (8, _json(corpus.documents)),
    "metrics": (4, _json(corpus.metrics)),
    "responses": (4, _json(corpus.responses)),
    "xlsx": (1, partial(read_in, ".xlsx", corpus.workbooks, spoil.beside_bytes(spoil.workbook))),
}
"""How often each is tried beside the others, and how."""


def quiet() -> None:
    """Let libraries that warn of broken files do so unheard."""
    warnings.filterwarnings("ignore", module="openpyxl")


def names(total: int) -> Sequence[tuple[str, int]]:
    """Return how many executions each target has: together `total`, or a few more."""
    weights = sum(weight for weight, _ in TARGETS.values())
    return [(name, -(-total * weight // weights)) for name, (weight, _) in TARGETS.items()]
