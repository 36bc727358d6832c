"""What a chart turns to, and what a selection on a map means for it; draws nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cjm_widgets.model.records import PersonaRecord, Stage

if TYPE_CHECKING:
    from cjm_widgets.model.journey import Journey

_WITH_STAGE = ("cards", "emotions", "steps")


@dataclass(frozen=True, slots=True)
class Focus:
    """What is looked at.

    Attributes
    ----------
    stage_id, persona_id : str or None
        Ids of records; None for all.
    segment : str or None
        A segment of the bound data; None for all.
    """

    stage_id: str | None = None
    segment: str | None = None
    persona_id: str | None = None

    def still(self, journey: Journey) -> Focus:
        """Return the focus without records that are gone from the map."""
        state = journey.document.state
        stage = state.find(Stage, self.stage_id)
        here = stage is not None and stage.journey_id == journey.id
        person = state.find(PersonaRecord, self.persona_id)
        return Focus(self.stage_id if here else None, self.segment, self.persona_id if person else None)


def selected(journey: Journey, selection: Sequence[str]) -> tuple[str | None, str | None]:
    """Return the stage and the persona that the records of a selection speak of; the first of each counts.

    A card, a point of a curve and a step belong to a stage, a point and a card may belong to a persona.
    """
    tables = journey.document.state.tables
    stage_id = persona_id = None
    for record_id in selection:
        if record_id in tables["stages"]:
            stage_id = stage_id or record_id
        elif record_id in tables["personas"]:
            persona_id = persona_id or record_id
        for table in _WITH_STAGE:
            record = tables[table].get(record_id)
            stage_id = stage_id or getattr(record, "stage_id", None)
            persona_id = persona_id or getattr(record, "persona_id", None)
    return stage_id, persona_id
