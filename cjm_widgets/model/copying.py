"""Takes lanes, stages, phases or cards out of a journey and puts them into another one; pure.

The browser does the same by its clipboard (js/src/core/clip.ts); both are held to the same vectors.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from cjm_widgets.errors import BadInput, an
from cjm_widgets.model import lookup
from cjm_widgets.model.clone import Part, clone, inside
from cjm_widgets.model.ops import Op, Put
from cjm_widgets.model.order import between
from cjm_widgets.model.persona_fields import public
from cjm_widgets.model.records import (
    Card,
    Channel,
    Emotion,
    Lane,
    PersonaRecord,
    Phase,
    Record,
    Stage,
    Step,
)
from cjm_widgets.model.state import State

Tables = Mapping[str, Sequence[Record]]
"""Records by the name of their table, in order."""


@dataclass(frozen=True, slots=True)
class Clip:
    """What is copied, with all that it stands in and refers to.

    Attributes
    ----------
    kind : str
        ``"lanes"``, ``"stages"``, ``"phases"`` or ``"cards"``: what was meant.
    tables : mapping of str to sequence of Record
        The records that are copied (of `kind`, with what stands in them), and the phases, stages, lanes,
        personas and channels they stand in or name.
    stages : tuple of str
        The ids of all stages of the journey, in order: a stage is found again by its place.
    """

    kind: str
    tables: Tables
    stages: tuple[str, ...]

    def of(self, model: type[Any]) -> list[Any]:
        """Return its records of one class, in order."""
        return list(self.tables.get(model.table, ()))


def clip_of(state: State, journey_id: str, records: Iterable[Record]) -> Clip:
    """Return what is copied of a journey: records of one kind."""
    chosen = list(records)
    kinds = {record.table for record in chosen}
    if len(kinds) != 1 or not kinds <= {"lanes", "stages", "phases", "cards"}:
        what = " and ".join(an(record.prefix).lower() for record in chosen[:2])
        raise BadInput(
            "Lanes, stages, phases or cards are copied, one kind at a time.", value=what or None,
            expected="a lane, a stage, a phase or cards",
        )  # fmt: skip
    ids = {record.id for record in chosen}
    kind = kinds.pop()
    stages, lanes = lookup.stages(state, journey_id), lookup.lanes(state, journey_id)
    own = [stage for stage in stages if stage.id in ids or stage.phase_id in ids]
    held: list[Record] = inside(state, *own)
    if kind in ("lanes", "cards"):
        cards = state.where(Card, journey_id=journey_id)
        held = [card for card in cards if (card.lane_id if kind == "lanes" else card.id) in ids]
    if any(lane.id in ids and lane.kind == "emotions" for lane in lanes):
        held += state.where(Emotion, journey_id=journey_id)
    tables = _context(state, kind, ids, own, held, stages, lanes)
    return Clip(kind, tables, tuple(stage.id for stage in stages))


def _context(
    state: State, kind: str, ids: set[str], own: list[Stage], held: list[Record],
    stages: list[Stage], lanes: list[Lane],
) -> Tables:  # fmt: skip
    """Return what is copied with the records it stands in and names."""
    cards: list[Card] = sorted((c for c in held if isinstance(c, Card)), key=lambda c: (c.order, c.id))
    points = [record for record in held if isinstance(record, Emotion)]
    in_stages = {c.stage_id for c in cards} | {p.stage_id for p in points} | {stage.id for stage in own}
    in_lanes = {card.lane_id for card in cards} | (ids if kind == "lanes" else set())
    columns = [stage for stage in stages if stage.id in in_stages]
    in_phases = {stage.phase_id for stage in columns} | (ids if kind == "phases" else set())
    rows = [lane for lane in lanes if lane.id in in_lanes]
    named = {getattr(record, "persona_id", None) for record in (*held, *rows)}
    used = {card.channel_id for card in cards}
    return {
        "phases": [phase for phase in state.where(Phase) if phase.id in in_phases],
        "stages": columns,
        "lanes": rows,
        "steps": [record for record in held if isinstance(record, Step)],
        "cards": cards,
        "emotions": points,
        "personas": [person for person in state.where(PersonaRecord) if person.id in named],
        "channels": [channel for channel in state.where(Channel) if channel.id in used],
    }


def paste_clip(state: State, journey_id: str, clip: Clip) -> tuple[list[Op], list[str]]:
    """Return what adds a clip to a journey, and the ids of what was meant by it there.

    A persona or channel unknown there is the one of its name, or comes along. A stage that cards stand in is
    the one of its name, else the one in its place, else it comes along; a lane is the one of its kind, title
    and metric, else it comes along. What was meant itself is always added, at the end of its phase or of the
    lanes; only numbers and the curve are one to a journey.
    """
    paste = _Paste(state, journey_id, clip)
    paste.people()
    paste.axis()
    paste.rows()
    paste.content()
    ops = clone(paste.parts, paste.known)
    added = iter([op.record.id for op in ops if isinstance(op, Put) and op.table == clip.kind])
    meant = [paste.known.get(record.id) or next(added) for record in clip.tables[clip.kind]]
    return ops, meant


class _Paste:
    """One paste under way: what the records of the clip are called where they go, and what is added."""

    def __init__(self, state: State, journey_id: str, clip: Clip) -> None:
        self.state, self.journey_id, self.clip = state, journey_id, clip
        self.known: dict[str, str | None] = {}
        self.parts: list[Part] = []
        self.ends: dict[tuple[str, ...], str | None] = {}

    def add(self, record: Record, **changes: Any) -> None:
        """Bring a record along."""
        self.parts.append((record, changes))

    def behind(self, place: tuple[str, ...], there: Sequence[Any]) -> str:
        """Return the order behind all that stands in a place, and behind what was put there before."""
        last = self.ends.get(place, there[-1].order if there else None)
        self.ends[place] = order = between(last, None)
        return order

    def people(self) -> None:
        """Find personas and channels: by id, by name, or they come along."""
        for model in (PersonaRecord, Channel):
            there = self.state.where(cast(Any, model))
            for record in self.clip.of(model):
                same = [r for r in there if r.id == record.id]
                same += [r for r in there if r.name.casefold() == record.name.casefold()]
                if same:
                    self.known[record.id] = same[0].id
                else:
                    self.add(
                        public(record) if isinstance(record, PersonaRecord) else record,
                        order=self.behind((model.table,), there),
                    )

    def axis(self) -> None:
        """Find or bring phases and stages."""
        clip, there = self.clip, lookup.stages(self.state, self.journey_id)
        phases = lookup.phases(self.state, self.journey_id)
        homes = {phase.id: self._home(phase, phases) for phase in clip.of(Phase)}
        needed = {phase_id for phase_id in homes if clip.kind == "phases"}
        for stage in clip.of(Stage):
            found = self._stage_for(stage, there) if clip.kind in ("lanes", "cards") else None
            if found:
                self.known[stage.id] = found
                continue
            home = homes[stage.phase_id] or stage.phase_id
            needed.add(stage.phase_id)
            order = self.behind(("stage", home), [other for other in there if other.phase_id == home])
            self.add(stage, journey_id=self.journey_id, order=order)
        for phase in clip.of(Phase):
            if homes[phase.id]:
                self.known[phase.id] = homes[phase.id]
            elif phase.id in needed:
                order = self.behind(("phase",), phases)
                self.add(phase, journey_id=self.journey_id, order=order, collapsed=False)

    def _home(self, phase: Phase, there: Sequence[Phase]) -> str | None:
        """Return the phase of its role or name; a phase that is meant itself has none."""
        if self.clip.kind == "phases":
            return None
        for other in there:
            if (phase.role and other.role == phase.role) or (phase.name and other.name == phase.name):
                return other.id
        return None

    def _stage_for(self, stage: Stage, there: Sequence[Stage]) -> str | None:
        """Return the stage of its name, else the one in its place that no other of the clip is called."""
        name = stage.name.casefold()
        same = next((other.id for other in there if other.name.casefold() == name), None)
        if same:
            return same
        at = self.clip.stages.index(stage.id)
        names = {other.name.casefold() for other in self.clip.of(Stage)}
        return there[at].id if at < len(there) and there[at].name.casefold() not in names else None

    def rows(self) -> None:
        """Find or bring lanes."""
        there = lookup.lanes(self.state, self.journey_id)
        for lane in self.clip.of(Lane):
            meant = self.clip.kind == "lanes" and lane.kind not in ("emotions", "metrics")
            same = None if meant else next((other.id for other in there if _like(other) == _like(lane)), None)
            if same:
                self.known[lane.id] = same
            else:
                self.add(lane, journey_id=self.journey_id, order=self.behind(("lane",), there), hidden=False)

    def content(self) -> None:
        """Bring steps, cards and points; a point that is there already stays."""
        cards, steps = self.clip.of(Card), {step.id for step in self.clip.of(Step)}
        copied = {card.id for card in cards}
        self.known |= {link: None for card in cards for link in card.links if link not in copied}
        for step in self.clip.of(Step):
            self.add(step, journey_id=self.journey_id)
        for card in cards:
            lane_id = self.known.get(card.lane_id) or card.lane_id
            stage_id = self.known.get(card.stage_id) or card.stage_id
            there = self.state.where(Card, lane_id=lane_id, stage_id=stage_id, journey_id=self.journey_id)
            step = {} if card.step_id in steps else {"step_id": None}
            order = self.behind((lane_id, stage_id), there)
            self.add(card, journey_id=self.journey_id, order=order, **step)
        for point in self.clip.of(Emotion):
            stage_id = self.known.get(point.stage_id) or ""
            person = self.known.get(point.persona_id or "")
            place = (self.state, self.journey_id, stage_id, person, point.variant, point.after)
            taken = person is not None or point.persona_id is None
            if not (taken and lookup.find_emotion(*place)):
                self.add(point, journey_id=self.journey_id)


def _like(lane: Lane) -> tuple[str, str, str]:
    return (lane.kind, lane.title.casefold(), lane.metric)
