"""The checks of ``make check`` find nothing; each is a test, so that the suite keeps them clean."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.contract.sources import ROOT

FRONT = ROOT / "js"
BIN = FRONT / "node_modules" / ".bin"
CHECKS: dict[str, tuple[Path, list[str]]] = {
    "ruff": (ROOT, [sys.executable, "-m", "ruff", "check", "."]),
    "ruff format": (ROOT, [sys.executable, "-m", "ruff", "format", "--check", "."]),
    "mypy": (ROOT, [sys.executable, "-m", "mypy"]),
    "biome": (FRONT, [str(BIN / "biome"), "check", "--error-on-warnings", "."]),
    "tsc": (FRONT, [str(BIN / "tsc"), "--noEmit"]),
}


@pytest.mark.parametrize("name", CHECKS)
def test_check_finds_nothing(name: str) -> None:
    folder, command = CHECKS[name]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}\nrun: make check"


def test_these_are_the_checks_of_make() -> None:
    """What `make check` runs and what is tested here cannot drift apart."""
    recipe = subprocess.run(
        ["make", "--dry-run", "--always-make", "check"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    for _, (program, *options) in CHECKS.values():
        words = options[1:] if program == sys.executable else [Path(program).name, *options]
        assert " ".join(words) in recipe
