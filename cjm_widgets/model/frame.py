"""The cards of a journey and the fields of personas as tables; imports pandas only when called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cjm_widgets.errors import needed_for
from cjm_widgets.model import lookup, persona_fields

if TYPE_CHECKING:
    import pandas as pd

    from cjm_widgets.model.journey import Journey
    from cjm_widgets.model.records import PersonaRecord

FIELDS = (
    "text", "sentiment", "channel", "tags", "quote", "source", "rows", "evidence", "moment_of_truth",
    "severity", "frequency", "impact", "ease",
)  # fmt: skip
COLUMNS = ("phase", "stage", "lane", "lane_kind", "persona", *FIELDS, "card_id", "stage_id", "lane_id")


def cards_frame(journey: Journey) -> pd.DataFrame:
    """Return one row a card with the columns :data:`COLUMNS`."""
    with needed_for("A table"):
        import pandas as pd

    phases = {phase.id: phase.name or phase.role for phase in journey.phases}
    stages = {stage.id: stage for stage in journey.stages}
    lanes = {lane.id: lane for lane in journey.lanes}
    personas = {persona.id: persona.public.name for persona in journey.document.personas}
    channels = {channel.id: channel.name for channel in journey.document.channels}
    rows = [
        {
            "phase": phases[stages[card.stage_id].phase_id],
            "stage": stages[card.stage_id].name,
            "lane": lookup.lane_name(lanes[card.lane_id]),
            "lane_kind": lanes[card.lane_id].kind,
            "persona": personas.get(card.persona_id or ""),
            **{field: getattr(card, field) for field in FIELDS if field not in ("text", "channel")},
            "text": journey.says(card),
            "channel": channels.get(card.channel_id or "", ""),
            "card_id": card.id,
            "stage_id": card.stage_id,
            "lane_id": card.lane_id,
        }
        for card in journey.cards
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    scores = dict.fromkeys(("severity", "frequency", "impact", "ease"), "Int64")
    return frame.astype({**scores, "moment_of_truth": bool})


PERSONA_COLUMNS = ("persona", "field", "value", "evidence", "quote", "source", "rows", "persona_id")


def personas_frame(personas: Sequence[PersonaRecord]) -> pd.DataFrame:
    """Return one row a filled field with the columns :data:`PERSONA_COLUMNS`; values are text."""
    with needed_for("A table"):
        import pandas as pd

    rows = []
    for persona in personas:
        for key in persona_fields.filled(persona):
            each = persona_fields.evidence_of(persona, key)
            rows.append(
                {
                    "persona": persona.name,
                    "field": key.removeprefix(persona_fields.CUSTOM),
                    "value": persona_fields.value_text(persona, key),
                    "evidence": each.evidence if each else None,
                    **{name: getattr(each, name, "") for name in ("quote", "source", "rows")},
                    "persona_id": persona.id,
                }
            )
    return pd.DataFrame(rows, columns=list(PERSONA_COLUMNS))
