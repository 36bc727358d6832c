"""Three-way merge of document contents by record and field; pure: knows no files and no document."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from pydantic_core import PydanticUndefined

from cjm_widgets.model.ids import derived_id
from cjm_widgets.model.ops import references_of
from cjm_widgets.model.records import TABLES, Conflict, Record
from cjm_widgets.model.state import State
from cjm_widgets.storage.sequences import merge_sequence

Tables = dict[str, dict[str, Record]]


class Merged(NamedTuple):
    """What two edited contents led to.

    Attributes
    ----------
    state : State
        The merged content; it holds the conflicts too, in their own table, and every reference in it exists.
    conflicts : tuple of Conflict
        The fields both sides changed differently. `state` holds our value, the conflict holds the other.
    """

    state: State
    conflicts: tuple[Conflict, ...]


def merge3(base: State, ours: State, theirs: State) -> Merged:
    """Merge two edits of one content.

    A record that one side changed and the other removed stays: nobody's change is dropped. What a surviving
    record refers to comes back when only one side removed it. Lists are merged item by item.

    Parameters
    ----------
    base : State
        The last content both sides had.
    ours, theirs : State
        The two edited contents.
    """
    tables: Tables = {}
    conflicts: dict[str, Conflict] = {}
    for name in TABLES:
        b, o, t = base.tables[name], ours.tables[name], theirs.tables[name]
        if t is b or o is b or o == t:
            tables[name] = dict(o if t is b else t)
            continue
        merged = {rid: _merge_record(b.get(rid), o.get(rid), t.get(rid), conflicts) for rid in {**o, **t}}
        tables[name] = {rid: record for rid, record in merged.items() if record is not None}
    for record_id, conflict in conflicts.items():
        tables[Conflict.table].setdefault(record_id, conflict)
    _resurrect(tables, (ours, theirs, base))
    return Merged(State().with_tables(tables), tuple(conflicts.values()))


def _merge_record(
    base: Record | None, ours: Record | None, theirs: Record | None, conflicts: dict[str, Conflict]
) -> Record | None:
    """Return the merged record, or None when it is removed; what needs a choice goes into `conflicts`."""
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    if ours is None or theirs is None:
        return ours if theirs is None else theirs
    fields: dict[str, Any] = {}
    for name in type(ours).model_fields:
        before = _default(type(ours), name) if base is None else getattr(base, name)
        mine, other = getattr(ours, name), getattr(theirs, name)
        value = _merge_value(name, before, mine, other)
        if value is _UNDECIDED:
            conflict = _conflict(ours, theirs, name)
            conflicts[conflict.id] = conflict
        elif value != mine:
            fields[name] = value
    return ours.model_copy(update=fields) if fields else ours


_UNDECIDED = object()


def _merge_value(name: str, base: Any, ours: Any, theirs: Any) -> Any:
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    if name == "order":
        return min(ours, theirs)  # a place in a list is no content: both sides take the same one
    if isinstance(ours, tuple) and isinstance(theirs, tuple):
        merged = merge_sequence(base if isinstance(base, tuple) else (), ours, theirs)
        return _UNDECIDED if merged is None else merged
    return _UNDECIDED


def _default(model: type[Record], field: str) -> Any:
    default = model.model_fields[field].default
    return None if default is PydanticUndefined else default


def _conflict(ours: Record, theirs: Record, field: str) -> Conflict:
    other = json.dumps(
        theirs.model_dump(mode="json", include={field})[field], ensure_ascii=False, sort_keys=True
    )
    return Conflict(
        id=derived_id(Conflict.prefix, ours.table, ours.id, field, other),
        of_table=ours.table,
        of_id=ours.id,
        field=field,
        other=other,
    )


def _resurrect(tables: Tables, sources: tuple[State, ...]) -> None:
    """Bring back what a surviving record refers to, from the first source that has it."""
    waiting = [record for table in tables.values() for record in table.values()]
    while waiting:
        record = waiting.pop()
        for _, table, target in references_of(record):
            if target not in tables[table]:
                found = next(
                    source.tables[table][target] for source in sources if target in source.tables[table]
                )
                tables[table][target] = found
                waiting.append(found)
