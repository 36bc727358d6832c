"""Projects the records of a journey to what its map shows, as the browser does too; draws nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from cjm_widgets.model import lookup
from cjm_widgets.model.fields import (
    Color,
    EmotionScale,
    EvidenceClass,
    JourneyKind,
    LaneKind,
    LaneRole,
    Medium,
    PhaseRole,
    Variant,
)  # fmt: skip
from cjm_widgets.model.lane_kinds import lane_kind
from cjm_widgets.model.persona_fields import public
from cjm_widgets.model.records import (
    Card,
    Channel,
    Emotion,
    JourneyRecord,
    Lane,
    PersonaRecord,
    Stage,
    Step,
)
from cjm_widgets.model.state import State
from cjm_widgets.render.theme import PALETTE

LineName = Literal["interaction", "visibility", "internal"]
NOBODY: Color = "slate"
_VARIANTS: tuple[Variant, ...] = ("as_is", "to_be")
_SIDES: tuple[LaneRole, ...] = ("customer", "frontstage", "backstage", "support")
_LINES: tuple[LineName, ...] = ("interaction", "visibility", "internal")
"""Between each side of a service blueprint and the next."""
_NO_CLAIM = ("touchpoints", "channels")
# What a browser takes for white space between words; str.split differs on a few characters.
_SPACE = re.compile("[\t-\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+")

Cells = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Card ids of each cell, in order: lane, then stage. Every cell is there, empty ones too."""


@dataclass(frozen=True, slots=True)
class JourneyView:
    """The title line of a map."""

    id: str
    title: str
    kind: JourneyKind
    emotion_scale: EmotionScale


@dataclass(frozen=True, slots=True)
class PersonaView:
    """A persona as a chip: initials and colour are always there."""

    id: str
    name: str
    role: str
    initials: str
    color: Color


@dataclass(frozen=True, slots=True)
class PhaseView:
    """A phase over its stages."""

    id: str
    name: str
    role: PhaseRole | None
    stage_ids: tuple[str, ...]
    collapsed: bool


@dataclass(frozen=True, slots=True)
class StageView:
    """A column."""

    id: str
    name: str
    description: str
    phase_id: str


@dataclass(frozen=True, slots=True)
class StepView:
    """A step inside a stage."""

    id: str
    name: str
    stage_id: str


@dataclass(frozen=True, slots=True)
class ChannelView:
    """A channel of the vocabulary."""

    id: str
    name: str
    icon: str
    medium: Medium | None


