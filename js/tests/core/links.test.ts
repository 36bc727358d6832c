/** Links between cards as pure functions. */
import { describe, expect, it } from "vitest";
import { edit_card } from "../../src/core/commands";
import { can_link, chain, comes_from, leads_to, link_cards, unlink_cards } from "../../src/core/links";
import { apply, read_tables } from "../../src/core/ops";
import { get, type State } from "../../src/core/state";
import { C1, C2, tables } from "./make";

const start = (): State => {
  const small = tables();
  const first = small.cards?.[C1];
  return read_tables({
    ...small,
    cards: { ...small.cards, card_aaaa0009: { ...first, id: "card_aaaa0009" } },
  } as never);
};
const C9 = "card_aaaa0009";
const linked = (...pairs: [string, string][]): State =>
  pairs.reduce((state, [from, to]) => apply(state, link_cards(state, from, to)).state, start());

describe("links between cards", () => {
  it("are made once, and never to the card itself or to one that is gone", () => {
    const state = linked([C1, C2]);
    expect(get(state, "cards", C1)?.links).toEqual([C2]);
    expect(link_cards(state, C1, C2)).toEqual([]);
    expect(link_cards(state, C1, C1)).toEqual([]);
    expect(link_cards(state, C1, "card_gone0000")).toEqual([]);
    expect(can_link(state, C2, C1)).toBe(true);
  });

  it("are read both ways and taken back one way", () => {
    const state = linked([C1, C2], [C1, C9]);
    const card = (id: string) => get(state, "cards", id) as never;
    expect(leads_to(state, card(C1)).map(({ id }) => id)).toEqual([C2, C9]);
    expect(comes_from(state, card(C2)).map(({ id }) => id)).toEqual([C1]);
    const after = apply(state, unlink_cards(state, C1, C2)).state;
    expect(get(after, "cards", C1)?.links).toEqual([C9]);
    expect(unlink_cards(after, C1, C2)).toEqual([]);
  });

  it("make a chain in both directions, also round a circle", () => {
    const pairs = (state: State, id: string) =>
      chain(state, id)
        .map(({ from, to }) => `${from}>${to}`)
        .sort();
    const state = linked([C1, C2], [C2, C9]);
    for (const id of [C1, C2, C9]) expect(pairs(state, id)).toEqual([`${C1}>${C2}`, `${C2}>${C9}`].sort());
    expect(pairs(linked([C1, C2], [C2, C1]), C1)).toEqual([`${C1}>${C2}`, `${C2}>${C1}`].sort());
  });

  it("to the card itself, written by another program, are passed over", () => {
    const state = apply(start(), edit_card(start(), C1, { links: [C1, C2, C2] }), { trusted: true }).state;
    expect(leads_to(state, get(state, "cards", C1) as never).map(({ id }) => id)).toEqual([C2]);
    expect(chain(state, C1)).toEqual([{ from: C1, to: C2 }]);
  });
});
