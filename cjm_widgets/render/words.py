"""The words of a map: the author's own, else those of the catalogue; draws nothing."""

from __future__ import annotations

import re

from cjm_widgets.locale import maybe, text
from cjm_widgets.model.fields import Color
from cjm_widgets.model.lane_kinds import lane_kind
from cjm_widgets.model.records import Card
from cjm_widgets.render.format import Cell, interval, metric_value, number, percent
from cjm_widgets.render.views import LaneView, PhaseView, StageView

_NUMBERS = re.compile(r"(\d+(?:[.,\s\u202f]\d+)*)")


def lane_title(lane: LaneView, locale: str) -> str:
    """Return what a lane is called."""
    if lane.title:
        return lane.title
    if lane.kind == "metrics" and lane.metric:
        return maybe(f"lanes.metric_{lane.metric}", locale) or lane.metric
    return text(f"lanes.{lane.kind}", locale)


def lane_subtitle(lane: LaneView, locale: str) -> str:
    """Return the small line under a lane's name; may be empty."""
    if lane.subtitle:
        return lane.subtitle
    if lane.kind == "metrics" and lane.metric:
        return maybe(f"lanes.metric_{lane.metric}_subtitle", locale) or ""
    return maybe(f"lanes.{lane.kind}_subtitle", locale) or ""


def lane_icon(lane: LaneView) -> str:
    """Return the icon of a lane: its own, else that of its kind."""
    return lane.icon or lane_kind(lane.kind).icon


def lane_color(lane: LaneView) -> Color:
    """Return the colour of a lane: its own, else that of its kind."""
    return lane.color or lane_kind(lane.kind).color


def phase_title(phase: PhaseView, locale: str) -> str:
    """Return what a phase is called."""
    return phase.name or text(f"map.phase_{phase.role or 'unnamed'}", locale)


def stage_title(stage: StageView, locale: str) -> str:
    """Return what a stage is called."""
    return stage.name or text("map.stage_unnamed", locale)


def card_meta(card: Card, locale: str, channel: str = "") -> str:
    """Return the small line under a card's text: channel, source, evidence, scores, tags."""
    parts = [channel, card.source]
    if card.evidence:
        parts.append(text(f"map.evidence_{card.evidence}", locale))
    for name in ("severity", "frequency", "impact", "ease"):
        score = getattr(card, name)
        if score is not None:
            parts.append(f"{text(f'map.{name}', locale)} {score}")
    if (card.impact or 0) >= 4 and (card.ease or 0) >= 4:
        parts.append(text("map.quick_win", locale))
    parts += [f"#{tag}" for tag in card.tags]
    return " · ".join(part for part in parts if part)[:300]


def bold_numbers(line: str) -> list[tuple[str, bool]]:
    """Return a line as runs in which the numbers are bold: they carry it."""
    return [(piece, bool(at % 2)) for at, piece in enumerate(_NUMBERS.split(line)) if piece]


def metric_small(cell: Cell, locale: str) -> str:
    """Return interval, n and state of a number as one short line."""
    parts = [interval(cell.low, cell.high, cell.unit, locale, cell.metric)]
    if cell.unit == "count":
        parts.append(
            "" if cell.base is None else text("map.of_previous", locale, share=percent(cell.base, locale))
        )
    else:
        parts.append(text("map.n", locale, n=number(cell.n, locale)))
    if cell.state in ("too_few", "stale", "broken"):
        parts.append(text(f"map.{cell.state}", locale))
    if cell.state == "off_target":
        parts.append(text("map.alert", locale))
    return " · ".join(part for part in parts if part)


def metric_shown(cell: Cell, locale: str) -> str:
    """Return the number itself."""
    return metric_value(cell.value, cell.unit, locale, cell.metric)


def metric_missing(metric: str, cell: Cell | None, locale: str) -> str:
    """Return what stands where there is no number."""
    if not metric:
        return text("map.no_metric", locale)
    if cell is None:
        return text("map.pending", locale)
    reason = getattr(cell, "reason", None)
    if cell.state == "no_source" and reason is not None:
        return str(reason.text(locale))
    known = {"broken": "map.broken", "too_few": "map.too_few"}
    return text(known.get(cell.state, "map.no_data"), locale)
