"""Builds the phases, stages and lanes of a template into a journey; pure: a state in, a batch out."""

from __future__ import annotations

from typing import Any

from cjm_widgets.model import lookup
from cjm_widgets.model.ids import derived_id
from cjm_widgets.model.ops import Op, patch, put, read_record
from cjm_widgets.model.order import keys_behind
from cjm_widgets.model.records import JourneyRecord, Phase
from cjm_widgets.model.state import State

Plan = dict[str, Any]


def apply_template(state: State, journey: JourneyRecord, plan: Plan) -> list[Op]:
    """Build a template into a journey that is there; an empty one becomes of its kind and shape."""
    ops = build(state, journey.id, plan)
    wanted = {name: plan[name] for name in ("kind", "shape") if getattr(journey, name) != plan[name]}
    begun = lookup.stages(state, journey.id) or lookup.lanes(state, journey.id)
    return ops if begun or not wanted else [patch(journey, **wanted), *ops]


def build(state: State, journey_id: str, plan: Plan) -> list[Op]:
    """Add what a journey lacks of a template: phases by role or name, stages by name, lanes by kind."""
    phase_ids, ops = _phases(state, journey_id, plan)
    ops += _stages(state, journey_id, plan, phase_ids)
    return [*ops, *_lanes(state, journey_id, plan)]


def _phases(state: State, journey_id: str, plan: Plan) -> tuple[dict[str, str], list[Op]]:
    there = lookup.phases(state, journey_id)
    ids: dict[str, str] = {}
    ops: list[Op] = []
    keys = iter(keys_behind(there, len(plan["phases"])))
    for part in plan["phases"]:
        called = part.get("role") or part["key"]
        name = part.get("name", "")
        found = _phase_there(there, part.get("role"), name)
        if found is not None:
            ids[called] = found.id
            continue
        ids[called] = derived_id("phase", journey_id, part.get("role") or name)
        data = {"id": ids[called], "journey_id": journey_id, "role": part.get("role"), "name": name}
        ops.append(put(read_record("phases", {**data, "order": next(keys)})))
    return ids, ops


def _phase_there(phases: list[Phase], role: str | None, name: str) -> Phase | None:
    return next((p for p in phases if (p.role == role if role else p.name == name)), None)


def _stages(state: State, journey_id: str, plan: Plan, phase_ids: dict[str, str]) -> list[Op]:
    there = lookup.stages(state, journey_id)
    names = {stage.name for stage in there}
    ids = {stage.id for stage in there}
    ops: list[Op] = []
    for part, key in zip(plan["stages"], keys_behind(there, len(plan["stages"])), strict=True):
        stage_id = derived_id("stage", journey_id, part["name"])
        if part["name"] in names or stage_id in ids:
            continue
        prompts = [{"lane": lane, "text": said} for lane, said in part.get("prompts", {}).items()]
        data = {"id": stage_id, "journey_id": journey_id, "phase_id": phase_ids[part["phase"]], "order": key}
        words = {"name": part["name"], "description": part["description"], "prompts": prompts}
        ops.append(put(read_record("stages", {**data, **words})))
    return ops


def _lanes(state: State, journey_id: str, plan: Plan) -> list[Op]:
    there = lookup.lanes(state, journey_id)
    kinds = {lane.kind for lane in there}
    ids = {lane.id for lane in there}
    ops: list[Op] = []
    for part, key in zip(plan["lanes"], keys_behind(there, len(plan["lanes"])), strict=True):
        lane_id = derived_id("lane", journey_id, part["kind"], part.get("title", ""), "")
        if part["kind"] in kinds or lane_id in ids:
            continue
        data = {"id": lane_id, "journey_id": journey_id, "order": key, **part}
        ops.append(put(read_record("lanes", data)))
    return ops
