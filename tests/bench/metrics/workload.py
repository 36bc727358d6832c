"""The data of the metrics benchmark: journeys of customers and answers, seeded, as Parquet."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

STAGES = tuple(f"Stage {number:02}" for number in range(12))
TOUCHPOINTS = tuple(f"touchpoint {number:02}" for number in range(40))
SEGMENTS = ("consumer", "business", "public", "partner")
ERRORS = ("touchpoint 13", "touchpoint 27")
A_YEAR = 365 * 86_400_000_000
BEGIN = 1_735_689_600_000_000  # 2025-01-01

STAGE_OF = {name: STAGES[place * len(STAGES) // len(TOUCHPOINTS)] for place, name in enumerate(TOUCHPOINTS)}


def labels_of(stage: str) -> list[str]:
    """Return the touchpoints of a stage."""
    return [label for label, owner in STAGE_OF.items() if owner == stage]


def events(count: int, customers: int, seed: int = 4) -> pa.Table:
    """Return events ordered by time: customers come in sessions and drift along the stages.

    Columns: seq (the number of the row), customer (a number), time (µs, UTC), event, segment (texts).
    """
    random = np.random.default_rng(seed)
    lengths = random.geometric(0.12, count // 8 + 10)
    lengths = lengths[: int(np.searchsorted(np.cumsum(lengths), count)) + 1]
    session = np.repeat(np.arange(lengths.size), lengths)[:count]
    customer = random.integers(0, customers, lengths.size)[session].astype(np.int64)
    started = random.integers(0, A_YEAR, lengths.size)
    step = random.exponential(90e6, count).astype(np.int64) + 1_000
    first = np.concatenate(([True], session[1:] != session[:-1]))
    since = np.cumsum(step)
    since -= np.repeat(since[first], np.diff(np.append(np.flatnonzero(first), count)))
    when = BEGIN + started[session] + since
    place = (random.random(count) ** 1.5 * 8 + started[session] / A_YEAR * 12).astype(np.int64)
    label = np.clip(place * 3 + random.integers(0, 5, count), 0, len(TOUCHPOINTS) - 1).astype(np.int8)
    segment = ((customer * 2_654_435_761) % 97 % len(SEGMENTS)).astype(np.int8)
    order = np.argsort(when, kind="stable")
    return pa.table({
        "seq": pa.array(np.arange(count)),
        "customer": pa.array(customer[order]),
        "time": pa.array(when[order], pa.timestamp("us", "UTC")),
        "event": _texts(label[order], TOUCHPOINTS),
        "segment": _texts(segment[order], SEGMENTS),
    })  # fmt: skip


def answers(count: int, seed: int = 5) -> pa.Table:
    """Return answers: touchpoint, segment, date, csat (1 to 5), nps (0 to 10), ces (1 to 7)."""
    random = np.random.default_rng(seed)
    label = random.integers(0, len(TOUCHPOINTS), count).astype(np.int8)
    return pa.table({
        "touchpoint": _texts(label, TOUCHPOINTS),
        "segment": _texts(random.integers(0, len(SEGMENTS), count).astype(np.int8), SEGMENTS),
        "date": pa.array(BEGIN + random.integers(0, A_YEAR, count), pa.timestamp("us", "UTC")),
        "csat": pa.array(np.clip(random.normal(3.6 + label / 80, 1, count).round(), 1, 5).astype(np.int8)),
        "nps": pa.array(np.clip(random.normal(7.2 + label / 40, 2, count).round(), 0, 10).astype(np.int8)),
        "ces": pa.array(np.clip(random.normal(4.8, 1.3, count).round(), 1, 7).astype(np.int8)),
    })  # fmt: skip


def _texts(codes: np.ndarray, names: tuple[str, ...]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(codes), pa.array(names)).cast(pa.string())


def write(folder: Path, count: int) -> None:
    """Write both tables for a number of events: a twentieth of it customers, a tenth of it answers."""
    folder.mkdir(parents=True, exist_ok=True)
    makers = {"events": lambda: events(count, count // 20), "answers": lambda: answers(count // 10)}
    for name, make in makers.items():
        path = folder / f"{name}.parquet"
        if not path.exists():
            pq.write_table(make(), path.with_suffix(".part"), row_group_size=1 << 20)
            path.with_suffix(".part").rename(path)
