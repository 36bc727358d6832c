/** What a hand can do to one card beside its text: fields, channel, links, width, picture; one commit each, spoken. */
import { add_channel, channel_named, says } from "../../../core/channels";
import { edit_card, type Wish } from "../../../core/commands";
import { new_id } from "../../../core/ids";
import { can_link, link_cards, unlink_cards } from "../../../core/links";
import { plain_text } from "../../../core/markdown";
import type { Op } from "../../../core/protocol";
import { clamp_span } from "../../../core/spans";
import { get, stages } from "../../../core/state";
import type { Card } from "../../../core/types.gen";
import { sync } from "../../shell/sync";
import type { MapControl } from "../control";
import { place_key } from "../place";
import { may_edit } from "../range_gestures";
import { stage_title } from "../titles";

/** What a card is called where there is room for some words only: its text, else its channel. */
export function card_name(map: MapControl, card: Card | undefined, most = 60): string {
  const said = card ? says(map.state, card).slice(0, 300) : "";
  return plain_text(said).replace(/\s+/g, " ").trim().slice(0, most) || map.t("map.empty_card");
}

/** Set fields of one card. */
export const set_fields = (map: MapControl, id: string, fields: Wish<"cards">): boolean =>
  map.commit("edit_card", edit_card(map.state, id, fields), map.t("map.edited"));

/** Give a card a channel by its name; a new name becomes a word of the vocabulary, "" takes the channel away. */
export function set_channel(map: MapControl, id: string, name: string): boolean {
  const { state } = map;
  const found = channel_named(state, name);
  if (found || !name) return set_fields(map, id, { channel_id: found?.id ?? null });
  const channel_id = new_id("channel");
  const patch: Op = { op: "patch", table: "cards", id, fields: { channel_id } };
  const ops = [...add_channel(state, { name }, channel_id), patch];
  return map.commit("edit_card", ops, map.t("card.channel_added", { name }));
}

// -- links ----------------------------------------------------------------------------------------

/** Let the next card that is picked become the target of a link from this one. */
export function begin_link(map: MapControl, from: string, from_panel = false): void {
  if (!may_edit(map)) return;
  map.set_linking({ from, from_panel });
  map.roving.focus(place_key("card", from));
  map.board.announce(map.t("card.link_pick"));
}

/** End the linking: with a target, or without one. */
export function end_link(map: MapControl, to: string | null): void {
  const { linking } = map;
  if (!linking) return;
  if (to !== null && !can_link(map.state, linking.from, to)) {
    map.board.announce(map.t(to === linking.from ? "card.link_self" : "card.link_there"));
    return;
  }
  map.set_linking(null);
  if (to === null) map.board.announce(map.t("card.link_cancelled"));
  else link(map, linking.from, to);
  map.roving.focus(place_key("card", linking.from));
  map.roving.select([linking.from]);
  if (linking.from_panel) map.focus_panel("[data-link-button]");
}

export function link(map: MapControl, from: string, to: string): boolean {
  const names = { from: name_at(map, from), to: name_at(map, to) };
  return map.commit("link_cards", link_cards(map.state, from, to), map.t("card.linked", names));
}

export function unlink(map: MapControl, from: string, to: string): boolean {
  const names = { from: name_at(map, from), to: name_at(map, to) };
  return map.commit("unlink_cards", unlink_cards(map.state, from, to), map.t("card.unlinked", names));
}

const name_at = (map: MapControl, id: string): string => card_name(map, get(map.state, "cards", id), 40);

/** Show all of a card beside the map, with the focus in its first field, or in the one that is named. */
export function open_card(map: MapControl, id: string, field = "textarea"): void {
  map.roving.select([id]);
  sync(() => map.open_panel({ kind: "card", id }));
  map.focus_panel(field);
}

/** Go to another card, in the grid. */
export function jump_to(map: MapControl, id: string): void {
  map.roving.focus(place_key("card", id));
  map.roving.select([id]);
}

// -- width ----------------------------------------------------------------------------------------

export interface Reach {
  /** The column the card starts in, from 0. */
  readonly column: number;
  /** Columns it covers as it is drawn. */
  readonly span: number;
  /** The most it can cover. */
  readonly most: number;
}

export function reach_of(map: MapControl, card: Card): Reach {
  const columns = stages(map.state, map.journey_id);
  const column = columns.findIndex((stage) => stage.id === card.stage_id);
  const most = Math.max(1, columns.length - column);
  return { column, span: clamp_span(card.span, column, columns.length), most };
}

/** Let a card cover so many stages from its own on. */
export function set_span(map: MapControl, id: string, wanted: number): boolean {
  const card = get(map.state, "cards", id);
  if (!card || !may_edit(map)) return false;
  const { column, most, span: now } = reach_of(map, card);
  const span = Math.max(1, Math.min(wanted, most));
  const last = stages(map.state, map.journey_id)[column + span - 1];
  const said = map.t("card.covers", { count: span, stage: stage_title(map.t, last) });
  if (span === now) map.board.announce(said);
  const ops = span === now ? [] : edit_card(map.state, id, { span });
  return map.commit("resize_card", ops, said);
}

export function widen(map: MapControl, id: string, by: 1 | -1): void {
  const card = get(map.state, "cards", id);
  if (card) set_span(map, id, reach_of(map, card).span + by);
}
