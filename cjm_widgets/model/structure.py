"""Phases, steps and sets of lanes as pure functions: a state and a wish in, a batch out; changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cjm_widgets.errors import BadInput
from cjm_widgets.model import cascade, commands, lookup
from cjm_widgets.model.commands import Made, edit
from cjm_widgets.model.ids import derived_id, new_id
from cjm_widgets.model.lane_kinds import lane_set
from cjm_widgets.model.ops import Op, apply, put
from cjm_widgets.model.order import key_at
from cjm_widgets.model.records import Card, Phase, Stage, Step
from cjm_widgets.model.state import State
from cjm_widgets.model.wishes import check_new, record_of


def add_phase(
    state: State, journey_id: str, name: str, role: str | None, index: int | None, fields: Mapping[str, Any]
) -> Made:
    """Add a phase, unless one of this name (or, where it has none, of this role) is there."""
    check_new(Phase, "name", name, fields, "id name role order journey_id")
    phases = lookup.phases(state, journey_id)
    phase_id = derived_id("phase", journey_id, name or role)
    for phase in phases:
        if phase.id == phase_id or (phase.name == name if name else phase.role == role):
            return [], phase.id
    data = {"id": phase_id, "journey_id": journey_id, "name": name, "role": role, **fields}
    return [put(record_of(Phase, order=key_at(phases, index), **data))], phase_id


def add_step(
    state: State, journey_id: str, stage: Stage | str, name: str, index: int | None, fields: Mapping[str, Any]
) -> Made:
    """Add a step to a stage, unless its name is there."""
    check_new(Step, "name", name, fields, "id name order journey_id stage_id")
    stage_id = lookup.find_stage(state, journey_id, stage).id
    steps = state.where(Step, stage_id=stage_id)
    step_id = derived_id("step", journey_id, stage_id, name)
    for step in steps:
        if step.id == step_id or step.name == name:
            return [], step.id
    if step_id in state.table(Step):  # made here once, and moved to another stage since
        step_id = new_id("step")
    data = {"id": step_id, "journey_id": journey_id, "stage_id": stage_id, "name": name, **fields}
    return [put(record_of(Step, order=key_at(steps, index), **data))], step_id


def add_lanes(state: State, journey_id: str, name: str, index: int | None) -> tuple[list[Op], list[str]]:
    """Add the lanes of a set that are not there yet; return the ids of all of them, in their order."""
    ops: list[Op] = []
    ids = []
    for kind, metric in lane_set(name):
        made, lane_id = commands.add_lane(state, journey_id, kind, index, {"metric": metric})
        if made:
            state = apply(state, made).state
            index = None if index is None else index + 1
        ops += made
        ids.append(lane_id)
    return ops, ids


def move_phase(state: State, phase: Phase, index: int | None) -> list[Op]:
    """Move a phase with its stages to another place."""
    others = [other for other in lookup.phases(state, phase.journey_id) if other.id != phase.id]
    return edit(phase, {"order": key_at(others, index)})


def move_step(state: State, step: Step, stage: Stage | str | None, index: int | None) -> list[Op]:
    """Move a step within its stage or to another one; cards that stay behind let go of it."""
    stage_id = lookup.find_stage(state, step.journey_id, stage).id if stage is not None else step.stage_id
    others = [other for other in state.where(Step, stage_id=stage_id) if other.id != step.id]
    ops = edit(step, {"stage_id": stage_id, "order": key_at(others, index)})
    for card in state.where(Card, step_id=step.id) if stage_id != step.stage_id else ():
        ops += edit(card, {"step_id": step.id if card.stage_id == stage_id else None})
    return ops


def remove_phase(state: State, phase: Phase, *, keep_stages: bool) -> list[Op]:
    """Remove a phase with its stages; or keep them, in the phase before it or else the one behind it.

    Raises
    ------
    BadInput
        Stages are to be kept, but there is no other phase.
    """
    if not keep_stages:
        return cascade.remove_record(state, phase)
    phases = lookup.phases(state, phase.journey_id)
    at = next(place for place, other in enumerate(phases) if other.id == phase.id)
    if len(phases) == 1:
        raise BadInput(
            "The stages of the only phase cannot be kept without it.", where="keep_stages",
            expected="another phase of this journey",
        )  # fmt: skip
    ops: list[Op] = []
    before = at > 0
    home = phases[at - 1] if before else phases[1]
    place = None if before else 0
    for stage in state.where(Stage, phase_id=phase.id):
        moved = commands.move_stage(apply(state, ops).state, stage, home, place)
        ops += moved
        place = None if place is None else place + 1
    return [*ops, *cascade.remove_record(apply(state, ops).state, phase)]
