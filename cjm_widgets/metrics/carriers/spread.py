"""Frames of Dask and Spark: work is brought to their rows; knows no metric."""

from __future__ import annotations

import pickle
from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any, ClassVar

import pandas as pd

from cjm_widgets.errors import BadInput, CjmError
from cjm_widgets.metrics.carriers.arrow import light_frame
from cjm_widgets.metrics.carriers.base import Among, Condition, Front, Known, Lazy
from cjm_widgets.metrics.columns import coded

Work = Callable[[pd.DataFrame], Any]
WHO = "cjm_who"


class Spread(Lazy):
    """Data that may lie on many machines, each of which can be told a function of a frame."""

    spread: ClassVar[bool] = True

    def scanned(self, work: Work) -> list[Any]:
        """Return what `work` finds in each part of the rows as they lie."""
        return self._told(lambda: self._run(work))

    def by_customer(self, customer: Any, parts: int | None, work: Work) -> list[Any]:
        """Return what `work` finds in parts that hold all rows of their customers; the engine shuffles."""
        return self._told(lambda: self._shuffled(customer, parts)._run(work))

    @abstractmethod
    def _run(self, work: Work) -> list[Any]: ...

    @abstractmethod
    def _shuffled(self, customer: Any, parts: int | None) -> Spread: ...

    @abstractmethod
    def taken(self, frame: pd.DataFrame) -> Spread:
        """Return rows that lie in memory as data of this kind."""

    def _told(self, run: Callable[[], list[Any]]) -> list[Any]:
        """Run a job; what a worker refused is refused here, what broke is said in one sentence."""
        try:
            found = run()
        except CjmError:
            raise
        except Exception as error:
            said = str(error).strip().splitlines() or [type(error).__name__]
            raise BadInput(
                f"The job on the {self.kind} failed; nothing was changed.", code="job_failed",
                where=self.kind, value=said[-1][:300], expected="a job that ends",
                hint="The whole message is the cause of this error.",
            ) from error  # fmt: skip
        for one in found:
            if isinstance(one, Refused):
                raise BadInput(one.message, **one.details)
        return found


class Refused:
    """What a worker raised, fit to travel."""

    def __init__(self, error: CjmError) -> None:
        self.message = error.message
        value = None if error.value is None else str(error.value)
        self.details: dict[str, Any] = {
            "code": error.code, "where": error.where, "value": value, "expected": error.expected,
            "hint": error.hint,
        }  # fmt: skip


def guarded(work: Work, frame: pd.DataFrame) -> Any:
    """Return what `work` finds, or what it refused."""
    try:
        return work(frame)
    except CjmError as error:
        return Refused(error)


class DaskFrame(Spread):
    """A frame of Dask."""

    kind = "Dask DataFrame"

    def names(self) -> list[Any]:
        """Return the names of the columns."""
        return list(self.native.columns)

    def select(self, columns: Sequence[Any]) -> DaskFrame:
        """Return the same rows with some columns."""
        return DaskFrame(self.native[list(columns)])

    def __len__(self) -> int:
        return len(self.native)

    def _run(self, work: Work) -> list[Any]:
        dask: Any = import_module("dask")
        parts = [dask.delayed(guarded)(work, part) for part in self.native.to_delayed()]
        return list(dask.compute(*parts))

    def _shuffled(self, customer: Any, parts: int | None) -> DaskFrame:
        who = self.native[customer].map_partitions(_labels, meta=(WHO, object))
        count = parts or self.native.npartitions
        return DaskFrame(self.native.assign(**{WHO: who}).shuffle(on=WHO, npartitions=count))

    def taken(self, frame: pd.DataFrame) -> DaskFrame:
        """Return rows that lie in memory as a frame of Dask."""
        dd: Any = import_module("dask.dataframe")
        return DaskFrame(dd.from_pandas(frame, npartitions=1))

    def distinct(self, column: Any) -> pd.Series[Any]:
        """Return the values a column has."""
        found: pd.Series[Any] = self.native[column].dropna().unique().compute()
        return found.reset_index(drop=True)

    def where(self, conditions: Sequence[Condition], front: Front) -> Any:
        """Return the rows that meet all conditions as a frame of Dask."""
        rows = self.native
        for condition in conditions:
            column = rows[condition.column]
            if isinstance(condition, Known):
                rows = rows[column.notnull()]
            else:
                among = column.isin(list(condition.values))
                rows = rows[among if isinstance(condition, Among) else ~among]
        stages = dict(front.stages)
        stage = rows[front.column].map_partitions(_stages, stages, meta=("stage", object))
        rows = rows.assign(source=front.source, stage=stage)
        return rows[["source", "stage", *self.native.columns]]

    def concat(self, parts: Sequence[Any]) -> Any:
        """Return frames one after the other."""
        dd: Any = import_module("dask.dataframe")
        return dd.concat(list(parts))

    def to_pandas(self, rows: Any) -> pd.DataFrame:
        """Return rows as pandas."""
        frame: pd.DataFrame = rows.compute()
        return frame


