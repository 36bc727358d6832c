"""Rows of tables as records: headings, names and ids are found, each fault has its cell; reads no file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from cjm_widgets.errors import BadInput, near_match
from cjm_widgets.interchange.cells import from_cell, is_blank
from cjm_widgets.interchange.draft import Draft, kind_of
from cjm_widgets.interchange.tables import TABLE_NAMES, Row, fields_of, kinds, name_of
from cjm_widgets.model.ids import derived_id
from cjm_widgets.model.order import keys_behind
from cjm_widgets.model.records import TABLES, Card, Record
from cjm_widgets.model.words import Words

Place = Callable[[int, str], Words]
"""Names the cell of a row and a heading."""
Numbered = tuple[int, Row]
"""A row and its number in the file, from 1."""

_ID = re.compile(r"[a-z]+_[0-9a-z]{4,40}")
_MORE = re.compile(r"(.+?) \((\d{1,2})\)")
_NATURAL = {
    "personas": ("name",), "channels": ("name",), "journeys": ("title",), "decks": (),
    "phases": ("journey_id", "role", "name"), "stages": ("journey_id", "name"),
    "steps": ("journey_id", "stage_id", "name"), "lanes": ("journey_id", "kind", "title", "metric"),
    "cards": ("journey_id", "lane_id", "stage_id", "text", "persona_id"),
    "emotions": ("journey_id", "stage_id", "persona_id", "variant"), "views": ("journey_id", "name"),
    "kept": ("journey_id", "source"),
}  # fmt: skip


def heading(cell: Any) -> str:
    """Return a heading as it is compared: small letters, underscores for spaces."""
    return (
        re.sub(r"[\s_-]+", "_", str(cell).strip().lower().removeprefix("\ufeff")) if cell is not None else ""
    )


def heads(
    table: str, row: Sequence[Any], unknown: Callable[[int, str, object], object] = lambda *_said: None
) -> list[str]:
    """Return the heading of each column of a table; empty for one it has not.

    `unknown` is told the column (from 0), the nearest headings, and what stands there.
    """
    known = fields_of(table)
    by_field = {field: column for column, field in known.items()}
    found: list[str] = []
    for at, cell in enumerate(row):
        more = _MORE.fullmatch(str(cell).strip()) if cell is not None else None
        name = heading(more[1] if more else cell)
        name = by_field.get(name, name)
        if name and name not in known:
            unknown(at, near_match(name, known) or ", ".join(known), cell)
            name = ""
        found.append(f"{name} ({more[2]})" if name and more else name)
    return found


def joined(names: Sequence[str], cells: Sequence[Any]) -> Row:
    """Return a row as a mapping; a value that went on in further columns is put together."""
    row: Row = {}
    for name, cell in zip(names, cells, strict=False):
        if not name or is_blank(cell):
            continue
        more = _MORE.fullmatch(name)
        base = more[1] if more else name
        row[base] = f"{row[base]}{cell}" if base in row else cell
    return row


class TableReader:
    """Reads the tables of one file into a draft, parents first."""

    def __init__(self, draft: Draft, place: Callable[[str], Place]) -> None:
        self.draft = draft
        self.place = place
        self.by_name: dict[str, dict[str, str]] = {name: {} for name in TABLES}
        self.names: dict[str, list[str]] = {name: [] for name in TABLES}
        self.last: dict[object, list[Record]] = {}

    def read(self, tables: dict[str, Iterable[Numbered]]) -> None:
        """Read all rows of all tables."""
        for table in TABLE_NAMES:
            later: list[tuple[int, Row, str]] = []
            for number, row in tables.get(table, ()):
                record = self._row(table, number, row)
                if record is not None and row.get("links"):
                    later.append((number, row, record.id))
            for number, row, record_id in later:
                self._links(number, row, record_id)

    def _row(self, table: str, number: int, row: Row) -> Record | None:
        place = self.place(table)
        data: dict[str, Any] = {}
        whole = True
        for column, field in fields_of(table).items():
            if column not in row or field == "links":
                continue
            try:
                data[field] = self._value(table, field, row[column])
            except BadInput as error:
                words = _refused(column, error)
                self.draft.invalid.note(place(number, column), words, row[column])
                whole = False
        if not whole:
            return None
        self._complete(table, data)
        record = self.draft.put(table, data, place(number, ""))
        if record is not None:
            self.names[table].append(name_of(record))
            self.by_name[table].setdefault(name_of(record).casefold(), record.id)
            self.by_name[table][str(row.get("id", record.id))] = record.id
            self.last.setdefault(_beside(record), []).append(record)
        return record

    def _value(self, table: str, field: str, cell: Any) -> Any:
        value = from_cell(cell, kinds()[table][field])
        target = TABLES[table].references.get(field)
        if target is None:
            return value
        return (
            [self._id(target, item) for item in value] if isinstance(value, list) else self._id(target, value)
        )

    def _id(self, table: str, name: Any) -> str:
        """Return the id of what a cell names: its id, its name, or what a row calls its id."""
        known = self.by_name[table]
        word = str(name)
        found = known.get(word) or known.get(word.strip().casefold())
        if found:
            return found
        if word.startswith(f"{TABLES[table].prefix}_") and _ID.fullmatch(word):
            return word
        near = near_match(word, self.names[table])
        hint = Words("interchange.nearest", near=near) if near else None
        expected = Words("interchange.known_one", what=kind_of(table))
        raise BadInput("This is not there.", value=name, expected=expected, hint=hint)

    def _complete(self, table: str, data: dict[str, Any]) -> None:
        """Fill in what a row that a person added leaves out: the journey, the phase, id and order."""
        model = TABLES[table]
        for field, kind in kinds()[table].items():
            if kind.get("required") and kind["type"] == "string" and not {"enum", "ref"} & set(kind):
                data.setdefault(field, "")  # an empty cell
        journeys = [record for record in self.draft.records.values() if record.table == "journeys"]
        if "journey_id" in model.references and "journey_id" not in data and len(journeys) == 1:
            data["journey_id"] = journeys[0].id
        wanted = data["id"]
        if not (wanted.startswith(f"{model.prefix}_") and _ID.fullmatch(wanted)):
            parts = [wanted] if wanted else [data.get(name) or _empty(name) for name in _NATURAL[table]]
            parts += [data["after"]] if not wanted and data.get("after") else []  # as the verbs do
            data["id"] = derived_id(model.prefix, *(parts or [table]))
        if "order" in model.model_fields and "order" not in data:
            beside = self.last.get(_beside_data(table, data), [])
            data["order"] = keys_behind(beside, 1)[0]  # type: ignore[type-var]

    def _links(self, number: int, row: Row, record_id: str) -> None:
        try:
            value = self._value("cards", "links", row["links"])
        except BadInput as error:
            place = self.place("cards")(number, "links")
            self.draft.invalid.note(place, _refused("links", error), row["links"])
            return
        card = self.draft.records[record_id]
        if isinstance(card, Card):
            links = tuple(item for item in dict.fromkeys(value) if item != card.id)
            self.draft.records[record_id] = card.model_copy(update={"links": links})


def _refused(column: str, error: BadInput) -> Words:
    words = Words("interchange.refused", field=column, expected=error.expected or "—")
    return words.then(error.hint)


def _empty(field: str) -> Any:
    """Return what stands for a field without a value where ids are derived: what the verbs take."""
    return None if field in ("persona_id", "role") else ("as_is" if field == "variant" else "")


def _beside(record: Record) -> object:
    return _beside_data(
        record.table, {name: getattr(record, name, None) for name in type(record).model_fields}
    )


def _beside_data(table: str, data: dict[str, Any]) -> object:
    """Return what the records have in common that a new one stands in a row with."""
    places = {"cards": ("lane_id", "stage_id"), "stages": ("phase_id",), "steps": ("stage_id",)}
    return (table, *(data.get(name) for name in places.get(table, ("journey_id",))))
