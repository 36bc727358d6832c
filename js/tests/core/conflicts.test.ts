/** Choosing between two values: one batch that ends the conflict, nothing where there is none. */
import { describe, expect, it } from "vitest";
import { conflicts_of, other_value, resolve_conflict } from "../../src/core/conflicts";
import { apply, read_tables } from "../../src/core/ops";
import { EMPTY, get, type State } from "../../src/core/state";
import { C1, C2, tables } from "./make";

const K = "conflict_0001";
const conflict = (more: object = {}) => ({
  [K]: { id: K, of_table: "cards", of_id: C1, field: "text", other: '"Theirs"', ...more },
});
const with_conflict = (more: object = {}): State =>
  read_tables({ ...tables(), conflicts: conflict(more) } as never);

describe("conflicts", () => {
  it("are found by their record, and the list stays the same object", () => {
    const state = with_conflict();
    expect(conflicts_of(state, "cards", C1).map(({ id }) => id)).toEqual([K]);
    expect(conflicts_of(state, "cards", C1)).toBe(conflicts_of(state, "cards", C1));
    expect(conflicts_of(state, "cards", C2)).toBe(conflicts_of(EMPTY, "cards", C1));
  });

  it("end with our value or with the other one", () => {
    const state = with_conflict();
    for (const [keep, text] of [
      ["ours", "First"],
      ["theirs", "Theirs"],
    ] as const) {
      const after = apply(state, resolve_conflict(state, K, keep)).state;
      expect(get(after, "cards", C1)?.text).toBe(text);
      expect(after.tables.conflicts.size).toBe(0);
    }
  });

  it("offer nothing that cannot be read or whose record is gone", () => {
    const spoilt = with_conflict({ other: "{" });
    expect(other_value(get(spoilt, "conflicts", K) as never)).toBeUndefined();
    expect(resolve_conflict(spoilt, K, "theirs")).toEqual([]);
    const gone = with_conflict({ of_id: "card_gone0001" });
    expect(resolve_conflict(gone, K, "theirs")).toEqual([]);
    expect(resolve_conflict(gone, K, "ours")).toHaveLength(1);
    expect(resolve_conflict(gone, "conflict_none", "ours")).toEqual([]);
  });
});
