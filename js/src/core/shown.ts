/** What of a journey is open: without hidden lanes and without the stages of collapsed phases; draws nothing. */
import { get, lanes, phases, type State, stages_of, type Table } from "./state";
import type { Lane, Phase } from "./types.gen";

/** A collapsed phase, as the one narrow column that stands for its stages. */
export interface Fold {
  readonly id: string;
  readonly name: string;
  readonly role: Phase["role"];
  readonly stages: number;
  readonly cards: number;
  /** How many open stages stand before it. */
  readonly at: number;
}

/** The lanes that are hidden, in order. */
export const hidden_lanes = (state: State, journey_id: string): Lane[] =>
  lanes(state, journey_id).filter((lane) => lane.hidden);

/** The collapsed phases that hold stages, in order. */
export function folds_of(state: State, journey_id: string): Fold[] {
  const folds: Fold[] = [];
  let at = 0;
  for (const { id, name, role, collapsed } of phases(state, journey_id)) {
    const columns = stages_of(state, id);
    if (!collapsed) at += columns.length;
    else if (columns.length > 0)
      folds.push({ id, name, role, stages: columns.length, cards: cards_under(state, id), at });
  }
  return folds;
}

/** How many cards stand in a phase: in all of its lanes that are not hidden, or in one lane. */
export function cards_under(state: State, phase_id: string, lane_id?: string): number {
  let count = 0;
  for (const card of state.tables.cards.values()) {
    if (lane_id ? card.lane_id !== lane_id : get(state, "lanes", card.lane_id)?.hidden) continue;
    if (get(state, "stages", card.stage_id)?.phase_id === phase_id) count += 1;
  }
  return count;
}

/** The state without what is hidden in a journey; with `folded`, its collapsed phases are left whole. */
export function opened(state: State, journey_id: string, folded = false): State {
  const { tables } = state;
  const closed = new Set<string>();
  for (const { id, journey_id: of, collapsed } of tables.phases.values())
    if (collapsed && !folded && of === journey_id) closed.add(id);
  const shut = sift(tables.stages, (stage) => !closed.has(stage.phase_id));
  const rows = sift(tables.lanes, (lane) => !lane.hidden || lane.journey_id !== journey_id);
  if (shut === tables.stages && rows === tables.lanes) return state;
  const cards = sift(tables.cards, (card) => rows.has(card.lane_id) && shut.has(card.stage_id));
  return { tables: { ...tables, stages: shut, lanes: rows, cards } };
}

/** The table with what `keep` wants; the same table when that is all of it. */
function sift<R>(table: Table<R>, keep: (record: R) => boolean): Table<R> {
  const found = new Map<string, R>();
  for (const [id, record] of table) if (keep(record)) found.set(id, record);
  return found.size === table.size ? table : found;
}
