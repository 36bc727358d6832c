"""No file over 400 lines, no function over 60, and every file opens with its job."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

import pytest

from tests.contract.sources import FRONT, ROOT, files_of_the_tree, front_files, python_files, short, tree_of

FILE_CAP = 400
FUNCTION_CAP = 60
SOURCES = (".py", ".ts", ".tsx", ".mjs", ".js", ".css")


def sources() -> list[Path]:
    return [path for path in files_of_the_tree() if path.suffix in SOURCES and ".gen." not in path.name]


def test_files_are_short() -> None:
    found = sources()
    assert len(found) > 50
    lengths = {short(path): len(path.read_text("utf-8").splitlines()) for path in found}
    assert not {name: length for name, length in lengths.items() if length > FILE_CAP}


def test_python_functions_are_short() -> None:
    wrong = []
    for path in python_files("cjm_widgets", "tests", "requirements"):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > FUNCTION_CAP:
                    wrong.append(f"{short(path)}:{node.lineno} {node.name}: {length} lines")
    assert not wrong, "\n".join(wrong)


def test_typescript_functions_are_short() -> None:
    assert front_files()
    done = subprocess.run(
        ["node_modules/.bin/biome", "lint", "--only=complexity/noExcessiveLinesPerFunction", "src"],
        cwd=ROOT / "js",
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Checked" in done.stdout + done.stderr
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("kind", [".py", ".ts", ".css"])
def test_files_open_with_their_job(kind: str) -> None:
    if kind == ".py":
        wrong = [
            short(path)
            for path in python_files("cjm_widgets", "tests")
            if not ast.get_docstring(tree_of(path))
        ]
    else:
        suffixes = (".ts", ".tsx") if kind == ".ts" else (".css",)
        found = [p for p in sources() if p.suffix in suffixes and p.is_relative_to(FRONT)]
        assert found
        wrong = [short(p) for p in found if not p.read_text("utf-8").startswith(("/*", "//"))]
    assert not wrong, f"no opening sentence: {wrong}"
