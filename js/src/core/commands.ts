/** Gestures as pure functions: a state and a wish in, a batch of operations out; changes nothing itself. */
import { remove_records } from "./cascade";
import { settled } from "./channels";
import { hundredth } from "./curve_points";
import { equal } from "./equal";
import { new_id } from "./ids";
import { key_at } from "./order";
import type { Op, Put } from "./protocol";
import {
  cell,
  find_emotion,
  get,
  lanes,
  phases,
  type Records,
  type State,
  stages,
  stages_of,
  type TableName,
} from "./state";

/** Fields of a record as a hand sets them; what is left out keeps its value or takes its default. */
export type Wish<T extends TableName> = Partial<Omit<Records[T], "id">>;
type Place = { index?: number | null | undefined; id?: string | undefined };

/** What is wrong with the fields is said when the batch is applied, not here. */
function put(table: TableName, prefix: string, id: string | undefined, fields: object): Put {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return { op: "put", table, record: { ...Object.fromEntries(given), id: id ?? new_id(prefix) } };
}

const remove = (table: TableName, id: string): Op => ({ op: "remove", table, id });

/** Set fields of a record; those that hold the value already are left out. */
export function edit<T extends TableName>(state: State, table: T, id: string, fields: Wish<T>): Op[] {
  const record = get(state, table, id) as Record<string, unknown> | undefined;
  const changed = Object.entries(fields).filter(
    ([name, value]) => value !== undefined && !(record && equal(record[name], value)),
  );
  return changed.length ? [{ op: "patch", table, id, fields: Object.fromEntries(changed) }] : [];
}

// -- cards --------------------------------------------------------------------------------------------

export type NewCard = Wish<"cards"> & Place & { journey_id: string; lane_id: string; stage_id: string };

/** Add a card to a cell, at the end where no index is given. */
export function add_card(state: State, { index, id, ...fields }: NewCard): Op[] {
  const order = key_at(cell(state, fields.lane_id, fields.stage_id), index);
  return [put("cards", "card", id, { ...settled(state, fields.lane_id, fields), order })];
}

export function edit_card(state: State, id: string, fields: Wish<"cards">): Op[] {
  const card = get(state, "cards", id);
  return edit(state, "cards", id, settled(state, card?.lane_id, fields, card));
}

/** Move a card to a cell; `index` counts the other cards there. */
export function move_card(
  state: State,
  id: string,
  to: { lane_id: string; stage_id: string; index?: number | null },
): Op[] {
  const { lane_id, stage_id } = to;
  const order = order_at(cell(state, lane_id, stage_id), id, to.index);
  const card = get(state, "cards", id);
  // A step belongs to one stage.
  const step = card?.stage_id === stage_id ? {} : { step_id: null };
  // Among chips a text that names a channel becomes one.
  const text = card && card.lane_id !== lane_id ? card.text : "";
  const said = text ? { text, ...(card?.channel_id ? { channel_id: card.channel_id } : {}) } : {};
  return edit(state, "cards", id, { ...settled(state, lane_id, said), lane_id, stage_id, ...step, ...order });
}

/** Remove cards; those that are gone already are passed over, links to them are let go. */
export const remove_cards = (state: State, ids: readonly string[]): Op[] =>
  remove_records(state, "cards", ids);

// -- stages and phases --------------------------------------------------------------------------------

export type NewStage = Wish<"stages"> & Place & { name: string; phase_id?: string | undefined };

/** Add a stage to a phase; `index` counts the stages of that phase. */
export function add_stage(state: State, journey_id: string, stage: NewStage): Op[] {
  const { index, id, phase_id: wanted, ...fields } = stage;
  const ops: Op[] = [];
  let phase_id = wanted ?? default_phase(state, journey_id);
  if (!phase_id) {
    const phase = put("phases", "phase", undefined, { journey_id, role: "during" });
    ops.push(phase);
    phase_id = phase.record.id;
  }
  const order = key_at(stages_of(state, phase_id), index);
  return [...ops, put("stages", "stage", id, { ...fields, journey_id, phase_id, order })];
}

function default_phase(state: State, journey_id: string): string | undefined {
  const known = phases(state, journey_id);
  const during = known.find((phase) => phase.role === "during") ?? known[0];
  return stages(state, journey_id).at(-1)?.phase_id ?? during?.id;
}

export const edit_stage = (state: State, id: string, fields: Wish<"stages">): Op[] =>
  edit(state, "stages", id, fields);

export const rename_stage = (state: State, id: string, name: string): Op[] => edit_stage(state, id, { name });

/** Move a stage within its phase or to another one; `index` counts the other stages there. */
export function move_stage(state: State, id: string, to: { phase_id: string; index?: number | null }): Op[] {
  const order = order_at(stages_of(state, to.phase_id), id, to.index);
  return edit(state, "stages", id, { phase_id: to.phase_id, ...order });
}

