"""Where the columns of a map stand and how large its parts are; measures, draws nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cjm_widgets.render.views import PhaseView

PREFERRED = 1200.0
LEAST = 680.0
NARROWEST = 164.0
WIDEST = 340.0
FOLD = 84.0
"""How wide a collapsed phase stands."""
LABEL = 132.0
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
    """The columns of a picture and its width; `folds` are the strips of collapsed phases, by their ids."""

    width: float
    label: float
    columns: tuple[Column, ...]
    folds: tuple[Column, ...] = ()

    def over(self, phase: PhaseView) -> Column | None:
        """Return the strip above the stages of a phase, or None when it has none."""
        fold = next((column for column in self.folds if column.stage_id == phase.id), None)
        if fold:
            return fold
        found = [column for column in self.columns if column.stage_id in phase.stage_ids]
        if not found:
            return None
        return Column(phase.id, found[0].x, found[-1].x + found[-1].width - found[0].x)


def frame(
    stage_ids: Sequence[str],
    label: float = LABEL,
    folds: Sequence[tuple[str, int]] = (),
    most: int = MOST_STAGES,
) -> Frame:
    """Return the columns for these stages: as wide as they like to be, within what can be read.

    Parameters
    ----------
    stage_ids : sequence of str
        The stages that are drawn.
    label : float
        Width of the names of the rows.
    folds : sequence of (str, int)
        Collapsed phases, each with how many of the stages stand before it.
    most : int
        Stages beyond these are left out.
    """
    shown = list(stage_ids)[:most]
    count = max(1, len(shown))
    aside = label + FOLD * len(folds)
    width = min(max(PREFERRED, aside + count * NARROWEST), max(LEAST, aside + count * WIDEST))
    each = (width - aside) / count if shown else 0.0
    before = [sum(at <= place for _, at in folds) for place in range(len(shown))]
    columns = tuple(
        Column(stage_id, label + place * each + before[place] * FOLD, each)
        for place, stage_id in enumerate(shown)
    )
    narrow = tuple(
        Column(phase_id, label + min(at, len(shown)) * each + order * FOLD, FOLD)
        for order, (phase_id, at) in enumerate(folds)
    )
    return Frame(width, label, columns, narrow)


def hidden_stages(stages: Sequence[object]) -> int:
    """Return how many stages a picture leaves out."""
    return max(0, len(stages) - MOST_STAGES)
