"""The map on one slide: a table of stages, numbers and cards, the curves over it, what counts most below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cjm_widgets.exports.pptx.curve import curves_on
from cjm_widgets.exports.pptx.ink import HEIGHT, WIDTH, Slide, Words
from cjm_widgets.exports.pptx.table import Grid
from cjm_widgets.locale import text
from cjm_widgets.model.markdown import plain
from cjm_widgets.model.records import Card
from cjm_widgets.render import words
from cjm_widgets.render.format import metric_value, number, percent
from cjm_widgets.render.overview import Overview, OverviewCell, OverviewColumn, overview
from cjm_widgets.render.scores import scores_beside
from cjm_widgets.render.source import Source
from cjm_widgets.render.svg.overview_picture import column_name
from cjm_widgets.render.text import fit, width, wrap
from cjm_widgets.render.views import LaneView, MapView

_SIDE, _TOP, _LABEL = 0.35, 0.92, 1.35
_NAMES, _PHASES, _NUMBER, _CARD, _COUNT = 0.36, 0.34, 0.27, 0.37, 0.25
_POINTS = 72
_CHIPS = ("touchpoints", "channels")
_FOOT = 1.05


def overview_slide(slide: Slide, source: Source) -> None:
    """Fill a slide with the whole map."""
    view, cards, locale = source.view, source.cards, source.locale
    shown = overview(view, cards)
    slide.title(view.journey.title or text("map.untitled", locale), size=24, wide=7.4)
    _people(slide, view, locale)
    if not shown.columns:
        slide.text(_SIDE, 2, 8, 0.4, [text("map.empty_title", locale)], color=slide.theme.muted)
        return
    each = (WIDTH - 2 * _SIDE - _LABEL) / len(shown.columns)
    by_stage = shown.columns[0].kind == "stage"
    fixed = (_PHASES if by_stage else 0) + _NAMES + _NUMBER * len(shown.metrics)
    row = _CARD if shown.density == "words" else _COUNT
    left = HEIGHT - _TOP - _FOOT - 0.3 - fixed - row * len(shown.lanes)
    curve = max(0.9, min(2.4, left)) if shown.curve else 0.0
    heights = [
        *([_PHASES] if by_stage else []), _NAMES, *([curve] if curve else []),
        *[_NUMBER] * len(shown.metrics), *[row] * len(shown.lanes),
    ]  # fmt: skip
    grid = Grid(slide, _SIDE, _TOP, [_LABEL, *[each] * len(shown.columns)], heights, view.journey.title)
    at = _head(grid, slide, view, shown, locale, each, by_stage=by_stage)
    if curve:
        grid.cell(
            at, 0, [[Words(text("views.emotion", locale), bold=True)]], size=9, fill=slide.theme.surface
        )
        curves_on(
            slide, view, _middles(shown, each), _stage_width(shown, each), _TOP + sum(heights[:at]), curve,
            scores_beside(view), locale,
        )  # fmt: skip
        at += 1
    lanes = {lane.id: lane for lane in view.lanes}
    for lane_id in shown.metrics:
        _numbers(grid, slide, view, lanes[lane_id], shown, at, locale)
        at += 1
    for lane in shown.lanes:
        _cells(grid, slide, source, lanes[lane.id], lane.cells, shown, cards, at, each)
        at += 1
    _foot(slide, source, view, shown, cards, _TOP + sum(heights) + 0.08)


def _people(slide: Slide, view: MapView, locale: str) -> None:
    """Draw the kind of the map and its personas as chips, from the right."""
    theme, x = slide.theme, WIDTH - _SIDE
    for persona in reversed(view.personas[:5]):
        said = ", ".join(part for part in (persona.name, persona.role) if part)
        said = fit(said, 130, 9.5)
        wide = width(said, 9.5) / _POINTS * 1.12 + 0.42
        x -= wide + 0.08
        chip = slide.box(x, 0.48, wide, 0.28, line=theme.border, kind="ROUNDED_RECTANGLE", name=persona.name)
        slide.write(chip, [said], size=9.5, align="right")
        slide.box(x + 0.05, 0.53, 0.18, 0.18, fill=theme.persona(persona.color), kind="OVAL")
    kind = text(f"map.kind_{view.journey.kind}", locale)
    slide.text(
        x - 1.75, 0.48, 1.65, 0.28, [kind], size=9.5, color=theme.muted, align="right", anchor="middle"
    )


def _head(
    grid: Grid, slide: Slide, view: MapView, shown: Overview, locale: str, each: float, *, by_stage: bool
) -> int:
    """Write the phases over their stages, then the names; return the next row."""
    theme, at = slide.theme, 0
    if by_stage:
        order = [column.id for column in shown.columns]
        grid.cell(0, 0, [""], size=8, fill=theme.surface)
        for phase in view.phases:
            over = [order.index(stage) for stage in phase.stage_ids if stage in order]
            if over:
                said = words.phase_title(phase, locale).upper()
                line = [[Words(fit(said, len(over) * each * _POINTS - 12, 8, 700), bold=True)]]
                grid.cell(0, over[0] + 1, line, size=8, color=theme.muted, fill=theme.surface, span=len(over))
        at = 1
    key = "map.stage" if by_stage else "map.phase"
    grid.cell(at, 0, [[Words(text(key, locale), bold=True)]], size=9, fill=theme.surface)
    for place, column in enumerate(shown.columns, 1):
        name = wrap(column_name(view, column, locale), each * _POINTS - 10, 10, 700, most=2)
        grid.cell(at, place, [[Words(" ".join(name), bold=True)]], size=10)
    return at + 1


def _middles(shown: Overview, each: float) -> dict[str, float]:
    """Return the middle of every stage, in inches."""
    found = {}
    for at, column in enumerate(shown.columns):
        part = each / len(column.stage_ids)
        for place, stage in enumerate(column.stage_ids):
            found[stage] = _SIDE + _LABEL + at * each + (place + 0.5) * part
    return found


def _stage_width(shown: Overview, each: float) -> float:
    return each / max(len(column.stage_ids) for column in shown.columns)


def _numbers(
    grid: Grid, slide: Slide, view: MapView, lane: LaneView, shown: Overview, row: int, locale: str
) -> None:
    theme = slide.theme
    grid.cell(row, 0, [[Words(words.lane_title(lane, locale), bold=True)]], size=9, fill=theme.surface)
    cells = view.metrics.get(lane.metric, {})
    for at, column in enumerate(shown.columns, 1):
        known = [c for stage in column.stage_ids if (c := cells.get(stage)) and c.value is not None]
        if not known:
            grid.cell(row, at, ["—"], size=9, color=theme.muted)
        elif len(known) == 1:
            cell = known[0]
            ink = {"off_target": theme.negative, "too_few": theme.muted, "stale": theme.muted}
            small = Words(f"  {words.metric_small(cell, locale)}", color=theme.muted, size=7.5)
            shown_ = Words(words.metric_shown(cell, locale), bold=True)
            grid.cell(row, at, [[shown_, small]], size=10.5, color=ink.get(cell.state, theme.text))
        else:
            ends = [f(known, key=lambda c: c.value or 0) for f in (min, max)]
            said = " … ".join(metric_value(c.value, c.unit, locale, c.metric) for c in ends)
            grid.cell(row, at, [[Words(said, bold=True)]], size=9.5)


def _cells(
    grid: Grid,
    slide: Slide,
    source: Source,
    lane: LaneView,
    cells: Sequence[OverviewCell],
    shown: Overview,
    cards: Mapping[str, Card],
    row: int,
    each: float,
) -> None:
    theme, locale = slide.theme, source.locale
    title = fit(words.lane_title(lane, locale), _LABEL * _POINTS - 8, 9, 700)
    grid.cell(row, 0, [[Words(title, bold=True)]], size=9, fill=theme.surface)
    for at, (column, cell) in enumerate(zip(shown.columns, cells, strict=True), 1):
        if shown.density == "counts":
            grid.cell(row, at, [number(cell.cards, locale) if cell.cards else ""], size=9)
        elif lane.kind in _CHIPS:
            names = " · ".join(_names(source.view, lane, column, cards))
            grid.cell(row, at, [_two(names, each)], size=8.5)
        elif cell.top is not None:
            card = cards[cell.top]
            more = text("views.more_cards", locale, count=cell.cards - 1) if cell.cards > 1 else ""
            star = "★ " if card.moment_of_truth else ""
            said = _two(f"{star}{plain(_says(card, source.view))}", each - (0.35 if more else 0))
            soft = "" if card.sentiment == "neutral" else getattr(theme, f"{card.sentiment}_soft")
            tail = [Words(f"  {more}", bold=True, color=theme.muted, size=7.5)] if more else []
            grid.cell(row, at, [[Words(said), *tail]], size=8.5, fill=soft)


def _two(said: str, each: float) -> str:
    """Return what fits in two lines of a cell."""
    return " ".join(wrap(said, each * _POINTS - 16, 8.5, most=2))


def _says(card: Card, view: MapView) -> str:
    names = {channel.id: channel.name for channel in view.channels}
    return card.text or names.get(card.channel_id or "", "")


def _names(view: MapView, lane: LaneView, column: OverviewColumn, cards: Mapping[str, Card]) -> list[str]:
    row = view.cells[lane.id]
    return [plain(_says(cards[i], view)) for stage in column.stage_ids for i in row.get(stage, ())]


def _foot(
    slide: Slide, source: Source, view: MapView, shown: Overview, cards: Mapping[str, Card], y: float
) -> None:
    """Write the cards that weigh most, and how much of the map is assumed."""
    theme, locale = slide.theme, source.locale
    stages = {stage.id: words.stage_title(stage, locale) for stage in view.stages}
    half = (WIDTH - 2 * _SIDE) / 2
    lists = ((f"views.{shown.pains_are}", shown.pains), ("views.opportunities", shown.opportunities))
    for side, (key, ids) in enumerate(lists):
        lines: list[list[Words]] = [[Words(text(key, locale), bold=True, size=10)]]
        for card in (cards[card_id] for card_id in ids):
            said = fit(plain(card.text), half * _POINTS * 0.62, 9)
            about = f"  {stages.get(card.stage_id, '')}"
            ink = theme.muted if card.sentiment == "neutral" else getattr(theme, card.sentiment)
            lines.append(
                [Words("■ ", color=ink, size=8), Words(said), Words(about, color=theme.muted, size=8)]
            )
        if not ids:
            lines.append([Words(text("views.none_yet", locale), color=theme.muted)])
        slide.text(_SIDE + side * half, y, half - 0.2, 0.8, lines, size=9)
    notes = [source.note]
    if view.assumption_share is not None:
        notes.append(text("map.assumption", locale, share=percent(view.assumption_share, locale)))
    if shown.more_lanes:
        notes.append(text("views.more_lanes", locale, count=shown.more_lanes))
    line = " · ".join(note for note in notes if note)
    slide.text(
        _SIDE, HEIGHT - 0.34, WIDTH - 2 * _SIDE, 0.22, [line], size=8.5, color=theme.muted, align="right"
    )
