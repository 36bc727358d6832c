"""Where the columns of a map stand and how large its parts are; measures, draws nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cjm_widgets.render.views import MapView, PhaseView

PREFERRED = 1200.0
LEAST = 680.0
NARROWEST = 164.0
WIDEST = 340.0
LABEL = 116.0
MOST_STAGES = 24
MOST_LANES = 40
MOST_CARDS = 8
"""Cards drawn in one cell; the rest are counted."""

HEADER = 46.0
PHASES = 23.0
CURVE = 172.0
FOOTER = 31.0
CELL_PAD = 7.0


@dataclass(frozen=True, slots=True)
class Column:
    """One stage's strip of the map, in pixels from the left edge of the picture."""

    stage_id: str
    x: float
    width: float

    @property
    def middle(self) -> float:
        """The x of its middle."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Frame:
    """The columns of a picture and its width."""

    width: float
    label: float
    columns: tuple[Column, ...]

    def over(self, phase: PhaseView) -> Column | None:
        """Return the strip above the stages of a phase, or None when it has none."""
        found = [column for column in self.columns if column.stage_id in phase.stage_ids]
        if not found:
            return None
        return Column(phase.id, found[0].x, found[-1].x + found[-1].width - found[0].x)


def frame(stage_ids: Sequence[str], label: float = LABEL) -> Frame:
    """Return the columns for these stages: as wide as they like to be, within what can be read."""
    shown = list(stage_ids)[:MOST_STAGES]
    count = max(1, len(shown))
    width = min(max(PREFERRED, label + count * NARROWEST), max(LEAST, label + count * WIDEST))
    each = (width - label) / count
    columns = tuple(Column(stage_id, label + at * each, each) for at, stage_id in enumerate(shown))
    return Frame(width, label, columns)


def hidden_stages(view: MapView) -> int:
    """Return how many stages a picture leaves out."""
    return max(0, len(view.stages) - MOST_STAGES)
