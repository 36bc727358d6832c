/** What a hand can do to a range of cells, each as one commit that is spoken; knows no keys and no clipboard. */
import { type Area, type Block, block_of, paste_block, type Spot, takes_cards } from "../../core/block";
import { remove_cards } from "../../core/commands";
import {
  duplicate_cards,
  duplicate_lane,
  duplicate_phase,
  duplicate_stage,
  duplicate_step,
} from "../../core/duplicate";
import type { Op } from "../../core/protocol";
import { get, lanes, type State } from "../../core/state";
import type { MapControl } from "./control";
import { chosen, name_of, with_hidden } from "./gestures";
import { type Place, type PlaceKind, place_key, read_place } from "./place";
import { key_of_spot, spot_at, spot_of, spot_of_index } from "./range";

export function say_range(map: MapControl): void {
  const { area } = map.range;
  if (area) map.board.announce(map.t("map.range", { rows: area.rows, columns: area.columns }));
}

/** Move the free end of the range to a cell, and the focus with it. */
export function extend_to(map: MapControl, start: Spot, head: Spot): void {
  map.range.extend(start, head);
  map.roving.focus(key_of_spot(map.seen, head));
  say_range(map);
}

/** Begin a range at a place; the next cell that is pressed ends it. */
export function begin_range(map: MapControl, place: Place): void {
  const spot = spot_of(map.seen, place);
  if (!spot) return;
  map.range.begin(spot);
  map.board.announce(map.t("clipboard.select_to"));
}

export function select_all(map: MapControl): void {
  const anchor = spot_of_index(map, 0, 0);
  const head = spot_of_index(map, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
  if (!anchor || !head) return;
  map.range.set(anchor, head);
  // From a head the focus goes to the cells, where the next key is meant.
  const place = read_place(map.roving.current);
  if (place?.kind !== "curve" && !spot_of(map.seen, place)) map.roving.focus(key_of_spot(map.seen, anchor));
  say_range(map);
}

/** True when the board takes edits; else it says why not. */
export function may_edit(map: MapControl): boolean {
  if (map.locked)
    map.board.announce(map.t(map.board.store.snapshot.read_only ? "errors.read_only" : "errors.locked"));
  return !map.locked;
}

/** Remove cards as one step; the focus stays in its cell. */
export function clear_cards(map: MapControl, ids: string[], label: string, said: string): void {
  if (!may_edit(map)) return;
  const spot = map.range.head ?? spot_of(map.seen, read_place(map.roving.current));
  if (!map.commit(label, remove_cards(map.state, ids), said)) return;
  if (ids.length === 0) map.board.announce(said);
  if (spot) map.roving.focus(key_of_spot(map.seen, spot));
}

export function clear_range(map: MapControl): void {
  const ids = map.range.card_ids();
  clear_cards(map, ids, "remove_cards", map.t("map.removed", { count: ids.length }));
}

// -- fill -----------------------------------------------------------------------------------------

export function focus_put(map: MapControl, ops: readonly Op[]): void {
  const last = ops[ops.length - 1];
  if (last?.op !== "put") return;
  map.roving.focus(place_key("card", last.record.id));
  map.roving.select([last.record.id]);
}

/** Fill an area, say how much, and what was left alone. */
export function fill(
  map: MapControl,
  block: Block,
  area: Area,
  label: "paste_cards" | "fill_down",
  stage_name: string | null,
): void {
  const { ops, cards, closed } = paste_block(map.state, map.journey_id, block, area, stage_name, (all) =>
    map.lens.see(all),
  );
  const said = [map.t(label === "fill_down" ? "map.filled" : "map.pasted", { count: cards })];
  if (closed) said.push(map.t("map.paste_closed", { count: closed }));
  if (!map.commit(label, ops)) return;
  map.board.announce(said.join(". "));
  const spot = spot_of_index(map, area.row, area.column);
  if (spot) map.roving.focus(key_of_spot(map.seen, spot));
  map.range.select_area(area);
}

/** Copy the first row of the range into its others; without a range, the cell above into this one. */
export function fill_down(map: MapControl): void {
  if (!may_edit(map)) return;
  const range = map.range.area;
  const spot = spot_of(map.seen, read_place(map.roving.current));
  const at = spot && spot_at(map, spot);
  const alone = !range || range.rows === 1;
  const from = alone ? (range ?? (at && { ...at, rows: 1, columns: 1 })) : range;
  const top = from && (alone ? from.row - 1 : from.row);
  if (!from || top === null || !takes_cards(lanes(map.seen, map.journey_id)[top])) {
    map.board.announce(map.t("map.fill_nothing"));
    return;
  }
  const block = block_of(map.seen, map.journey_id, { ...from, row: top, rows: 1 });
  const area = alone ? from : { ...from, row: top + 1, rows: from.rows - 1 };
  fill(map, block, area, "fill_down", null);
  if (range) map.range.select_area(range);
  else map.range.clear();
}

// -- duplicates -----------------------------------------------------------------------------------

const COPY: { readonly [K in PlaceKind]?: (state: State, id: string, name: string) => Op[] } = {
  lane: duplicate_lane,
  stage: duplicate_stage,
  phase: duplicate_phase,
  step: duplicate_step,
};

/** Copy what stands at a place to beside it; the focus goes to the copy. */
export function duplicate(map: MapControl, place: Place): void {
  if (!may_edit(map)) return;
  const { state, t } = map;
  const name = name_of(map, place);
  if (place.kind === "card") {
    const ids = chosen(map, place.id);
    const ops = duplicate_cards(state, ids);
    map.range.clear();
    if (map.commit("duplicate_cards", ops, t("map.duplicated", { count: ids.length }))) focus_put(map, ops);
    return;
  }
  const copy = COPY[place.kind];
  const lane = get(state, "lanes", place.id);
  if (!copy || (lane && !takes_cards(lane))) return;
  const ops = copy(state, place.id, t("map.copy_of", { name }));
  const put = ops[0];
  const label = `duplicate_${place.kind}`;
  if (
    put?.op !== "put" ||
    !map.commit(label, ops, with_hidden(map, place, t("map.duplicated_place", { name })))
  )
    return;
  map.roving.focus(place_key(place.kind, put.record.id));
}
