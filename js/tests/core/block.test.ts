/** Blocks of cells: out of a map as text and back into it, growing it, sparing what holds no cards; and copies. */
import { describe, expect, it } from "vitest";
import {
  type Area,
  block_of,
  insert_cards,
  missing,
  parse_block,
  paste_block,
  read_block,
  size_of,
  write_block,
} from "../../src/core/block";
import { add_lane, edit_card } from "../../src/core/commands";
import { duplicate_cards, duplicate_lane, duplicate_stage } from "../../src/core/duplicate";
import { apply } from "../../src/core/ops";
import type { Op } from "../../src/core/protocol";
import { cell, get, lanes, type State, stages, to_plain } from "../../src/core/state";
import { C1, C2, chance, J, L1, L2, P1, S1, S2, seeds, state } from "./make";
import { random_batch } from "./wishes";

const applied = (now: State, ops: readonly Op[]): State => apply(now, ops).state;
const area = (row: number, column: number, rows: number, columns: number): Area => ({
  row,
  column,
  rows,
  columns,
});
/** The texts of the whole map, lane by lane. */
const map_of = (now: State): string[][][] =>
  lanes(now, J).map((lane) =>
    stages(now, J).map((stage) => cell(now, lane.id, stage.id).map((card) => card.text)),
  );

