"""The frozen content of a document: tables of records; knows how to look up, not how to change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeVar

from cjm_widgets.errors import NotFound
from cjm_widgets.model.order import sort_key
from cjm_widgets.model.records import TABLES, Record

R = TypeVar("R", bound=Record)
Table = Mapping[str, Record]


def _empty() -> Mapping[str, Table]:
    return MappingProxyType({name: MappingProxyType({}) for name in TABLES})


@dataclass(frozen=True, slots=True)
class State:
    """All records of a document at one moment.

    Attributes
    ----------
    tables : mapping of str to mapping of str to Record
        Table name, then record id. Read-only all the way down.
    """

    tables: Mapping[str, Table] = field(default_factory=_empty)

    def table(self, model: type[R]) -> Mapping[str, R]:
        """Return the table of one record class."""
        return self.tables[model.table]  # type: ignore[return-value]

    def find(self, model: type[R], record_id: str | None) -> R | None:
        """Return the record, or None when it is not there."""
        return self.table(model).get(record_id) if record_id else None

    def get(self, model: type[R], record_id: str) -> R:
        """Return the record.

        Raises
        ------
        NotFound
            No such record; it may have been removed.
        """
        record = self.find(model, record_id)
        if record is None:
            raise NotFound(
                f"There is no {model.prefix} {record_id} in this document.",
                where=f"{model.table}.{record_id}",
                hint="It may have been removed; undo brings it back.",
            )
        return record

    def where(self, model: type[R], **equal: Any) -> list[R]:
        """Return the records whose fields equal those given, sorted by order where they have one."""
        found = [r for r in self.table(model).values() if all(getattr(r, k) == v for k, v in equal.items())]
        if "order" in model.model_fields:
            found.sort(key=sort_key)  # type: ignore[arg-type]
        else:
            found.sort(key=lambda record: record.id)
        return found

    def records(self) -> Iterator[Record]:
        """Yield every record, table by table."""
        for table in self.tables.values():
            yield from table.values()

    def is_empty(self) -> bool:
        """Tell whether there is no record at all."""
        return not any(self.tables.values())

    def with_tables(self, changed: Mapping[str, dict[str, Record]]) -> State:
        """Return the state in which the tables given replace those of the same name."""
        frozen = {name: MappingProxyType(table) for name, table in changed.items()}
        return State(MappingProxyType({**self.tables, **frozen}))
