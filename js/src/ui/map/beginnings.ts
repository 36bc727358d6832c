/** New stages, phases and lanes: drawn at once, added together with their names; knows no keys and no elements. */
import { add_lane, add_phase, add_stage, stage_index } from "../../core/commands";
import { apply } from "../../core/ops";
import type { Op } from "../../core/protocol";
import { lanes, phases, type Records, type State } from "../../core/state";
import { add_lanes } from "../../core/structure";
import type { LaneKind, MapControl } from "./control";
import { place_key } from "./place";
import { lane_title } from "./titles";

/** The lanes most maps begin with. */
export const USUAL: readonly LaneKind[] = [
  "actions",
  "touchpoints",
  "emotions",
  "pain_points",
  "opportunities",
];

/** The id of what `ops` add to `table`. */
function added(ops: readonly Op[], table: keyof Records): string {
  const put = ops.find((op) => op.op === "put" && op.table === table);
  return put?.op === "put" ? put.record.id : "";
}

/** Draw a new stage beside `id`, or at the end of the last phase, and ask for its name. */
export function new_stage(
  map: MapControl,
  id: string | null,
  side: 0 | 1 = 1,
  rest: Op[] = [],
  phase_id?: string,
): void {
  const { state, journey_id, t } = map;
  const near = id ? stage_index(state, id) : null;
  const place = near ? { phase_id: near.phase_id, index: near.index + side } : phase_id ? { phase_id } : {};
  const ops = add_stage(state, journey_id, { name: t("map.new_stage"), ...place });
  const key = place_key("stage", added(ops, "stages"));
  map.begin({ key, field: "name", label: "add_stage", ops: [...ops, ...rest], said: t("map.added_stage") });
}

/** The first stage of a map, with the usual lanes: one gesture. */
export function first_stage(map: MapControl): void {
  new_stage(map, null, 1, usual_lanes(map.state, map.journey_id));
}

/** Draw a new phase beside one, or at the end, with a first stage in it: without stages it is not to be seen. */
export function new_phase(map: MapControl, near: { id: string; side: 0 | 1 } | null = null): void {
  const { state, journey_id, t } = map;
  const at = near ? phases(state, journey_id).findIndex((phase) => phase.id === near.id) : -1;
  const index = near && at >= 0 ? at + near.side : null;
  const phase = add_phase(state, journey_id, { name: t("map.new_phase"), index });
  const phase_id = added(phase, "phases");
  const stage = add_stage(apply(state, phase).state, journey_id, { name: t("map.new_stage"), phase_id });
  const ops = [...phase, ...stage];
  const key = place_key("phase", phase_id);
  map.begin({ key, field: "name", label: "add_phase", ops, said: t("map.added_stage") });
}

/** Add a lane of a kind, beside lane `id` or at the end; one of notes is asked for its name first. */
export function new_lane(
  map: MapControl,
  kind: LaneKind,
  near: { id: string; side: 0 | 1 } | null = null,
  metric = "",
): void {
  const { state, journey_id, t } = map;
  const at = near ? lanes(state, journey_id).findIndex((lane) => lane.id === near.id) : -1;
  const index = near && at >= 0 ? at + near.side : null;
  const ops = add_lane(state, journey_id, { kind, metric, index });
  const name = lane_title(t, { kind, metric, title: "", subtitle: "" });
  const said = t("map.added_lane", { name });
  const key = place_key("lane", added(ops, "lanes"));
  if (kind === "free_text") map.begin({ key, field: "title", label: "add_lane", ops, said });
  else if (map.commit("add_lane", ops, said)) map.roving.focus(key);
}

/** Add the lanes of a set that are not there yet. */
export function add_set(map: MapControl, name: string): void {
  const ops = add_lanes(map.state, map.journey_id, name);
  if (ops.length === 0) {
    map.board.announce(map.t("structure.set_nothing"));
    return;
  }
  const key = place_key("lane", added(ops, "lanes"));
  const said = map.t("structure.added_lanes", { count: ops.length });
  if (map.commit("add_lanes", ops, said)) map.roving.focus(key);
}

/** Add the usual lanes to a map that has none. */
export function add_usual_lanes(map: MapControl): void {
  const ops = usual_lanes(map.state, map.journey_id);
  const key = place_key("lane", added(ops, "lanes"));
  if (map.commit("add_lane", ops, map.t("map.added_lanes", { count: USUAL.length }))) map.roving.focus(key);
}

function usual_lanes(state: State, journey_id: string): Op[] {
  const ops: Op[] = [];
  for (const kind of USUAL) ops.push(...add_lane(apply(state, ops).state, journey_id, { kind }));
  return ops;
}
