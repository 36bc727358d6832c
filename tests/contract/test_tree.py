"""The tree names no place of one machine; notebooks come without outputs and with the pictures they show."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat
import pytest

from tests.contract.sources import ROOT, files_of_the_tree, short

REGISTRIES = ("registry." + "npmjs", "files.python" + "hosted", "pypi" + ".org", "npm" + "mirror")
PLACES = re.compile(r"(?<![\w.$\-}])/(work|tmp|root|opt|home)/(?!\*)[\w.]")
BINARY = (".png", ".gz", ".ttf", ".xlsx", ".pdf", ".jpg", ".webp")


def text_files():
    found = [path for path in files_of_the_tree() if path.suffix not in BINARY]
    assert len(found) > 50
    return found


def test_no_registry_and_no_machine_path() -> None:
    wrong = []
    for path in text_files():
        text = path.read_text("utf-8")
        wrong += [f"{short(path)}: {name}" for name in REGISTRIES if name in text]
        if path != ROOT / "tests" / "contract" / "test_tree.py":
            wrong += [f"{short(path)}: {found[0]}" for found in PLACES.finditer(text)]
    assert not wrong, "\n".join(wrong)


def test_the_lockfile_names_no_host() -> None:
    assert '"resolved"' not in (ROOT / "js" / "package-lock.json").read_text("utf-8")


def test_every_pin_is_exact() -> None:
    pins = (ROOT / "requirements" / "constraints.txt").read_text("utf-8").splitlines()
    lines = [line for line in pins if line and not line.startswith("#")]
    assert len(lines) > 50
    assert not [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[\w.+!]+", line)]


def notebooks():
    return sorted((ROOT / "notebooks").rglob("[!.]*.ipynb"))


def test_there_are_notebooks() -> None:
    assert "01_quickstart.ipynb" in [path.name for path in notebooks()]


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.name)
def test_notebook_is_clean(path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert "widgets" not in notebook.metadata
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.name)
def test_pictures_of_notebooks_are_there_and_in_their_language(path: Path) -> None:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    shown = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text)
    language = "fr" if path.stem.endswith("_fr") else "en"
    assert [place for place in shown if not (path.parent / place).exists()] == []
    assert [place for place in shown if f"_{language}_" not in place] == []
    if path.name.startswith(("02_personas", "03_journey_map")):
        assert shown
