"""What Mermaid cannot hold, in comments beside the diagram that only our own reader understands."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Iterator

from cjm_widgets.interchange.draft import Draft
from cjm_widgets.interchange.mermaid_blocks import blocks
from cjm_widgets.interchange.mermaid_edits import bring_in
from cjm_widgets.interchange.mermaid_grammar import Diagram, parse
from cjm_widgets.interchange.mermaid_visible import visible
from cjm_widgets.interchange.source import Source
from cjm_widgets.interchange.tables import ordered
from cjm_widgets.locale import locales
from cjm_widgets.model.records import SCHEMA_VERSION, TABLES, JourneyRecord
from cjm_widgets.model.state import State
from cjm_widgets.model.wire import encode_record
from cjm_widgets.model.words import Words

MERMAID_LIMIT = 50_000
"""Characters a diagram may have where Mermaid draws it; beyond them the comments are packed."""
MAX_UNPACKED = 16 * 2**20
_WIDTH = 2_000
_HEAD = re.compile(r"cjm_widgets (\d+) ([0-9a-f]{12})")
_RECORD = re.compile(r"cjm ([a-z]+)/([a-z]+_[0-9a-z]{4,40}) (\{.*\})")
_PACKED = re.compile(r"cjm-z ([A-Za-z0-9+/=]+)")
# A directive could be told by them, or a line could end.
_UNSAFE = re.compile("[%\x7f-\x9f\u2028\u2029\ufeff]")


def digest(diagram: Diagram) -> str:
    """Return what changes when somebody edits the visible part of a diagram."""
    tasks = [(part.name, [(t.name, t.score, t.actors) for t in part.tasks]) for part in diagram.sections]
    said = repr((diagram.title, diagram.acc_title, diagram.description, tasks))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def comments(state: State, diagram: Diagram, used: int) -> list[str]:
    """Return the lines that hold every record; packed where `used` and they exceed Mermaid's limit."""
    head = f"%% cjm_widgets {SCHEMA_VERSION} {digest(diagram)}"
    lines = []
    for record in (each for table in TABLES for each in ordered(state, table)):
        fields = encode_record(record, defaults=False)
        del fields["id"]
        said = _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(fields, ensure_ascii=False))
        lines.append(f"%% cjm {record.table}/{record.id} {said}")
    if used + sum(len(line) + 1 for line in lines) <= MERMAID_LIMIT:
        return [head, *lines]
    packed = base64.b64encode(zlib.compress("\n".join(lines).encode(), 9)).decode("ascii")
    return [head, *(f"%% cjm-z {packed[at : at + _WIDTH]}" for at in range(0, len(packed), _WIDTH))]


def records(source: Source, diagram: Diagram, draft: Draft) -> bool:
    """Read the records in the comments into `draft`; tell whether there were any that fit the diagram.

    What was changed in the diagram since is brought into them; where that cannot be done they are left out,
    and `draft` says so.
    """
    head = next((found for _, said in diagram.comments if (found := _HEAD.fullmatch(said))), None)
    if head is None:
        return False
    if int(head[1][:9]) > SCHEMA_VERSION:
        draft.note(Words("interchange.newer_comments"))
        return False
    read = Draft()
    _read(source, diagram, read)
    if head[2] != digest(diagram) and not _edited(source, diagram, read, head[2]):
        draft.note(Words("interchange.edited_diagram"))
        return False
    draft.take(read)
    return bool(draft.records)


def diagram_of(text: str) -> Diagram:
    """Return what a text of our own says."""
    return parse(Source("", ".mmd", b""), next(blocks(text)), Draft(), room=len(text))


def _edited(source: Source, diagram: Diagram, read: Draft, wanted: str) -> bool:
    """Bring what was changed by hand into the records; False where it cannot be told what was there."""
    state = read.state()
    journeys = state.where(JourneyRecord)
    if len(journeys) != 1 or read.invalid:
        return False
    drawn = (diagram_of(visible(state, journeys[0], locale)) for locale in locales())
    old = next((each for each in drawn if digest(each) == wanted), None)
    return old is not None and bring_in(source, read, old, diagram)


def _read(source: Source, diagram: Diagram, draft: Draft) -> None:
    for line, said in _unpacked(source, diagram, draft):
        found = _RECORD.fullmatch(said)
        if found is None or found[1] not in TABLES:
            continue
        try:
            fields = json.loads(found[3])
        except (ValueError, RecursionError):
            draft.invalid.note(source.line(line), Words("storage.not_json"), said)
            continue
        draft.put(found[1], {**fields, "id": found[2]}, source.line(line))


def _unpacked(source: Source, diagram: Diagram, draft: Draft) -> Iterator[tuple[int, str]]:
    yield from diagram.comments
    packed = [(line, found[1]) for line, said in diagram.comments if (found := _PACKED.fullmatch(said))]
    if not packed:
        return
    first = packed[0][0]
    try:
        raw = base64.b64decode("".join(part for _, part in packed), validate=True)
        text = zlib.decompressobj().decompress(raw, MAX_UNPACKED).decode("utf-8")
    except (ValueError, zlib.error):
        draft.invalid.note(source.line(first), Words("interchange.spoilt_comments"))
        return
    for line in text.split("\n"):
        yield first, line.removeprefix("%% ")
