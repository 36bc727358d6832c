"""What differs between two contents, by record and field; knows no files and draws nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from cjm_widgets.locale import default_locale, known
from cjm_widgets.model.between import changed_fields, diff
from cjm_widgets.model.ops import Op
from cjm_widgets.model.records import TABLES, Record
from cjm_widgets.model.state import State

if TYPE_CHECKING:
    import pandas as pd

ChangeKind = Literal["added", "changed", "removed"]
SIGNS: dict[ChangeKind, str] = {"added": "+", "changed": "~", "removed": "\u2212"}


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One record that differs.

    Attributes
    ----------
    kind : str
        ``"added"``, ``"changed"`` or ``"removed"``.
    table, id : str
        Which record.
    before, after : Record or None
        The record on both sides; None where it is not there.
    fields : tuple of str
        The fields that differ, of a changed one.
    """

    kind: ChangeKind
    table: str
    id: str
    before: Record | None
    after: Record | None
    fields: tuple[str, ...] = ()

    @property
    def record(self) -> Record:
        """The record as it is last known."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - one of the two is always there
        return found


@dataclass(frozen=True)
class Difference:
    """What leads from one content to another.

    Attributes
    ----------
    before, after : State
        The two contents.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> doc = cjm.Document()
    >>> journey = doc.add_journey("Returns", locale="en")
    >>> kept = doc.save_version("empty")
    >>> stage = journey.add_stage("Send back")
    >>> found = cjm.diff(kept, doc)
    >>> [change.table for change in found.changes if change.kind == "added"]
    ['stages']
    """

    before: State = field(repr=False)
    after: State = field(repr=False)

    @cached_property
    def changes(self) -> tuple[RecordChange, ...]:
        """The records that differ: table by table, what was added and changed in the order of their ids."""
        found: list[RecordChange] = []
        for table in TABLES:
            old, new = self.before.tables[table], self.after.tables[table]
            if old is new:
                continue
            for record_id in sorted({**old, **new}):
                change = _change(table, record_id, old.get(record_id), new.get(record_id))
                if change is not None:
                    found.append(change)
        return tuple(found)

    @cached_property
    def ops(self) -> tuple[Op, ...]:
        """The batch that leads from the one to the other."""
        return diff(self.before, self.after)

    def count(self, kind: ChangeKind) -> int:
        """Return how many records were added, changed or removed."""
        return sum(change.kind == kind for change in self.changes)

    def marks(self, table: str) -> dict[str, ChangeKind]:
        """Return how each record of `table` that differs does so, by its id."""
        return {change.id: change.kind for change in self.changes if change.table == table}

    def text(self, locale: str | None = None) -> str:
        """Return the difference in words: one line a record, and one more for each field.

        Parameters
        ----------
        locale : str, optional
            ``"en"`` or ``"fr"``; that of the environment when left out.
        """
        from cjm_widgets.model.difference_words import difference_text

        return difference_text(self, known(locale) if locale else default_locale())

    def to_frame(self, locale: str | None = None) -> pd.DataFrame:
        """Return the difference as a table: one row a field, one for a record that is new or gone.

        Its columns are change, table, record, place, field, before, after and record_id; values are text, and
        what a field refers to goes by its name.
        """
        from cjm_widgets.model.difference_words import difference_frame

        return difference_frame(self, known(locale) if locale else default_locale())

    def __bool__(self) -> bool:
        return bool(self.changes)

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        counts = ", ".join(f"{self.count(kind)} {kind}" for kind in SIGNS)
        return f"<Difference: {counts}>"


def _change(table: str, record_id: str, before: Record | None, after: Record | None) -> RecordChange | None:
    if before is None or after is None:
        return RecordChange("added" if before is None else "removed", table, record_id, before, after)
    if before == after:
        return None
    return RecordChange("changed", table, record_id, before, after, tuple(changed_fields(before, after)))
