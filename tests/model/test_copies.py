"""Copies of records, and removing phases, against the vectors that TypeScript reads too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cjm_widgets.model import clone, copying, structure
from cjm_widgets.model.ops import Op, Put, apply
from cjm_widgets.model.records import TABLES, Phase, Record
from cjm_widgets.model.state import State
from cjm_widgets.model.wire import decode_state, encode_op

FOLDER = Path(__file__).parents[1] / "fixtures" / "copies"
VECTORS = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))}


def record(state: State, record_id: str) -> Record:
    found = [state.tables[table].get(record_id) for table in TABLES]
    return next(item for item in found if item is not None)


def normal(ops: list[Op]) -> list[dict[str, Any]]:
    """Return operations with the ids that were made called by their place."""
    text = json.dumps([encode_op(op) for op in ops])
    for place, op in enumerate(ops):
        if isinstance(op, Put):
            text = text.replace(op.record.id, f"new_{place}")
    return list(json.loads(text))


def test_there_are_vectors() -> None:
    assert len(VECTORS) >= 15


@pytest.mark.parametrize("name", VECTORS)
def test_vector(name: str) -> None:
    vector = VECTORS[name]
    state = decode_state(vector["state"])
    target = state
    if wish := vector.get("duplicate"):
        ops, made = clone.duplicate(state, record(state, wish["id"]), wish["name"])
        assert made == ops[0].record.id  # type: ignore[union-attr]
    elif wish := vector.get("remove_phase"):
        ops = structure.remove_phase(state, state.get(Phase, wish["id"]), keep_stages=wish["keep_stages"])
    else:
        wish, to = vector["copy"], vector["to"]
        clip = copying.clip_of(state, wish["journey_id"], [record(state, item) for item in wish["ids"]])
        target = decode_state(to["state"])
        ops, ids = copying.paste_clip(target, to["journey_id"], clip)
        places = {op.record.id: f"new_{at}" for at, op in enumerate(ops) if isinstance(op, Put)}
        assert [places.get(item, item) for item in ids] == vector["expect"]["ids"]
    assert normal(ops) == vector["expect"]["ops"]
    done = apply(target, ops)
    assert apply(done.state, done.inverse).state.tables == target.tables
