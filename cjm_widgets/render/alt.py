"""Says in a sentence or two what a picture shows; draws nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from cjm_widgets.analysis.words import change, emotion
from cjm_widgets.locale import text
from cjm_widgets.model.curve_points import point_where
from cjm_widgets.model.records import Deck, PersonaRecord
from cjm_widgets.render import words
from cjm_widgets.render.format import percent
from cjm_widgets.render.scores import gaps, scores_beside
from cjm_widgets.render.text import one_line
from cjm_widgets.render.views import MapView

if TYPE_CHECKING:
    from cjm_widgets.metrics.roster import Roster

_LONG = 120


def map_alt(view: MapView, locale: str, *, intensity: bool = False) -> str:
    """Return what a map shows: its kind, size and the ends of its first emotion curve."""
    title = _short(view.journey.title) or text("map.untitled", locale)
    kind = text(f"map.kind_{view.journey.kind}", locale).lower()
    if not view.stages:
        return text("picture.map_empty", locale, title=title, kind=kind)
    cards = sum(len(ids) for row in view.cells.values() for ids in row.values())
    said = text(
        "picture.map",
        locale,
        title=title,
        kind=kind,
        stages=_stages(view, locale),
        lanes=text("picture.lanes", locale, count=len(view.lanes)),
        cards=text("picture.cards", locale, count=cards),
    )
    return f"{said} {_felt(view, locale, intensity)}" if view.curves else said


def curve_alt(view: MapView, locale: str, *, intensity: bool = False) -> str:
    """Return what the picture of the emotion curves shows."""
    title = _short(view.journey.title) or text("map.untitled", locale)
    said = text("picture.curve", locale, title=title, stages=_stages(view, locale))
    return f"{said} {_felt(view, locale, intensity)}"


def persona_alt(persona: PersonaRecord, locale: str) -> str:
    """Return who a persona card is about."""
    name, role = _short(persona.name), _short(persona.role)
    parts = [text("picture.persona_role" if role else "picture.persona", locale, name=name, role=role)]
    if persona.quote.strip():
        parts.append(text("picture.persona_quote", locale, quote=_short(persona.quote)))
    elif persona.goals:
        parts.append(text("picture.persona_goals", locale, goals=_short("; ".join(persona.goals[:4]))))
    return " ".join(parts)


def matching_alt(roster: Roster, stages: Mapping[str, str], title: str, locale: str) -> str:
    """Return which labels meet which stage, the largest of each, those without one first."""
    total = roster.total
    labels = text("matching.loose", locale, count=total.labels)
    name = _short(title) or text("map.untitled", locale)
    said = [text("matching.picture", locale, journey=name, labels=labels)]
    met: dict[str | None, list[str]] = {}
    for row in roster.rows:
        met.setdefault(row.stage_id, []).append(row.label)
    if None in met:
        share = percent(total.unassigned_share, locale, 1)
        said.append(text("matching.picture_loose", locale, share=share, names=_largest(met[None], locale)))
    for stage_id, stage in stages.items():
        if stage_id in met:
            names = _largest(met[stage_id], locale)
            said.append(text("matching.picture_met", locale, stage=_short(stage), names=names))
    return " ".join(said)


def _largest(labels: Sequence[str], locale: str, most: int = 4) -> str:
    """Return the first labels, and how many there are besides."""
    known = list(dict.fromkeys(labels))
    said = ", ".join(_short(label) for label in known[:most])
    more = len(known) - most
    return f"{said} {text('matching.picture_more', locale, count=more)}" if more > 0 else said


def deck_alt(people: Sequence[PersonaRecord], deck: Deck, locale: str) -> str:
    """Return who is in a deck of personas, and where they stand on the 2×2."""
    if not people:
        return text("deck.picture_empty", locale)
    said = [text("deck.picture", locale, names=", ".join(_short(one.name) for one in people))]
    places = [
        text("deck.picture_place", locale, name=_short(one.name), where=_spot(one.x, one.y, deck, locale))
        for one in people
        if one.x is not None and one.y is not None
    ]
    if places:
        title = _short(deck.title) or "2×2"
        said.append(text("deck.picture_placed", locale, title=title, places="; ".join(places)))
    return " ".join(said)


def _spot(x: float, y: float, deck: Deck, locale: str) -> str:
    def said(value: float, low: str, high: str) -> str:
        if round(value * 100) == 0:
            return text(f"deck.middle_{low}", locale)
        end = low if value < 0 else high
        name = _short(getattr(deck, end)) or text(f"deck.{end}", locale)
        return text("deck.towards", locale, share=percent(abs(value), locale), end=name)

    return f"{said(x, 'left', 'right')}, {said(y, 'bottom', 'top')}"


def _stages(view: MapView, locale: str) -> str:
    count = len(view.stages)
    if count < 2:
        return text("picture.stages", locale, count=count)
    first, last = (_short(words.stage_title(view.stages[at], locale)) for at in (0, -1))
    return text("picture.span", locale, count=count, first=first, last=last)


def _felt(view: MapView, locale: str, intensity: bool) -> str:
    levels = _intensity(view, locale) if intensity else ""
    return " ".join(part for part in (_emotion(view, locale), levels) if part)


def _intensity(view: MapView, locale: str) -> str:
    """Return where the first curve is felt most and least strongly; "" where nothing is said of it."""
    points = view.curves[0].points if view.curves else ()
    said = [(point.intensity, point) for point in points if point.intensity is not None]
    if not said:
        return ""
    names = {stage.id: _short(words.stage_title(stage, locale)) for stage in view.stages}
    (high, at_high), (low, at_low) = max(said, key=lambda p: p[0]), min(said, key=lambda p: p[0])
    if high == low:
        return text("picture.intensity_flat", locale, level=high)
    return text(
        "picture.intensity",
        locale,
        high=point_where(at_high, names, locale),
        high_level=high,
        low=point_where(at_low, names, locale),
        low_level=low,
    )


def _emotion(view: MapView, locale: str) -> str:
    if not view.curves:
        return text("picture.no_emotion", locale)
    names = {stage.id: _short(words.stage_title(stage, locale)) for stage in view.stages}
    points, scale = view.curves[0].points, view.journey.emotion_scale
    high, low = max(points, key=lambda p: p.value), min(points, key=lambda p: p.value)
    if high.value == low.value:
        return text("picture.flat", locale, value=emotion(high.value, scale, locale))
    said = text(
        "picture.extremes",
        locale,
        high=point_where(high, names, locale),
        high_value=emotion(high.value, scale, locale),
        low=point_where(low, names, locale),
        low_value=emotion(low.value, scale, locale),
    )
    return f"{said} {apart}" if (apart := _apart(view, names, locale)) else said


def _apart(view: MapView, names: dict[str, str], locale: str) -> str:
    """Return where drawn and measured disagree; "" where they do not."""
    found = gaps(view, scores_beside(view))
    stages = [
        f"{names[stage_id]} ({change(gap.value, view.journey.emotion_scale, locale)})"
        for stage_id, gap in found.items()
        if gap.disagree
    ]
    return text("picture.apart", locale, stages=", ".join(stages)) if stages else ""


def _short(said: str) -> str:
    line = one_line(said)
    return line if len(line) <= _LONG else line[: _LONG - 1].rstrip() + "…"
