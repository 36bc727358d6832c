"""What a document says without its ids and order keys; knows no page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PARENTS: dict[str, tuple[str, ...]] = {
    "personas": (), "decks": (), "channels": (), "journeys": (), "phases": ("journey_id",),
    "stages": ("journey_id", "phase_id"), "steps": ("stage_id",), "lanes": ("journey_id",),
    "cards": ("lane_id", "stage_id"), "emotions": ("stage_id", "persona_id", "variant"),
    "views": ("journey_id",),
}  # fmt: skip


def said(tables: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return every record under its place: ``stages/journeys#0/phases#1#0`` is the first of that phase.

    Parameters
    ----------
    tables : mapping of str to mapping
        Table, then id, then the fields of the record.
    """
    assert all(table in PARENTS or not records for table, records in tables.items())
    places: dict[str, str] = {}
    for table, parents in PARENTS.items():
        _name(table, parents, list(tables.get(table, {}).values()), places)
    return {
        places[record["id"]]: {
            name: _placed(value, places) for name, value in record.items() if name not in ("id", "order")
        }
        for records in tables.values()
        for record in records.values()
    }


def _name(table: str, parents: tuple[str, ...], records: list[Any], places: dict[str, str]) -> None:
    ranks: dict[str, int] = {}
    for record in sorted(records, key=lambda each: (each.get("order", ""), each["id"])):
        home = "/".join([table, *(str(places.get(record[name], record[name])) for name in parents)])
        ranks[home] = ranks.get(home, -1) + 1
        places[record["id"]] = f"{home}#{ranks[home]}"


def _placed(value: Any, places: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return places.get(value, value)
    return [_placed(each, places) for each in value] if isinstance(value, list | tuple) else value


def differences(one: Mapping[str, Mapping[str, Any]], other: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return a line per field that differs between two documents that were ``said``."""
    return [
        f"{place}.{name}: screen {one.get(place, {}).get(name)!r}, Python {other.get(place, {}).get(name)!r}"
        for place in sorted({*one, *other})
        for name in sorted({*one.get(place, {}), *other.get(place, {})})
        if one.get(place, {}).get(name) != other.get(place, {}).get(name)
    ]
