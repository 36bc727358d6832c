"""The Python reducer against the vectors that the TypeScript reducer reads too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cjm_widgets.errors import OperationRefused
from cjm_widgets.model.ops import apply
from cjm_widgets.model.wire import decode_ops, decode_state, encode_op, encode_state

FOLDER = Path(__file__).parents[1] / "fixtures" / "ops"
VECTORS = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))}


def test_there_are_vectors() -> None:
    assert len(VECTORS) >= 30


@pytest.mark.parametrize("name", VECTORS)
def test_vector(name: str) -> None:
    vector: dict[str, Any] = VECTORS[name]
    state = decode_state(vector["state"])
    before = encode_state(state)
    expect = vector["expect"]
    if "error" in expect:
        with pytest.raises(OperationRefused) as caught:
            apply(state, decode_ops(vector["ops"]))
        error = caught.value
        found = {"code": error.code, "table": error.table, "id": error.record_id, "field": error.field}
        assert found == expect["error"]
        assert encode_state(state) == before
        return
    done = apply(state, decode_ops(vector["ops"]))
    assert encode_state(done.state) == encode_state(decode_state(expect["state"]))
    assert [encode_op(op) for op in done.inverse] == [encode_op(op) for op in decode_ops(expect["inverse"])]
    assert encode_state(apply(done.state, done.inverse).state) == before
