"""Writes contents to files and reads them back, for tests; asserts nothing."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import cjm_widgets as cjm
from cjm_widgets.interchange.writers import write
from cjm_widgets.model.state import State

ROOT = Path(__file__).resolve().parents[2]


def document(state: State) -> cjm.Document:
    """Return a document of this content."""
    made = cjm.Document()
    made._state = state
    return made


def read_back(x: Any, suffix: str, folder: Path, **options: Any) -> cjm.Preview:
    """Return the preview of what was written."""
    path = folder / f"written{suffix}"
    path.write_bytes(write(x, suffix, locale="en", **options))
    return cjm.read(path)


def applied(preview: cjm.Preview) -> cjm.Document:
    """Return a new document with what a preview holds."""
    made = cjm.Document()
    preview.apply(made)
    return made


def tables(state: State) -> dict[str, dict[str, Any]]:
    """Return the records of a content without those that no file carries."""
    return {name: dict(table) for name, table in state.tables.items() if table and name != "conflicts"}


def plain(state: State) -> dict[str, Any]:
    """Return the records as JSON values, numbers with as many digits as a workbook has."""
    return {
        name: {key: _rounded(record.model_dump(mode="json")) for key, record in table.items()}
        for name, table in tables(state).items()
    }


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_rounded(item) for item in value]
    return float(f"{value:.14g}") if isinstance(value, float) else value


def file(folder: Path, name: str, data: str | bytes) -> Path:
    """Return the path of a new file."""
    path = folder / name
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return path


def mermaid_parser(diagrams: list[str]) -> list[dict[str, Any]]:
    """Return what Mermaid's own parser makes of diagrams."""
    done = subprocess.run(
        ["node", "tests/mermaid/parse.mjs"], cwd=ROOT / "js", input=json.dumps(diagrams), capture_output=True,
        text=True, check=True,
    )  # fmt: skip
    found: list[dict[str, Any]] = json.loads(done.stdout)
    assert len(found) == len(diagrams)
    return found
