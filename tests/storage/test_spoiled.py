"""Files spoilt in any way open whole, or are refused with their place; never written to, never half read."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.errors import FileProblem
from cjm_widgets.model import codec
from tests.strategies import SMALL
from tests.widgets.test_junk import junk, spoiled

TEXT = codec.dumps(SMALL)
FLAT: dict[str, Any] = json.loads(TEXT)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("spoiled") / "map.cjm.json"


def check(place: Path, data: bytes) -> None:
    """Load: a valid document that can be written again, or an error that names the file; no third way."""
    place.write_bytes(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # a newer schema is warned of
            document = cjm.load(place)
    except FileProblem as problem:
        assert str(place) in str(problem.where)
        assert problem.message
        assert len(str(problem)) < 3_000
    else:
        assert codec.loads(codec.dumps(document.state)) == document.state
    assert place.read_bytes() == data
    assert [entry.name for entry in place.parent.iterdir()] == [place.name]


@given(spoiled(FLAT) | junk)
def test_any_json(place: Path, data: Any) -> None:
    check(place, json.dumps(data).encode("utf-8", "surrogatepass"))


@given(spoiled(FLAT | {"schema_version": 99}))
def test_any_json_of_a_newer_schema(place: Path, data: Any) -> None:
    check(place, json.dumps(data).encode("utf-8", "surrogatepass"))


def test_half_a_letter_in_a_name_is_refused_in_words_that_can_be_printed(place: Path) -> None:
    place.write_text(json.dumps({**FLAT, "\ud800": 1}), "utf-8")
    with pytest.raises(FileProblem) as caught:
        cjm.load(place)
    assert b"is not a mapping" in str(caught.value).encode()


@given(st.data())
def test_bytes_changed_taken_out_or_put_in(place: Path, data: st.DataObject) -> None:
    whole = bytearray(TEXT.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    check(place, bytes(whole))


@given(st.binary(max_size=60))
def test_any_bytes(place: Path, data: bytes) -> None:
    check(place, data)
