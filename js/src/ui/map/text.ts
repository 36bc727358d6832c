/** What happens to a text when its field closes: one commit, or nothing; knows no elements. */
import {
  add_card,
  edit_card,
  edit_journey,
  edit_lane,
  edit_phase,
  edit_stage,
  remove_cards,
} from "../../core/commands";
import type { Op } from "../../core/protocol";
import { cell, get } from "../../core/state";
import { edit_step } from "../../core/structure";
import type { Editing, MapControl, Unnamed } from "./control";
import { place_key, read_place } from "./place";

export type Ending = "enter" | "next" | "back" | "blur";

/** Close the field without a change; the focus goes back to its place. */
export function leave(map: MapControl, editing: Editing): void {
  const dropped = map.unnamed?.key === editing.key;
  if (dropped) map.unnamed = null;
  map.left_empty = dropped;
  map.stop_editing(dropped ? null : editing.key);
  if (dropped && map.came_from) map.roving.focus(map.came_from);
}

/** Commit what was typed and close the field; a refused text stays in its field. */
export function commit_text(
  map: MapControl,
  editing: Editing,
  typed: string,
  base: string,
  how: Ending,
): void {
  // Its record was removed elsewhere: the map hands the text back (see `orphan`).
  if (is_orphan(map, editing)) return;
  const text = typed.trim();
  const unnamed = map.unnamed?.key === editing.key ? map.unnamed : null;
  const change = unnamed ? named(unnamed, text) : text === base.trim() ? null : change_of(map, editing, text);
  if (change) {
    const done = map.commit(change.label, change.ops, change.said);
    const { link } = map.board.store.snapshot;
    // When the kernel is gone the text stands on the board all the same, and in "Copy my work".
    if (!done && link !== "gone") return;
  }
  if (unnamed) map.unnamed = null;
  const place = change?.place ?? editing.key;
  if (how === "blur") {
    map.stop_editing(null);
    map.roving.make_current(place);
    return;
  }
  map.stop_editing(place);
  if (how === "next" || how === "back") {
    const next = map.roving.next(place, how === "next" ? "right" : "left");
    if (next) map.roving.focus(next);
  }
}

/** True when what is being edited is no longer there. */
function is_orphan(map: MapControl, editing: Editing): boolean {
  const state = map.shown;
  const place = read_place(editing.key);
  switch (place?.kind) {
    case "cell":
      return !get(state, "lanes", place.id) || !get(state, "stages", place.stage_id);
    case "card":
    case "stage":
    case "lane":
    case "phase":
    case "step":
      return !get(state, `${place.kind}s`, place.id);
    default:
      return false;
  }
}

/** Take up what was typed into a record that was removed elsewhere; null when there is nothing to save. */
export function orphan(map: MapControl): string | null {
  const { editing } = map;
  if (!editing || !is_orphan(map, editing)) return null;
  map.editing = null;
  map.unnamed = null;
  return editing.draft?.text.trim() || null;
}

interface Change {
  label: string;
  ops: Op[];
  /** What is spoken, in the language of the board. */
  said: string;
  /** Where the focus belongs afterwards, when not where it was. */
  place?: string;
}

/** What is added, under the name that was typed; left blank, under the one proposed. */
function named({ key, field, label, ops, said }: Unnamed, name: string): Change {
  const id = read_place(key)?.id;
  const full = ops.map((op) =>
    name && op.op === "put" && op.record.id === id ? { ...op, record: { ...op.record, [field]: name } } : op,
  );
  return { label, ops: full, said };
}

function change_of(map: MapControl, editing: Editing, text: string): Change | null {
  const { state, journey_id } = map;
  const said = map.t("map.edited");
  const place = read_place(editing.key);
  if (!place)
    return {
      label: "edit_journey",
      ops: edit_journey(state, journey_id, { title: text }),
      said,
    };
  const { id } = place;
  switch (place.kind) {
    case "cell":
      return text ? new_card(map, editing, text, id, place.stage_id) : null;
    case "card":
      return card_text(map, id, text);
    case "stage": {
      if (editing.field === "name" && !text) return null;
      const label = editing.field === "name" ? "rename_stage" : "edit_stage";
      return { label, ops: edit_stage(state, id, { [editing.field]: text }), said };
    }
    case "lane":
      return { label: "edit_lane", ops: edit_lane(state, id, { [editing.field]: text }), said };
    case "phase":
      return { label: "edit_phase", ops: edit_phase(state, id, { name: text }), said };
    case "step":
      return text ? { label: "edit_step", ops: edit_step(state, id, { name: text }), said } : null;
    default:
      return null;
  }
}

function new_card(
  map: MapControl,
  editing: Editing,
  text: string,
  lane_id: string,
  stage_id: string,
): Change {
  const { state, journey_id } = map;
  const before = cell(state, lane_id, stage_id).findIndex((card) => card.id === editing.after);
  const index = before < 0 ? undefined : before + 1;
  const ops = add_card(state, {
    journey_id,
    lane_id,
    stage_id,
    text,
    ...(index === undefined ? {} : { index }),
  });
  const put = ops.find((op) => op.op === "put" && op.table === "cards");
  const place = put?.op === "put" ? place_key("card", put.record.id) : editing.key;
  return { label: "add_card", ops, said: map.t("map.added_card"), place };
}

/** An emptied card is taken away: it would be nothing to look at. */
function card_text(map: MapControl, id: string, text: string): Change | null {
  const card = get(map.state, "cards", id);
  if (!card) return null;
  if (text) return { label: "edit_card", ops: edit_card(map.state, id, { text }), said: map.t("map.edited") };
  const place = place_key("cell", card.lane_id, card.stage_id);
  return { label: "remove_cards", ops: remove_cards(map.state, [id]), said: map.t("map.removed"), place };
}
