"""Removing a record with all that belongs to it; pure: a state in, a batch of operations out."""

from __future__ import annotations

from cjm_widgets.model.ops import Op, patch, remove
from cjm_widgets.model.records import TABLES, Emotion, Record
from cjm_widgets.model.state import State


def remove_record(state: State, *records: Record) -> list[Op]:
    """Remove records with all that belongs to them; what merely refers to them lets go.

    A point of a curve belongs to its persona; a card or lane only lets go of it.
    """
    gone = {record.id: record for record in records}
    for model in TABLES.values():  # parents come before their children
        owners = _owners(model)
        for record in state.tables[model.table].values() if owners else ():
            if any(getattr(record, field) in gone for field in owners):
                gone[record.id] = record
    order = {table: place for place, table in enumerate(TABLES)}
    parts = sorted(gone.values(), key=lambda record: -order[record.table])
    return [*_releases(state, gone), *(remove(record) for record in parts)]


def _owners(model: type[Record]) -> list[str]:
    """Return the fields that say what a record belongs to: those it cannot be without."""
    return [
        name
        for name in model.references
        if model.model_fields[name].is_required() or (model is Emotion and name == "persona_id")
    ]


def _releases(state: State, gone: dict[str, Record]) -> list[Op]:
    """Return the patches by which what stays lets go of what is gone."""
    targets = {record.table for record in gone.values()}
    ops: list[Op] = []
    for model in TABLES.values():
        fields = [name for name, table in model.references.items() if table in targets]
        for record in state.tables[model.table].values() if fields else ():
            if record.id in gone:
                continue
            freed: dict[str, list[str] | None] = {}
            for name in fields:
                value = getattr(record, name)
                if isinstance(value, tuple):
                    kept = [item for item in value if item not in gone]
                    if len(kept) < len(value):
                        freed[name] = kept
                elif value in gone:
                    freed[name] = None
            if freed:
                ops.append(patch(record, **freed))
    return ops
