/** Every action a place on the map offers, in one table read by the menus; knows no elements. */

import type { Wish } from "../../core/commands";
import type { TextKey } from "../../core/i18n";
import { get, lanes, phases, stages } from "../../core/state";
import type { Card } from "../../core/types.gen";
import { new_lane, new_stage } from "./beginnings";
import { copy_now, cut_now } from "./clipboard";
import type { MapControl } from "./control";
import { begin_card, remove_place, set_cards, step, type Way } from "./gestures";
import { type Place, type PlaceKind, place_key } from "./place";
import { duplicate, fill_down } from "./range_gestures";
import { holds_cards } from "./titles";

export interface Action {
  id: string;
  label: TextKey;
  on: readonly PlaceKind[];
  group: string;
  /** Shown behind the label. */
  keys?: string;
  /** A mark in front of the label: a colour of meaning, or an arrow. */
  mark?: string;
  label_values?: Record<string, string | number>;
  shown?: (map: MapControl, place: Place) => boolean;
  enabled?: (map: MapControl, place: Place) => boolean;
  /** For choices: whether this is the one that holds now. */
  checked?: (map: MapControl, place: Place) => boolean;
  run: (map: MapControl, place: Place) => void;
}

/** Groups that are drawn as one line of choices under a heading. */
export const INLINE: Readonly<Record<string, TextKey>> = {
  sentiment: "map.sentiment",
  evidence: "map.evidence",
  impact: "map.impact",
  ease: "map.ease",
};

const card_of = (map: MapControl, place: Place): Card | undefined => get(map.state, "cards", place.id);
const key_of = (place: Place) => place_key(place.kind, place.id, place.stage_id);

function choice(
  group: string,
  label: TextKey,
  fields: Wish<"cards">,
  mark?: string,
  shown?: Action["shown"],
): Action {
  const wished = Object.entries(fields);
  return {
    id: `${group}_${wished[0]?.[1]}`,
    label,
    on: ["card"],
    group,
    ...(mark ? { mark } : {}),
    ...(shown ? { shown } : {}),
    checked: (map, place) =>
      wished.every(([name, value]) => card_of(map, place)?.[name as keyof Card] === value),
    run: (map, place) => void set_cards(map, place.id, fields),
  };
}

const is_improvement: Action["shown"] = (map, place) => {
  const kind = get(map.state, "lanes", card_of(map, place)?.lane_id)?.kind;
  return kind === "opportunities" || kind === "solutions";
};

function scores(field: "impact" | "ease"): Action[] {
  return [1, 2, 3, 4, 5].map((score) => ({
    ...choice(field, "map.score", { [field]: score }, undefined, is_improvement),
    label_values: { score },
    run: (map: MapControl, place: Place) => {
      const now = card_of(map, place)?.[field];
      set_cards(map, place.id, { [field]: now === score ? null : score });
    },
  }));
}

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
  const { state, journey_id } = map;
  if (place.kind === "lane") {
    const all = lanes(state, journey_id);
    return all[way === "up" ? 0 : all.length - 1]?.id !== place.id;
  }
  const columns = stages(state, journey_id);
  const groups = phases(state, journey_id);
  const stage = get(state, "stages", place.kind === "card" ? card_of(map, place)?.stage_id : place.id);
  const edge = columns[way === "left" ? 0 : columns.length - 1]?.id === stage?.id;
  if (place.kind === "card") return way === "up" || way === "down" || !edge;
  return !edge || groups[way === "left" ? 0 : groups.length - 1]?.id !== stage?.phase_id;
}

const edit = (
  id: string,
  field: string,
  label: TextKey,
  on: readonly PlaceKind[],
  keys?: string,
): Action => ({
  id,
  label,
  on,
  group: "edit",
  ...(keys ? { keys } : {}),
  run: (map, place) => map.edit(key_of(place), field, field === "text" ? "end" : "all"),
});

const has_cards: Action["enabled"] = (map, place) => place.kind === "card" || map.range.area !== null;

/** The curve and the numbers are one to a journey: a second lane would show the same. */
const can_duplicate: Action["shown"] = (map, place) => {
  const lane = place.kind === "lane" ? get(map.state, "lanes", place.id) : undefined;
  return lane === undefined || holds_cards(lane);
};

export const ACTIONS: readonly Action[] = [
  edit("edit", "text", "map.edit", ["card"], "Enter"),
  edit("rename", "name", "map.rename", ["stage", "phase"], "Enter"),
  edit("rename_lane", "title", "map.rename", ["lane"], "Enter"),
  edit("edit_description", "description", "map.edit_description", ["stage"]),
  edit("edit_subtitle", "subtitle", "map.edit_subtitle", ["lane"]),
  {
    id: "add_card",
    label: "map.add_card_here",
    on: ["card", "cell"],
    group: "edit",
    keys: "Insert",
    run: begin_card,
  },
  {
    id: "stage_before",
    label: "map.add_stage_before",
    on: ["stage"],
    group: "add",
    run: (map, { id }) => new_stage(map, id, 0),
  },
  {
    id: "stage_after",
    label: "map.add_stage_after",
    on: ["stage"],
    group: "add",
    keys: "Insert",
    run: (map, { id }) => new_stage(map, id),
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
  choice("sentiment", "map.sentiment_positive", { sentiment: "positive" }, "positive"),
  choice("sentiment", "map.sentiment_attention", { sentiment: "attention" }, "attention"),
  choice("sentiment", "map.sentiment_negative", { sentiment: "negative" }, "negative"),
  choice("sentiment", "map.sentiment_neutral", { sentiment: "neutral" }, "neutral"),
  choice("evidence", "map.evidence_observed", { evidence: "observed" }),
  choice("evidence", "map.evidence_reported", { evidence: "reported" }),
  choice("evidence", "map.evidence_inferred", { evidence: "inferred" }),
  choice("evidence", "map.evidence_assumed", { evidence: "assumed" }),
  choice("evidence", "map.evidence_none", { evidence: null }),
  ...scores("impact"),
  ...scores("ease"),
  {
    id: "moment_of_truth",
    label: "map.moment_of_truth",
    on: ["card"],
    group: "moment",
    checked: (map, place) => card_of(map, place)?.moment_of_truth === true,
    run: (map, place) =>
      void set_cards(map, place.id, { moment_of_truth: !card_of(map, place)?.moment_of_truth }),
  },
  move("left", "Alt+←", ["card", "stage"]),
  move("right", "Alt+→", ["card", "stage"]),
  move("up", "Alt+↑", ["card", "lane"]),
  move("down", "Alt+↓", ["card", "lane"]),
  {
    id: "copy",
    label: "map.copy",
    on: ["card", "cell"],
    group: "clipboard",
    keys: "Ctrl+C",
    enabled: has_cards,
    run: copy_now,
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
    on: ["card", "stage", "lane"],
    group: "clipboard",
    keys: "Ctrl+Shift+D",
    shown: can_duplicate,
    run: duplicate,
  },
  {
    id: "shortcuts",
    label: "map.shortcuts",
    on: ["card", "cell", "stage", "lane", "phase"],
    group: "help",
    keys: "?",
    run: (map) => map.open_dialog({ kind: "keys" }),
  },
  {
    id: "remove",
    label: "map.remove",
    on: ["card", "stage", "lane"],
    group: "remove",
    keys: "Del",
    run: remove_place,
  },
];

/** What can be done at a place, in the order of the table. */
export function actions_at(map: MapControl, place: Place): Action[] {
  return ACTIONS.filter((action) => action.on.includes(place.kind) && (action.shown?.(map, place) ?? true));
}
