/** Copies of cards, steps, stages, phases and lanes as pure gestures: a state and ids in, a batch out. */
import { clone, inside, type Part } from "./clone";
import { key_at } from "./order";
import type { Op } from "./protocol";
import { cell, get, lanes, phases, type State, stages_of, steps, where } from "./state";

/** The order right behind `id` among its neighbours. */
function behind(items: readonly { readonly id: string; readonly order: string }[], id: string): string {
  return key_at(items, items.findIndex((item) => item.id === id) + 1);
}

const named = (field: string, name: string | undefined) => (name === undefined ? {} : { [field]: name });

/** Copy cards, each to right behind itself; those that are gone are passed over. */
export function duplicate_cards(state: State, ids: readonly string[]): Op[] {
  return [...new Set(ids)].flatMap((id) => {
    const record = get(state, "cards", id);
    if (!record) return [];
    const order = behind(cell(state, record.lane_id, record.stage_id), id);
    return clone([{ table: "cards", record, changes: { order } }]);
  });
}

/** Copy a step to right behind itself. */
export function duplicate_step(state: State, id: string, name?: string): Op[] {
  const record = get(state, "steps", id);
  if (!record) return [];
  const order = behind(steps(state, record.stage_id), id);
  return clone([{ table: "steps", record, changes: { order, ...named("name", name) } }]);
}

/** Copy a stage with its steps, cards and points of curves to right behind itself, in the same phase. */
export function duplicate_stage(state: State, id: string, name?: string): Op[] {
  const record = get(state, "stages", id);
  if (!record) return [];
  const order = behind(stages_of(state, record.phase_id), id);
  return clone([
    { table: "stages", record, changes: { order, ...named("name", name) } },
    ...inside(state, [id]),
  ]);
}

/** Copy a phase with its stages and all that stands in them to right behind itself. */
export function duplicate_phase(state: State, id: string, name?: string): Op[] {
  const record = get(state, "phases", id);
  if (!record) return [];
  const order = behind(phases(state, record.journey_id), id);
  const columns = stages_of(state, id);
  return clone([
    { table: "phases", record, changes: { order, ...named("name", name) } },
    ...columns.map((stage): Part => ({ table: "stages", record: stage })),
    ...inside(
      state,
      columns.map((stage) => stage.id),
    ),
  ]);
}

/** Copy a lane with its cards to right below itself. */
export function duplicate_lane(state: State, id: string, title?: string): Op[] {
  const record = get(state, "lanes", id);
  if (!record) return [];
  const order = behind(lanes(state, record.journey_id), id);
  return clone([
    { table: "lanes", record, changes: { order, ...named("title", title) } },
    ...where(state, "cards", (card) => card.lane_id === id).map(
      (card): Part => ({ table: "cards", record: card }),
    ),
  ]);
}
