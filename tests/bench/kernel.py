"""What needs no browser: the cost of the import and the size of ten boards in a saved notebook."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from typing import Any

ROUNDS = 9


def _seconds(statement: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True)
    return time.perf_counter() - start


def import_cost() -> dict[str, Any]:
    """Return the time of both imports, measured in turns, less that of an empty interpreter."""
    found: dict[str, list[float]] = {"pass": [], "import anywidget": [], "import cjm_widgets": []}
    for _ in range(ROUNDS):
        for statement, times in found.items():
            times.append(_seconds(statement))
    empty, theirs, ours = (statistics.median(times) for times in found.values())
    return {
        "anywidget_s": theirs - empty,
        "cjm_widgets_s": ours - empty,
        "ratio": (ours - empty) / (theirs - empty),
        "bar": {"ratio": 1.3},
    }


def ten_boards() -> dict[str, Any]:
    """Return the bytes that ten maps put into a notebook whose widget state is saved."""
    from ipywidgets.embed import dependency_state

    import cjm_widgets as cjm
    from tests.bench.maps import journey_of

    boards = [cjm.JourneyMap(journey_of(100)) for _ in range(10)]
    state = dependency_state(boards, drop_defaults=False)
    size = len(json.dumps(state).encode())
    for board in boards:
        board.close()
    return {"bytes": size, "bar": {"bytes": 1_000_000}}
