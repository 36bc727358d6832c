"""Datasets of pyarrow, files that are read when they are needed; knows no metric."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from cjm_widgets.metrics.carriers.arrow import series
from cjm_widgets.metrics.carriers.base import Among, Condition, Front, Known, OutOfCore


class ArrowDataset(OutOfCore):
    """A dataset of pyarrow, seen through some of its columns."""

    kind = "pyarrow Dataset"

    def __init__(self, native: Any, columns: Sequence[Any] | None = None) -> None:
        super().__init__(native)
        self._columns = list(native.schema.names if columns is None else columns)

    def names(self) -> list[Any]:
        """Return the names of the columns."""
        return self._columns

    def select(self, columns: Sequence[Any]) -> ArrowDataset:
        """Return the same rows with some columns."""
        return ArrowDataset(self.native, columns)

    def __len__(self) -> int:
        return int(self.native.count_rows())

    def table(self) -> Any:
        """Return all rows as Arrow."""
        return self.native.to_table(columns=self._columns)

    def relation(self) -> Any:
        """Return the rows as a relation of DuckDB."""
        from cjm_widgets.metrics.carriers.duck import quoted, relation_of

        return relation_of(self.native).project(", ".join(map(quoted, self._columns)))

    def distinct(self, column: Any) -> pd.Series[Any]:
        """Return the values a column has."""
        import pyarrow as pa
        from pyarrow import compute

        found = pa.chunked_array(
            [compute.unique(batch.column(0)) for batch in self.native.to_batches(columns=[column])],
            self.native.schema.field(column).type,
        )
        return series(pa.chunked_array([compute.unique(found).drop_null()]))

    def where(self, conditions: Sequence[Condition], front: Front) -> Any:
        """Return the rows that meet all conditions as a scanner, which ``.to_table()`` reads."""
        import pyarrow as pa
        from pyarrow import compute

        test: Any = compute.scalar(True)  # noqa: FBT003 - the name of a constant of Arrow
        for condition in conditions:
            field = compute.field(condition.column)
            kind = self.native.schema.field(condition.column).type
            if isinstance(condition, Known):
                test &= field.is_valid()
                continue
            among = field.cast(_plain(kind)).isin(pa.array(condition.values, _plain(kind)))
            test &= among if isinstance(condition, Among) else field.is_null() | ~among
        kind = self.native.schema.field(front.column).type
        label = compute.field(front.column).cast(_plain(kind))
        stage: Any = compute.scalar(pa.scalar(None, pa.string()))
        for name in dict.fromkeys(front.stages.values()):
            raws = [raw for raw, other in front.stages.items() if other == name]
            stage = compute.if_else(label.isin(pa.array(raws, _plain(kind))), compute.scalar(name), stage)
        columns = {"source": compute.scalar(front.source), "stage": stage}
        return self.native.scanner(
            columns=columns | {name: compute.field(name) for name in self._columns}, filter=test
        )

    def concat(self, parts: Sequence[Any]) -> Any:
        """Return tables one after the other: scanners cannot be joined unread."""
        import pyarrow as pa

        if len(parts) == 1:
            return parts[0]
        return pa.concat_tables([part.to_table() for part in parts], promote_options="permissive")

    def to_pandas(self, rows: Any) -> pd.DataFrame:
        """Return rows as pandas."""
        frame: pd.DataFrame = rows.to_table().to_pandas()
        return frame


def _plain(kind: Any) -> Any:
    from pyarrow import types

    return kind.value_type if types.is_dictionary(kind) else kind
