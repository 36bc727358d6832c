"""Relations of DuckDB as data to be measured, and other data seen through DuckDB; knows no metric."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Any

import numpy as np
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
        return int(ask(self.native, f"SELECT count(*) FROM {_VIEW}").fetchall()[0][0])  # noqa: S608 - a fixed name

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


# -- parts of the customers -----------------------------------------------------------------------------

_BLANKS = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())


def label_sql(name: str, kind: Any) -> str:
    """Return the SQL of a column as the label it reads as: without blanks at its ends, 5.0 as 5."""
    if str(kind) in ("FLOAT", "DOUBLE"):
        whole = f"abs({name}) < 1e15 AND {name} = trunc({name})"
        text = f"CAST(CAST({name} AS BIGINT) AS VARCHAR) ELSE CAST({name} AS VARCHAR)"
        return f"CASE WHEN isfinite({name}) THEN CASE WHEN {whole} THEN {text} END END"
    if "INT" in str(kind):
        return f"CAST({name} AS VARCHAR)"
    return f"nullif(trim(CAST({name} AS VARCHAR), {literal(_BLANKS)}), '')"


class Parts:
    """The rows of a relation, part of the customers by part; a hash stands for each customer.

    Two customers share one with a chance of n² / 2^65 among n: 1 in 37 million for a million.
    """

    def __init__(self, relation: Any, customer: Any, columns: Sequence[Any], count: int) -> None:
        kinds = dict(zip(relation.columns, relation.types, strict=True))
        who = f"hash({label_sql(quoted(customer), kinds[customer])})"
        text = label_sql(quoted(customer), kinds[customer])
        others = [quoted(column) for column in columns if column != customer]
        hashed = f"CASE WHEN {text} IS NOT NULL THEN {who} END AS {quoted(customer)}"
        self._rows = relation.project(", ".join([hashed, *others]))
        self._customer, self._count = quoted(customer), count

    def part(self, number: int) -> Any:
        """Return a part as Arrow; rows without a customer are in the first."""
        return self._rows.filter(f"coalesce({self._customer} % {self._count}, 0) = {number}").to_arrow_table()


def hashes(labels: Sequence[str]) -> Any:
    """Return the hash that stands for each label."""
    import pyarrow as pa

    if not labels:
        return np.empty(0, np.uint64)
    relation = relation_of(pa.table({"label": pa.array(labels, pa.string())}))
    return relation.project("hash(label) AS who").fetchnumpy()["who"].astype(np.uint64)


def raw_of(relation: Any, customer: Any, who: Sequence[str]) -> Any:
    """Return the customers, as the data write them, for whom a hash stands."""
    kinds = dict(zip(relation.columns, relation.types, strict=True))
    name = quoted(customer)
    listed = ", ".join(who)
    found = relation.filter(
        f"hash({label_sql(name, kinds[customer])}) IN (SELECT unnest([{listed}]::UBIGINT[]))"
    )
    return found.project(name).distinct().to_arrow_table().column(0).to_pylist()
