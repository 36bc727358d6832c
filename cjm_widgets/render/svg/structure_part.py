"""Collapsed phases, steps and the lines of a service blueprint in pictures; knows no cards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cjm_widgets.locale import text
from cjm_widgets.render.layout import Frame
from cjm_widgets.render.svg.canvas import Block, Canvas, lines_block, padded, stack
from cjm_widgets.render.text import width, wrap
from cjm_widgets.render.views import LaneView, LineName, MapView, PhaseView, StageView, StepView

LINE = 18.0
_DASHES: dict[LineName, str] = {"interaction": "5 3", "visibility": "", "internal": "1.5 3"}


def open_stages(view: MapView) -> list[StageView]:
    """Return the stages of phases that are not collapsed."""
    closed = {phase.id for phase in view.phases if phase.collapsed}
    return [stage for stage in view.stages if stage.phase_id not in closed]


def folds(view: MapView) -> list[tuple[str, int]]:
    """Return the collapsed phases that hold stages, each with how many open stages stand before it."""
    found = []
    at = 0
    for phase in view.phases:
        if not phase.collapsed:
            at += len(phase.stage_ids)
        elif phase.stage_ids:
            found.append((phase.id, at))
    return found


def shown_lanes(view: MapView) -> list[LaneView]:
    """Return the lanes that are not hidden."""
    return [lane for lane in view.lanes if not lane.hidden]


def step_numbers(view: MapView) -> Mapping[str, int]:
    """Return the number of each step in its stage, from 1."""
    counts: dict[str, int] = {}
    numbers = {}
    for step in view.steps:
        numbers[step.id] = counts[step.stage_id] = counts.get(step.stage_id, 0) + 1
    return numbers


def _phase(view: MapView, phase_id: str) -> PhaseView:
    return next(phase for phase in view.phases if phase.id == phase_id)


def fold_count(view: MapView, phase_id: str, canvas: Canvas) -> Block:
    """Return how many stages and cards a collapsed phase holds, as the head of its column."""
    phase = _phase(view, phase_id)
    cards = sum(_cards(view, lane, phase) for lane in shown_lanes(view))
    lines = [
        text("map.n_stages", canvas.locale, count=len(phase.stage_ids)),
        text("structure.n_cards", canvas.locale, count=cards),
    ]
    return padded(lines_block(lines, 11.2, 14.5, canvas.theme.muted), 8, 6, 8, 8)


def fold_cell(view: MapView, lane: LaneView, phase_id: str, canvas: Canvas) -> Block:
    """Return how many cards of a lane lie under a collapsed phase; nothing where there are none."""
    count = _cards(view, lane, _phase(view, phase_id))
    lines = [str(count)] if count else []
    return padded(lines_block(lines, 11.2, 14.5, canvas.theme.muted), 12, 6, 8, 8)


def _cards(view: MapView, lane: LaneView, phase: PhaseView) -> int:
    return sum(len(view.cells[lane.id].get(stage_id, ())) for stage_id in phase.stage_ids)


def steps_block(steps: Sequence[StepView], room: float, canvas: Canvas) -> Block:
    """Return the steps of a stage as a small numbered list."""
    theme = canvas.theme
    blocks = []
    for number, step in enumerate(steps, 1):
        words = lines_block(wrap(step.name, room - 20, 11.5, most=2), 11.5, 15, theme.text)
        blocks.append(_numbered(number, words))
    return padded(stack(blocks, 2), 4, 0, 0, 0)


def _numbered(number: int, words: Block) -> Block:
    def paint(on: Canvas, x: float, y: float, wide: float) -> None:
        step_badge(on, number, x + 7, y + 7.5)
        words.paint(on, x + 20, y, wide - 20)

    return Block(max(words.height, 15), paint)


def step_badge(canvas: Canvas, number: int, x: float, y: float) -> None:
    """Draw the number of a step with its middle at (`x`, `y`)."""
    theme = canvas.theme
    canvas.circle(x, y, 6.6, fill=theme.bg, stroke=theme.border)
    canvas.text(x, y + 3.2, str(number), 9, theme.muted, weight=700, anchor="middle")


def line_rows(canvas: Canvas, view: MapView, lane: LaneView, frame: Frame, y: float) -> float:
    """Draw the lines above a lane with their names; return the height used."""
    theme = canvas.theme
    names = [line.name for line in view.lines if line.above == lane.id]
    for at, name in enumerate(names):
        top = y + at * LINE
        words = text(f"structure.line_{name}", canvas.locale)
        canvas.rect(0.5, top, frame.width - 1, LINE, fill=theme.surface)
        canvas.line(0, top, frame.width, top, theme.border)
        start = 16 + width(words, 10, 600)
        canvas.line(
            start, top + LINE / 2, frame.width, top + LINE / 2, theme.muted, width=1.3, dash=_DASHES[name]
        )
        canvas.text(10, top + LINE / 2 + 3.5, words, 10, theme.muted, weight=600)
    return len(names) * LINE
