"""Copies of records that refer to each other, under new ids; pure: records in, a batch out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cjm_widgets.errors import BadInput, an
from cjm_widgets.model import lookup
from cjm_widgets.model.ids import new_id
from cjm_widgets.model.ops import Op, put, read_record
from cjm_widgets.model.order import Ordered, between
from cjm_widgets.model.records import TABLES, Card, Emotion, Lane, Phase, Record, Stage, Step
from cjm_widgets.model.state import State

Made = tuple[list[Op], str]
Part = tuple[Record, Mapping[str, Any]]
"""A record and the fields that differ in its copy."""


def clone(parts: Iterable[Part], known: Mapping[str, str | None] | None = None) -> list[Op]:
    """Return what puts copies of records under new ids.

    Parameters
    ----------
    parts : iterable of (Record, mapping)
        Each record with the fields its copy holds instead.
    known : mapping of str to str or None, optional
        What other records are called where the copies go; None for those that are not there. References to
        copied records follow the copies, all others stay as they are.
    """
    held = list(parts)
    ids: dict[str, str | None] = dict(known or {})
    ids.update({record.id: new_id(record.prefix) for record, _ in held})
    rank = {table: place for place, table in enumerate(TABLES)}
    ops: list[Op] = []
    for record, changes in sorted(held, key=lambda part: rank[part[0].table]):
        data = record.model_dump()
        for field in record.references:
            data[field] = _followed(data[field], ids)
        ops.append(put(read_record(record.table, {**data, **changes, "id": ids[record.id]})))
    return ops


def _followed(value: Any, ids: Mapping[str, str | None]) -> Any:
    if isinstance(value, tuple | list):
        found = (ids.get(item, item) for item in value)
        return tuple(item for item in found if item is not None)
    return ids.get(value, value)


def inside(state: State, *stages: Stage) -> list[Record]:
    """Return the steps, cards and points of curves that stand in stages."""
    wanted = {stage.id for stage in stages}
    models: tuple[type[Step | Card | Emotion], ...] = (Step, Card, Emotion)
    return [record for model in models for record in state.where(model) if record.stage_id in wanted]


def duplicate(state: State, record: Record, name: str | None = None) -> Made:
    """Copy a card, step, stage, phase or lane, with what it holds, to right behind itself."""
    field = {Card: "text", Lane: "title"}.get(type(record), "name")
    changes: dict[str, Any] = {} if name is None else {field: name}
    parts: list[Record] = []
    neighbours: list[Any]
    if isinstance(record, Card):
        neighbours = state.where(Card, lane_id=record.lane_id, stage_id=record.stage_id)
    elif isinstance(record, Step):
        neighbours = state.where(Step, stage_id=record.stage_id)
    elif isinstance(record, Stage):
        neighbours = state.where(Stage, phase_id=record.phase_id)
        parts = inside(state, record)
    elif isinstance(record, Phase):
        neighbours = lookup.phases(state, record.journey_id)
        stages = state.where(Stage, phase_id=record.id)
        parts = [*stages, *inside(state, *stages)]
    elif isinstance(record, Lane):
        neighbours = lookup.lanes(state, record.journey_id)
        parts = list(state.where(Card, lane_id=record.id))
    else:
        raise BadInput(
            f"{an(record.prefix)} cannot be duplicated.",
            expected="a card, step, stage, phase or lane",
        )
    order = behind(neighbours, record.id)
    ops = clone([(record, {**changes, "order": order}), *((part, {}) for part in parts)])
    return ops, ops[0].record.id  # type: ignore[union-attr]


def behind(items: Sequence[Ordered], record_id: str) -> str:
    """Return the order right behind one of sorted `items`."""
    at = next(place for place, item in enumerate(items) if item.id == record_id)
    return between(items[at].order, items[at + 1].order if at + 1 < len(items) else None)
