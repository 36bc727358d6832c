/** What can be done to stages and phases. */
import { new_stage } from "../beginnings";
import type { Action } from "./action";

export const AXIS_ACTIONS: readonly Action[] = [
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
];
