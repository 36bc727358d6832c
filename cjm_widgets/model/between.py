"""The batch that leads from one content to another; pure: knows no document and no words."""

from __future__ import annotations

from collections.abc import Iterator

from cjm_widgets.model.ops import Op, Patch, Put, Remove
from cjm_widgets.model.records import Record
from cjm_widgets.model.state import State


def diff(before: State, after: State) -> tuple[Op, ...]:
    """Return the batch that leads from one content to the other: what is new, changed and gone."""
    return (*_changes(before, after), *_removals(before, after))


def changed_fields(before: Record, after: Record) -> list[str]:
    """Return the fields in which two records of one kind differ, in the order of the record."""
    names = type(after).model_fields
    return [field for field in names if getattr(before, field) != getattr(after, field)]


def _changes(before: State, after: State) -> Iterator[Op]:
    for name, table in after.tables.items():
        old = before.tables[name]
        if table is old:
            continue
        for record_id, record in table.items():
            known = old.get(record_id)
            if known is None:
                yield Put(name, record)
            elif known != record:
                fields = set(changed_fields(known, record))
                yield Patch(name, record_id, record.model_dump(mode="json", include=fields))


def _removals(before: State, after: State) -> Iterator[Op]:
    for name, table in before.tables.items():
        for record_id in table:
            if record_id not in after.tables[name]:
                yield Remove(name, record_id)
