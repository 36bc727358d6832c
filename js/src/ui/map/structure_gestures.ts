/** What a hand can do to phases, steps and the show of lanes, each as one commit that is spoken; knows no keys. */
import { edit_lane, edit_phase } from "../../core/commands";
import { real_index } from "../../core/filters";
import type { Op } from "../../core/protocol";
import { hidden_lanes } from "../../core/shown";
import { get, phases, type State, stages, stages_of, steps, where } from "../../core/state";
import { add_step, move_phase, move_step, remove_phase, remove_step } from "../../core/structure";
import type { MapControl } from "./control";
import { type Place, place_key } from "./place";
import { lane_title, phase_title, stage_title } from "./titles";

const phase_name = (map: MapControl, id: string): string => {
  const phase = get(map.state, "phases", id);
  return phase ? phase_title(map.t, phase) : "";
};

// -- phases ---------------------------------------------------------------------------------------

/** Fold a phase into one narrow column, or unfold it. */
export function toggle_phase(map: MapControl, id: string): void {
  const phase = get(map.state, "phases", id);
  if (!phase) return;
  const said = map.t(phase.collapsed ? "structure.said_expanded" : "structure.said_collapsed", {
    name: phase_name(map, id),
  });
  const ops = edit_phase(map.state, id, { collapsed: !phase.collapsed });
  if (map.commit("edit_phase", ops, said)) map.roving.focus(place_key("phase", id));
}

/** The phases that are drawn: those with stages. */
export const drawn_phases = (state: State, journey_id: string) =>
  phases(state, journey_id).filter((phase) => stages_of(state, phase.id).length > 0);

/** Put a phase with its stages before number `index` of the others that are drawn. */
export function put_phase(map: MapControl, id: string, index: number): void {
  const { state, journey_id, t } = map;
  const drawn = drawn_phases(state, journey_id);
  if (index < 0 || index >= drawn.length) return;
  const others = (list: readonly { readonly id: string }[]) => list.filter((other) => other.id !== id);
  const to = real_index(others(phases(state, journey_id)), others(drawn), index);
  const values = { name: phase_name(map, id), position: index + 1, count: drawn.length };
  map.commit("move_phase", move_phase(state, id, to), t("structure.moved_phase", values));
  map.roving.focus(place_key("phase", id));
}

export function step_phase(map: MapControl, id: string, by: 1 | -1): void {
  const at = drawn_phases(map.state, map.journey_id).findIndex((phase) => phase.id === id);
  put_phase(map, id, at + by);
}

/** Remove a phase; where it holds stages, ask first what should become of them. */
export function remove_phase_at(map: MapControl, id: string): void {
  const count = stages_of(map.state, id).length;
  const only = phases(map.state, map.journey_id).length === 1;
  const name = phase_name(map, id);
  const answer = (keep: boolean) => {
    const next = stages_of(map.state, id)[0];
    const ops = remove_phase(map.state, id, keep);
    const said = map.t(keep ? "structure.removed_phase_kept" : "structure.removed_phase", { name });
    if (map.commit("remove_phase", ops, said) && keep && next) map.roving.focus(place_key("stage", next.id));
  };
  if (count === 0) answer(false);
  else map.open_dialog({ kind: "remove_phase", name, stages: count, can_keep: !only, answer });
}

// -- steps ----------------------------------------------------------------------------------------

/** Draw a new step of a stage, behind step `after` or at the end, and ask for its name. */
export function new_step(map: MapControl, stage_id: string, after: string | null = null): void {
  const { state, journey_id, t } = map;
  const at = steps(state, stage_id).findIndex((step) => step.id === after);
  const index = at < 0 ? null : at + 1;
  const ops = add_step(state, journey_id, { stage_id, name: t("structure.new_step"), index });
  const put = ops[0];
  if (put?.op !== "put") return;
  const key = place_key("step", put.record.id);
  map.begin({ key, field: "name", label: "add_step", ops, said: t("structure.added_step") });
}

/** Put a step before number `index` of the others of a stage. */
export function put_step(map: MapControl, id: string, stage_id: string, index: number): void {
  const { state, t } = map;
  const step = get(state, "steps", id);
  if (!step) return;
  const count = steps(state, stage_id).filter((other) => other.id !== id).length + 1;
  const said =
    stage_id === step.stage_id
      ? t("structure.moved_step", { name: step.name, position: index + 1, count })
      : t("structure.moved_step_to", {
          name: step.name,
          stage: stage_title(t, get(state, "stages", stage_id)),
        });
  map.commit("move_step", move_step(state, id, { stage_id, index }), said);
  map.roving.focus(place_key("step", id));
}

