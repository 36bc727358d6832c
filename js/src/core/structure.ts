/** Phases, steps and sets of lanes as pure gestures: a state and a wish in, a batch of operations out. */
import { remove_records } from "./cascade";
import { add_lane, edit, move_stage, order_at, type Wish } from "./commands";
import { new_id } from "./ids";
import { LANE_SETS } from "./lane_kinds.gen";
import { apply } from "./ops";
import { key_at } from "./order";
import type { Op } from "./protocol";
import { get, lanes, phases, type Records, type State, stages_of, steps, where } from "./state";

// -- phases -------------------------------------------------------------------------------------------

/** Move a phase with its stages; `index` counts the other phases. */
export function move_phase(state: State, id: string, index?: number | null): Op[] {
  const phase = get(state, "phases", id);
  return phase ? edit(state, "phases", id, order_at(phases(state, phase.journey_id), id, index)) : [];
}

/**
 * Remove a phase with its stages; or keep them, in the phase before it or else the one behind it.
 *
 * Nothing is removed where stages are to be kept and there is no other phase.
 */
export function remove_phase(state: State, id: string, keep_stages: boolean): Op[] {
  const phase = get(state, "phases", id);
  if (!phase || !keep_stages) return remove_records(state, "phases", [id]);
  const all = phases(state, phase.journey_id);
  const at = all.findIndex((other) => other.id === id);
  const home = all[at - 1] ?? all[1];
  if (!home) return [];
  const ops: Op[] = [];
  stages_of(state, id).forEach((stage, index) => {
    const place = { phase_id: home.id, index: at > 0 ? null : index };
    ops.push(...move_stage(apply(state, ops).state, stage.id, place));
  });
  return [...ops, ...remove_records(apply(state, ops).state, "phases", [id])];
}

// -- steps --------------------------------------------------------------------------------------------

export type NewStep = Wish<"steps"> & { name: string; stage_id: string; index?: number | null };

/** Add a step to a stage, at the end where no index is given. */
export function add_step(state: State, journey_id: string, { index, ...fields }: NewStep): Op[] {
  const order = key_at(steps(state, fields.stage_id), index);
  const record = { ...fields, journey_id, order, id: new_id("step") };
  return [{ op: "put", table: "steps", record }];
}

export const edit_step = (state: State, id: string, fields: Wish<"steps">): Op[] =>
  edit(state, "steps", id, fields);

/** Move a step within its stage or to another one; cards that stay behind let go of it. */
export function move_step(state: State, id: string, to: { stage_id: string; index?: number | null }): Op[] {
  const order = order_at(steps(state, to.stage_id), id, to.index);
  const left = where(state, "cards", (card) => card.step_id === id && card.stage_id !== to.stage_id);
  return [
    ...edit(state, "steps", id, { stage_id: to.stage_id, ...order }),
    ...left.flatMap((card) => edit(state, "cards", card.id, { step_id: null })),
  ];
}

export const remove_step = (state: State, id: string): Op[] => remove_records(state, "steps", [id]);

// -- sets of lanes ------------------------------------------------------------------------------------

/** Add the lanes of a set that are not there yet. */
export function add_lanes(state: State, journey_id: string, name: string): Op[] {
  const ops: Op[] = [];
  for (const part of LANE_SETS[name] ?? []) {
    const [kind = "", metric = ""] = part.split(":") as [Records["lanes"]["kind"], string?];
    const there = lanes(state, journey_id);
    if (there.some((lane) => lane.kind === kind && lane.metric === metric && !lane.title)) continue;
    ops.push(
      ...add_lane(apply(state, ops).state, journey_id, { kind: kind as Records["lanes"]["kind"], metric }),
    );
  }
  return ops;
}
