"""Which records a board shows: those of one journey with all personas, or one persona; pure.

What belongs to the whole document, such as the channel vocabulary, is on every board.
"""

from __future__ import annotations

from dataclasses import dataclass

from cjm_widgets.model.ops import Op, op_id
from cjm_widgets.model.records import Channel, Deck, PersonaRecord, Record
from cjm_widgets.model.signals import Change


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of a document that one board shows; exactly one of the two ids is set."""

    journey_id: str | None = None
    persona_id: str | None = None

    def holds(self, record: Record) -> bool:
        """Tell whether the board shows `record`."""
        if self.persona_id is not None:
            return record.id == self.persona_id or isinstance(record, Channel)
        if isinstance(record, PersonaRecord | Channel | Deck):
            return True
        return self.journey_id in (record.id, getattr(record, "journey_id", None))

    def touches(self, op: Op, change: Change) -> bool:
        """Tell whether an operation of `change` is about a record of this board."""
        sides = (change.before.tables[op.table].get(op_id(op)), change.after.tables[op.table].get(op_id(op)))
        return any(record is not None and self.holds(record) for record in sides)
