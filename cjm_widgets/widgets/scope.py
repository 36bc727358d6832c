"""Which records a board shows: of a journey with all personas, of its labels, one persona, or all; pure.

What belongs to the whole document, such as the channel vocabulary, is on every board; the other values of
fields in conflict are on the boards of journeys, where they are chosen. What numbers were kept for is on no
board.
"""

from __future__ import annotations

from dataclasses import dataclass

from cjm_widgets.model.cascade import remove_record
from cjm_widgets.model.ops import Op, Remove, op_id
from cjm_widgets.model.records import (
    Assignment,
    Channel,
    Conflict,
    Deck,
    JourneyRecord,
    KeptData,
    PersonaRecord,
    Phase,
    Record,
    Stage,
)
from cjm_widgets.model.signals import Change
from cjm_widgets.model.state import State


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of a document that one board shows; at most one of the two ids is set; none is the deck.

    With ``labels`` it is what labels of data are given to: the stages of the journey, and what was decided.
    """

    journey_id: str | None = None
    persona_id: str | None = None
    labels: bool = False

    def holds(self, record: Record) -> bool:
        """Tell whether the board shows `record`."""
        if self.persona_id is not None:
            return record.id == self.persona_id or isinstance(record, Channel)
        if isinstance(record, KeptData):
            return False
        if self.labels and not isinstance(record, JourneyRecord | Phase | Stage | Assignment):
            return False
        if isinstance(record, PersonaRecord | Channel | Deck):
            return True
        if isinstance(record, Conflict):  # it knows its record by id alone; there are never many
            return self.journey_id is not None and record.of_table != PersonaRecord.table
        return self.journey_id is not None and self.journey_id in (
            record.id,
            getattr(record, "journey_id", None),
        )

    def completed(self, state: State, ops: tuple[Op, ...]) -> tuple[Op, ...]:
        """Return `ops` with what a board cannot know of: who refers to a persona that goes lets go of it."""
        if self.journey_id is not None or self.persona_id is not None:
            return ops
        full: list[Op] = []
        for op in ops:
            record = state.tables[op.table].get(op_id(op))
            whole = isinstance(op, Remove) and isinstance(record, PersonaRecord)
            full += remove_record(state, record) if whole and record is not None else [op]
        return tuple(full)

    def touches(self, op: Op, change: Change) -> bool:
        """Tell whether an operation of `change` is about a record of this board."""
        sides = (change.before.tables[op.table].get(op_id(op)), change.after.tables[op.table].get(op_id(op)))
        return any(record is not None and self.holds(record) for record in sides)