def _stages(column: pd.Series[Any], stages: Mapping[Any, str]) -> pd.Series[Any]:
    return pd.Series(column.astype(object).map(stages), index=column.index, dtype=object, name="stage")


def _labels(column: pd.Series[Any]) -> pd.Series[Any]:
    """Return a column as the labels it reads as, "" where missing."""
    read = coded(column)
    names = pd.array([*read.labels, ""], dtype=object)
    return pd.Series(names[read.codes], index=column.index, dtype=object, name=WHO)


class SparkFrame(Spread):
    """A DataFrame of Spark."""

    kind = "Spark DataFrame"

    def names(self) -> list[Any]:
        """Return the names of the columns."""
        return list(self.native.columns)

    def select(self, columns: Sequence[Any]) -> SparkFrame:
        """Return the same rows with some columns."""
        return SparkFrame(self.native.select(*[_quoted(name) for name in columns]))

    def __len__(self) -> int:
        return int(self.native.count())

    def _run(self, work: Work) -> list[Any]:
        def run(batches: Iterator[Any]) -> Iterator[Any]:
            import pyarrow as pa

            rows = list(batches)
            if rows:
                found = pickle.dumps(guarded(work, light_frame(pa.Table.from_batches(rows))))
                yield pa.RecordBatch.from_pydict({"found": pa.array([found], pa.binary())})

        return [pickle.loads(row[0]) for row in self.native.mapInArrow(run, "found binary").collect()]  # noqa: S301 - from our own workers

    def _shuffled(self, customer: Any, parts: int | None) -> SparkFrame:
        from pyspark.sql import functions as f

        who = f.regexp_replace(
            f.col(_quoted(customer)).cast("string"), r"^[\s\u0085\p{Z}]+|[\s\u0085\p{Z}]+$", ""
        )
        return SparkFrame(self.native.repartition(*([parts] if parts else []), who))

    def taken(self, frame: pd.DataFrame) -> SparkFrame:
        """Return rows that lie in memory as a DataFrame of Spark, with the columns and types of this one."""
        import pyarrow as pa

        session = self.native.sparkSession
        rows = session.createDataFrame(pa.Table.from_pandas(frame, preserve_index=False))
        cast = [rows[_quoted(field.name)].cast(field.dataType) for field in self.native.schema.fields]
        return SparkFrame(rows.select(*cast))

    def distinct(self, column: Any) -> pd.Series[Any]:
        """Return the values a column has."""
        rows = self.native.select(_quoted(column)).dropna().distinct().collect()
        return pd.Series([row[0] for row in rows], dtype=None if rows else object)

    def where(self, conditions: Sequence[Condition], front: Front) -> Any:
        """Return the rows that meet all conditions as a DataFrame of Spark."""
        from pyspark.sql import functions as f

        rows = self.native
        for condition in conditions:
            column = f.col(_quoted(condition.column))
            if isinstance(condition, Known):
                rows = rows.filter(column.isNotNull())
            elif isinstance(condition, Among):
                rows = rows.filter(column.isin(list(condition.values)) if condition.values else f.lit(False))  # noqa: FBT003 - a constant of SQL
            elif condition.values:
                rows = rows.filter(column.isNull() | ~column.isin(list(condition.values)))
        pairs = [f.lit(item) for pair in front.stages.items() for item in pair]
        stage = f.create_map(*pairs)[f.col(_quoted(front.column))] if pairs else f.lit(None).cast("string")
        return rows.select(f.lit(front.source).alias("source"), stage.alias("stage"), "*")

    def concat(self, parts: Sequence[Any]) -> Any:
        """Return frames one after the other; columns that one lacks are missing there."""
        whole, *others = parts
        for other in others:
            whole = whole.unionByName(other, allowMissingColumns=True)
        return whole

    def to_pandas(self, rows: Any) -> pd.DataFrame:
        """Return rows as pandas."""
        return light_frame(rows.toArrow())


def _quoted(name: Any) -> str:
    return "`" + str(name).replace("`", "``") + "`"