describe("a block", () => {
  it("is written with a line a card, in quotes where there are several", () => {
    const now = state();
    expect(write_block(block_of(now, J, area(0, 0, 2, 2)))).toBe('"First\nSecond"\t\r\n\t\r\n');
  });

  it("is read with a card a line; blank lines, rows and columns at the end count nothing", () => {
    expect(read_block('"a\n\n b "\tc\t\r\n\t\t\r\n')).toEqual([
      [[{ text: "a" }, { text: "b" }], [{ text: "c" }]],
    ]);
    expect(read_block("\t\r\n")).toEqual([]);
  });

  it("carries all a card says through JSON, and nothing of where it stood", () => {
    const now = applied(
      state(),
      edit_card(state(), C1, { sentiment: "negative", tags: ["x"], persona_id: P1 }),
    );
    const block = parse_block(JSON.stringify(block_of(now, J, area(0, 0, 1, 1))));
    expect(block?.[0]?.[0]?.[0]).toMatchObject({
      text: "First",
      sentiment: "negative",
      tags: ["x"],
      persona_id: P1,
    });
    expect(Object.keys(block?.[0]?.[0]?.[0] ?? {})).not.toContain("lane_id");
    expect(["", "{}", "[]", "[1]", "[[1]]", '[[["x"]]]x'].map(parse_block)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});

describe("pasting", () => {
  it("fills the cells in order, and replaces what stood there", () => {
    const now = state();
    const { ops, cards, closed } = paste_block(now, J, read_block('"a\nb"\tc\nd\te'), area(0, 0, 2, 2));
    expect([cards, closed]).toEqual([5, 0]);
    expect(map_of(applied(now, ops))).toEqual([
      [["a", "b"], ["c"], []],
      [["d"], ["e"], []],
    ]);
  });

  it("leaves cards alone that say it already", () => {
    const now = state();
    const { ops } = paste_block(now, J, read_block('"First\nNew\nSecond"'), area(0, 0, 1, 1));
    expect(ops).toHaveLength(1);
    const texts = cell(applied(now, ops), L1, S1).map(({ id, text }) => [id === C1 || id === C2, text]);
    expect(texts).toEqual([
      [true, "First"],
      [false, "New"],
      [true, "Second"],
    ]);
  });

  it("grows the map when it is asked, and leaves off what does not fit when not", () => {
    const now = state();
    const block = read_block("a\tb\nc\td\ne\tf");
    const at = area(1, 2, 3, 2);
    expect(missing(now, J, at)).toEqual({ stages: 1, lanes: 2 });
    const grown = applied(now, paste_block(now, J, block, at, "Next").ops);
    expect(
      map_of(grown)
        .slice(1)
        .map((row) => row.slice(2)),
    ).toEqual([
      [["a"], ["b"]],
      [["c"], ["d"]],
      [["e"], ["f"]],
    ]);
    expect(stages(grown, J).at(-1)?.name).toBe("Next");
    const small = paste_block(now, J, block, at);
    expect(small.cards).toBe(1);
    expect(map_of(applied(now, small.ops))[1]).toEqual([[], [], ["a"]]);
  });

  it("never writes into numbers or the curve, and counts them", () => {
    let now = state();
    now = applied(now, add_lane(now, J, { kind: "metrics", metric: "csat", index: 1 }));
    now = applied(now, add_lane(now, J, { kind: "emotions", index: 2 }));
    const { ops, cards, closed } = paste_block(now, J, read_block("a\nb\nc\nd"), area(0, 1, 4, 1));
    expect([cards, closed]).toEqual([2, 2]);
    expect(map_of(applied(now, ops)).map((row) => row[1])).toEqual([["a"], [], [], ["d"]]);
  });

  it("repeats a block over a larger area", () => {
    const now = state();
    expect(map_of(applied(now, paste_block(now, J, read_block("x"), area(0, 1, 2, 2)).ops))).toEqual([
      [["First", "Second"], ["x"], ["x"]],
      [[], ["x"], ["x"]],
    ]);
  });

  it("inserts cards behind one, and forgets a persona that is not here", () => {
    const now = state();
    const cards = [
      { text: "a", persona_id: "persona_zzzz0001" },
      { text: "b", persona_id: P1 },
    ];
    const after = applied(now, insert_cards(now, { journey_id: J, lane_id: L1, stage_id: S1 }, cards, C1));
    const found = cell(after, L1, S1);
    expect(found.map((card) => card.text)).toEqual(["First", "a", "b", "Second"]);
    expect(found.map((card) => card.persona_id)).toEqual([null, null, P1, null]);
  });

  it.each(seeds(40))("a map copied and pasted over itself stays as it is, seed %i", (seed) => {
    const random = chance(seed);
    let now = state();
    for (let n = 0; n < 25; n += 1) now = applied(now, random_batch(now, random));
    const whole = area(0, 0, lanes(now, J).length, stages(now, J).length);
    const block = block_of(now, J, whole);
    if (block.flat(2).length === 0) return;
    expect(paste_block(now, J, block, whole).ops).toEqual([]);
    const before = map_of(now);
    const cleared = applied(now, paste_block(now, J, [[[]]], whole).ops);
    const read = read_block(write_block(block));
    const back = paste_block(cleared, J, read, { ...whole, ...size_of(read) }).ops;
    expect(map_of(applied(cleared, back))).toEqual(before);
    const { state: after, inverse } = apply(cleared, back);
    expect(to_plain(applied(after, inverse))).toEqual(to_plain(cleared));
  });
});

describe("duplicates", () => {
  it("of cards stand right behind them, with all they say", () => {
    const now = applied(state(), edit_card(state(), C1, { evidence: "reported", impact: 4 }));
    const after = applied(now, duplicate_cards(now, [C1, C2, C1, "card_gone0001"]));
    const found = cell(after, L1, S1);
    expect(found.map((card) => card.text)).toEqual(["First", "First", "Second", "Second"]);
    expect(found[1]).toMatchObject({ evidence: "reported", impact: 4 });
    expect(new Set(found.map((card) => card.id)).size).toBe(4);
  });

  it("of a stage take its cards and points along, and share none with it", () => {
    const now = state();
    const ops = duplicate_stage(now, S1, "Again");
    const after = applied(now, ops);
    expect(stages(after, J).map((stage) => stage.name)).toEqual(["Stage 1", "Again", "Stage 2", "Stage 3"]);
    const copy = stages(after, J)[1]?.id ?? "";
    expect(cell(after, L1, copy).map((card) => card.text)).toEqual(["First", "Second"]);
    expect([...after.tables.emotions.values()].filter((point) => point.stage_id === copy)).toHaveLength(1);
    expect(cell(after, L1, S1).map((card) => card.id)).toEqual([C1, C2]);
    expect(get(after, "stages", copy)?.phase_id).toBe(get(now, "stages", S1)?.phase_id);
    expect(duplicate_stage(now, "stage_gone0001")).toEqual([]);
  });

  it("of a lane stand below it with its cards", () => {
    const now = state();
    const after = applied(now, duplicate_lane(now, L1));
    expect(lanes(after, J).map((lane) => lane.kind)).toEqual(["actions", "actions", "quotes"]);
    expect(map_of(after)[1]).toEqual(map_of(now)[0]);
    expect(lanes(after, J)[2]?.id).toBe(L2);
    expect(cell(after, L2, S2)).toEqual([]);
    expect(duplicate_lane(now, "lane_gone0001")).toEqual([]);
  });
});
