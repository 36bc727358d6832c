"""The touchpoints of a journey by medium and phase; imports pandas only when called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cjm_widgets.errors import needed_for
from cjm_widgets.model import channels
from cjm_widgets.model.fields import Medium
from cjm_widgets.model.records import Channel

if TYPE_CHECKING:
    import pandas as pd

    from cjm_widgets.model.journey import Journey

MEDIA: tuple[Medium | None, ...] = ("physical", "digital", "human", None)
COLUMNS = ("touchpoint", "medium", "icon", "phase", "cards", "today", "intended", "channel_id")


def inventory_frame(journey: Journey) -> pd.DataFrame:
    """Return one row a touchpoint and phase, by medium, with the columns :data:`COLUMNS`.

    A touchpoint is a channel that a card of the journey carries, or what a chip without a channel says.
    A card whose usage was left open counts as used today.
    """
    with needed_for("A table"):
        import pandas as pd

    frame = pd.DataFrame(inventory_rows(journey), columns=list(COLUMNS))
    return frame.astype({"cards": "int64", "today": bool, "intended": bool})


def inventory_rows(journey: Journey) -> list[dict[str, Any]]:
    """Return the rows of the inventory as plain values."""
    state = journey.document.state
    phase_of = {phase.id: phase.role or phase.name for phase in journey.phases}
    stages = {stage.id: phase_of[stage.phase_id] for stage in journey.stages}
    chips = {lane.id for lane in journey.lanes if lane.kind in channels.CHIP_KINDS}
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for card in journey.cards:
        channel = state.find(Channel, card.channel_id)
        if channel is None and (card.lane_id not in chips or not card.text):
            continue
        name, phase = channel.name if channel else card.text, stages[card.stage_id]
        found = rows.setdefault(
            (channel.id if channel else channels.key(name), phase),
            {
                "touchpoint": name,
                "medium": channel.medium if channel else None,
                "icon": channel.icon if channel else "",
                "phase": phase,
                "cards": 0,
                "today": False,
                "intended": False,
                "channel_id": channel.id if channel else None,
            },
        )
        found["cards"] += 1
        found["today"] |= card.usage != "intended"
        found["intended"] |= card.usage in ("intended", "both")
    order = {channel.id: place for place, channel in enumerate(journey.document.channels)}
    phases = list(phase_of.values())
    return sorted(
        rows.values(),
        key=lambda row: (
            MEDIA.index(row["medium"]), phases.index(row["phase"]), order.get(row["channel_id"], len(order)),
        ),
    )  # fmt: skip
