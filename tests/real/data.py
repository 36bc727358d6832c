"""Where the real files are; tests that need them say so where they are absent."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def real_file(name: str) -> Path:
    """Return a file of the folder that CJM_DATA_DIR names, by default the one beside the repository."""
    folder = Path(os.environ.get("CJM_DATA_DIR", ROOT.parent / "shared" / "data"))
    path = folder / name
    if not path.is_file():
        pytest.skip(f"real data are not here: set CJM_DATA_DIR to the folder that holds {name}")
    return path
