import { describe, expect, it } from "vitest";
import { apply, decode_ops, Refused } from "../../src/core/ops";
import type { Op } from "../../src/core/protocol";
import { get, to_plain } from "../../src/core/state";
import { clean_text } from "../../src/core/validate";
import { C1, chance, J, L1, P1, S1, S2, seeds, state } from "./make";
import { random_batch } from "./wishes";

const refusal = (run: () => unknown): Refused => {
  try {
    run();
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
  throw new Error("was not refused");
};
const patch = (fields: object, id = C1, table = "cards"): Op => ({ op: "patch", table, id, fields }) as Op;

describe("applying a batch", () => {
  it.each(seeds(60))("and its inverse leads back, seed %i", (seed) => {
    const random = chance(seed);
    let now = state();
    for (let i = 0; i < 12; i += 1) {
      const before = structuredClone(to_plain(now));
      const done = apply(now, random_batch(now, random));
      expect(to_plain(now)).toEqual(before);
      expect(to_plain(apply(done.state, done.inverse).state)).toEqual(before);
      expect(to_plain(apply(now, done.ops).state)).toEqual(to_plain(done.state));
      now = done.state;
    }
  });

  it("keeps the identity of everything it leaves alone", () => {
    const before = state();
    const after = apply(before, [patch({ text: "New" })]).state;
    expect(after.tables.stages).toBe(before.tables.stages);
    expect(get(after, "cards", "card_aaaa0002")).toBe(get(before, "cards", "card_aaaa0002"));
    expect(get(after, "cards", C1)).not.toBe(get(before, "cards", C1));
  });

  it("keeps the identity of a record that it sets to what it is", () => {
    const before = state();
    const after = apply(before, [patch({ text: "First", tags: [] })]).state;
    expect(get(after, "cards", C1)).toBe(get(before, "cards", C1));
  });

  it.each([
    ["nothing", null],
    ["a number", 5],
    ["no operation", [{ op: "jump", table: "cards", id: C1 }]],
    ["an operation by inheritance", [{ op: "constructor", table: "cards", id: C1 }]],
    ["one key too many", [{ op: "remove", table: "cards", id: C1, force: true }]],
    ["one key too few", [{ op: "patch", table: "cards", id: C1 }]],
    ["an id that is no text", [{ op: "remove", table: "cards", id: 5 }]],
    ["a record that is a list", [{ op: "put", table: "cards", record: [] }]],
    ["fields that are a list", [{ op: "patch", table: "cards", id: C1, fields: [] }]],
    ["a hole", [null]],
  ])("refuses %s as no message", (_what, ops) => {
    expect(refusal(() => decode_ops(ops)).code).toBe("invalid_message");
  });

  it("reads the whole batch before it applies any of it, as Python does", () => {
    const ops = [
      patch({ text: "x" }, "card_gone0001"),
      { op: "put", table: "cards", record: {} } as unknown as Op,
    ];
    expect(refusal(() => apply(state(), ops))).toMatchObject({
      code: "invalid_value",
      field: "id",
      id: null,
    });
  });

  it.each(["__proto__", "constructor", "toString"])("does not take %s for a field or a table", (name) => {
    const fields = JSON.parse(`{"${name}": "x"}`);
    expect(refusal(() => apply(state(), [patch(fields)]))).toMatchObject({
      code: "unknown_field",
      field: name,
    });
    expect(refusal(() => apply(state(), [patch({}, C1, name)])).code).toBe("unknown_table");
  });

  it.each([Number.NaN, Infinity, -Infinity, "1", null, true, 2.001, -2.001])(
    "refuses the emotion %s",
    (value) => {
      const op = patch({ value }, "emotion_aaaa0001", "emotions");
      expect(refusal(() => apply(state(), [op]))).toMatchObject({ code: "invalid_value", field: "value" });
    },
  );

  it("says how long a text may be", () => {
    const error = refusal(() => apply(state(), [patch({ text: "x".repeat(100_001) })]));
    expect(error).toMatchObject({
      code: "invalid_value",
      message_key: "errors.too_long",
      values: { max: 100_000 },
    });
  });

  it("counts characters, not halves of them", () => {
    const text = "👓".repeat(1000);
    const done = apply(state(), [patch({ name: text }, S1, "stages")]);
    expect(get(done.state, "stages", S1)?.name).toBe(text);
    expect(refusal(() => apply(state(), [patch({ name: `${text}x` }, S1, "stages")])).field).toBe("name");
  });

  it("names the reference that is missing, and what still refers to a record", () => {
    expect(refusal(() => apply(state(), [patch({ lane_id: "lane_gone0001" })]))).toMatchObject({
      code: "missing_reference",
      table: "cards",
      id: C1,
      field: "lane_id",
    });
    expect(refusal(() => apply(state(), [{ op: "remove", table: "journeys", id: J }]))).toMatchObject({
      code: "in_use",
      table: "journeys",
      field: "journey_id",
    });
  });

  it("lets a batch break references on its way, as long as it mends them", () => {
    const now = state();
    const ops: Op[] = [
      { op: "remove", table: "personas", id: P1 },
      { op: "remove", table: "emotions", id: "emotion_aaaa0001" },
      patch({ stage_id: S2, lane_id: L1 }),
    ];
    const done = apply(now, ops);
    expect(done.state.tables.personas.size).toBe(0);
    expect(to_plain(apply(done.state, done.inverse).state)).toEqual(to_plain(now));
  });
});

describe("cleaning a text", () => {
  it("drops control characters and lone halves, and keeps the rest", () => {
    expect(clean_text("a\u0000b\u0007\u001b\u007f\u009fc")).toBe("abc");
    expect(clean_text("a\r\nb\rc\td\u0085")).toBe("a\nb\nc\td");
    expect(clean_text("x\ud800y\udc00z")).toBe("xyz");
    expect(clean_text("👓 שלום \u200f\u202e é")).toBe("👓 שלום \u200f\u202e é");
  });
});
