"""Puts a whole map together: head, rows, legend; and the emotion curves alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cjm_widgets.locale import text
from cjm_widgets.model.records import Card
from cjm_widgets.render import words
from cjm_widgets.render.layout import CELL_PAD, CURVE, MOST_LANES, Frame, frame, hidden_stages
from cjm_widgets.render.scores import scores_beside
from cjm_widgets.render.svg import header
from cjm_widgets.render.svg.canvas import Block, Canvas, padded
from cjm_widgets.render.svg.cards import (
    LARGE_PICTURE,
    PICTURE,
    card_block,
    cards_block,
    chips_block,
    no_chip_block,
)
from cjm_widgets.render.svg.curve_part import draw_curves
from cjm_widgets.render.svg.legend import legend
from cjm_widgets.render.svg.metrics_part import metric_block
from cjm_widgets.render.svg.structure_part import (
    fold_cell,
    fold_count,
    folds,
    line_rows,
    open_stages,
    shown_lanes,
    step_numbers,
)
from cjm_widgets.render.svg.wide_part import wide_cards
from cjm_widgets.render.theme import theme as theme_of
from cjm_widgets.render.views import LaneView, MapView, StepView

Cards = Mapping[str, Card]
_CHIPS = ("touchpoints", "channels")


def map_svg(
    view: MapView,
    cards: Cards,
    *,
    locale: str = "en",
    theme: str = "light",
    title: str = "",
    proof: bool = False,
    note: str = "",
    intensity: bool = False,
) -> str:
    """Return the picture of a map as SVG.

    Parameters
    ----------
    view : MapView
        What to show; its metrics fill the metric lanes.
    cards : mapping of str to Card
        The card records by id.
    locale, theme : str
        Language of the words that are not the author's; ``"light"`` or ``"dark"``.
    title : str
        What a screen reader says for the picture.
    proof : bool
        Cards and numbers say in full what they rest on.
    note : str
        Said at the foot, for instance how many cards a filter shows.
    intensity : bool
        The first curve shows how strongly its emotions are felt.
    """
    canvas = Canvas(theme_of(theme), locale)
    columns = frame([stage.id for stage in open_stages(view)], folds=folds(view))
    channels = {channel.id: channel for channel in view.channels}
    body = Canvas(
        canvas.theme, locale, channels=channels, steps=step_numbers(view), proof=proof, intensity=intensity
    )
    y = header.title_bar(body, view, columns)
    if view.stages:
        y += header.phase_row(body, view, columns, y)
        y += _stage_row(body, view, columns, y)
        for lane in shown_lanes(view)[:MOST_LANES]:
            y += line_rows(body, view, lane, columns, y)
            y += _lane_row(body, view, lane, cards, columns, y)
    else:
        y += _no_stages(body, columns, y)
    body.line(0, y, columns.width, y, canvas.theme.border)
    left_out = " · ".join(part for part in (note, _left_out(view, locale)) if part)
    y += legend(body, view, cards, columns.width, y, left_out)
    _sheet(canvas, columns.width, y)
    canvas.parts += body.parts
    return canvas.svg(columns.width, y, title or view.journey.title)


def curve_svg(
    view: MapView, *, locale: str = "en", theme: str = "light", title: str = "", intensity: bool = False
) -> str:
    """Return the picture of the emotion curves alone as SVG, under the names of the stages."""
    canvas = Canvas(theme_of(theme), locale)
    columns = frame([stage.id for stage in view.stages], label=34)
    body = Canvas(canvas.theme, locale, intensity=intensity)
    y = header.title_bar(body, view, columns)
    if view.stages:
        y += _stage_row(body, view, columns, y, labelled=False)
        _columns(body, columns, y, CURVE * 1.5)
        body.line(0, y, columns.width, y, canvas.theme.border)
        draw_curves(
            body,
            view.curves,
            columns.columns,
            0,
            y,
            CURVE * 1.5,
            scores_beside(view),
            view.journey.emotion_scale,
        )
        y += CURVE * 1.5
    else:
        y += _no_stages(body, columns, y)
    body.line(0, y, columns.width, y, canvas.theme.border)
    y += legend(body, view, {}, columns.width, y, _left_out(view, locale), curve_only=True)
    _sheet(canvas, columns.width, y)
    canvas.parts += body.parts
    return canvas.svg(columns.width, y, title or view.journey.title)


def _sheet(canvas: Canvas, width: float, height: float) -> None:
    theme = canvas.theme
    canvas.rect(0.5, 0.5, width - 1, height - 1, fill=theme.bg, stroke=theme.border, radius=8)


@dataclass(frozen=True, slots=True)
class _Cell:
    """One measured cell of a row."""

    x: float
    width: float
    block: Block
    hatched: bool = False
    above: float = 0
    """Room over the block, where wide cards stand."""


def _row(
    canvas: Canvas,
    label: Block | None,
    cells: Sequence[_Cell],
    columns: Frame,
    y: float,
    least: float,
) -> float:
    """Draw a row as high as its highest cell; return its height."""
    theme = canvas.theme
    tallest = [cell.block.height + cell.above for cell in cells] + ([label.height] if label else [])
    height = max([least, *tallest])
    if label:
        canvas.rect(0.5, y, columns.label - 0.5, height, fill=theme.surface)
        label.paint(canvas, 0, y, columns.label)
    for cell in cells:
        if cell.hatched:
            canvas.rect(cell.x, y, cell.width, height, fill="url(#cjm-hatch)")
    _columns(canvas, columns, y, height)
    canvas.line(0, y, columns.width, y, theme.border)
    for cell in cells:
        cell.block.paint(canvas, cell.x, y + cell.above, cell.width)
    return height


def _columns(canvas: Canvas, columns: Frame, y: float, height: float) -> None:
    for column in columns.folds:
        canvas.rect(column.x, y, column.width, height, fill=canvas.theme.surface)
    for column in (*columns.columns, *columns.folds):
        canvas.line(column.x, y, column.x, y + height, canvas.theme.border)


def _stage_row(canvas: Canvas, view: MapView, columns: Frame, y: float, *, labelled: bool = True) -> float:
    label = (
        header.label_block(text("map.stage", canvas.locale), "", canvas, columns.label) if labelled else None
    )
    stages = open_stages(view) if labelled else view.stages

    def steps(stage_id: str) -> list[StepView]:
        return [step for step in view.steps if labelled and step.stage_id == stage_id]

    cells = [
        _Cell(column.x, column.width, header.stage_block(stage, column.width, canvas, steps(stage.id)))
        for column, stage in zip(columns.columns, stages, strict=False)
    ]
    cells += [_Cell(fold.x, fold.width, fold_count(view, fold.stage_id, canvas)) for fold in columns.folds]
    return _row(canvas, label, cells, columns, y, 34)


def _lane_row(canvas: Canvas, view: MapView, lane: LaneView, cards: Cards, columns: Frame, y: float) -> float:
    height = _lane_cells(canvas, view, lane, cards, columns, y)
    canvas.rect(0.5, y + 0.5, 2.5, height - 0.5, fill=canvas.theme.persona(words.lane_color(lane)))
    return height


def _lane_cells(
    canvas: Canvas, view: MapView, lane: LaneView, cards: Cards, columns: Frame, y: float
) -> float:
    name, small = words.lane_title(lane, canvas.locale), words.lane_subtitle(lane, canvas.locale)
    label = header.label_block(name, small, canvas, columns.label, lane)
    if lane.kind == "emotions":
        height = _row(canvas, label, [], columns, y, CURVE)
        scores = scores_beside(view, lane)
        draw_curves(
            canvas, view.curves, columns.columns, columns.label, y, height, scores, view.journey.emotion_scale
        )
        return height
    held = [view.cells[lane.id].get(column.stage_id, ()) for column in columns.columns]
    wide = wide_cards(columns.columns, held, cards, lambda card, room: _wide_block(lane, card, room, canvas))
    rest = {card_id: card for card_id, card in cards.items() if card_id not in wide.ids}
    cells = [
        replace(_lane_cell(canvas, view, lane, rest, column.stage_id, column.x, column.width), above=above)
        for column, above in zip(columns.columns, wide.above, strict=True)
    ]
    cells += [_Cell(f.x, f.width, fold_cell(view, lane, f.stage_id, canvas)) for f in columns.folds]
    least = 44 if lane.kind in ("metrics", *_CHIPS) else 56
    height = _row(canvas, label, cells, columns, y, max(least, wide.height + CELL_PAD))
    wide.paint(canvas, y)
    return height


def _wide_block(lane: LaneView, card: Card, room: float, canvas: Canvas) -> Block:
    if lane.kind in _CHIPS:
        return chips_block([card], room, canvas)
    return card_block(card, room, canvas, _picture_of(lane))


def _picture_of(lane: LaneView) -> float:
    return LARGE_PICTURE if lane.kind == "images" else PICTURE


def _lane_cell(
    canvas: Canvas, view: MapView, lane: LaneView, cards: Cards, stage_id: str, x: float, width: float
) -> _Cell:
    room = width - 2 * CELL_PAD
    hatched = False
    if lane.kind == "metrics":
        cell = view.metrics.get(lane.metric, {}).get(stage_id)
        hatched = cell is not None and cell.state == "too_few"
        block = metric_block(lane.metric, cell, room, canvas)
    else:
        held = [cards[card_id] for card_id in view.cells[lane.id].get(stage_id, ()) if card_id in cards]
        if lane.kind in _CHIPS:
            block = chips_block(held, room, canvas) if held else no_chip_block(canvas)
        else:
            block = cards_block(held, room, canvas, _picture_of(lane))
    return _Cell(x, width, padded(block, CELL_PAD, CELL_PAD, CELL_PAD + 1, CELL_PAD), hatched)


def _no_stages(canvas: Canvas, columns: Frame, y: float) -> float:
    line = text("map.empty_title", canvas.locale)
    canvas.line(0, y, columns.width, y, canvas.theme.border)
    canvas.text(columns.width / 2, y + 64, line, 13, canvas.theme.muted, anchor="middle")
    return 120


def _left_out(view: MapView, locale: str) -> str:
    """Return a line about the stages and lanes for which a picture has no room; mostly empty."""
    parts = []
    left = hidden_stages(open_stages(view))
    if left:
        parts.append(text("picture.more_stages", locale, count=left))
    rows = len(shown_lanes(view))
    if rows > MOST_LANES:
        parts.append(text("picture.more_lanes", locale, count=rows - MOST_LANES))
    return " · ".join(parts)
