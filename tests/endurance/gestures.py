"""What a hand does on a map: gestures as operations of the wire, from what the page shows; sends nothing.

Every gesture puts a persona besides, its *mark*, so that the file tells whether it holds the gesture.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cjm_widgets.model.order import first_keys

Tables = dict[str, dict[str, dict[str, Any]]]
Pick = Callable[[int], int]
"""A number from 0 up to, not including, the given one."""
Op = dict[str, Any]

KEYS = first_keys(6)
WORDS = ("", "waits", "é 👓", "مرحبا", "two\nlines", "<b>&", "x" * 300)


def mark_of(number: int) -> str:
    """Return the id of the mark of a gesture."""
    return f"persona_mark{number:06d}"


def gesture(tables: Tables, pick: Pick, number: int) -> list[Op]:
    """Return the operations of some gesture on what is shown, with its mark."""
    mark = {"id": mark_of(number), "name": f"Mark {number}"}
    made = GESTURES[pick(len(GESTURES))](tables, pick, number)
    return [{"op": "put", "table": "personas", "record": mark}, *made]


def _one(tables: Tables, table: str, pick: Pick) -> dict[str, Any] | None:
    there = sorted(tables.get(table, {}))
    return tables[table][there[pick(len(there))]] if there else None


def _write(tables: Tables, pick: Pick, number: int) -> list[Op]:
    card = _one(tables, "cards", pick)
    text = f"{WORDS[pick(len(WORDS))]} {number}"
    return [] if card is None else [_patch("cards", card, text=text)]


def _move(tables: Tables, pick: Pick, number: int) -> list[Op]:
    card, stage = _one(tables, "cards", pick), _one(tables, "stages", pick)
    if card is None or stage is None:
        return []
    return [_patch("cards", card, stage_id=stage["id"], order=KEYS[pick(len(KEYS))])]


def _add(tables: Tables, pick: Pick, number: int) -> list[Op]:
    stage, lane = _one(tables, "stages", pick), _one(tables, "lanes", pick)
    if stage is None or lane is None:
        return []
    place = {"journey_id": lane["journey_id"], "lane_id": lane["id"], "stage_id": stage["id"]}
    card = {"id": f"card_{number:06d}", "order": KEYS[pick(len(KEYS))], "text": f"New {number}", **place}
    return [{"op": "put", "table": "cards", "record": card}]


def _remove(tables: Tables, pick: Pick, number: int) -> list[Op]:
    card = _one(tables, "cards", pick)
    return [] if card is None else [{"op": "remove", "table": "cards", "id": card["id"]}]


def _feel(tables: Tables, pick: Pick, number: int) -> list[Op]:
    point = _one(tables, "emotions", pick)
    return [] if point is None else [_patch("emotions", point, value=pick(9) / 2 - 2)]


def _tag(tables: Tables, pick: Pick, number: int) -> list[Op]:
    card = _one(tables, "cards", pick)
    return [] if card is None else [_patch("cards", card, tags=[*card["tags"][pick(2) :], f"t{number}"])]


def _rename(tables: Tables, pick: Pick, number: int) -> list[Op]:
    stage = _one(tables, "stages", pick)
    return [] if stage is None else [_patch("stages", stage, name=f"Stage {number}")]


def _remove_stage(tables: Tables, pick: Pick, number: int) -> list[Op]:
    """Take a stage with all that stands in it; the last one stays."""
    stage = _one(tables, "stages", pick)
    if stage is None or len(tables["stages"]) < 2:
        return []
    inside = [
        (table, record["id"])
        for table in ("emotions", "cards", "steps")
        for record in tables.get(table, {}).values()
        if record.get("stage_id") == stage["id"]
    ]
    return [{"op": "remove", "table": table, "id": one} for table, one in [*inside, ("stages", stage["id"])]]


def _patch(table: str, record: dict[str, Any], **fields: Any) -> Op:
    return {"op": "patch", "table": table, "id": record["id"], "fields": fields}


GESTURES = (_write, _write, _move, _add, _add, _feel, _tag, _rename, _remove, _remove_stage)
