"""Frames of pandas as data to be measured; knows no metric."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from cjm_widgets.metrics.carriers.base import InMemory

_COPIES_ON_WRITE = int(pd.__version__.split(".")[0]) >= 3


class PandasFrame(InMemory):
    """A frame of pandas."""

    kind = "pandas DataFrame"

    def names(self) -> list[Any]:
        """Return the names of the columns."""
        return list(self.native.columns)

    def select(self, columns: Sequence[Any]) -> PandasFrame:
        """Return the same rows with some columns; later changes of the frame are not seen."""
        return PandasFrame(self.native[list(columns)].copy(deep=not _COPIES_ON_WRITE))

    def __len__(self) -> int:
        return len(self.native)

    def light(self) -> pd.DataFrame:
        """Return the frame."""
        frame: pd.DataFrame = self.native
        return frame

    def at(self, mask: Any, source: str, stages: Any) -> pd.DataFrame:
        """Return the rows of a mask, with columns source and stage in front."""
        picked: pd.DataFrame = self.native[mask]
        front = pd.DataFrame({"source": source, "stage": stages}, index=picked.index)
        rows: pd.DataFrame = pd.concat([front, picked], axis=1)
        return rows

    def concat(self, parts: Sequence[Any]) -> pd.DataFrame:
        """Return frames one after the other."""
        whole: pd.DataFrame = pd.concat(list(parts))
        return whole

    def to_pandas(self, rows: Any) -> pd.DataFrame:
        """Return the rows."""
        frame: pd.DataFrame = rows
        return frame
