"""What a reader finds, record by record, with the place of each; knows no format and no document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cjm_widgets.errors import OperationRefused, printable
from cjm_widgets.model.ops import read_record, references_of
from cjm_widgets.model.records import TABLES, Card, Channel, PersonaRecord, Record
from cjm_widgets.model.state import State
from cjm_widgets.model.words import Words

Later = Callable[[], Words]
MAX_RECORDS = 20_000
"""Records one import may hold."""
MAX_FINDINGS = 1_000
"""Faults of one kind that are kept one by one; further ones are counted."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a file that did not become a record.

    Attributes
    ----------
    place : str
        Where: ``"map.mmd, line 4"`` or ``"plan.xlsx, cards!C7"``.
    reason : str
        Why, and what would have been accepted.
    value : str
        What stands there, shortened.
    """

    place: Words
    reason: Words
    value: str = ""


class Found(list[Finding]):
    """Findings of one kind; beyond :data:`MAX_FINDINGS` they are only counted."""

    def __init__(self) -> None:
        super().__init__()
        self.total = 0

    def note(self, place: Words | Later, reason: Words | Later, value: object = "") -> None:
        """Take a finding down; words that are made only where they are kept can be given as a function."""
        self.total += 1
        if len(self) < MAX_FINDINGS:
            shown = printable(str(value))
            said = [words() if callable(words) else words for words in (place, reason)]
            self.append(Finding(said[0], said[1], shown if len(shown) <= 120 else f"{shown[:119]}…"))


class Draft:
    """Records that a reader made, in the order they were found, and what could not be one."""

    def __init__(self) -> None:
        self.records: dict[str, Record] = {}
        self.places: dict[str, Words] = {}
        self.invalid = Found()
        self.duplicates = Found()
        self.unassigned = Found()
        self.notes: list[Words] = []

    def note(self, words: Words) -> None:
        """Say something about the whole file, once."""
        if words not in self.notes:
            self.notes.append(words)

    def put(self, table: str, data: Mapping[str, Any], place: Words) -> Record | None:
        """Take a record down; None where it is not valid or stands there already."""
        if len(self.records) >= MAX_RECORDS:
            self.invalid.note(place, Words("interchange.too_many", limit=MAX_RECORDS))
            return None
        try:
            record = read_record(table, data)
        except OperationRefused as error:
            self.invalid.note(place, refusal(error), "" if error.value is None else error.value)
            return None
        if record.id in self.records:
            self.duplicates.note(place, Words("interchange.stands_twice", where=self.places[record.id]),
                                 label(record))  # fmt: skip
            return None
        if isinstance(record, Card) and record.id in record.links:
            record = record.model_copy(update={"links": tuple(x for x in record.links if x != record.id)})
        self.records[record.id] = record
        self.places[record.id] = place
        return record

    def take(self, other: Draft) -> None:
        """Take over all that another draft holds; what stands here already stays, and is told.

        People and channels that are the same in both are no duplicates: journeys share them.
        """
        for record_id, record in other.records.items():
            place = other.places[record_id]
            known = self.records.get(record_id)
            if known is not None:
                if known != record or not isinstance(record, PersonaRecord | Channel):
                    words = Words("interchange.stands_twice", where=self.places[record_id])
                    self.duplicates.note(place, words, label(record))
            elif len(self.records) >= MAX_RECORDS:
                self.invalid.note(place, Words("interchange.too_many", limit=MAX_RECORDS))
            else:
                self.records[record_id], self.places[record_id] = record, place
        for mine, theirs in (
            (self.invalid, other.invalid), (self.duplicates, other.duplicates),
            (self.unassigned, other.unassigned),
        ):  # fmt: skip
            mine.extend(theirs)
            mine.total += theirs.total
        for words in other.notes:
            self.note(words)

    def state(self) -> State:
        """Return what is valid as a whole; what refers to something that is not there becomes invalid."""
        while True:
            lost = [record for record in self.records.values() if self._lacks(record)]
            for record in lost:
                table, target = self._lacks(record) or ("", "")
                del self.records[record.id]
                reason = Words("interchange.lacks", what=kind_of(table), name=target)
                self.invalid.note(self.places[record.id], reason, label(record))
            if not lost:
                break
        tables: dict[str, dict[str, Record]] = {name: {} for name in TABLES}
        for record in self.records.values():
            tables[record.table][record.id] = record
        return State().with_tables(tables)

    def _lacks(self, record: Record) -> tuple[str, str] | None:
        for _, table, target in references_of(record):
            found = self.records.get(target)
            if found is None or found.table != table:
                return table, target
        return None


def refusal(error: OperationRefused) -> Words:
    """Return why a record was refused, in the reader's language as far as it can be said in it."""
    expected = " ".join(part for part in (error.expected, error.hint) if part) or "—"
    return Words("interchange.refused", field=error.field or "id", expected=expected)


def kind_of(table: str) -> Words:
    """Return the name of one record of a table."""
    return Words(f"interchange.one_{table}")


def label(record: Record) -> str:
    """Return what a record is called in a list."""
    for name in ("title", "name", "text", "label", "kind"):
        value = getattr(record, name, "")
        if value:
            return str(value)
    return record.id
