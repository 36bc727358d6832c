"""The little Markdown of cards against the vectors, and against any text."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_widgets.model.markdown import Run, plain, read

FOLDER = Path(__file__).parents[1] / "fixtures" / "markdown"
VECTORS = [case for path in sorted(FOLDER.glob("*.json")) for case in json.loads(path.read_text("utf-8"))]
SIGNS = st.text("ab *_`[]()\\-\n1.•", max_size=60)


def shown(run: Run) -> dict[str, Any]:
    return {name: value for name, value in asdict(run).items() if value or name == "text"}


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: repr(case["text"])[:40])
def test_vectors(case: dict[str, Any]) -> None:
    lines = [
        {"runs": [shown(run) for run in line.runs], **({"mark": line.mark} if line.mark else {})}
        for line in read(case["text"])
    ]
    assert lines == case["lines"]
    assert plain(case["text"]) == case["plain"]


@given(SIGNS)
def test_nothing_but_marks_is_lost(text: str) -> None:
    kept = [char for char in plain(text) if char.isalnum()]
    runs = [run for line in read(text) for run in line.runs]
    assert len(read(text)) == text.count("\n") + 1
    assert all(run.text for run in runs)
    assert kept == [char for char in text if char.isalnum()]


@pytest.mark.parametrize("sign", ["*", "**", "_", "`", "[", "[a](", "**a", "*a ", "\\", "- "])
def test_a_hostile_line_is_read_quickly(sign: str) -> None:
    start = perf_counter()
    read(sign * 1500)
    assert perf_counter() - start < 1.0
