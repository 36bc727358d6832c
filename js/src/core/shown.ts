/** Which columns and rows of a journey are open: those of no collapsed phase, and no hidden lane; draws nothing. */
import type { State } from "./state";
import { get, lanes, stages } from "./state";
import type { Lane, Stage } from "./types.gen";

/** The stages whose phase is not collapsed, in order. */
export const open_stages = (state: State, journey_id: string): Stage[] =>
  stages(state, journey_id).filter((stage) => !get(state, "phases", stage.phase_id)?.collapsed);

/** The lanes that are not hidden, in order. */
export const open_lanes = (state: State, journey_id: string): Lane[] =>
  lanes(state, journey_id).filter((lane) => !lane.hidden);
