/** What a hand can do to the map, each as one commit that is spoken; knows no keys, menus or elements, and adds no columns. */
import { says } from "../../core/channels";
import {
  edit_card,
  move_card,
  move_lane,
  move_stage,
  remove_cards,
  remove_lane,
  remove_stage,
  stage_index,
  type Wish,
} from "../../core/commands";
import { real_index } from "../../core/filters";
import { apply } from "../../core/ops";
import { cell, get, lanes, phases, type State, stages } from "../../core/state";
import type { MapControl } from "./control";
import { type Place, place_key } from "./place";
import { remove_phase_at, remove_step_at, step_phase, step_step } from "./structure_gestures";
import { holds_cards, lane_title, phase_title, stage_title } from "./titles";

export type Way = "left" | "right" | "up" | "down";

/** The name of a place as it is spoken. */
export function name_of(map: MapControl, place: Place): string {
  const { state, t } = map;
  const lane = get(state, "lanes", place.id);
  const phase = get(state, "phases", place.id);
  if (place.kind === "card") {
    const card = get(state, "cards", place.id);
    return (card && says(state, card).slice(0, 60)) || t("map.empty_card");
  }
  if (place.kind === "stage") return stage_title(t, get(state, "stages", place.id));
  if (place.kind === "phase") return phase ? phase_title(t, phase) : "";
  if (place.kind === "step") return get(state, "steps", place.id)?.name ?? "";
  return lane ? lane_title(t, lane) : "";
}

// -- cards ----------------------------------------------------------------------------------------

/** The cards a gesture is about: the selection if the card is part of it, else the card alone. */
export function chosen(map: MapControl, id: string): string[] {
  const selected = map.roving.ids().filter((other) => get(map.seen, "cards", other));
  return selected.includes(id) ? selected : [id];
}

/** Open the field of a new card, behind the card at `place` or at the end of its cell. */
export function begin_card(map: MapControl, place: Place): void {
  const card = place.kind === "card" ? get(map.state, "cards", place.id) : undefined;
  const key = card
    ? place_key("cell", card.lane_id, card.stage_id)
    : place_key("cell", place.id, place.stage_id);
  map.edit(key, "text", "end", card?.id ?? null);
}

export function set_cards(map: MapControl, id: string, fields: Wish<"cards">): boolean {
  const ops = chosen(map, id).flatMap((other) => edit_card(map.state, other, fields));
  return map.commit("edit_card", ops, map.t("map.edited"));
}

export function remove_card(map: MapControl, id: string): void {
  const card = get(map.state, "cards", id);
  if (!card || map.locked) return;
  const ids = chosen(map, id);
  const key = place_key("card", id);
  const rest = cell(map.seen, card.lane_id, card.stage_id).filter((other) => !ids.includes(other.id));
  const next = rest.find((other) => other.order >= card.order) ?? rest[rest.length - 1];
  if (!map.commit("remove_cards", remove_cards(map.state, ids), map.t("map.removed", { count: ids.length })))
    return;
  map.roving.select([]);
  if (map.roving.current === key)
    map.roving.focus(next ? place_key("card", next.id) : place_key("cell", card.lane_id, card.stage_id));
}

/** Put a card into a cell, before card number `index` of the others that are shown there. */
export function put_card(
  map: MapControl,
  id: string,
  lane_id: string,
  stage_id: string,
  index: number,
): void {
  const { state, t } = map;
  const lane = get(state, "lanes", lane_id);
  if (!lane || !holds_cards(lane)) return;
  const values = {
    lane: lane_title(t, lane),
    stage: stage_title(t, get(state, "stages", stage_id)),
    position: index + 1,
  };
  const others = (of: State) => cell(of, lane_id, stage_id).filter((other) => other.id !== id);
  const to = { lane_id, stage_id, index: real_index(others(state), others(map.seen), index) };
  map.commit("move_card", move_card(state, id, to), t("map.moved_to", values));
  map.roving.focus(place_key("card", id));
}

/** Where a card goes by one step: a stage aside, a place up or down, or over into the next lane; null at the edge. */
export function card_step(
  map: MapControl,
  id: string,
  way: Way,
): { lane_id: string; stage_id: string; index: number } | null {
  const { seen: state, journey_id } = map;
  const card = get(state, "cards", id);
  if (!card) return null;
  const { lane_id, stage_id } = card;
  const own = cell(state, lane_id, stage_id);
  const here = own.findIndex((other) => other.id === id);
  const step = way === "up" || way === "left" ? -1 : 1;
  if (way === "left" || way === "right") {
    const columns = stages(state, journey_id);
    const target = columns[columns.findIndex((stage) => stage.id === stage_id) + step];
    if (!target) return null;
    return { lane_id, stage_id: target.id, index: Math.min(here, cell(state, lane_id, target.id).length) };
  }
  if (own[here + step]) return { lane_id, stage_id, index: here + step };
  const rows = lanes(state, journey_id).filter(holds_cards);
  const target = rows[rows.findIndex((lane) => lane.id === lane_id) + step];
  if (!target) return null;
  return { lane_id: target.id, stage_id, index: way === "up" ? cell(state, target.id, stage_id).length : 0 };
}

