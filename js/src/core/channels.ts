/** The channel vocabulary as pure functions: what a card says, and what a new name reaches; changes nothing itself. */
import { equal } from "./equal";
import { new_id } from "./ids";
import { key_at } from "./order";
import type { Op } from "./protocol";
import { channels, get, type State, where } from "./state";
import type { Card, Channel, Lane, PersonaRecord } from "./types.gen";

/** The lanes whose cards are chips: short names, most of them those of channels. */
export const holds_chips = (lane: Pick<Lane, "kind"> | undefined): boolean =>
  lane?.kind === "touchpoints" || lane?.kind === "channels";

/** What two names of one channel have in common: no case, no space around them. */
export const channel_key = (name: string): string => name.normalize("NFC").trim().toLowerCase();

/** The channel of this name in any case of letters. */
export function channel_named(state: State, name: string): Channel | undefined {
  const wanted = channel_key(name);
  return wanted ? channels(state).find((channel) => channel_key(channel.name) === wanted) : undefined;
}

/** What a card says: its text or, where it has none, the name of its channel. */
export const says = (state: State, card: Pick<Card, "text" | "channel_id">): string =>
  card.text || get(state, "channels", card.channel_id)?.name || "";

type Said = { readonly text?: string | undefined; readonly channel_id?: string | null | undefined };

/**
 * The fields of a card as they are kept in a lane; `card` is what is there already.
 *
 * In a lane of chips the name of a channel is no text: the card refers to the channel, so that a rename reaches it.
 * A reference that is given another text lets its channel go; one whose channel is taken away keeps its name.
 */
export function settled<F extends Said>(
  state: State,
  lane_id: string | undefined,
  fields: F,
  card?: Pick<Card, "text" | "channel_id">,
): F {
  const { text } = fields;
  if (card && !card.text && text === undefined && fields.channel_id === null)
    return { ...fields, text: says(state, card) };
  if (!text || !holds_chips(get(state, "lanes", lane_id))) return fields;
  const known = channel_named(state, text);
  if (known && (fields.channel_id || known.id) === known.id)
    return { ...fields, text: "", channel_id: known.id };
  return card && !card.text && fields.channel_id === undefined ? { ...fields, channel_id: null } : fields;
}

/** The chips that say `name` refer to the channel of that name. */
function adopt(state: State, channel_id: string, name: string): Op[] {
  const wanted = channel_key(name);
  return where(
    state,
    "cards",
    (card) =>
      (card.channel_id === null || card.channel_id === channel_id) &&
      channel_key(card.text) === wanted &&
      holds_chips(get(state, "lanes", card.lane_id)),
  ).map((card) => ({ op: "patch", table: "cards", id: card.id, fields: { text: "", channel_id } }));
}

export type NewChannel = Partial<Omit<Channel, "id" | "order">> & { name: string };

/** Add a word to the vocabulary, at its end; the chips that say it already refer to it from now on. */
export function add_channel(state: State, { name, ...fields }: NewChannel, id = new_id("channel")): Op[] {
  if (!channel_key(name) || channel_named(state, name)) return [];
  const order = key_at(channels(state), null);
  return [
    { op: "put", table: "channels", record: { ...fields, id, name, order } as { id: string } },
    ...adopt(state, id, name),
  ];
}

/**
 * Set fields of a channel. A new name reaches every card that refers to it, and the personas that prefer it; the name
 * of another channel is none (see the kernel's `merge_channels`).
 */
export function edit_channel(state: State, id: string, fields: Partial<Omit<Channel, "id">>): Op[] {
  const channel = get(state, "channels", id);
  if (!channel) return [];
  const changed = Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => !equal(channel[name as keyof Channel], value)),
  );
  const { name } = changed as { name?: string };
  if (!Object.keys(changed).length || name_is_taken(state, id, name)) return [];
  const ops: Op[] = [{ op: "patch", table: "channels", id, fields: changed }];
  return name === undefined ? ops : [...ops, ...called(state, channel.name, name), ...adopt(state, id, name)];
}

function name_is_taken(state: State, id: string, name: string | undefined): boolean {
  if (name === undefined) return false;
  const twin = channel_named(state, name);
  return !channel_key(name) || (twin !== undefined && twin.id !== id);
}

/** The personas that prefer the channel `old` know it by its new name. */
function called(state: State, old: string, name: string): Op[] {
  const was = channel_key(old);
  return where(state, "personas", (persona) =>
    persona.channels.some((each) => channel_key(each.channel) === was),
  ).map((persona) => {
    const known = new Map<string, PersonaRecord["channels"][number]>();
    for (const each of persona.channels) {
      const mine = channel_key(each.channel);
      const next = mine === was ? name : each.channel;
      const key = channel_key(next);
      // One that preferred both keeps the weight it gave to the channel that stays.
      if (!known.has(key) || mine === channel_key(name)) known.set(key, { ...each, channel: next });
    }
    return { op: "patch", table: "personas", id: persona.id, fields: { channels: [...known.values()] } };
  });
}
