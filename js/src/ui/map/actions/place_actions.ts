/** What can be done at places of several kinds: edit, move, clipboard, help, remove. */
import { get, lanes, phases, stages, steps } from "../../../core/state";
import { open_card } from "../card/card_gestures";
import { copy_now, copy_with_names, cut_now } from "../clipboard";
import type { MapControl } from "../control";
import { begin_card, card_step, remove_place, step, type Way } from "../gestures";
import type { Place, PlaceKind } from "../place";
import { begin_range, duplicate, fill_down } from "../range_gestures";
import { drawn_phases } from "../structure_gestures";
import { holds_cards } from "../titles";
import { type Action, edit } from "./action";

function move(way: Way, keys: string, on: readonly PlaceKind[]): Action {
  return {
    id: `move_${way}`,
    label: `map.move_${way}`,
    on,
    group: "move",
    keys,
    enabled: (map, place) => can_step(map, place, way),
    run: (map, place) => step(map, place, way),
  };
}

function can_step(map: MapControl, place: Place, way: Way): boolean {
  const { seen: state, journey_id } = map;
  if (place.kind === "card") return card_step(map, place.id, way) !== null;
  if (place.kind === "lane") {
    const all = lanes(state, journey_id);
    return all[way === "up" ? 0 : all.length - 1]?.id !== place.id;
  }
  const edge_of = (list: readonly { id: string }[]) =>
    list[way === "left" || way === "up" ? 0 : list.length - 1]?.id;
  if (place.kind === "phase") return edge_of(drawn_phases(map.state, journey_id)) !== place.id;
  const columns = stages(state, journey_id);
  if (place.kind === "step") {
    const step = get(state, "steps", place.id);
    const own = steps(state, step?.stage_id ?? "");
    return way === "up" || way === "down" ? edge_of(own) !== place.id : edge_of(columns) !== step?.stage_id;
  }
  const groups = phases(state, journey_id);
  const stage = get(state, "stages", place.id);
  const edge = columns[way === "left" ? 0 : columns.length - 1]?.id === stage?.id;
  return !edge || groups[way === "left" ? 0 : groups.length - 1]?.id !== stage?.phase_id;
}

const has_cards: Action["enabled"] = (map, place) => place.kind !== "cell" || map.range.area !== null;

/** The curve and the numbers are one to a journey: a second lane would show the same. */
const can_duplicate: Action["shown"] = (map, place) => {
  const lane = place.kind === "lane" ? get(map.state, "lanes", place.id) : undefined;
  return lane === undefined || holds_cards(lane);
};

export const EDIT_ACTIONS: readonly Action[] = [
  edit("edit", "text", "map.edit", ["card"], "Enter"),
  {
    id: "details",
    label: "card.details",
    on: ["card"],
    group: "edit",
    keys: "F4",
    run: (map, { id }) => open_card(map, id),
  },
  edit("rename", "name", "map.rename", ["stage", "phase", "step"], "Enter"),
  edit("edit_description", "description", "map.edit_description", ["stage"]),
  edit("rename_lane", "title", "map.rename", ["lane"], "Enter"),
  edit("edit_subtitle", "subtitle", "map.edit_subtitle", ["lane"]),
  {
    id: "add_card",
    label: "map.add_card_here",
    on: ["card", "cell"],
    group: "edit",
    keys: "Insert",
    run: begin_card,
  },
];

export const MOVE_ACTIONS: readonly Action[] = [
  move("left", "Alt+←", ["card", "stage", "phase", "step"]),
  move("right", "Alt+→", ["card", "stage", "phase", "step"]),
  move("up", "Alt+↑", ["card", "lane", "step"]),
  move("down", "Alt+↓", ["card", "lane", "step"]),
];

export const CLIPBOARD_ACTIONS: readonly Action[] = [
  {
    id: "select_from",
    label: "clipboard.select_from",
    on: ["card", "cell"],
    group: "clipboard",
    run: begin_range,
  },
  {
    id: "copy",
    label: "map.copy",
    on: ["card", "cell", "stage", "lane", "phase"],
    group: "clipboard",
    keys: "Ctrl+C",
    enabled: has_cards,
    run: copy_now,
  },
  {
    id: "copy_with_names",
    label: "clipboard.copy_with_names",
    on: ["card", "cell"],
    group: "clipboard",
    run: copy_with_names,
  },
  {
    id: "cut",
    label: "map.cut_here",
    on: ["card", "cell"],
    group: "clipboard",
    keys: "Ctrl+X",
    enabled: has_cards,
    run: cut_now,
  },
  {
    id: "fill_down",
    label: "map.fill_down",
    on: ["card", "cell"],
    group: "clipboard",
    keys: "Ctrl+D",
    run: fill_down,
  },
  {
    id: "duplicate",
    label: "map.duplicate",
    on: ["card", "stage", "lane", "phase", "step"],
    group: "clipboard",
    keys: "Ctrl+Shift+D",
    shown: can_duplicate,
    run: duplicate,
  },
];

/** Help and removal stand last. */
export const LAST_ACTIONS: readonly Action[] = [
  {
    id: "shortcuts",
    label: "map.shortcuts",
    on: ["card", "cell", "stage", "lane", "phase", "step"],
    group: "help",
    keys: "?",
    run: (map) => map.open_dialog({ kind: "keys" }),
  },
  {
    id: "remove",
    label: "map.remove",
    on: ["card", "stage", "lane", "phase", "step"],
    group: "remove",
    keys: "Del",
    run: remove_place,
  },
];
