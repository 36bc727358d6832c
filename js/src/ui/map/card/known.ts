/** What the panel of a card suggests: the tags of the map, and the cards to link to; pure. */
import { says } from "../../../core/channels";
import { get, lanes, type State, stages } from "../../../core/state";
import type { Card } from "../../../core/types.gen";

/** The tags of a journey's cards, the most frequent first. */
export function known_tags(state: State, journey_id: string): string[] {
  const counts = new Map<string, number>();
  for (const card of state.tables.cards.values()) {
    if (card.journey_id !== journey_id) continue;
    for (const tag of card.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([tag]) => tag);
}

/** Which lanes a card of such a lane usually leads to: they are offered first. */
const NEXT: Readonly<Record<string, readonly string[]>> = {
  pain_points: ["opportunities", "solutions"],
  opportunities: ["solutions"],
};

/** The cards a card may be linked to: of the lanes it usually leads to first, then from top to bottom. */
export function targets(state: State, card: Card): Card[] {
  const rows = lanes(state, card.journey_id);
  const columns = new Map(stages(state, card.journey_id).map((stage, at) => [stage.id, at]));
  const next = NEXT[get(state, "lanes", card.lane_id)?.kind ?? ""] ?? [];
  const rank = new Map(rows.map((lane, at) => [lane.id, next.includes(lane.kind) ? at - rows.length : at]));
  const place = (other: Card) => (rank.get(other.lane_id) ?? 0) * 1000 + (columns.get(other.stage_id) ?? 0);
  return [...state.tables.cards.values()]
    .filter(
      ({ id, journey_id }) => journey_id === card.journey_id && id !== card.id && !card.links.includes(id),
    )
    .filter((other) => says(state, other).trim() !== "")
    .sort((a, b) => place(a) - place(b) || (a.order < b.order ? -1 : 1));
}
