"""What every kind of data frame must offer to be measured where it is; knows no library and no metric."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Among:
    """Rows whose value of a column is one of some, as the data write them; a missing value never is."""

    column: Any
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class NotAmong:
    """Rows whose value of a column is none of some, or missing."""

    column: Any
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """Rows whose value of a column is not missing."""

    column: Any


Condition = Among | NotAmong | Known
"""What can be asked of a row in every library."""


@dataclass(frozen=True, slots=True)
class Front:
    """Two columns to put before the rows: the name of their source, and the stage of their label."""

    source: str
    column: Any
    stages: Mapping[Any, str]


class Carrier(ABC):
    """Data in the hands of some library, never changed and not copied as a whole.

    Attributes
    ----------
    kind : str
        What it is called in messages.
    lazy : bool
        Whether rows are computed when they are looked at.
    spread : bool
        Whether the rows may lie on many machines, so that the reduction is brought to them.
    """

    kind: ClassVar[str]
    lazy: ClassVar[bool] = False
    spread: ClassVar[bool] = False

    def __init__(self, native: Any) -> None:
        self.native = native

    @abstractmethod
    def names(self) -> list[Any]:
        """Return the names of the columns."""

    @abstractmethod
    def select(self, columns: Sequence[Any]) -> Carrier:
        """Return the same rows with some columns."""

    @abstractmethod
    def __len__(self) -> int: ...

    @abstractmethod
    def concat(self, parts: Sequence[Any]) -> Any:
        """Return frames of this kind one after the other; columns that one lacks are missing there."""

    @abstractmethod
    def to_pandas(self, rows: Any) -> pd.DataFrame:
        """Return rows of this kind as pandas, for a table of rows of several kinds."""


class InMemory(Carrier):
    """Data that lie in memory: rows have places."""

    @abstractmethod
    def light(self) -> pd.DataFrame:
        """Return a frame over the same memory where that can be; dictionaries become categories."""

    @abstractmethod
    def at(self, mask: Any, source: str, stages: Any) -> Any:
        """Return the rows of a mask, with columns source and stage (an array as long as they) in front."""


class Lazy(Carrier):
    """Data that are read when they are needed."""

    lazy = True

    @abstractmethod
    def distinct(self, column: Any) -> pd.Series[Any]:
        """Return the values a column has, missing ones left out, as :meth:`InMemory.light` would."""

    @abstractmethod
    def where(self, conditions: Sequence[Condition], front: Front) -> Any:
        """Return the rows that meet all conditions, source and stage in front, not yet computed."""


class OutOfCore(Lazy):
    """Data that one machine reads, at once or part by part."""

    @abstractmethod
    def table(self) -> pa.Table:
        """Return all rows as Arrow; only asked for where they fit."""

    @abstractmethod
    def relation(self) -> Any:
        """Return the rows as a relation of DuckDB, which hands over parts."""
