"""What is generated is fresh: generating anew gives the same files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contract.sources import FRONT, ROOT

FILES = (
    "core/types.gen.ts",
    "core/schema.gen.ts",
    "core/keys.gen.ts",
    "core/lane_kinds.gen.ts",
    "styles/tokens.gen.css",
)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("generated")
    subprocess.run(
        ["node", "scripts/generate.mjs", "--out", str(out)],
        cwd=ROOT / "js",
        env={**os.environ, "CJM_PYTHON": sys.executable},
        check=True,
    )
    return out


@pytest.mark.parametrize("name", FILES)
def test_generated_file_is_fresh(fresh: Path, name: str) -> None:
    assert (FRONT / name).read_text("utf-8") == (fresh / name).read_text("utf-8"), "run: make generate"


def test_nothing_else_is_generated(fresh: Path) -> None:
    made = {path.relative_to(fresh).as_posix() for path in fresh.rglob("*") if path.is_file()}
    assert made == set(FILES)
    assert {path.relative_to(FRONT).as_posix() for path in FRONT.rglob("*.gen.*")} == set(FILES)