/** One step up or down among its neighbours; to the side, into the next stage. */
export function step_step(map: MapControl, id: string, way: "left" | "right" | "up" | "down"): void {
  const { seen, journey_id } = map;
  const step = get(seen, "steps", id);
  if (!step) return;
  const own = steps(seen, step.stage_id);
  const at = own.findIndex((other) => other.id === id);
  if (way === "up" || way === "down") {
    const to = at + (way === "up" ? -1 : 1);
    if (to >= 0 && to < own.length) put_step(map, id, step.stage_id, to);
    return;
  }
  const columns = stages(seen, journey_id);
  const here = columns.findIndex((stage) => stage.id === step.stage_id);
  const target = columns[here + (way === "left" ? -1 : 1)];
  if (target) put_step(map, id, target.id, Math.min(at, steps(seen, target.id).length));
}

export function remove_step_at(map: MapControl, id: string): void {
  const step = get(map.state, "steps", id);
  if (!step) return;
  const own = steps(map.state, step.stage_id);
  const at = own.findIndex((other) => other.id === id);
  const next = own[at + 1] ?? own[at - 1];
  const said = map.t("structure.removed_step", { name: step.name });
  if (map.commit("remove_step", remove_step(map.state, id), said))
    map.roving.focus(next ? place_key("step", next.id) : place_key("stage", step.stage_id));
}

/** The number of a step in its stage, from 1; 0 where it is not there. */
export const step_number = (state: State, id: string | null): number => {
  const step = get(state, "steps", id);
  return step ? steps(state, step.stage_id).findIndex((other) => other.id === id) + 1 : 0;
};

// -- lanes ----------------------------------------------------------------------------------------

const named = (map: MapControl, id: string) => {
  const lane = get(map.state, "lanes", id);
  return { name: lane ? lane_title(map.t, lane) : "" };
};

export function hide_lane(map: MapControl, id: string): void {
  const rows = where(map.seen, "lanes", (lane) => lane.journey_id === map.journey_id);
  const at = rows.findIndex((lane) => lane.id === id);
  const next = rows[at + 1] ?? rows[at - 1];
  const said = map.t("structure.said_hidden", named(map, id));
  if (!map.commit("edit_lane", edit_lane(map.state, id, { hidden: true }), said)) return;
  map.roving.select([]);
  const stage = stages(map.seen, map.journey_id)[0];
  if (next) map.roving.focus(place_key("lane", next.id));
  else if (stage) map.roving.focus(place_key("stage", stage.id));
}

/** Show hidden lanes again. */
export function show_lanes(map: MapControl, ids: readonly string[]): void {
  const ops = ids.flatMap((id) => edit_lane(map.state, id, { hidden: false }));
  const first = ids[0];
  if (!first) return;
  const all = ids.length > 1 || hidden_lanes(map.state, map.journey_id).length === 1;
  const said =
    ids.length > 1 && all
      ? map.t("structure.said_shown_all")
      : map.t("structure.said_shown", named(map, first));
  if (map.commit("edit_lane", ops, said)) map.roving.focus(place_key("lane", first));
}

export function toggle_pin(map: MapControl, id: string): void {
  const pinned = get(map.state, "lanes", id)?.pinned ?? false;
  const said = map.t(pinned ? "structure.said_unpinned" : "structure.said_pinned", named(map, id));
  map.commit("edit_lane", edit_lane(map.state, id, { pinned: !pinned }), said);
}

/** True where a place can take a new step: a stage, a step, or a card in one. */
export function stage_of(map: MapControl, { kind, id, stage_id }: Place): string | null {
  if (kind === "stage") return id;
  if (kind === "cell") return stage_id;
  if (kind === "step") return get(map.state, "steps", id)?.stage_id ?? null;
  return kind === "card" ? (get(map.state, "cards", id)?.stage_id ?? null) : null;
}

/** The first of what a batch adds to a table. */
export const first_put = (ops: readonly Op[], table: string): string | null => {
  const put = ops.find((op) => op.op === "put" && op.table === table);
  return put?.op === "put" ? put.record.id : null;
};
