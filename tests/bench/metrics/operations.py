"""What happens after the first table: another segment, rows appended; prints seconds as JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from tests.bench.metrics.ours import bound
from tests.bench.metrics.workload import TOUCHPOINTS


def median_of(times: int, fn: Callable[[], Any]) -> float:
    """Return the median seconds of some calls."""
    found = []
    for _ in range(times):
        begun = time.perf_counter()
        fn()
        found.append(time.perf_counter() - begun)
    return float(np.median(found))


def more(customers: np.ndarray[Any, Any], count: int, late: int) -> pd.DataFrame:
    """Return new events of customers, each with as many, after all others."""
    random = np.random.default_rng(late)
    who = np.repeat(customers, -(-count // len(customers)))[:count]
    names = np.array(TOUCHPOINTS, object)[random.integers(0, len(TOUCHPOINTS), count)]
    start = pd.Timestamp("2026-02-01", tz="UTC") + pd.Timedelta(days=late)
    when = start + pd.to_timedelta(np.arange(count) * 1_000, unit="us")
    frame = pd.DataFrame({"customer": who, "time": when, "event": names, "segment": "public"})
    return frame.assign(seq=np.arange(count) + 10**9 * (late + 1))


def measured(folder: Path) -> dict[str, float]:
    """Bind once, then change the segment and append one row in a hundred, by few customers and by many."""
    from cjm_widgets.metrics.derive import Segment

    begun = time.perf_counter()
    binding = bound("polars", folder)
    first = time.perf_counter() - begun
    readout = binding._readout
    events = len(binding._sources[1].first)
    readout.values(Segment(0), Segment(0))
    segment = median_of(15, lambda: readout.values(Segment(1), Segment(1)))
    random = np.random.default_rng(1)
    everyone = random.permutation(events // 20)
    count = events // 100
    found = {"first": first, "segment": segment}
    for name, customers in (("append", everyone[: count // 20]), ("append_scattered", everyone)):
        frames = [more(random.permutation(customers), count, late) for late in range(3)]
        rows = iter(frames)
        found[name] = median_of(3, lambda rows=rows: binding.append(next(rows), to="events"))
    return found


if __name__ == "__main__":
    print(json.dumps(measured(Path(sys.argv[1]))))