/** Where a stage stands: its phase, and its place in it. */
export function stage_index(state: State, id: string): { phase_id: string; index: number } | null {
  const stage = get(state, "stages", id);
  if (!stage) return null;
  const index = stages_of(state, stage.phase_id).findIndex((other) => other.id === id);
  return { phase_id: stage.phase_id, index };
}

/**
 * What `move_stage` needs to make a stage column number `position` of its journey.
 *
 * Between two phases it stays in its own where that is one of the two.
 */
export function stage_place(
  state: State,
  id: string,
  position: number,
): { phase_id: string; index: number } | null {
  const stage = get(state, "stages", id);
  if (!stage) return null;
  const others = stages(state, stage.journey_id).filter((other) => other.id !== id);
  const at = Math.max(0, Math.min(position, others.length));
  const sides = [others[at - 1]?.phase_id, others[at]?.phase_id];
  const phase_id = sides.includes(stage.phase_id) ? stage.phase_id : (sides[0] ?? sides[1] ?? stage.phase_id);
  const index = others.slice(0, at).filter((other) => other.phase_id === phase_id).length;
  return { phase_id, index };
}

/** Remove a stage with its steps, its cards and its points of emotion curves. */
export const remove_stage = (state: State, id: string): Op[] => remove_records(state, "stages", [id]);

export function add_phase(state: State, journey_id: string, phase: Wish<"phases"> & Place = {}): Op[] {
  const { index, id, ...fields } = phase;
  return [
    put("phases", "phase", id, { ...fields, journey_id, order: key_at(phases(state, journey_id), index) }),
  ];
}

export const edit_phase = (state: State, id: string, fields: Wish<"phases">): Op[] =>
  edit(state, "phases", id, fields);

// -- lanes --------------------------------------------------------------------------------------------

export type NewLane = Wish<"lanes"> & Place & { kind: Records["lanes"]["kind"] };

export function add_lane(state: State, journey_id: string, lane: NewLane): Op[] {
  const { index, id, ...fields } = lane;
  return [
    put("lanes", "lane", id, { ...fields, journey_id, order: key_at(lanes(state, journey_id), index) }),
  ];
}

export const edit_lane = (state: State, id: string, fields: Wish<"lanes">): Op[] =>
  edit(state, "lanes", id, fields);

/** Move a lane up or down; `index` counts the other lanes. */
export function move_lane(state: State, id: string, index?: number | null): Op[] {
  const lane = get(state, "lanes", id);
  return edit(state, "lanes", id, order_at(lane ? lanes(state, lane.journey_id) : [], id, index));
}

/** Remove a lane with its cards. */
export const remove_lane = (state: State, id: string): Op[] => remove_records(state, "lanes", [id]);

// -- emotions, personas, the journey ------------------------------------------------------------------

export type NewEmotion = Wish<"emotions"> & { journey_id: string; stage_id: string; value: number };

/** Put the point of a curve at a stage or `after` it, or change it; value and place are kept to 0.01. */
export function set_emotion(state: State, emotion: NewEmotion): Op[] {
  const { journey_id, stage_id, persona_id = null, variant = "as_is", after: place = 0, ...rest } = emotion;
  const after = hundredth(place);
  const fields = { ...rest, value: Math.round(rest.value * 100) / 100 };
  const key = { journey_id, stage_id, persona_id, variant };
  const current = find_emotion(state, { ...key, after });
  if (current) return edit(state, "emotions", current.id, fields);
  return [put("emotions", "emotion", undefined, { ...key, ...(after ? { after } : {}), ...fields })];
}

export const edit_emotion = (state: State, id: string, fields: Wish<"emotions">): Op[] =>
  edit(state, "emotions", id, fields);

export const remove_emotion = (state: State, id: string): Op[] =>
  get(state, "emotions", id) ? [remove("emotions", id)] : [];

export const edit_persona = (state: State, id: string, fields: Wish<"personas">): Op[] =>
  edit(state, "personas", id, fields);

export const edit_journey = (state: State, id: string, fields: Wish<"journeys">): Op[] =>
  edit(state, "journeys", id, fields);

// -- inside -------------------------------------------------------------------------------------------

/** The order that puts `id` at `index` of the others; nothing when it stands there already. */
export function order_at(
  items: readonly { readonly id: string; readonly order: string }[],
  id: string,
  index?: number | null,
): { order?: string } {
  const others = items.filter((item) => item.id !== id);
  const at = index == null ? others.length : Math.max(0, Math.min(index, others.length));
  return items[at]?.id === id ? {} : { order: key_at(others, at) };
}