@dataclass(frozen=True, slots=True)
class LaneView:
    """A row; an empty title, icon or prompt and no role stand for what its kind has."""

    id: str
    kind: LaneKind
    title: str
    subtitle: str
    metric: str
    persona_id: str | None
    icon: str
    color: Color | None
    prompt: str
    role: LaneRole | None
    hidden: bool
    pinned: bool
    target: float | None


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of a service blueprint, drawn above a lane."""

    name: LineName
    above: str


@dataclass(frozen=True, slots=True)
class PointView:
    """One point of a curve, on the scale from -2 to +2; `after`: the share of the way to the next stage."""

    id: str
    stage_id: str
    after: float
    value: float
    low: float | None
    high: float | None
    label: str
    intensity: int | None
    quote: str
    evidence: EvidenceClass | None
    moment_of_truth: bool


@dataclass(frozen=True, slots=True)
class CurveView:
    """The points of one persona and variant, in order, also between stages; stages without one are gaps."""

    persona_id: str | None
    variant: Variant
    color: Color
    points: tuple[PointView, ...]


@dataclass(frozen=True, slots=True)
class MapView:
    """All that a map shows.

    Attributes
    ----------
    cells : mapping
        Lane id, stage id, then card ids in order.
    lines : tuple of LineView
        The lines of interaction, visibility and internal interaction between lanes of different roles, from
        top to bottom.
    curves : tuple of CurveView
        Persona by persona; nobody's in particular come last.
    assumption_share : float or None
        Cards with evidence "assumed" over those that claim something, 0 to 1; None where none says what it
        rests on: then there is nothing to tell.
    metrics : mapping
        Metric, stage id, then its cell; not part of :meth:`to_dict`, as it travels apart.
    """

    journey: JourneyView
    personas: tuple[PersonaView, ...]
    phases: tuple[PhaseView, ...]
    stages: tuple[StageView, ...]
    steps: tuple[StepView, ...]
    channels: tuple[ChannelView, ...]
    lanes: tuple[LaneView, ...]
    lines: tuple[LineView, ...]
    cells: Cells
    curves: tuple[CurveView, ...]
    assumption_share: float | None
    metrics: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: MappingProxyType({}))

    def to_dict(self) -> dict[str, Any]:
        """Return the view as plain JSON values, without the metrics."""
        return {
            "journey": asdict(self.journey),
            "personas": [asdict(persona) for persona in self.personas],
            "phases": [{**asdict(phase), "stage_ids": list(phase.stage_ids)} for phase in self.phases],
            "stages": [asdict(stage) for stage in self.stages],
            "steps": [asdict(step) for step in self.steps],
            "channels": [asdict(channel) for channel in self.channels],
            "lanes": [asdict(lane) for lane in self.lanes],
            "lines": [asdict(line) for line in self.lines],
            "cells": {
                lane: {stage: list(cards) for stage, cards in row.items()} for lane, row in self.cells.items()
            },
            "curves": [
                {**asdict(curve), "points": [asdict(point) for point in curve.points]}
                for curve in self.curves
            ],
            "assumption_share": self.assumption_share,
        }


def persona_color(persona: PersonaRecord, position: int) -> Color:
    """Return the colour of a persona: its own, or that of its position among all of the document."""
    return persona.color or PALETTE[position % len(PALETTE)]  # type: ignore[return-value]


def persona_initials(name: str, role: str) -> str:
    """Return two letters: of two words of the name, of name and role, or the first two of the name."""
    words = [word for word in _SPACE.split(name) if word]
    if not words:
        return ""
    rest = words[1] if len(words) > 1 else _SPACE.sub(" ", role).strip(" ")
    return (words[0][0] + (rest[:1] or words[0][1:2])).upper()


def persona_view(persona: PersonaRecord, position: int) -> PersonaView:
    """Return a persona as a chip; `position` is its place among all personas of the document, from 0."""
    initials = persona_initials(persona.name, persona.role)
    return PersonaView(persona.id, persona.name, persona.role, initials, persona_color(persona, position))


def project(state: State, journey_id: str, metrics: Mapping[str, Mapping[str, Any]] | None = None) -> MapView:
    """Return what the map of a journey shows.

    Parameters
    ----------
    state : State
        The content of the document.
    journey_id : str
        Which journey.
    metrics : mapping, optional
        The cells of a binding: metric, stage id, then the cell.

    Raises
    ------
    NotFound
        No such journey.
    """
    journey = state.get(JourneyRecord, journey_id)
    stages, lanes = lookup.stages(state, journey_id), lookup.lanes(state, journey_id)
    cards = state.where(Card, journey_id=journey_id)
    people = [persona_view(public(record, at), at) for at, record in enumerate(state.where(PersonaRecord))]
    by_id = {view.id: view for view in people}
    shown = [by_id[chosen] for chosen in journey.personas] or people
    return MapView(
        journey=JourneyView(journey.id, journey.title, journey.kind, journey.emotion_scale),
        personas=tuple(shown),
        phases=tuple(
            PhaseView(p.id, p.name, p.role, tuple(s.id for s in stages if s.phase_id == p.id), p.collapsed)
            for p in lookup.phases(state, journey_id)
        ),
        stages=tuple(StageView(s.id, s.name, s.description, s.phase_id) for s in stages),
        steps=tuple(
            StepView(step.id, step.name, stage.id)
            for stage in stages
            for step in state.where(Step, stage_id=stage.id)
        ),
        channels=tuple(ChannelView(c.id, c.name, c.icon, c.medium) for c in state.where(Channel)),
        lanes=tuple(_lane(lane) for lane in lanes),
        lines=_lines(lanes),
        cells=_cells(lanes, stages, cards),
        curves=tuple(_curves(state, journey_id, stages, people)),
        assumption_share=_assumption_share(lanes, cards),
        metrics=MappingProxyType(dict(metrics or {})),
    )


def curves_of(state: State, journey_id: str) -> list[CurveView]:
    """Return the emotion curves of a journey alone, as :func:`project` has them."""
    people = [persona_view(public(record, at), at) for at, record in enumerate(state.where(PersonaRecord))]
    return _curves(state, journey_id, lookup.stages(state, journey_id), people)


def _lane(a: Lane) -> LaneView:
    return LaneView(
        a.id, a.kind, a.title, a.subtitle, a.metric, a.persona_id,
        a.icon, a.color, a.prompt, a.role, a.hidden, a.pinned, a.target,
    )  # fmt: skip


def _lines(lanes: Sequence[Lane]) -> tuple[LineView, ...]:
    """Return the lines between lanes of different roles; lanes without one belong to the side above them."""
    lines: list[LineView] = []
    before: int | None = None
    for lane in lanes:
        role = lane.role or lane_kind(lane.kind).role
        if lane.hidden or role is None:
            continue
        now = _SIDES.index(role)
        if before is not None:
            crossed = _LINES[min(before, now) : max(before, now)]
            lines += [LineView(name, lane.id) for name in (crossed if before < now else reversed(crossed))]
        before = now
    return tuple(lines)


def _cells(lanes: Sequence[Lane], stages: Sequence[Stage], cards: Sequence[Card]) -> Cells:
    held: dict[str, dict[str, list[str]]] = {lane.id: {stage.id: [] for stage in stages} for lane in lanes}
    for card in cards:
        cell = held.get(card.lane_id, {}).get(card.stage_id)
        if cell is not None:  # else its lane or stage is of another journey
            cell.append(card.id)
    return MappingProxyType(
        {
            lane: MappingProxyType({stage: tuple(ids) for stage, ids in row.items()})
            for lane, row in held.items()
        }
    )


def _curves(
    state: State, journey_id: str, stages: Sequence[Stage], people: Sequence[PersonaView]
) -> list[CurveView]:
    """Return one curve for each persona and variant that has points; the later id wins a shared place."""
    points: dict[tuple[str | None, str, str], dict[float, Emotion]] = {}
    for e in state.where(Emotion, journey_id=journey_id):
        points.setdefault((e.persona_id, e.variant, e.stage_id), {})[e.after] = e
    owners: list[tuple[str | None, Color]] = [(view.id, view.color) for view in people]
    curves = []
    for persona_id, color in [*owners, (None, NOBODY)]:
        for variant in _VARIANTS:
            found = [points.get((persona_id, variant, stage.id), {}) for stage in stages]
            views = tuple(_point(here[after]) for here in found for after in sorted(here))
            if views:
                curves.append(CurveView(persona_id, variant, color, views))
    return curves


def _point(e: Emotion) -> PointView:
    return PointView(
        e.id, e.stage_id, e.after, e.value, e.low, e.high, e.label, e.intensity, e.quote, e.evidence,
        e.moment_of_truth,
    )  # fmt: skip


def _assumption_share(lanes: Sequence[Lane], cards: Sequence[Card]) -> float | None:
    kinds = {lane.id: lane.kind for lane in lanes}
    claims = [
        c
        for c in cards
        if c.evidence is not None or ((c.text or c.channel_id) and kinds[c.lane_id] not in _NO_CLAIM)
    ]
    if all(card.evidence is None for card in claims):
        return None
    return sum(card.evidence == "assumed" for card in claims) / len(claims)
