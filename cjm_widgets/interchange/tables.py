"""The records of a content as tables that people edit, one a kind of record; knows no file format.

References are written as names where these are unique, so that a row reads well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from cjm_widgets.interchange.cells import mark, to_cell
from cjm_widgets.model import lookup
from cjm_widgets.model.order import sort_key
from cjm_widgets.model.records import TABLES, JourneyRecord, Lane, Phase, Record
from cjm_widgets.model.schema import fields as described
from cjm_widgets.model.state import State
from cjm_widgets.model.wire import encode_record

Row = dict[str, Any]
MAX_CELL = 16_000
"""Characters of one cell; what is longer goes on in further columns of the same name."""
_FIRST = ("journey", "phase", "stage", "step", "lane", "persona")
TABLE_NAMES = tuple(name for name in TABLES if name != "conflicts")


@cache
def kinds() -> dict[str, dict[str, dict[str, Any]]]:
    """Return table → field → what its value must be."""
    return described()


def column_of(table: str, field: str) -> str:
    """Return the heading of a field: a reference is called by what it names."""
    return field.removesuffix("_id") if field in TABLES[table].references else field


@cache
def columns(table: str) -> tuple[str, ...]:
    """Return the headings of a table: places first, then its fields, then order and id."""
    names = [column_of(table, field) for field in TABLES[table].model_fields]
    first = [name for name in _FIRST if name in names]
    last = [name for name in ("order", "id") if name in names]
    return (*first, *(name for name in names if name not in (*first, *last)), *last)


@cache
def fields_of(table: str) -> dict[str, str]:
    """Return heading → field of a table."""
    return {column_of(table, field): field for field in TABLES[table].model_fields}


def rows_of(state: State, table: str, safe: Callable[[str], str] = mark) -> Iterator[Row]:
    """Yield the rows of a table, in the order of the map, each a mapping of heading to cell.

    `safe` is what texts go through, as :func:`to_cell` has it.
    """
    names = Names(state)
    for record in ordered(state, table):
        held = encode_record(record, defaults=False)
        row: Row = {}
        for column, field in fields_of(table).items():
            if field in held:
                target = TABLES[table].references.get(field)
                value = held[field] if target is None else names.shown(target, held[field])
                row[column] = to_cell(value, safe)
        if "order" in fields_of(table):
            row["order"] = getattr(record, "order", None)
        yield {name: value for name, value in row.items() if value is not None}


def ordered(state: State, table: str) -> list[Any]:
    """Return the records of a table in the order they are read on a map."""
    rank: dict[str, int] = {}
    for journey in state.where(JourneyRecord):
        for phase in lookup.phases(state, journey.id):
            rank[phase.id] = len(rank)
        for stage in lookup.stages(state, journey.id):
            rank[stage.id] = len(rank)
        for lane in lookup.lanes(state, journey.id):
            rank[lane.id] = len(rank)

    def place(record: Any) -> tuple[Any, ...]:
        over = [
            rank.get(getattr(record, name, None) or "", -1) for name in ("lane_id", "stage_id", "phase_id")
        ]
        own = sort_key(record) if hasattr(record, "order") else ("", record.id)
        return getattr(record, "journey_id", ""), over, own

    return sorted(state.tables[table].values(), key=place)


class Names:
    """What records are called in cells of a table: by name where it is theirs alone, else by id."""

    def __init__(self, state: State) -> None:
        self.names: dict[str, dict[str, str]] = {}
        for table in TABLES:
            called = {record.id: name_of(record) for record in state.tables[table].values()}
            count = Counter(name.casefold() for name in called.values())
            self.names[table] = {
                record_id: name if _plain(name) and count[name.casefold()] == 1 else record_id
                for record_id, name in called.items()
            }

    def shown(self, table: str, value: Any) -> Any:
        """Return the name of what a reference means; a list of them for a list."""
        known = self.names[table]
        return (
            [known.get(item, item) for item in value] if isinstance(value, list) else known.get(value, value)
        )


def name_of(record: Record) -> str:
    """Return what a record is called by others; empty where they can only use its id."""
    if isinstance(record, Lane):
        return record.title or record.metric or record.kind
    if isinstance(record, Phase):
        return record.name or record.role or ""
    return str(getattr(record, "title", "") or getattr(record, "name", ""))


def _plain(name: str) -> bool:
    return bool(name) and name == name.strip() and "\n" not in name and not name.startswith("[")
