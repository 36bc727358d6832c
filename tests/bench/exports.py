"""How long each export takes and how large it gets, at 5, 20 and 50 stages; knows no browser."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

import cjm_widgets as cjm
from cjm_widgets.exports.formats import FORMATS
from tests.exports.maps import large

STAGES = (5, 20, 50)
LANES = 8


def exports() -> dict[str, Any]:
    """Return seconds and kilobytes of every format; the page of 12 × 12 has a bar of 1 MB."""
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        cjm.export(large(2, 2), Path(folder) / "warm.pptx", quiet=True)
        for stages in STAGES:
            journey = large(stages, LANES)
            for suffix in FORMATS:
                start = time.perf_counter()
                path = cjm.export(journey, Path(folder) / f"map{suffix}", quiet=True)
                name = f"{suffix.removeprefix('.')}_{stages}"
                found[f"{name}_s"] = round(time.perf_counter() - start, 3)
                found[f"{name}_kb"] = round(path.stat().st_size / 1000, 1)
        page = cjm.export(large(12, 12), Path(folder) / "map.html", quiet=True)
        found["html_12_by_12_kb"] = round(page.stat().st_size / 1000, 1)
    found["bar"] = {"html_12_by_12_kb": 1000.0, "html_50_s": 10.0, "pdf_20_s": 10.0, "pptx_20_s": 20.0}
    return found
