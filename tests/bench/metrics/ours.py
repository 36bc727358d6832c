"""The whole table by this package, from data as each library hands them over: one process, one answer."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from tests.bench.metrics.workload import ERRORS, STAGES, labels_of

COLUMNS = ["customer", "time", "event", "segment", "seq"]


def frames(carrier: str, folder: Path) -> tuple[Any, Any]:
    """Return events and answers in the hands of a library."""
    files = [str(folder / f"{name}.parquet") for name in ("events", "answers")]
    if carrier == "pandas":
        import pandas as pd
        import pyarrow.parquet as pq

        tables = [pq.read_table(files[0], columns=COLUMNS, read_dictionary=["event", "segment"])]
        tables.append(pq.read_table(files[1], read_dictionary=["touchpoint", "segment"]))
        frames: list[pd.DataFrame] = [table.to_pandas() for table in tables]
        return frames[0], frames[1]
    if carrier in ("polars", "lazy"):
        import polars as pl

        if carrier == "polars":
            return pl.read_parquet(files[0], columns=COLUMNS), pl.read_parquet(files[1])
        return pl.scan_parquet(files[0]), pl.scan_parquet(files[1])
    if carrier in ("arrow", "dataset"):
        import pyarrow.dataset as ds

        found = [ds.dataset(file) for file in files]
        return tuple(found) if carrier == "dataset" else (found[0].to_table(), found[1].to_table())
    import duckdb

    connection = duckdb.connect()
    if carrier == "parts":
        connection.execute("SET memory_limit = '200MB'")
    return connection.read_parquet(files[0]), connection.read_parquet(files[1])


def bound(carrier: str, folder: Path) -> Any:
    """Return the binding of a journey to both tables."""
    import cjm_widgets as cjm

    rows, answers = frames(carrier, folder)
    journey = cjm.Document().add_journey("Bench")
    for name in STAGES:
        journey.add_stage(name)
    log = cjm.EventLog(
        rows, "customer", "time", "event", segment="segment", tie_breaker="seq", errors=list(ERRORS),
        parts="auto" if carrier == "parts" else None, progress=False,
    )  # fmt: skip
    survey = cjm.Survey(
        answers,
        "touchpoint",
        csat="csat",
        nps="nps",
        ces="ces",
        ces_direction="ease",
        segment="segment",
        time="date",
    )
    return journey.bind(survey, log, stages={name: labels_of(name) for name in STAGES})


def table(carrier: str, folder: Path) -> Any:
    """Return the numbers of each stage and segment."""
    return bound(carrier, folder).table(by="segment")


if __name__ == "__main__":
    print(len(table(sys.argv[1], Path(sys.argv[2]))))
