"""Relations of DuckDB as data to be measured, and other data seen through DuckDB; knows no metric."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Any

import pandas as pd

from cjm_widgets.metrics.carriers.arrow import series
from cjm_widgets.metrics.carriers.base import Among, Condition, Front, Known, OutOfCore

_VIEW = "cjm_rows"


def quoted(name: Any) -> str:
    """Return a name of a column as SQL writes it."""
    return '"' + str(name).replace('"', '""') + '"'


def literal(value: Any) -> str:
    """Return a text as SQL writes it."""
    return "'" + str(value).replace("'", "''") + "'"


def relation_of(rows: Any) -> Any:
    """Return what DuckDB can scan (a lazy frame, a dataset, a table) as a relation, without reading it."""
    import duckdb

    connection = duckdb.connect()
    connection.register("cjm_source", rows)
    return connection.table("cjm_source")


def ask(relation: Any, sql: str) -> Any:
    """Return the relation of a query over a relation, which it calls ``cjm_rows``."""
    return relation.query(_VIEW, sql)


class DuckRelation(OutOfCore):
    """A relation of DuckDB."""

    kind = "DuckDB relation"

    def names(self) -> list[Any]:
        """Return the names of the columns."""
        return list(self.native.columns)

    def select(self, columns: Sequence[Any]) -> DuckRelation:
        """Return the same rows with some columns."""
        return DuckRelation(self.native.project(", ".join(map(quoted, columns))))

    def __len__(self) -> int:
        return int(ask(self.native, f"SELECT count(*) FROM {_VIEW}").fetchone()[0])  # noqa: S608 - a fixed name

    def table(self) -> Any:
        """Return all rows as Arrow."""
        return self.native.to_arrow_table()

    def relation(self) -> Any:
        """Return the relation."""
        return self.native

    def distinct(self, column: Any) -> pd.Series[Any]:
        """Return the values a column has."""
        name = quoted(column)
        found = ask(self.native, f"SELECT DISTINCT {name} FROM {_VIEW} WHERE {name} IS NOT NULL")  # noqa: S608 - quoted
        return series(found.to_arrow_table().column(0))

    def where(self, conditions: Sequence[Condition], front: Front) -> Any:
        """Return the rows that meet all conditions as a relation."""
        kinds = dict(zip(self.native.columns, self.native.types, strict=True))
        rows = self.native
        for condition in conditions:
            name = quoted(condition.column)
            rows = rows.filter(_sql(condition, name, kinds[condition.column]))
        column = quoted(front.column)
        cases = " ".join(
            f"WHEN {column} = {_value(raw, kinds[front.column])} THEN {literal(stage)}"
            for raw, stage in front.stages.items()
        )
        stage = f"CASE {cases} END" if cases else "CAST(NULL AS VARCHAR)"
        return rows.project(f"{literal(front.source)} AS source, {stage} AS stage, *")

    def concat(self, parts: Sequence[Any]) -> Any:
        """Return relations one after the other; those of different connections are read for it."""
        import duckdb
        import pyarrow as pa

        try:
            sql = f"SELECT * FROM {_VIEW} UNION ALL BY NAME SELECT * FROM _other"  # noqa: S608 - fixed names
            return reduce(lambda whole, _other: whole.query(_VIEW, sql), parts)
        except duckdb.Error:
            tables = [part.to_arrow_table() for part in parts]
            return relation_of(pa.concat_tables(tables, promote_options="permissive"))

    def to_pandas(self, rows: Any) -> pd.DataFrame:
        """Return rows as pandas."""
        frame: pd.DataFrame = rows.df()
        return frame


def _sql(condition: Condition, name: str, kind: Any) -> str:
    if isinstance(condition, Known):
        return f"{name} IS NOT NULL"
    if not condition.values:
        return "false" if isinstance(condition, Among) else "true"
    listed = ", ".join(_value(value, kind) for value in condition.values)
    if isinstance(condition, Among):
        return f"{name} IN ({listed})"
    return f"{name} IS NULL OR {name} NOT IN ({listed})"


def _value(value: Any, kind: Any) -> str:
    return f"CAST({literal(value)} AS {kind})"
