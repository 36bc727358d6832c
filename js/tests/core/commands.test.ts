import { describe, expect, it } from "vitest";
import * as commands from "../../src/core/commands";
import { apply } from "../../src/core/ops";
import type { Op, Put } from "../../src/core/protocol";
import { cell, get, lanes, phases, type State, stages } from "../../src/core/state";
import { C1, C2, J, L1, L2, P1, S1, S2, S3, state } from "./make";

const applied = (now: State, ops: readonly Op[]): State => apply(now, ops).state;
const names = (now: State): string[] => stages(now, J).map(({ id }) => id);
const in_cell = (now: State, lane = L1, stage = S1): string[] => cell(now, lane, stage).map(({ id }) => id);
const made = (ops: readonly Op[]): string => (ops.at(-1) as Put).record.id;

describe("cards", () => {
  it.each([
    [0, 0],
    [1, 1],
    [2, 2],
    [undefined, 2],
    [99, 2],
  ])("are added at index %s", (index, place) => {
    const ops = commands.add_card(state(), { journey_id: J, lane_id: L1, stage_id: S1, text: "New", index });
    const now = applied(state(), ops);
    expect(in_cell(now)[place]).toBe(made(ops));
    expect(get(now, "cards", made(ops))).toMatchObject({ text: "New", sentiment: "neutral", journey_id: J });
  });

  it("are edited by the fields that differ", () => {
    expect(commands.edit_card(state(), C1, { text: "First", sentiment: "negative", tags: [] })).toEqual([
      { op: "patch", table: "cards", id: C1, fields: { sentiment: "negative" } },
    ]);
    expect(commands.edit_card(state(), C1, { text: "First" })).toEqual([]);
    expect(commands.edit_card(state(), C1, { text: undefined })).toEqual([]);
  });

  it("that are gone are still edited, so that the refusal carries the words", () => {
    const ops = commands.edit_card(state(), "card_gone0001", { text: "Mine" });
    expect(ops).toEqual([{ op: "patch", table: "cards", id: "card_gone0001", fields: { text: "Mine" } }]);
  });

  it("move by one patch that keeps their id", () => {
    const ops = commands.move_card(state(), C1, { lane_id: L2, stage_id: S3, index: 0 });
    expect(ops).toMatchObject([{ op: "patch", id: C1, fields: { lane_id: L2, stage_id: S3 } }]);
    const now = applied(state(), ops);
    expect(in_cell(now, L2, S3)).toEqual([C1]);
    expect(in_cell(now)).toEqual([C2]);
  });

  it("move within their cell, counted without themselves", () => {
    const down = commands.move_card(state(), C1, { lane_id: L1, stage_id: S1, index: 1 });
    expect(in_cell(applied(state(), down))).toEqual([C2, C1]);
    const up = commands.move_card(state(), C2, { lane_id: L1, stage_id: S1, index: 0 });
    expect(in_cell(applied(state(), up))).toEqual([C2, C1]);
  });

  it("that stand there already do not move", () => {
    expect(commands.move_card(state(), C1, { lane_id: L1, stage_id: S1, index: 0 })).toEqual([]);
    expect(commands.move_card(state(), C2, { lane_id: L1, stage_id: S1, index: 1 })).toEqual([]);
    expect(commands.move_card(state(), C2, { lane_id: L1, stage_id: S1 })).toEqual([]);
  });

  it("are removed once, and only those that are there", () => {
    const ops = commands.remove_cards(state(), [C1, "card_gone0001", C1, C2]);
    expect(ops.map((op) => (op.op === "remove" ? op.id : ""))).toEqual([C1, C2]);
  });
});

