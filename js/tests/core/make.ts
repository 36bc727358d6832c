/** Small documents and a source of chance for the tests of the core. */
import { read_tables } from "../../src/core/ops";
import type { PlainTables } from "../../src/core/protocol";
import type { State } from "../../src/core/state";

export const J = "journey_aaaa0001";

/** A journey with three stages in two phases, two lanes, two cards, a persona and a point. */
export function tables(): PlainTables {
  const of = (...records: { id: string }[]) =>
    Object.fromEntries(records.map((record) => [record.id, record]));
  const stage = (n: number, phase: number, order: string) => {
    return {
      id: `stage_aaaa000${n}`,
      journey_id: J,
      phase_id: `phase_aaaa000${phase}`,
      name: `Stage ${n}`,
      order,
    };
  };
  const card = (n: number, order: string, text: string) => {
    const lane_id = "lane_aaaa0001";
    return { id: `card_aaaa000${n}`, journey_id: J, lane_id, stage_id: "stage_aaaa0001", order, text };
  };
  return {
    personas: of({ id: "persona_aaaa0001", name: "Julie" } as never),
    journeys: of({ id: J, title: "Glasses" } as never),
    phases: of(
      { id: "phase_aaaa0001", journey_id: J, role: "before", order: "a0" } as never,
      { id: "phase_aaaa0002", journey_id: J, role: "during", order: "a1" } as never,
    ),
    stages: of(stage(1, 1, "a0"), stage(2, 1, "a1"), stage(3, 2, "a0")),
    lanes: of(
      { id: "lane_aaaa0001", journey_id: J, kind: "actions", order: "a0" } as never,
      { id: "lane_aaaa0002", journey_id: J, kind: "quotes", order: "a1" } as never,
    ),
    cards: of(card(1, "a0", "First"), card(2, "a1", "Second")),
    emotions: of({
      id: "emotion_aaaa0001",
      journey_id: J,
      stage_id: "stage_aaaa0001",
      persona_id: "persona_aaaa0001",
      value: -1,
    } as never),
  };
}

export const state = (): State => read_tables(tables());

export const L1 = "lane_aaaa0001";
export const L2 = "lane_aaaa0002";
export const S1 = "stage_aaaa0001";
export const S2 = "stage_aaaa0002";
export const S3 = "stage_aaaa0003";
export const C1 = "card_aaaa0001";
export const C2 = "card_aaaa0002";
export const P1 = "persona_aaaa0001";

export interface Chance {
  /** A number from 0 up to 1. */
  next(): number;
  below(count: number): number;
  pick<T>(list: readonly T[]): T;
}

/** Chance that is the same for the same seed (mulberry32). */
export function chance(seed: number): Chance {
  let at = seed >>> 0;
  const next = () => {
    at = (at + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(at ^ (at >>> 15), at | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (count: number) => Math.floor(next() * count);
  return { next, below, pick: (list) => list[below(list.length)] as (typeof list)[number] };
}

/** `count` different seeds. */
export const seeds = (count: number): number[] =>
  Array.from({ length: count }, (_, index) => index * 7919 + 1);
