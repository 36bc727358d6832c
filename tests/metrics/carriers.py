"""One small shop in the hands of every library, to compare what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds


def _relation(frame: pd.DataFrame) -> Any:
    connection = duckdb.connect()
    connection.register("shop", _arrow(frame))
    return connection.table("shop")


def _arrow(frame: pd.DataFrame) -> pa.Table:
    return pa.Table.from_pandas(frame, preserve_index=False)


def _dictionaries(frame: pd.DataFrame) -> pa.Table:
    """Texts as dictionaries, in two chunks with dictionaries of their own."""
    half = len(frame) // 2
    parts = [_arrow(frame[:half]), _arrow(frame[half:])]
    return pa.concat_tables([_encoded(part) for part in parts])


def _encoded(table: pa.Table) -> pa.Table:
    for place, field in enumerate(table.schema):
        if pa.types.is_string(field.type) or pa.types.is_large_string(field.type):
            table = table.set_column(place, field.name, table.column(place).dictionary_encode())
    return table


def _categorical(frame: pd.DataFrame) -> pl.DataFrame:
    made = pl.from_arrow(_arrow(frame))
    return made.with_columns(pl.col(pl.String).cast(pl.Categorical))


MAKERS: dict[str, Callable[[pd.DataFrame], Any]] = {
    "pandas": lambda frame: frame,
    "pandas_arrow": lambda frame: frame.convert_dtypes(dtype_backend="pyarrow"),
    "polars": lambda frame: pl.from_arrow(_arrow(frame)),
    "polars_categorical": _categorical,
    "polars_lazy": lambda frame: pl.from_arrow(_arrow(frame)).lazy(),
    "arrow": _arrow,
    "arrow_dictionary": _dictionaries,
    "dataset": lambda frame: ds.dataset(_arrow(frame)),
    "duckdb": _relation,
}
LAZY = ("polars_lazy", "dataset", "duckdb")


def dataset_of_files(frame: pd.DataFrame, folder: Path, parts: int = 3) -> Any:
    """Return a dataset of several Parquet files."""
    for part in range(parts):
        _arrow(frame.iloc[part::parts]).to_pylist()
        pa.parquet.write_table(_arrow(frame.iloc[part::parts]), folder / f"{part}.parquet")
    return ds.dataset(folder)


def plain(rows: Any) -> pd.DataFrame:
    """Read rows of any kind into pandas."""
    if isinstance(rows, pd.DataFrame):
        return rows.reset_index(drop=True)
    if isinstance(rows, pl.LazyFrame):
        rows = rows.collect()
    if isinstance(rows, pl.DataFrame):
        return rows.to_pandas()
    if isinstance(rows, ds.Scanner):
        rows = rows.to_table()
    if isinstance(rows, pa.Table):
        return rows.to_pandas()
    return rows.df()
