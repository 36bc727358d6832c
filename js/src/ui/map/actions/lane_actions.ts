/** What can be done to lanes. */
import { new_lane } from "../beginnings";
import type { Action } from "./action";

export const LANE_ACTIONS: readonly Action[] = [
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
];
