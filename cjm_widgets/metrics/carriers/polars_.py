"""Frames of Polars, eager and lazy, as data to be measured; knows no metric."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from cjm_widgets.metrics.carriers.arrow import light_frame, series
from cjm_widgets.metrics.carriers.base import Among, Condition, Front, InMemory, Known, OutOfCore

_MANY = 100_000
"""So many rows are worth a look at whether texts repeat."""


class PolarsFrame(InMemory):
    """An eager frame of Polars."""

    kind = "Polars DataFrame"

    def names(self) -> list[Any]:
        """Return the names of the columns."""
        return list(self.native.columns)

    def select(self, columns: Sequence[Any]) -> PolarsFrame:
        """Return the same rows with some columns."""
        return PolarsFrame(self.native.select(list(columns)))

    def __len__(self) -> int:
        return int(self.native.height)

    def light(self) -> pd.DataFrame:
        """Return a frame over the same buffers."""
        return light_frame(_few_words(self.native).to_arrow())

    def at(self, mask: Any, source: str, stages: Any) -> Any:
        """Return the rows of a mask, with columns source and stage in front."""
        import polars as pl

        rows = self.native.filter(pl.Series(mask))
        front = [pl.lit(source).alias("source"), pl.Series("stage", list(stages), dtype=pl.String)]
        return rows.select(*front, pl.all())

    def concat(self, parts: Sequence[Any]) -> Any:
        """Return frames one after the other."""
        import polars as pl

        return pl.concat(list(parts), how="diagonal_relaxed")

    def to_pandas(self, rows: Any) -> pd.DataFrame:
        """Return rows as pandas."""
        frame: pd.DataFrame = rows.to_pandas()
        return frame


def _few_words(frame: Any) -> Any:
    """Return a frame whose columns of few different texts are categories, which Polars finds on all cores."""
    import polars as pl

    if frame.height < _MANY:
        return frame
    head = frame.head(_MANY)
    texts = [name for name, kind in frame.schema.items() if kind == pl.String]
    few = [name for name in texts if head[name].n_unique() < _MANY // 4]
    return frame.with_columns(pl.col(few).cast(pl.Categorical)) if few else frame


class PolarsLazy(OutOfCore):
    """A lazy frame of Polars."""

    kind = "Polars LazyFrame"

    def names(self) -> list[Any]:
        """Return the names of the columns."""
        return list(self.native.collect_schema().names())

    def select(self, columns: Sequence[Any]) -> PolarsLazy:
        """Return the same rows with some columns."""
        return PolarsLazy(self.native.select(list(columns)))

    def __len__(self) -> int:
        import polars as pl

        return int(self.native.select(pl.len()).collect().item())

    def table(self) -> Any:
        """Return all rows as Arrow."""
        return _few_words(self.native.collect(engine="streaming")).to_arrow()

    def relation(self) -> Any:
        """Return the rows as a relation of DuckDB."""
        from cjm_widgets.metrics.carriers.duck import relation_of

        return relation_of(self.native)

    def distinct(self, column: Any) -> pd.Series[Any]:
        """Return the values a column has."""
        import polars as pl

        found = self.native.select(pl.col(column).drop_nulls().unique()).collect(engine="streaming")
        return series(found.to_arrow().column(0))

    def where(self, conditions: Sequence[Condition], front: Front) -> Any:
        """Return the rows that meet all conditions as a lazy frame."""
        import polars as pl

        rows = self.native
        for condition in conditions:
            column = pl.col(condition.column)
            if isinstance(condition, Known):
                rows = rows.filter(column.is_not_null())
            elif isinstance(condition, Among):
                rows = rows.filter(column.is_in(list(condition.values)))
            else:
                rows = rows.filter(column.is_null() | ~column.is_in(list(condition.values)))
        stage = pl.col(front.column).replace_strict(
            list(front.stages), list(front.stages.values()), default=None, return_dtype=pl.String
        )
        return rows.select(pl.lit(front.source).alias("source"), stage.alias("stage"), pl.all())

    def concat(self, parts: Sequence[Any]) -> Any:
        """Return lazy frames one after the other."""
        import polars as pl

        return pl.concat(list(parts), how="diagonal_relaxed")

    def to_pandas(self, rows: Any) -> pd.DataFrame:
        """Return rows as pandas."""
        frame: pd.DataFrame = rows.collect(engine="streaming").to_pandas()
        return frame
