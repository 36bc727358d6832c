"""A map as one slide of 1280 × 720: names, curve, numbers, cells, what counts most; knows no other depth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cjm_widgets.locale import text
from cjm_widgets.model.markdown import plain
from cjm_widgets.model.records import Card
from cjm_widgets.render import words
from cjm_widgets.render.format import Cell, metric_value, number
from cjm_widgets.render.layout import Column, Frame
from cjm_widgets.render.overview import (
    COUNTS_ROW,
    METRIC_ROW,
    WIDTH,
    WORDS_ROW,
    Overview,
    OverviewCell,
    OverviewColumn,
    overview,
)
from cjm_widgets.render.scores import scores_beside
from cjm_widgets.render.shapes import HATCH, Sheet
from cjm_widgets.render.svg import header
from cjm_widgets.render.svg.canvas import Canvas
from cjm_widgets.render.svg.curve_part import draw_curves
from cjm_widgets.render.svg.legend import legend
from cjm_widgets.render.text import fit, width, wrap
from cjm_widgets.render.theme import theme as theme_of
from cjm_widgets.render.views import LaneView, MapView

LABEL = 116.0
_CHIPS = ("touchpoints", "channels")
Cards = Mapping[str, Card]


def overview_sheet(
    view: MapView, cards: Cards, *, locale: str = "en", theme: str = "light", title: str = "", note: str = ""
) -> Sheet:
    """Return the slide of a map, 1280 wide and at most 720 high.

    Parameters
    ----------
    view : MapView
        What to show; its metrics fill the rows of numbers.
    cards : mapping of str to Card
        The card records by id.
    locale, theme : str
        Language of the words that are not the author's; ``"light"`` or ``"dark"``.
    title : str
        What a screen reader says for the picture.
    note : str
        Said at the foot, for instance how many cards a filter shows.
    """
    canvas = Canvas(theme_of(theme), locale)
    body = Canvas(canvas.theme, locale, channels={channel.id: channel for channel in view.channels})
    slide = overview(view, cards)
    each = (WIDTH - LABEL) / max(1, len(slide.columns))
    columns = tuple(Column(column.id, LABEL + at * each, each) for at, column in enumerate(slide.columns))
    y = header.title_bar(body, view, Frame(WIDTH, LABEL, columns))
    y = _heads(body, view, slide, columns, y)
    if slide.curve:
        y = _curve(body, view, slide, columns, y)
    lanes = {lane.id: lane for lane in view.lanes}
    for lane_id in slide.metrics:
        y = _metrics(body, view, lanes[lane_id], slide, columns, y)
    for row in slide.lanes:
        y = _cells(body, view, lanes[row.id], row.cells, slide, columns, cards, y)
    body.line(0, y, WIDTH, y, canvas.theme.border)
    y = _foot(body, view, slide, cards, y)
    body.line(0, y, WIDTH, y, canvas.theme.border)
    y += legend(body, view, cards, WIDTH, y, _left_out(slide, locale, note))
    canvas.rect(0.5, 0.5, WIDTH - 1, y - 1, fill=canvas.theme.bg, stroke=canvas.theme.border, radius=8)
    canvas.shapes += body.shapes
    return canvas.sheet(WIDTH, y, title or view.journey.title)


def _row(canvas: Canvas, name: str, columns: Sequence[Column], y: float, height: float) -> None:
    """Draw the frame of a row and its name."""
    theme = canvas.theme
    canvas.rect(0.5, y, LABEL - 0.5, height, fill=theme.surface)
    canvas.line(0, y, WIDTH, y, theme.border)
    for column in columns:
        canvas.line(column.x, y, column.x, y + height, theme.border)
    canvas.text(8, y + height / 2 + 4, fit(name, LABEL - 14, 11.5, 700), 11.5, theme.text, weight=700)


def _heads(canvas: Canvas, view: MapView, slide: Overview, columns: Sequence[Column], y: float) -> float:
    theme, locale = canvas.theme, canvas.locale
    by_stage = not slide.columns or slide.columns[0].kind == "stage"
    if by_stage:
        y += header.phase_row(canvas, view, Frame(WIDTH, LABEL, tuple(columns)), y, 11)
    _row(canvas, text("map.stage" if by_stage else "map.phase", locale), columns, y, 38)
    for column, shown in zip(columns, slide.columns, strict=True):
        lines = wrap(column_name(view, shown, locale), column.width - 14, 12.5, 700, most=2)
        top = y + (24 if len(lines) == 1 else 16)
        for at, line in enumerate(lines):
            canvas.text(column.x + 8, top + at * 15, line, 12.5, theme.text, weight=700)
        if shown.kind == "phase":
            count = text("views.stages", locale, count=len(shown.stage_ids))
            canvas.text(column.x + column.width - 8, top, count, 11, theme.muted, anchor="end")
    return y + 38


def column_name(view: MapView, column: OverviewColumn, locale: str) -> str:
    """Return the name of a stage or phase as it is shown."""
    if column.kind == "stage":
        return next(words.stage_title(stage, locale) for stage in view.stages if stage.id == column.id)
    return next(words.phase_title(phase, locale) for phase in view.phases if phase.id == column.id)


def _curve(canvas: Canvas, view: MapView, slide: Overview, columns: Sequence[Column], y: float) -> float:
    height = float(slide.curve)
    _row(canvas, text("views.emotion", canvas.locale), columns, y, height)
    places = []
    for column, shown in zip(columns, slide.columns, strict=True):
        each = column.width / len(shown.stage_ids)
        places += [Column(stage, column.x + at * each, each) for at, stage in enumerate(shown.stage_ids)]
    scores, scale = scores_beside(view), view.journey.emotion_scale
    draw_curves(canvas, view.curves, places, LABEL, y, height, scores, scale)
    return y + height


def _metrics(
    canvas: Canvas, view: MapView, lane: LaneView, slide: Overview, columns: Sequence[Column], y: float
) -> float:
    _row(canvas, words.lane_title(lane, canvas.locale), columns, y, METRIC_ROW)
    row = view.metrics.get(lane.metric, {})
    for column, shown in zip(columns, slide.columns, strict=True):
        known = [c for stage in shown.stage_ids if (c := row.get(stage)) and c.value is not None]
        _number(canvas, known, column, y)
    return y + METRIC_ROW


def _number(canvas: Canvas, known: Sequence[Cell], column: Column, y: float) -> None:
    """Draw a headline number; of several stages its lowest and highest, as they do not add up."""
    theme, locale = canvas.theme, canvas.locale
    if not known:
        canvas.text(column.x + 8, y + 18.5, "\u2014", 13, theme.muted)
        return
    ends = [min(known, key=lambda c: c.value or 0), max(known, key=lambda c: c.value or 0)]
    said = [metric_value(cell.value, cell.unit, locale, cell.metric) for cell in ends]
    state = known[0].state if len(known) == 1 else "ok"
    if state == "too_few":
        canvas.rect(column.x, y, column.width, METRIC_ROW, fill=HATCH)
    ink = {"off_target": theme.negative, "too_few": theme.muted, "stale": theme.muted}.get(state, theme.text)
    shown = said[0] if len(known) == 1 else " … ".join(said)
    canvas.text(column.x + 8, y + 18.5, shown, 13, ink, weight=700)
    small = ""
    if state in ("too_few", "stale"):
        small = text(f"map.{state}", locale)
    elif len(known) == 1 and known[0].unit != "count":
        small = text("map.n", locale, n=number(known[0].n, locale))
    x = column.x + 14 + width(shown, 13, 700)
    canvas.text(x, y + 18.5, fit(small, column.x + column.width - x - 4, 11), 11, theme.muted)


def _cells(
    canvas: Canvas,
    view: MapView,
    lane: LaneView,
    cells: Sequence[OverviewCell],
    slide: Overview,
    columns: Sequence[Column],
    cards: Cards,
    y: float,
) -> float:
    height = WORDS_ROW if slide.density == "words" else COUNTS_ROW
    _row(canvas, words.lane_title(lane, canvas.locale), columns, y, height)
    for column, shown, cell in zip(columns, slide.columns, cells, strict=True):
        if slide.density == "counts":
            _counts(canvas, cell, column, y)
        elif lane.kind in _CHIPS:
            row = view.cells[lane.id]
            names = [plain(canvas.says(cards[i])) for stage in shown.stage_ids for i in row.get(stage, ())]
            _words(canvas, " · ".join(names), column.x + 8, column.width - 14, y)
        elif cell.top is not None:
            _card(canvas, cards[cell.top], cell, column, y)
    return y + height


def _card(canvas: Canvas, card: Card, cell: OverviewCell, column: Column, y: float) -> None:
    theme = canvas.theme
    if card.sentiment != "neutral":
        soft, edge = getattr(theme, f"{card.sentiment}_soft"), getattr(theme, card.sentiment)
        canvas.rect(column.x + 0.5, y + 0.5, column.width - 1, WORDS_ROW - 1, fill=soft)
        canvas.rect(column.x + 0.5, y + 0.5, 3, WORDS_ROW - 1, fill=edge)
    more = text("views.more_cards", canvas.locale, count=cell.cards - 1) if cell.cards > 1 else ""
    room = column.width - 14 - (width(more, 11, 600) + 8 if more else 0)
    said = plain(canvas.says(card)) or text("map.empty_card", canvas.locale)
    _words(canvas, ("★ " if card.moment_of_truth else "") + said, column.x + 8, room, y)
    if more:
        right = column.x + column.width - 7
        canvas.text(right, y + 22, more, 11, theme.text, weight=600, anchor="end")


def _words(canvas: Canvas, said: str, x: float, room: float, y: float) -> None:
    lines = wrap(said, room, 11.5, most=2)
    top = y + (22 if len(lines) == 1 else 15)
    for at, line in enumerate(lines):
        canvas.text(x, top + at * 14, line, 11.5, canvas.theme.text)


def _counts(canvas: Canvas, cell: OverviewCell, column: Column, y: float) -> None:
    theme, x = canvas.theme, column.x + 8
    if not cell.cards:
        return
    count = number(cell.cards, canvas.locale)
    canvas.text(x, y + 16.2, count, 11.5, theme.text, weight=600)
    x += width(count, 11.5, 600) + 9
    for feeling in ("negative", "attention", "positive"):
        held = getattr(cell, feeling)
        if held and x < column.x + column.width - 24:
            canvas.rect(x, y + 8, 8, 8, fill=getattr(theme, feeling), radius=2.5)
            canvas.text(x + 11, y + 16.2, number(held, canvas.locale), 11, theme.muted)
            x += 18 + width(number(held, canvas.locale), 11)


def _foot(canvas: Canvas, view: MapView, slide: Overview, cards: Cards, y: float) -> float:
    lists = (
        (f"views.{slide.pains_are}", slide.pains, ("severity", "frequency")),
        ("views.opportunities", slide.opportunities, ("impact", "ease")),
    )
    theme, locale, half = canvas.theme, canvas.locale, WIDTH / 2
    stages = {stage.id: words.stage_title(stage, locale) for stage in view.stages}
    for side, (key, ids, scores) in enumerate(lists):
        x = side * half + 16
        canvas.text(x, y + 18, text(key, locale), 12, theme.text, weight=700)
        if not ids:
            canvas.text(x, y + 37, text("views.none_yet", locale), 12, theme.muted)
        for at, card in enumerate(cards[card_id] for card_id in ids):
            top = y + 24 + at * 20
            edge = theme.neutral if card.sentiment == "neutral" else getattr(theme, card.sentiment)
            canvas.rect(x, top, 3, 17, fill=edge)
            about = [stages.get(card.stage_id, "")]
            for score in scores:
                value = getattr(card, score)
                about += [text(f"views.{score}", locale, value=value)] if value is not None else []
            small = fit(" · ".join(about), half * 0.45, 11)
            said = fit(plain(card.text), half - 56 - width(small, 11), 12)
            canvas.text(x + 10, top + 13, said, 12, theme.text)
            canvas.text(x + 18 + width(said, 12), top + 13, small, 11, theme.muted)
    return y + 28 + 20 * max(1, len(slide.pains), len(slide.opportunities))


def _left_out(slide: Overview, locale: str, note: str) -> str:
    parts = [note] if note else []
    if slide.more_stages:
        parts.append(text("views.more_stages", locale, count=slide.more_stages))
    if slide.more_lanes:
        parts.append(text("views.more_lanes", locale, count=slide.more_lanes))
    return " · ".join(parts)
