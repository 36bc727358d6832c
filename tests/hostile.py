"""Documents whose every text is hostile, from `fixtures/hostile.json`; knows no test and no browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cjm_widgets as cjm
from cjm_widgets.model.ops import Op, Put, read_record
from cjm_widgets.model.order import first_keys
from cjm_widgets.model.records import TABLES
from cjm_widgets.model.schema import fields as described_fields

CORPUS: dict[str, str] = {
    item["name"]: item["text"]
    for item in json.loads((Path(__file__).parent / "fixtures" / "hostile.json").read_text("utf-8"))
}
HARMLESS = "Harmless words"
GROUP = 8
_FIELDS = described_fields()


def groups() -> list[list[str]]:
    """Return the texts of the corpus in groups, each for one document."""
    texts = list(CORPUS.values())
    return [texts[start : start + GROUP] for start in range(0, len(texts), GROUP)]


def text_fields(table: str, text: str) -> dict[str, Any]:
    """Return `text` for every field of a record that takes free text, cut to what the field holds."""
    made: dict[str, Any] = {}
    for name, kind in _FIELDS[table].items():
        filled = _filled(name, kind, text)
        if filled is not None:
            made[name] = filled
    return made


def spread(table: str, texts: list[str]) -> dict[str, Any]:
    """Return another one of `texts` for every field of the one record that a table has."""
    return {
        name: text_fields(table, texts[number % len(texts)])[name]
        for number, name in enumerate(text_fields(table, texts[0]))
    }


def text_fields_of_all() -> int:
    """Return how many fields of all records take free text."""
    return sum(len(text_fields(table, HARMLESS)) for table in TABLES)


def _filled(name: str, kind: dict[str, Any], text: str) -> Any:
    if "ref" in kind or "enum" in kind or "pattern" in kind or name in ("id", "order"):
        return None
    match kind["type"]:
        case "string":
            return text[: kind.get("max_length")]
        case "array":
            item = _filled("", kind["items"], text)
            return None if item is None else [item, item]
        case "object":
            inner = {key: _filled(key, part, text) for key, part in kind["fields"].items()}
            return {key: value for key, value in inner.items() if value is not None} or None
    return None


def document(texts: list[str]) -> cjm.Document:
    """Return a journey with a record of each table a text, whose fields all hold it."""
    made = cjm.Document()
    commit(made, texts)
    return made


def commit(document: cjm.Document, texts: list[str]) -> None:
    """Put these texts into a document, in place of those that were put there before."""
    # A file may hold what nobody can type, a rule among it.
    document.commit(operations(texts), label="hostile", origin="file")


def operations(texts: list[str]) -> list[Op]:
    """Return what makes the document of some texts, or puts them in place of as many others."""
    ops: list[Op] = []

    def put(table: str, number: int, text: str, **fields: Any) -> str:
        record_id = f"{TABLES[table].prefix}_{number:04d}"
        data = {**text_fields(table, text), **fields, "id": record_id}
        if "order" in _FIELDS[table]:
            data["order"] = keys[number]
        ops.append(Put(table, read_record(table, data)))
        return record_id

    keys = first_keys(len(texts) + 1)
    personas = [put("personas", number, text, digital_ease=2) for number, text in enumerate(texts)]
    journey = {"journey_id": put("journeys", 0, "", **spread("journeys", texts), personas=personas)}
    put("decks", 0, "", **spread("decks", texts))
    put("kept", 0, texts[0], **journey)
    phases = [put("phases", number, text, **journey) for number, text in enumerate(texts)]
    for number, text in enumerate(texts):
        stage = put("stages", number, text, **journey, phase_id=phases[number])
        kind = "metrics" if number == 0 else "free_text"
        put("lanes", number, text, **journey, kind=kind)
        step = put("steps", number, text, **journey, stage_id=stage)
        channel = put("channels", number, text)
        put("assignments", number, text, **journey, stage_id=stage)
        put("views", number, text, **journey)
        place = {**journey, "stage_id": stage, "evidence": "assumed"}
        seen = {"sentiment": "negative", "moment_of_truth": True, "persona_id": personas[number]}
        met = {"channel_id": channel, "step_id": step}
        put("cards", number, text, **place, **seen, **met, lane_id=f"lane_{max(1, number):04d}")
        put("emotions", number, text, **place, persona_id=personas[0], value=float(number % 5 - 2))
        put("conflicts", number, text, of_id=f"card_{number:04d}")
    put("lanes", len(texts), "", **journey, kind="emotions")
    ops.sort(key=lambda op: list(TABLES).index(op.table))
    return ops
