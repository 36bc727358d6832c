"""Puts other names into every text of a document, and back; pure, knows no file and no key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from cjm_widgets.model.ops import read_record
from cjm_widgets.model.records import JourneyRecord, PersonaRecord, Record
from cjm_widgets.model.schema import fields as described
from cjm_widgets.model.spellings import Other, changer
from cjm_widgets.model.state import State

_KEPT = ("id", "order")


def people_of(state: State) -> list[str]:
    """Return the names of people that a document knows as such: its personas and the owners of journeys."""
    names = [persona.name for persona in state.where(PersonaRecord)]
    names += [journey.owner for journey in state.where(JourneyRecord)]
    return list(dict.fromkeys(name.strip() for name in names if name.strip()))


def renamed(state: State, names: Iterable[str], other: Other) -> State:
    """Return a document in whose texts `other` stands for each of `names`, in whatever spelling.

    Whole names are replaced wherever they stand as words of their own; ids stay.
    """
    change = changer(names, other)
    tables = {}
    for table, records in state.tables.items():
        kinds = described()[table]
        tables[table] = {key: _renamed(table, record, kinds, change) for key, record in records.items()}
    return State().with_tables(tables)


def _renamed(table: str, record: Record, kinds: Mapping[str, Any], change: Callable[[str], str]) -> Record:
    data = record.model_dump(mode="json")
    new = {
        name: value if name in _KEPT else _value(value, kinds.get(name, {}), change)
        for name, value in data.items()
    }
    return record if new == data else read_record(table, new)


def _value(value: Any, kind: Mapping[str, Any], change: Callable[[str], str]) -> Any:
    """Return a value with its free texts changed; ids, choices, pictures and numbers stay."""
    if "ref" in kind or "enum" in kind or "pattern" in kind:
        return value
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_value(item, kind.get("items", {}), change) for item in value]
    if isinstance(value, dict):
        inner = kind.get("fields", {})
        return {key: _value(part, inner.get(key, {}), change) for key, part in value.items()}
    return value
