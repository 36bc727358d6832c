"""Lists the files the rules speak of; knows no rule."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "cjm_widgets"
FRONT = ROOT / "js" / "src"
STATIC = PACKAGE / "static"


@cache
def files_of_the_tree() -> tuple[Path, ...]:
    """Return every file that is, or is about to be, under version control."""
    names = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\0")
    return tuple(ROOT / name for name in names if name and (ROOT / name).is_file())


def python_files(*folders: str) -> list[Path]:
    """Return the Python files under these folders; the package when none is named."""
    bases = [ROOT / folder for folder in folders or ("cjm_widgets",)]
    found = [p for p in files_of_the_tree() if p.suffix == ".py" and any(p.is_relative_to(b) for b in bases)]
    assert found, f"no Python file under {folders}"
    return found


def front_files(*, generated: bool = False) -> list[Path]:
    """Return the TypeScript sources."""
    found = [
        path
        for path in files_of_the_tree()
        if path.is_relative_to(FRONT)
        and path.suffix in (".ts", ".tsx")
        and (generated or ".gen." not in path.name)
    ]
    assert found, "no TypeScript source"
    return found


@cache
def tree_of(path: Path) -> ast.Module:
    """Return the syntax tree of a Python file."""
    return ast.parse(path.read_text("utf-8"), str(path))


def short(path: Path) -> str:
    """Return the path within the repository."""
    return path.relative_to(ROOT).as_posix()
