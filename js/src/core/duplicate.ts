/** Copies of cards, stages and lanes as pure gestures: a state and ids in, a batch out; changes nothing itself. */
import { new_id } from "./ids";
import { key_at } from "./order";
import type { Op } from "./protocol";
import { cell, get, lanes, type State, stages_of, type TableName, where } from "./state";

const PREFIX: { readonly [T in TableName]?: string } = {
  cards: "card",
  emotions: "emotion",
  stages: "stage",
  lanes: "lane",
};

function copy(table: TableName, record: object, fields: object): Op & { op: "put" } {
  return {
    op: "put",
    table,
    record: { ...record, ...fields, id: new_id(PREFIX[table] ?? table) },
  };
}

/** The order right behind `id` among its neighbours. */
function behind(items: readonly { readonly id: string; readonly order: string }[], id: string): string {
  return key_at(items, items.findIndex((item) => item.id === id) + 1);
}

/** Copy cards, each to right behind itself; those that are gone are passed over. */
export function duplicate_cards(state: State, ids: readonly string[]): Op[] {
  return [...new Set(ids)].flatMap((id) => {
    const card = get(state, "cards", id);
    return card ? [copy("cards", card, { order: behind(cell(state, card.lane_id, card.stage_id), id) })] : [];
  });
}

/** Copy a stage with its cards and points of curves to right behind itself, in the same phase. */
export function duplicate_stage(state: State, id: string, name?: string): Op[] {
  const stage = get(state, "stages", id);
  if (!stage) return [];
  const order = behind(stages_of(state, stage.phase_id), id);
  const put = copy("stages", stage, { order, ...(name === undefined ? {} : { name }) });
  const inside = { stage_id: put.record.id };
  return [
    put,
    ...where(state, "cards", (card) => card.stage_id === id).map((card) => copy("cards", card, inside)),
    ...where(state, "emotions", (point) => point.stage_id === id).map((point) =>
      copy("emotions", point, inside),
    ),
  ];
}

/** Copy a lane with its cards to right below itself. */
export function duplicate_lane(state: State, id: string, title?: string): Op[] {
  const lane = get(state, "lanes", id);
  if (!lane) return [];
  const order = behind(lanes(state, lane.journey_id), id);
  const put = copy("lanes", lane, { order, ...(title === undefined ? {} : { title }) });
  const inside = { lane_id: put.record.id };
  return [
    put,
    ...where(state, "cards", (card) => card.lane_id === id).map((card) => copy("cards", card, inside)),
  ];
}
