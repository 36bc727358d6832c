"""Sizes of the runs, bounded or full, and what they measured, in build/endurance.json; measures nothing."""

from __future__ import annotations

import fcntl
import json
import os
import platform
from pathlib import Path
from typing import Any, TypeVar

Size = TypeVar("Size", int, float)

OUT = Path(__file__).parents[2] / "build" / "endurance.json"
FULL = os.environ.get("CJM_ENDURANCE") == "full"
"""Whether ``make endurance`` runs, rather than ``make test``."""


def size(bounded: Size, full: Size) -> Size:
    """Return how often something is done in this run, or how much of it is borne."""
    return full if FULL else bounded


def write(name: str, **figures: Any) -> None:
    """Put the figures of one test beside those of the others; `run` is bounded, full, or as given."""
    OUT.parent.mkdir(exist_ok=True)
    with OUT.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            known = json.loads(OUT.read_text("utf-8"))
        except (OSError, ValueError):
            known = {}
        known["machine"] = platform.platform()
        known[name] = {"run": "full" if FULL else "bounded", **figures}
        OUT.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", "utf-8")
