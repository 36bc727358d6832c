"""The tree names no place of one machine, and notebooks come without outputs."""

from __future__ import annotations

import re

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
    return sorted((ROOT / "notebooks").glob("*.ipynb"))


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
