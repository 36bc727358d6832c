/** Blocks with the names of their stages and lanes: out of a map, into another, by place and by name. */
import { describe, expect, it } from "vitest";
import { block_of } from "../../src/core/block";
import { add_lane } from "../../src/core/commands";
import { apply } from "../../src/core/ops";
import {
  names_from,
  parse_heads,
  paste_sheet,
  plan_of,
  type Sheet,
  sheet_from,
  sheet_texts,
  type Words,
} from "../../src/core/sheet";
import { cell, lanes, type State, stages } from "../../src/core/state";
import { J, L1, S1, state } from "./make";

const WORDS: Words = {
  lane_title: (lane) => lane.title || lane.kind,
  kind_named: (title) => (title.toLowerCase() === "solutions" ? "solutions" : undefined),
};

function put(now: State, sheet: Sheet, axis: "stage" | "lane", at: number, grow = true): State {
  const plan = plan_of(now, J, sheet, { axis, at }, WORDS);
  const found = paste_sheet(now, J, sheet, plan, WORDS, grow ? { stage_name: "New" } : null);
  return apply(now, found.ops).state;
}

const stage_names = (now: State) => stages(now, J).map((stage) => stage.name);
const lane_names = (now: State) => lanes(now, J).map(WORDS.lane_title);
const texts = (now: State) =>
  lanes(now, J).map((lane) =>
    stages(now, J).map((stage) =>
      cell(now, lane.id, stage.id)
        .map((card) => card.text)
        .join("|"),
    ),
  );

describe("cells seen from a head", () => {
  it("are names first, then what stands under or beside them", () => {
    const rows = [
      ["Look", " Buy\nit ", ""],
      ["a", "b\nc"],
    ];
    expect(sheet_from(rows, "stage")).toEqual({
      stages: ["Look", "Buy it"],
      lanes: null,
      block: [[[{ text: "a" }], [{ text: "b" }, { text: "c" }]]],
    });
    expect(sheet_from(rows, "lane")).toMatchObject({
      stages: null,
      lanes: [{ title: "Look" }, { title: "a" }],
    });
  });

  it("with an empty corner are a table with names on both sides", () => {
    const rows = [
      ["", "Look", "Buy"],
      ["Does", "x", "y"],
    ];
    for (const axis of ["stage", "lane"] as const) {
      const sheet = sheet_from(rows, axis);
      expect([sheet.stages, sheet.lanes, sheet.block.flat(2).map((card) => card.text)]).toEqual([
        ["Look", "Buy"],
        [{ title: "Does" }],
        ["x", "y"],
      ]);
    }
    expect(sheet_from([["", "Look", "Buy"]], "stage").lanes).toBeNull();
  });

  it("and cards without names are names themselves", () => {
    expect(names_from([[[{ text: "Pay" }], [{ text: "a" }, { text: "b" }]]], "stage").stages).toEqual([
      "Pay",
      "a b",
    ]);
  });
});

describe("pasting names", () => {
  it("renames stages from the one in focus on and adds the others", () => {
    const now = put(state(), sheet_from([["Look", "Buy"]], "stage"), "stage", 2);
    expect(stage_names(now)).toEqual(["Stage 1", "Stage 2", "Look", "Buy"]);
    expect(stage_names(put(state(), sheet_from([["Look", "Buy"]], "stage"), "stage", 2, false))).toEqual([
      "Stage 1",
      "Stage 2",
      "Look",
    ]);
  });

  it("leaves a stage its name where the clipboard has none", () => {
    const now = put(state(), sheet_from([["Look", "", "Use"]], "stage"), "stage", 0);
    expect(stage_names(now)).toEqual(["Look", "Stage 2", "Use"]);
  });

  it("renames lanes and adds others, of the kind that goes by their name", () => {
    const now = put(state(), sheet_from([["Does"], ["quotes"], ["Solutions"], ["Odd"]], "lane"), "lane", 0);
    expect(lanes(now, J).map(({ kind, title }) => [kind, title])).toEqual([
      ["actions", "Does"],
      ["quotes", ""],
      ["solutions", ""],
      ["free_text", "Odd"],
    ]);
  });

  it("fills the cells that came with the names, from the first lane on", () => {
    const now = put(state(), sheet_from([["Look"], ["a"], ["b"]], "stage"), "stage", 1);
    expect([stage_names(now)[1], texts(now)]).toEqual([
      "Look",
      [
        ["First|Second", "a", ""],
        ["", "b", ""],
      ],
    ]);
  });

  it("finds the lanes of a whole table by name, and adds those it does not find", () => {
    const rows = [
      ["", "Look", "Buy"],
      ["QUOTES", "q1", "q2"],
      ["Solutions", "", "s2"],
    ];
    const now = put(state(), sheet_from(rows, "stage"), "stage", 1);
    expect([stage_names(now), lane_names(now)]).toEqual([
      ["Stage 1", "Look", "Buy"],
      ["actions", "quotes", "solutions"],
    ]);
    expect(texts(now).slice(1)).toEqual([
      ["", "q1", "q2"],
      ["", "", "s2"],
    ]);
    const down = put(state(), sheet_from(rows, "lane"), "lane", 1);
    expect(stage_names(down)).toEqual(["Stage 1", "Stage 2", "Stage 3", "Look", "Buy"]);
    expect(lane_names(down)).toEqual(["actions", "QUOTES", "solutions"]);
  });

  it("writes no cards into numbers, and counts what it left", () => {
    const first = state();
    const now = apply(first, add_lane(first, J, { kind: "metrics", metric: "csat", index: 0 })).state;
    const sheet = sheet_from([["Look"], ["64%"], ["a"]], "stage");
    const found = paste_sheet(
      now,
      J,
      sheet,
      plan_of(now, J, sheet, { axis: "stage", at: 0 }, WORDS),
      WORDS,
      null,
    );
    expect([found.cards, found.closed]).toEqual([1, 1]);
  });
});

describe("a block copied with its names", () => {
  const whole = (now: State): Sheet => ({
    block: block_of(now, J, { row: 0, column: 0, rows: 2, columns: 3 }),
    stages: stage_names(now),
    lanes: lanes(now, J).map((lane) => ({ title: WORDS.lane_title(lane), kind: lane.kind })),
  });

  it("changes nothing where it came from, as records and as text", () => {
    const now = state();
    const sheet = whole(now);
    expect(sheet_texts(sheet)).toEqual([
      ["", "Stage 1", "Stage 2", "Stage 3"],
      ["actions", "First\nSecond", "", ""],
      ["quotes", "", "", ""],
    ]);
    for (const one of [sheet, sheet_from(sheet_texts(sheet), "stage")])
      for (const axis of ["stage", "lane"] as const) {
        const plan = plan_of(now, J, one, { axis, at: 0 }, WORDS);
        expect(paste_sheet(now, J, one, plan, WORDS, null).ops).toEqual([]);
      }
  });

  it("is read back from JSON, and nothing else is", () => {
    const heads = { stages: ["a"], lanes: [{ title: "b", kind: "actions" }] };
    expect(parse_heads(JSON.parse(JSON.stringify(heads)))).toEqual(heads);
    expect([null, 1, "x"].map(parse_heads)).toEqual([null, null, null]);
    expect(parse_heads({})).toEqual({ stages: null, lanes: null });
    expect(cell(state(), L1, S1)).toHaveLength(2);
  });
});
