"""Tables of pyarrow, and how columns of Arrow become columns that can be read; knows no metric."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.metrics.carriers.base import InMemory
from cjm_widgets.metrics.side_by_side import side_by_side


def light_frame(table: Any) -> pd.DataFrame:
    """Return the columns of a table over the same buffers where that can be."""
    columns = dict(zip(table.column_names, side_by_side(series, table.columns), strict=True))
    return pd.DataFrame(columns, index=pd.RangeIndex(len(table)), copy=False)


def series(column: Any) -> pd.Series[Any]:
    """Return a chunked array of Arrow as a column.

    Texts and numbers with gaps keep their buffers; dictionaries become categories; times and dates become
    times in microseconds, which hold every year.
    """
    import pyarrow as pa
    from pyarrow import types

    kind = column.type
    if types.is_dictionary(kind):
        return _categories(column)
    if types.is_null(kind):
        return pd.Series([None] * len(column), dtype=object)
    if types.is_timestamp(kind) or types.is_date(kind):
        zone = kind.tz if types.is_timestamp(kind) else None
        times = column.cast(pa.timestamp("us", zone), safe=False)
        if zone is None and times.null_count == 0:
            return pd.Series(times.cast(pa.int64()).to_numpy().view("datetime64[us]"), copy=False)
        return pd.Series(times.to_pandas())
    if types.is_string_view(kind) or types.is_binary_view(kind):
        column = column.cast(pa.large_string())
    plain = types.is_integer(kind) or types.is_float32(kind) or types.is_float64(kind)
    if plain and column.null_count == 0:
        return pd.Series(column.to_numpy(), copy=False)
    if types.is_interval(kind):
        spans = [None if span is None else pd.Timedelta(span.days, "D") for span in column.to_pylist()]
        return pd.Series(spans, dtype="timedelta64[us]")
    if (
        types.is_duration(kind)
        or types.is_nested(kind)
        or types.is_binary(kind)
        or types.is_large_binary(kind)
    ):
        return pd.Series(column.to_pandas())
    return pd.Series(pd.arrays.ArrowExtensionArray(column))


def _categories(column: Any) -> pd.Series[Any]:
    import pyarrow as pa

    column = column.unify_dictionaries()
    names = column.chunk(0).dictionary.to_pylist() if column.num_chunks else []
    parts = [
        chunk.indices.cast(pa.int32()).fill_null(-1).to_numpy(zero_copy_only=False) for chunk in column.chunks
    ]
    codes = np.concatenate(parts) if parts else np.empty(0, np.int32)
    if len(set(names)) == len(names) and None not in names:
        return pd.Series(pd.Categorical.from_codes(codes, pd.Index(names, dtype=object)))
    return pd.Series(np.array([*names, None], object)[codes], dtype=object)


class ArrowTable(InMemory):
    """A table of pyarrow."""

    kind = "pyarrow Table"

    def names(self) -> list[Any]:
        """Return the names of the columns."""
        return list(self.native.column_names)

    def select(self, columns: Sequence[Any]) -> ArrowTable:
        """Return the same rows with some columns."""
        return ArrowTable(self.native.select(list(columns)))

    def __len__(self) -> int:
        return int(self.native.num_rows)

    def light(self) -> pd.DataFrame:
        """Return a frame over the same buffers."""
        return light_frame(self.native)

    def at(self, mask: Any, source: str, stages: Any) -> Any:
        """Return the rows of a mask, with columns source and stage in front."""
        import pyarrow as pa

        rows = self.native.filter(pa.array(mask))
        names = pa.array(list(stages), pa.string())
        rows = rows.add_column(0, "stage", names)
        return rows.add_column(0, "source", pa.array([source] * len(names), pa.string()))

    def concat(self, parts: Sequence[Any]) -> Any:
        """Return tables one after the other."""
        import pyarrow as pa

        return pa.concat_tables(list(parts), promote_options="permissive")

    def to_pandas(self, rows: Any) -> pd.DataFrame:
        """Return rows as pandas."""
        frame: pd.DataFrame = rows.to_pandas()
        return frame
