/** What can be done to stages, phases and steps, and to which step a card belongs. */
import { get, steps } from "../../../core/state";
import { new_phase, new_stage } from "../beginnings";
import { set_cards } from "../gestures";
import { new_step, stage_of, toggle_phase } from "../structure_gestures";
import { type Action, card_of } from "./action";

const folded: Action["shown"] = (map, { id }) => get(map.state, "phases", id)?.collapsed === true;

/** The step of a card: one of its stage, by number, or none. */
const step_choice = (id: string | null, number: number): Action => ({
  id: `step_${id ?? "none"}`,
  label: id === null ? "structure.step_none" : "structure.step_choice",
  label_values: { number },
  on: ["card"],
  group: "step",
  checked: (map, place) => (card_of(map, place)?.step_id ?? null) === id,
  run: (map, place) => void set_cards(map, place.id, { step_id: id }),
});

export const STEP_ACTION: Action = {
  ...step_choice(null, 0),
  id: "step",
  shown: (map, place) => steps(map.state, card_of(map, place)?.stage_id ?? "").length > 0,
  expand: (map, place) => [
    step_choice(null, 0),
    ...steps(map.state, card_of(map, place)?.stage_id ?? "").map(({ id }, at) => step_choice(id, at + 1)),
  ],
};

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
  {
    id: "add_step",
    label: "structure.add_step",
    on: ["stage"],
    group: "add",
    keys: "Alt+Insert",
    run: (map, { id }) => new_step(map, id),
  },
  {
    id: "step_after",
    label: "structure.add_step_after",
    on: ["step"],
    group: "add",
    keys: "Insert",
    run: (map, place) => new_step(map, stage_of(map, place) ?? "", place.id),
  },
  {
    id: "phase_before",
    label: "structure.add_phase_before",
    on: ["phase"],
    group: "add",
    run: (map, { id }) => new_phase(map, { id, side: 0 }),
  },
  {
    id: "phase_after",
    label: "structure.add_phase_after",
    on: ["phase"],
    group: "add",
    keys: "Insert",
    run: (map, { id }) => new_phase(map, { id, side: 1 }),
  },
  {
    id: "stage_in_phase",
    label: "structure.add_stage_here",
    on: ["phase"],
    group: "add",
    shown: (map, place) => !folded(map, place),
    run: (map, { id }) => new_stage(map, null, 1, [], id),
  },
  {
    id: "collapse",
    label: "structure.collapse",
    on: ["phase"],
    group: "show",
    keys: "Space",
    shown: (map, place) => !folded(map, place),
    run: (map, { id }) => toggle_phase(map, id),
  },
  {
    id: "expand",
    label: "structure.expand",
    on: ["phase"],
    group: "show",
    keys: "Space",
    shown: folded,
    run: (map, { id }) => toggle_phase(map, id),
  },
];
