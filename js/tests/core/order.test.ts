import { generateKeyBetween } from "fractional-indexing";
import { describe, expect, it } from "vitest";
import { between, key_at } from "../../src/core/order";
import { chance, seeds } from "./make";

describe("order keys", () => {
  it.each(seeds(40))("are those of fractional-indexing, seed %i", (seed) => {
    const { below, next } = chance(seed);
    const keys: string[] = [];
    // Where the next one goes: all over, always at one end, or always at one place in the middle.
    const bias = next();
    for (let i = 0; i < 150; i += 1) {
      const at =
        bias < 0.25 ? 0 : bias < 0.5 ? keys.length : bias < 0.75 ? keys.length >> 1 : below(keys.length + 1);
      const [before, after] = [keys[at - 1] ?? null, keys[at] ?? null];
      const key = between(before, after);
      expect(key).toBe(generateKeyBetween(before, after));
      expect(before === null || before < key).toBe(true);
      expect(after === null || key < after).toBe(true);
      keys.splice(at, 0, key);
    }
  });

  it.each([
    [null, null],
    ["a0", null],
    [null, "a0"],
    ["Zz", null],
    ["Zz", "a0"],
    ["az", null],
    ["bzz", null],
    [null, "Z0"],
    [null, "Y00"],
    ["zzzzzzzzzzzzzzzzzzzzzzzzzzz", null],
    [null, "A00000000000000000000000001"],
    [null, "A000000000000000000000000001"],
    ["a0", "a0V"],
    ["a1", "a2"],
    ["a0V", "a1"],
    ["a05", "a06"],
    ["a0z", "a1"],
  ])("agree at the edges: %s … %s", (low, high) => {
    expect(between(low, high)).toBe(generateKeyBetween(low, high));
  });

  it("goes behind both where two keys are equal", () => {
    expect(between("a1", "a1") > "a1").toBe(true);
    expect(between("a2", "a1") > "a2").toBe(true);
  });

  it("finds a place behind a key written by hand", () => {
    expect(between("5", null) > "5").toBe(true);
    expect(between("a00", null) > "a00").toBe(true);
    expect(between(null, "hello")).toMatch(/^[0-9A-Za-z]+$/);
  });

  it("finds the place of an index, and takes too great an index for the end", () => {
    const items = [{ order: "a0" }, { order: "a1" }];
    expect(key_at(items, 0) < "a0").toBe(true);
    expect(key_at(items, 1) > "a0" && key_at(items, 1) < "a1").toBe(true);
    expect(key_at(items)).toBe("a2");
    expect(key_at(items, 99)).toBe("a2");
    expect(key_at(items, -5) < "a0").toBe(true);
    expect(key_at([])).toBe("a0");
  });
});
