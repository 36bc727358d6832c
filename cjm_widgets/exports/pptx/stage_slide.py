"""One stage on a slide, or on several where it holds much: numbers, emotions, then its cards lane by lane."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cjm_widgets.analysis.words import emotion
from cjm_widgets.exports.pptx.flow import Block, columns_of, flow
from cjm_widgets.exports.pptx.ink import MARGIN, WIDTH, Line, Slide, Words, height_of
from cjm_widgets.locale import text
from cjm_widgets.model.curve_points import point_place
from cjm_widgets.model.markdown import plain
from cjm_widgets.model.records import Card
from cjm_widgets.render import words
from cjm_widgets.render.format import Cell
from cjm_widgets.render.source import Source
from cjm_widgets.render.text import clean
from cjm_widgets.render.views import LaneView, StageView

_ASIDE = 3.3
_CHIPS = ("touchpoints", "channels")
_SEEN = 1_200
"""Characters of a card on a slide; a longer text stands whole in the notes of the slide."""


def stage_slides(add: Callable[[], Slide], source: Source, number: int) -> None:
    """Add the slides of a stage; `number` is its place, from 0."""
    view, locale = source.view, source.locale
    stage = view.stages[number]
    phase = next((p for p in view.phases if p.id == stage.phase_id), None)
    about = [words.phase_title(phase, locale) if phase else "", stage.description]
    name = words.stage_title(stage, locale)

    aside = _numbers(source, stage) + _emotions(source, stage)

    def begin(part: int) -> tuple[Slide, float]:
        slide = add()
        slide.title(name if part == 0 else f"{name} ({part + 1})")
        line = " · ".join(each for each in about if each.strip())
        slide.text(MARGIN, 0.92, WIDTH - 2 * MARGIN, 0.3, [line], size=13, color=slide.theme.muted)
        if part == 0:
            flow(aside, lambda _: (slide, 1.45), [MARGIN])
        return slide, 1.45

    left = MARGIN + (_ASIDE + 0.3 if aside else 0)
    columns, wide = columns_of(left, WIDTH - left - MARGIN, 3 if aside else 4)
    flow(_cards(source, stage, wide), begin, columns)


def _heading(said: str, wide: float) -> Block:
    def draw(slide: Slide, x: float, y: float) -> None:
        slide.text(x, y, wide, 0.26, [[Words(said, bold=True)]], size=11, color=slide.theme.muted)

    return Block(0.26, draw, head=True)


# -- numbers and emotions ------------------------------------------------------------------------------


def _numbers(source: Source, stage: StageView) -> list[Block]:
    view, locale = source.view, source.locale
    blocks = []
    for lane in view.lanes:
        if lane.kind == "metrics" and not lane.hidden and lane.metric:
            cell = view.metrics.get(lane.metric, {}).get(stage.id)
            blocks.append(_number(words.lane_title(lane, locale), lane.metric, cell, locale))
    return blocks


def _number(name: str, metric: str, cell: Cell | None, locale: str) -> Block:
    def draw(slide: Slide, x: float, y: float) -> None:
        theme = slide.theme
        lines: list[Line] = [[Words(name, bold=True, size=10, color=theme.muted)]]
        if cell is None or cell.value is None:
            lines.append([Words(words.metric_missing(metric, cell, locale), size=11, color=theme.muted)])
        else:
            ink = {"off_target": theme.negative, "too_few": theme.muted, "stale": theme.muted}
            small = f"  {words.metric_small(cell, locale)}"
            lines.append(
                [
                    Words(words.metric_shown(cell, locale), bold=True, color=ink.get(cell.state, theme.text)),
                    Words(small, size=10.5, color=theme.muted),
                ]
            )
        slide.text(x, y, _ASIDE, 0.56, lines, size=18)

    return Block(0.56, draw)


def _emotions(source: Source, stage: StageView) -> list[Block]:
    view, locale = source.view, source.locale
    names = {persona.id: persona.name for persona in view.personas}
    stages = {each.id: words.stage_title(each, locale) for each in view.stages}
    blocks: list[Block] = []
    for line in view.curves:
        for point in line.points:
            if point.stage_id != stage.id:
                continue
            quote = text("map.quoted", locale, text=point.quote[:300]) if point.quote.strip() else ""
            where = point_place(point, stages, locale) if point.after else ""
            parts = (names.get(line.persona_id or "", ""), where, point.label)
            said = (", " if where else " ").join(part for part in parts if part)
            value = emotion(point.value, view.journey.emotion_scale, locale)
            blocks.append(_emotion(value, said, quote, line.color, point.evidence))
    return [_heading(text("views.emotion", locale), _ASIDE), *blocks] if blocks else []


def _emotion(value: str, said: str, quote: str, color: str, evidence: str | None) -> Block:
    high = height_of([(said, 11), (quote, 10.5)], _ASIDE - 0.75) + 0.06

    def draw(slide: Slide, x: float, y: float) -> None:
        theme = slide.theme
        ink = theme.persona(color)
        dot = slide.box(
            x, y + 0.02, 0.6, 0.28, line=ink, kind="ROUNDED_RECTANGLE", dash=evidence == "assumed"
        )
        slide.write(dot, [[Words(value, bold=True)]], size=11, color=ink, align="center", inside=0.02)
        lines: list[Line] = [[Words(said, bold=True)]] if said else []
        if quote:
            lines.append([Words(quote, italic=True, size=10.5, color=theme.muted)])
        if lines:
            slide.text(x + 0.72, y, _ASIDE - 0.75, high, lines, size=11)

    return Block(max(0.36, high), draw)


# -- cards ---------------------------------------------------------------------------------------------


def _cards(source: Source, stage: StageView, wide: float) -> list[Block]:
    view, cards = source.view, source.cards
    blocks: list[Block] = []
    for lane in view.lanes:
        held = [cards[i] for i in view.cells[lane.id].get(stage.id, ()) if i in cards]
        if not held or lane.hidden:
            continue
        blocks.append(_heading(words.lane_title(lane, source.locale), wide))
        if lane.kind in _CHIPS:
            blocks.append(_chips(source, lane, held, wide))
        else:
            blocks += [_card(source, card, wide) for card in held]
    return blocks


def _chips(source: Source, lane: LaneView, held: Sequence[Card], wide: float) -> Block:
    names = {channel.id: channel.name for channel in source.view.channels}
    said = " · ".join(plain(card.text or names.get(card.channel_id or "", "")) for card in held)
    high = height_of([(said, 13)], wide) + 0.06
    return Block(high, lambda slide, x, y: _say(slide, x, y, wide, high, said, lane.kind))


def _say(slide: Slide, x: float, y: float, wide: float, high: float, said: str, name: str) -> None:
    slide.text(x, y, wide, high, [said], size=13, name=name)


def _card(source: Source, card: Card, wide: float) -> Block:
    locale = source.locale
    names = {channel.id: channel.name for channel in source.view.channels}
    channel = names.get(card.channel_id or "", "")
    whole = plain(clean(card.text)) or channel or text("map.empty_card", locale)
    said = whole if len(whole) <= _SEEN else f"{whole[:_SEEN]}…"
    star = "★ " if card.moment_of_truth else ""
    quote = text("map.quoted", locale, text=card.quote.strip()[:_SEEN]) if card.quote.strip() else ""
    meta = words.card_meta(card, locale, channel if card.text else "")
    room = wide - 0.25
    high = height_of([(star + said, 13), (quote, 11.5), (meta, 10.5)], room) + 0.16

    def draw(slide: Slide, x: float, y: float) -> None:
        theme = slide.theme
        ground, edge = theme.surface, theme.neutral
        if card.sentiment != "neutral":
            ground, edge = getattr(theme, f"{card.sentiment}_soft"), getattr(theme, card.sentiment)
        assumed = card.evidence == "assumed"
        shape = slide.box(
            x, y, wide, high, fill=ground, line=theme.muted if assumed else "", dash=assumed,
            kind="ROUNDED_RECTANGLE", weight=0.75, name=whole[:60],
        )  # fmt: skip
        slide.box(x, y, 0.045, high, fill=edge)
        lines: list[Line] = [[Words(star + said)]]
        if quote:
            lines.append([Words(quote, italic=True, size=11.5, color=theme.muted)])
        if meta:
            lines.append(
                [
                    Words(run, bold=bold, size=10.5, color=theme.muted)
                    for run, bold in words.bold_numbers(meta)
                ]
            )
        slide.write(shape, lines, size=13, inside=0.1)
        if said != whole:
            slide.note(whole)

    return Block(high, draw)
