/** What a hand can do to a touchpoint of the inventory, each one commit that is spoken; knows no elements. */
import { add_channel, channel_named, edit_channel } from "../../../core/channels";
import { edit_card, remove_cards } from "../../../core/commands";
import { new_id } from "../../../core/ids";
import { MEDIA, type Medium, type Touchpoint } from "../../../core/inventory";
import type { Card, Channel } from "../../../core/types.gen";
import type { MapControl } from "../control";
import { may_edit } from "../range_gestures";

/** What is chosen in the inventory: a touchpoint in a phase, or a channel without a card here. */
export interface Chosen {
  readonly key: string;
  readonly phase: string | null;
}

/** Set the medium; a touchpoint that is only a text becomes a channel. Returns its key from now on. */
export function set_medium(map: MapControl, touch: Subject, medium: Medium | null): string {
  const { state, t } = map;
  const { channel, name } = touch;
  if (!may_edit(map) || (channel?.medium ?? null) === medium) return touch.key;
  const said = t("channels.moved", { name, medium: t(`channels.medium_${medium ?? "none"}`) });
  if (channel) {
    map.commit("edit_channel", edit_channel(state, channel.id, { medium }), said);
    return channel.id;
  }
  const id = new_id("channel");
  return map.commit("add_channel", add_channel(state, { name, medium }, id), said) ? id : touch.key;
}

/** One row up or down, with the row of those without a medium at the end. */
export function step_medium(map: MapControl, touch: Subject, step: 1 | -1): string {
  const rows: readonly (Medium | null)[] = [...MEDIA, null];
  const at = rows.indexOf(touch.channel?.medium ?? null) + step;
  return at < 0 || at >= rows.length ? touch.key : set_medium(map, touch, rows[at] ?? null);
}

/** A touchpoint, or a channel that no card carries. */
export type Subject = Pick<Touchpoint, "key" | "name" | "channel"> & { readonly cards: readonly Card[] };

export const unused = (channel: Channel): Subject => ({
  key: channel.id,
  name: channel.name,
  channel,
  cards: [],
});

/** The other channel of this name, which can only be merged with. */
export const twin_of = (map: MapControl, touch: Subject, name: string): Channel | null => {
  const twin = channel_named(map.state, name);
  return twin && twin.id !== touch.channel?.id ? twin : null;
};

/** Call it something else, on every card at once. */
export function rename(map: MapControl, touch: Subject, name: string): boolean {
  const { state, t } = map;
  if (!name || (touch.channel && twin_of(map, touch, name))) return false;
  const said = t("channels.renamed", { old: touch.name, name });
  if (touch.channel)
    return map.commit("rename_channel", edit_channel(state, touch.channel.id, { name }), said);
  return map.commit(
    "edit_card",
    touch.cards.flatMap((card) => edit_card(state, card.id, { text: name })),
    said,
  );
}

export const set_icon = (map: MapControl, channel: Channel, icon: string): boolean =>
  map.commit("edit_channel", edit_channel(map.state, channel.id, { icon }), map.t("map.edited"));

export const set_usage = (map: MapControl, touch: Subject, usage: Card["usage"]): boolean =>
  map.commit(
    "edit_card",
    touch.cards.flatMap((card) => edit_card(map.state, card.id, { usage })),
    map.t("map.edited"),
  );

/** All cards of one go to the other, in every journey. */
export function merge_into(map: MapControl, channel: Channel, into: Channel): boolean {
  if (!may_edit(map)) return false;
  const done = map.board.store.ask("merge_channels", { channel: channel.id, into: into.id }) !== null;
  if (done) map.board.announce(map.t("channels.merged", { name: channel.name, into: into.name }));
  return done;
}

/** Out of the vocabulary, in every journey; what is only a text goes with its cards. */
export function remove_touchpoint(map: MapControl, touch: Subject): boolean {
  if (!may_edit(map)) return false;
  const { state, t } = map;
  const said = t("channels.removed", { name: touch.name });
  const ids = touch.cards.map((card) => card.id);
  if (!touch.channel) return map.commit("remove_cards", remove_cards(state, ids), said);
  const done = map.board.store.ask("remove_channel", { channel: touch.channel.id }) !== null;
  if (done) map.board.announce(said);
  return done;
}

/** Add a word to the vocabulary; one that is there already is shown. Returns its key. */
export function new_channel(map: MapControl, name: string): string | null {
  if (!may_edit(map) || !name.trim()) return null;
  const there = channel_named(map.state, name);
  if (there) return there.id;
  const id = new_id("channel");
  const said = map.t("channels.added", { name });
  return map.commit("add_channel", add_channel(map.state, { name: name.trim() }, id), said) ? id : null;
}
