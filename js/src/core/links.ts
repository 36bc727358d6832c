/** Links between cards (pain point → opportunity → solution) as pure functions: states and ids in, operations out. */
import { edit_card } from "./commands";
import type { Op } from "./protocol";
import { get, type State, where } from "./state";
import type { Card } from "./types.gen";

/** True when a link may be drawn: two cards of one journey that are not linked that way yet. */
export function can_link(state: State, from: string, to: string): boolean {
  const source = get(state, "cards", from);
  const target = get(state, "cards", to);
  return (
    from !== to &&
    source !== undefined &&
    source.journey_id === target?.journey_id &&
    !source.links.includes(to)
  );
}

/** Let a card lead to another; nothing where it does already, or where it may not. */
export function link_cards(state: State, from: string, to: string): Op[] {
  if (!can_link(state, from, to)) return [];
  return edit_card(state, from, { links: [...(get(state, "cards", from)?.links ?? []), to] });
}

export function unlink_cards(state: State, from: string, to: string): Op[] {
  const links = get(state, "cards", from)?.links ?? [];
  return links.includes(to) ? edit_card(state, from, { links: links.filter((id) => id !== to) }) : [];
}

/** The cards a card leads to, each once, in the order of its links. */
export function leads_to(state: State, card: Card): Card[] {
  return [...new Set(card.links)].flatMap((id) => (id === card.id ? [] : (get(state, "cards", id) ?? [])));
}

/** The cards that lead to a card, in their order. */
export const comes_from = (state: State, card: Card): Card[] =>
  where(state, "cards", (other) => other.id !== card.id && other.links.includes(card.id));

export interface Arrow {
  readonly from: string;
  readonly to: string;
}

/** Every link on the ways that lead to a card and on from it. */
export function chain(state: State, id: string): Arrow[] {
  const arrows: Arrow[] = [];
  const walk = (next: (card: Card) => Card[], forth: boolean) => {
    const seen = new Set([id]);
    const open = [id];
    for (let at = open.shift(); at !== undefined; at = open.shift()) {
      const card = get(state, "cards", at);
      for (const other of card ? next(card) : []) {
        arrows.push(forth ? { from: at, to: other.id } : { from: other.id, to: at });
        if (!seen.has(other.id)) open.push(other.id);
        seen.add(other.id);
      }
    }
  };
  walk((card) => leads_to(state, card), true);
  walk((card) => comes_from(state, card), false);
  return arrows.filter(
    (arrow, at) => arrows.findIndex(({ from, to }) => from === arrow.from && to === arrow.to) === at,
  );
}
