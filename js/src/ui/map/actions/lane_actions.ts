/** What can be done to lanes: others beside them, how they look, what they ask, whether they are shown. */
import { edit_lane, type Wish } from "../../../core/commands";
import type { TextKey } from "../../../core/i18n";
import { LANE_KINDS } from "../../../core/lane_kinds.gen";
import { PALETTE } from "../../../core/project";
import { get } from "../../../core/state";
import type { Lane } from "../../../core/types.gen";
import { new_lane } from "../beginnings";
import type { MapControl } from "../control";
import { name_of } from "../gestures";
import type { Place } from "../place";
import { hide_lane, toggle_pin } from "../structure_gestures";
import { holds_cards } from "../titles";
import type { Action } from "./action";

const lane_of = (map: MapControl, { id }: Place): Lane | undefined => get(map.state, "lanes", id);

function set_lane(map: MapControl, { id }: Place, fields: Wish<"lanes">): void {
  map.commit("edit_lane", edit_lane(map.state, id, fields), map.t("map.edited"));
}

function choice(group: "color" | "role", value: string | null, mark?: string): Action {
  return {
    id: `${group}_${value}`,
    label: `structure.${group}_${value ?? "usual"}` as TextKey,
    on: ["lane"],
    group,
    ...(mark ? { mark } : {}),
    checked: (map, place) => lane_of(map, place)?.[group] === value,
    run: (map, place) => set_lane(map, place, { [group]: value } as Wish<"lanes">),
  };
}

const ROLES = ["customer", "frontstage", "backstage", "support"] as const;

function choose_icon(map: MapControl, place: Place): void {
  const lane = lane_of(map, place);
  if (!lane) return;
  map.open_dialog({
    kind: "icon",
    name: name_of(map, place),
    value: lane.icon,
    usual: LANE_KINDS[lane.kind].icon,
    answer: (icon) => set_lane(map, place, { icon }),
  });
}

export const LANE_ACTIONS: readonly Action[] = [
  {
    id: "edit_prompt",
    label: "structure.edit_prompt",
    on: ["lane"],
    group: "edit",
    shown: (map, place) => holds_cards(lane_of(map, place) ?? { kind: "metrics" }),
    run: (map, { id }) => map.edit(`lane:${id}`, "prompt", "all"),
  },
  {
    id: "lane_above",
    label: "map.add_lane_above",
    on: ["lane"],
    group: "add",
    run: (map, { id }) => new_lane(map, "free_text", { id, side: 0 }),
  },
  {
    id: "lane_below",
    label: "map.add_lane_below",
    on: ["lane"],
    group: "add",
    keys: "Insert",
    run: (map, { id }) => new_lane(map, "free_text", { id, side: 1 }),
  },
  {
    id: "pin",
    label: "structure.pin_lane",
    on: ["lane"],
    group: "show",
    checked: (map, place) => lane_of(map, place)?.pinned === true,
    run: (map, { id }) => toggle_pin(map, id),
  },
  {
    id: "hide",
    label: "structure.hide_lane",
    on: ["lane"],
    group: "show",
    run: (map, { id }) => hide_lane(map, id),
  },
  {
    id: "choose_icon",
    label: "structure.choose_icon",
    on: ["lane"],
    group: "show",
    run: choose_icon,
  },
  choice("color", null),
  ...PALETTE.map((color) => choice("color", color, color)),
  choice("role", null),
  ...ROLES.map((role) => choice("role", role)),
];
