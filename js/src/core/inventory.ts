/** The touchpoints of a journey by medium and phase, the same as Python's inventory; pure. */
import { channel_key, holds_chips } from "./channels";
import { channels, get, phases, type State, stages } from "./state";
import type { Card, Channel, Phase } from "./types.gen";

export type Medium = NonNullable<Channel["medium"]>;
export const MEDIA: readonly Medium[] = ["physical", "digital", "human"];

/** A touchpoint in one phase: a channel, or what chips without a channel say. */
export interface Touchpoint {
  /** The id of the channel, or the text without regard to case. */
  readonly key: string;
  readonly name: string;
  readonly channel: Channel | null;
  /** The role of the phase, or its name. */
  readonly phase: string;
  readonly cards: readonly Card[];
  readonly today: boolean;
  readonly intended: boolean;
}

export interface Inventory {
  /** One column each: phases of one role share theirs. */
  readonly phases: readonly { readonly key: string; readonly phase: Phase }[];
  readonly touchpoints: readonly Touchpoint[];
  /** Channels of the vocabulary that no card of this journey carries. */
  readonly unused: readonly Channel[];
}

/** Sorted by the vocabulary, what is not in it last; a card whose use was left open counts as used today. */
export function inventory(state: State, journey_id: string): Inventory {
  const all = phases(state, journey_id);
  const key_of = new Map(all.map((phase) => [phase.id, phase.role ?? phase.name]));
  const order = new Map(channels(state).map((channel, index) => [channel.id, index]));
  const found = new Map<string, Touchpoint & { cards: Card[] }>();
  for (const stage of stages(state, journey_id)) {
    const phase = key_of.get(stage.phase_id) ?? "";
    for (const card of cards_of(state, stage.id)) {
      const channel = get(state, "channels", card.channel_id) ?? null;
      if (!channel && !card.text) continue;
      const key = channel?.id ?? channel_key(card.text);
      const place = `${phase} ${key}`;
      const before = found.get(place);
      found.set(place, {
        key,
        phase,
        channel,
        name: channel?.name ?? before?.name ?? card.text,
        cards: [...(before?.cards ?? []), card],
        today: (before?.today ?? false) || card.usage !== "intended",
        intended: (before?.intended ?? false) || card.usage === "intended" || card.usage === "both",
      });
    }
  }
  const touchpoints = [...found.values()];
  const rank = ({ channel }: Touchpoint) => (channel && order.get(channel.id)) ?? order.size;
  touchpoints.sort((a, b) => rank(a) - rank(b));
  const used = new Set(touchpoints.map(({ key }) => key));
  const columns = all.filter(
    (phase, index) => all.findIndex((other) => key_of.get(other.id) === key_of.get(phase.id)) === index,
  );
  return {
    phases: columns.map((phase) => ({ key: key_of.get(phase.id) ?? "", phase })),
    touchpoints,
    unused: channels(state).filter((channel) => !used.has(channel.id)),
  };
}

/** The cards of a stage that carry a channel, and its chips. */
function cards_of(state: State, stage_id: string): Card[] {
  return [...state.tables.cards.values()]
    .filter(
      (card) =>
        card.stage_id === stage_id &&
        (card.channel_id !== null || holds_chips(get(state, "lanes", card.lane_id))),
    )
    .sort((a, b) => (a.order < b.order ? -1 : 1));
}

/** How a touchpoint is used, in one word. */
export const usage_of = ({ today, intended }: Pick<Touchpoint, "today" | "intended">) =>
  today && intended ? "both" : intended ? "intended" : "today";