function step_card(map: MapControl, id: string, way: Way): void {
  const to = card_step(map, id, way);
  if (to) put_card(map, id, to.lane_id, to.stage_id, to.index);
}

// -- stages, phases, lanes ------------------------------------------------------------------------

/** Make a stage column number `position` of the map. */
export function put_stage(map: MapControl, id: string, to: { phase_id: string; index: number }): void {
  const { state, journey_id, t } = map;
  const ops = move_stage(state, id, to);
  const after = stages(apply(state, ops).state, journey_id);
  const position = after.findIndex((stage) => stage.id === id) + 1;
  const name = stage_title(t, get(state, "stages", id));
  const phase = get(state, "phases", to.phase_id);
  const said = phase?.collapsed
    ? t("structure.moved_into", { name, phase: phase_title(t, phase) })
    : t("map.moved_stage", { name, position, count: after.length });
  map.commit("move_stage", ops, said);
  // Into a collapsed phase it goes out of sight: the focus stays with the phase.
  map.roving.focus(phase?.collapsed ? place_key("phase", phase.id) : place_key("stage", id));
}

/** One step sideways; at the edge of its phase a stage goes over into the next phase. */
function step_stage(map: MapControl, id: string, way: Way): void {
  const { state, journey_id } = map;
  const here = stage_index(state, id);
  if (!here || way === "up" || way === "down") return;
  const step = way === "left" ? -1 : 1;
  const groups = phases(state, journey_id);
  const at = groups.findIndex((phase) => phase.id === here.phase_id);
  const size = (index: number) =>
    [...state.tables.stages.values()].filter((stage) => stage.phase_id === groups[index]?.id).length;
  if (here.index + step >= 0 && here.index + step < size(at)) {
    put_stage(map, id, { phase_id: here.phase_id, index: here.index + step });
  } else {
    const phase = groups[at + step];
    if (phase) put_stage(map, id, { phase_id: phase.id, index: step < 0 ? size(at + step) : 0 });
  }
}

export function put_lane(map: MapControl, id: string, index: number): void {
  const { state, journey_id, t } = map;
  const all = lanes(map.seen, journey_id);
  const lane = get(state, "lanes", id);
  if (!lane || index < 0 || index >= all.length) return;
  const others = (of: State) => lanes(of, journey_id).filter((other) => other.id !== id);
  const to = real_index(others(state), others(map.seen), index);
  const values = { name: lane_title(t, lane), position: index + 1, count: all.length };
  map.commit("move_lane", move_lane(state, id, to), t("map.moved_lane", values));
  map.roving.focus(place_key("lane", id));
}

/** Move what stands at `place` one step. */
export function step(map: MapControl, place: Place, way: Way): void {
  if (map.locked) return;
  if (place.kind === "card") step_card(map, place.id, way);
  else if (place.kind === "stage") step_stage(map, place.id, way);
  else if (place.kind === "step") step_step(map, place.id, way);
  else if (place.kind === "phase" && (way === "left" || way === "right"))
    step_phase(map, place.id, way === "left" ? -1 : 1);
  else if (place.kind === "lane" && (way === "up" || way === "down")) {
    const at = lanes(map.seen, map.journey_id).findIndex((lane) => lane.id === place.id);
    put_lane(map, place.id, at + (way === "up" ? -1 : 1));
  }
}

/** What is said of a gesture on a whole stage or lane, with how many cards it took that are out of sight. */
export function with_hidden(map: MapControl, { id }: Place, said: string): string {
  const inside = ({ tables }: State) =>
    [...tables.cards.values()].filter((card) => card.stage_id === id || card.lane_id === id).length;
  const count = inside(map.state) - inside(map.seen);
  return count > 0 ? `${said}. ${map.t("views.with_hidden", { count })}` : said;
}

/** Remove a stage or a lane with all that stands in it; undo brings it back whole. */
export function remove_place(map: MapControl, place: Place): void {
  if (map.locked) return;
  const name = name_of(map, place);
  const said = (key: "map.removed_stage" | "map.removed_lane") =>
    with_hidden(map, place, map.t(key, { name }));
  if (place.kind === "card") remove_card(map, place.id);
  if (place.kind === "step") remove_step_at(map, place.id);
  if (place.kind === "phase") remove_phase_at(map, place.id);
  if (place.kind === "stage")
    map.commit("remove_stage", remove_stage(map.state, place.id), said("map.removed_stage"));
  if (place.kind === "lane")
    map.commit("remove_lane", remove_lane(map.state, place.id), said("map.removed_lane"));
}