describe("stages", () => {
  it("stand by phase, then by their own order", () => expect(names(state())).toEqual([S1, S2, S3]));

  it("are added to a phase at an index", () => {
    const ops = commands.add_stage(state(), J, { name: "New", phase_id: "phase_aaaa0001", index: 1 });
    expect(names(applied(state(), ops))).toEqual([S1, made(ops), S2, S3]);
  });

  it("are added behind the last one where no phase is named", () => {
    const ops = commands.add_stage(state(), J, { name: "New" });
    expect(names(applied(state(), ops))).toEqual([S1, S2, S3, made(ops)]);
  });

  it("bring a phase along where there is none", () => {
    const bare = apply(state(), [
      { op: "put", table: "journeys", record: { id: "journey_bare0001", title: "B" } as never },
    ]).state;
    const now = applied(bare, commands.add_stage(bare, "journey_bare0001", { name: "First" }));
    expect(phases(now, "journey_bare0001")).toMatchObject([{ role: "during" }]);
    expect(stages(now, "journey_bare0001")).toMatchObject([{ name: "First" }]);
  });

  it("move within a phase and to another one", () => {
    const swap = commands.move_stage(state(), S1, { phase_id: "phase_aaaa0001", index: 1 });
    expect(names(applied(state(), swap))).toEqual([S2, S1, S3]);
    const over = commands.move_stage(state(), S1, { phase_id: "phase_aaaa0002", index: 1 });
    expect(names(applied(state(), over))).toEqual([S2, S3, S1]);
    expect(commands.move_stage(state(), S2, { phase_id: "phase_aaaa0001" })).toEqual([]);
  });

  it.each([
    [S1, 0, "phase_aaaa0001", 0],
    [S1, 1, "phase_aaaa0001", 1],
    [S1, 2, "phase_aaaa0002", 1],
    [S2, 1, "phase_aaaa0001", 1],
    [S3, 2, "phase_aaaa0001", 2],
    [S3, 0, "phase_aaaa0001", 0],
    [S3, 99, "phase_aaaa0001", 2],
  ])("find the place of a column: %s to %i", (id, position, phase_id, index) => {
    expect(commands.stage_place(state(), id, position)).toEqual({ phase_id, index });
    const now = applied(state(), commands.move_stage(state(), id, { phase_id, index }));
    expect(names(now).indexOf(id)).toBe(Math.min(position, 2));
  });

  it("know where they stand", () => {
    expect(commands.stage_index(state(), S2)).toEqual({ phase_id: "phase_aaaa0001", index: 1 });
    expect(commands.stage_index(state(), "stage_gone0001")).toBeNull();
    expect(commands.stage_place(state(), "stage_gone0001", 0)).toBeNull();
  });

  it("are removed with all that stands on them, children first", () => {
    const ops = commands.remove_stage(state(), S1);
    expect(ops.map(({ table }) => table)).toEqual(["emotions", "cards", "cards", "stages"]);
    const now = applied(state(), ops);
    expect([now.tables.cards.size, now.tables.emotions.size, names(now)]).toEqual([0, 0, [S2, S3]]);
  });

  it("are renamed", () => {
    expect(get(applied(state(), commands.rename_stage(state(), S1, "New")), "stages", S1)?.name).toBe("New");
  });
});

describe("lanes and phases", () => {
  const ids = (now: State) => lanes(now, J).map(({ id }) => id);

  it("are added, moved and removed with their cards", () => {
    const ops = commands.add_lane(state(), J, { kind: "metrics", metric: "csat", index: 1 });
    const now = applied(state(), ops);
    expect(ids(now)).toEqual([L1, made(ops), L2]);
    expect(ids(applied(now, commands.move_lane(now, L2, 0)))).toEqual([L2, L1, made(ops)]);
    expect(commands.move_lane(now, L2, 2)).toEqual([]);
    const less = applied(now, commands.remove_lane(now, L1));
    expect(ids(less)).toEqual([made(ops), L2]);
    expect(less.tables.cards.size).toBe(0);
  });

  it("take their new names", () => {
    expect(
      get(applied(state(), commands.edit_lane(state(), L1, { title: "Does" })), "lanes", L1)?.title,
    ).toBe("Does");
    const ops = commands.add_phase(state(), J, { name: "Later" });
    const now = applied(state(), ops);
    expect(phases(now, J).at(-1)?.id).toBe(made(ops));
    expect(commands.edit_phase(now, made(ops), { name: "Later" })).toEqual([]);
  });
});

describe("emotions", () => {
  const key = { journey_id: J, stage_id: S1, persona_id: P1 };

  it("are put where there is no point, and changed where there is one", () => {
    expect(commands.set_emotion(state(), { ...key, value: 0.123 })).toEqual([
      { op: "patch", table: "emotions", id: "emotion_aaaa0001", fields: { value: 0.12 } },
    ]);
    const ops = commands.set_emotion(state(), { ...key, stage_id: S2, value: -1.996, label: "lost" });
    expect(get(applied(state(), ops), "emotions", made(ops))).toMatchObject({
      value: -2,
      label: "lost",
      variant: "as_is",
    });
  });

  it("keep the curves of others and other variants apart", () => {
    for (const other of [{ persona_id: null }, { variant: "to_be" as const }]) {
      const ops = commands.set_emotion(state(), { ...key, ...other, value: 1 });
      expect(applied(state(), ops).tables.emotions.size).toBe(2);
    }
  });

  it("beyond the scale are refused when applied", () => {
    expect(() => apply(state(), commands.set_emotion(state(), { ...key, value: 2.5 }))).toThrow(
      "invalid_value",
    );
  });

  it("are removed, once", () => {
    const now = applied(state(), commands.remove_emotion(state(), "emotion_aaaa0001"));
    expect(now.tables.emotions.size).toBe(0);
    expect(commands.remove_emotion(now, "emotion_aaaa0001")).toEqual([]);
  });
});

describe("ids", () => {
  it("are of the form the records want, and new each time", () => {
    const ids = new Set(
      Array.from({ length: 500 }, () => made(commands.add_lane(state(), J, { kind: "quotes" }))),
    );
    expect(ids.size).toBe(500);
    for (const id of ids) expect(id).toMatch(/^lane_[0-9a-z]{8}$/);
  });
});
