"""Which library holds the data: finds the carrier of a frame without importing any of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import Any

import pandas as pd

from cjm_widgets.errors import BadInput
from cjm_widgets.metrics.carriers.arrow import light_frame
from cjm_widgets.metrics.carriers.base import Carrier, InMemory, Lazy, OutOfCore
from cjm_widgets.metrics.columns import check_columns

EXPECTED = (
    "a DataFrame of pandas, Polars (eager or lazy), Dask or Spark, a Table or Dataset of pyarrow, "
    "or a relation of DuckDB"
)

__all__ = [
    "EXPECTED",
    "Carrier",
    "InMemory",
    "Lazy",
    "OutOfCore",
    "carrier_of",
    "is_frame",
    "light",
    "selected",
]


def carrier_of(data: Any, what: str) -> Carrier:
    """Return the carrier of data.

    Raises
    ------
    BadInput
        No kind of data that can be measured, such as a dict or a path.
    """
    if isinstance(data, Carrier):
        return data
    make = _maker(data)
    if make is not None:
        if not isinstance(data, pd.DataFrame):
            _need("pyarrow", what)
        return make(data)
    raise BadInput(
        f"{what} cannot read a {type(data).__name__}.",
        code="not_a_frame",
        expected=EXPECTED,
        hint=_hint(data),
    )


def _need(library: str, what: str) -> None:
    """Refuse to go on without a library that hands the rows over."""
    if find_spec(library) is None:
        raise BadInput(
            f"{what} reads such data through {library}, which is not installed.", code="library_missing",
            hint='pip install "cjm-widgets[scale]"',
        )  # fmt: skip


def is_frame(data: Any) -> bool:
    """Return whether there is a carrier for data."""
    return isinstance(data, Carrier) or _maker(data) is not None


def _maker(data: Any) -> Callable[[Any], Carrier] | None:
    """Return the class for some data; told by where their type comes from, so that nothing is imported."""
    if isinstance(data, pd.DataFrame):
        from cjm_widgets.metrics.carriers.pandas_ import PandasFrame

        return PandasFrame
    homes = {(base.__module__.split(".")[0].lstrip("_"), base.__name__) for base in type(data).__mro__}
    return _library(homes) or (_stream if hasattr(data, "__arrow_c_stream__") and _table_like(data) else None)


def _library(homes: set[tuple[str, str]]) -> Callable[[Any], Carrier] | None:
    if ("polars", "DataFrame") in homes or ("polars", "LazyFrame") in homes:
        from cjm_widgets.metrics.carriers.polars_ import PolarsFrame, PolarsLazy

        return PolarsFrame if ("polars", "DataFrame") in homes else PolarsLazy
    if ("pyarrow", "Table") in homes:
        from cjm_widgets.metrics.carriers.arrow import ArrowTable

        return ArrowTable
    if ("pyarrow", "Dataset") in homes:
        from cjm_widgets.metrics.carriers.dataset import ArrowDataset

        return ArrowDataset
    if ("duckdb", "DuckDBPyRelation") in homes:
        from cjm_widgets.metrics.carriers.duck import DuckRelation

        return DuckRelation
    if ("dask", "DataFrame") in homes:
        from cjm_widgets.metrics.carriers.spread import DaskFrame

        return DaskFrame
    if ("pyspark", "DataFrame") in homes:
        from cjm_widgets.metrics.carriers.spread import SparkFrame

        return SparkFrame
    return None


def _stream(data: Any) -> Carrier:
    """Take anything that hands over its rows as Arrow: record batches, tables of other libraries."""
    import pyarrow as pa

    from cjm_widgets.metrics.carriers.arrow import ArrowTable

    return ArrowTable(pa.table(data))


def _table_like(data: Any) -> bool:
    return hasattr(data, "columns") or hasattr(data, "schema")


def _hint(data: Any) -> str | None:
    if isinstance(data, pd.Series):
        return "One column is no frame: series.to_frame()."
    if isinstance(data, dict | list):
        return "pandas.DataFrame(…) makes a frame of it."
    if isinstance(data, str) or hasattr(data, "__fspath__"):
        return "Read the file first: duckdb.read_parquet(path), polars.scan_csv(path), pandas.read_csv(path)."
    return None


def selected(data: Any, wanted: Mapping[str, Any], what: str) -> Carrier:
    """Return the wanted columns (argument → column) of data where they are.

    Raises
    ------
    BadInput
        Data that cannot be read, or a column that is missing or there twice.
    """
    carrier = carrier_of(data, what)
    check_columns(carrier.names(), wanted, what)
    return carrier.select(list(dict.fromkeys(column for column in wanted.values() if column is not None)))


def light(carrier: Carrier) -> pd.DataFrame:
    """Return the columns of data to be read; lazy data are read."""
    if isinstance(carrier, InMemory):
        return carrier.light()
    if isinstance(carrier, OutOfCore):
        return light_frame(carrier.table())
    raise TypeError(f"{carrier.kind} is reduced where it lies")
