import { describe, expect, it } from "vitest";
import {
  band_path,
  clamp_value,
  curve,
  line_path,
  point_at,
  sample,
  step_value,
  value_at,
  type XY,
  y_of,
} from "../../src/core/curve";
import { type Chance, chance, seeds } from "./make";

function random_points({ next, below }: Chance): XY[] {
  let x = 0;
  return Array.from({ length: 2 + below(8) }, () => {
    x += 1 + next() * 300;
    return [x, Math.round((next() * 4 - 2) * 4) / 4] as const;
  });
}

describe("the curve", () => {
  it.each(seeds(60))(
    "passes through its points and never leaves the range of two neighbours, seed %i",
    (seed) => {
      const points = random_points(chance(seed));
      const segments = curve(points);
      expect(segments.map(([start]) => start)).toEqual(points.slice(0, -1));
      expect(segments.map(([, , , end]) => end)).toEqual(points.slice(1));
      for (const segment of segments) {
        const [start, , , end] = segment;
        let last = start[1];
        for (let t = 0; t <= 1; t += 0.02) {
          const [, y] = point_at(segment, t);
          // Monotone from one point to the next, so it cannot overshoot either.
          expect((y - last) * Math.sign(end[1] - start[1])).toBeGreaterThanOrEqual(-1e-9);
          if (start[1] === end[1]) expect(y).toBeCloseTo(start[1], 9);
          last = y;
        }
      }
    },
  );

  it.each(seeds(20))("has no corner, seed %i", (seed) => {
    const segments = curve(random_points(chance(seed)));
    segments.slice(1).forEach(([start, control], i) => {
      const [, , before, end] = segments[i] as (typeof segments)[number];
      const into = (end[1] - before[1]) / (end[0] - before[0]);
      expect((control[1] - start[1]) / (control[0] - start[0])).toBeCloseTo(into, 9);
    });
  });

  it("is the same upside down", () => {
    const points = random_points(chance(3));
    const flipped = curve(points.map(([x, y]) => [x, -y] as const)).flat(2);
    curve(points)
      .flat()
      .flatMap(([x, y]) => [x, -y])
      .forEach((value, i) => {
        expect(flipped[i]).toBeCloseTo(value, 9);
      });
  });

  it("never bridges a gap", () => {
    const found = curve([
      [0, 1],
      [1, null],
      [2, 1],
      [3, 2],
      [4, null],
      [5, 0],
    ]);
    expect(found.map(([start, , , end]) => [start[0], end[0]])).toEqual([[2, 3]]);
    expect(curve([])).toEqual([]);
  });

  it("is written as paths", () => {
    const flat: XY[] = [
      [0, 0],
      [3, 0],
      [6, 0],
    ];
    expect(line_path(flat)).toBe("M0,0C1,0 2,0 3,0C4,0 5,0 6,0");
    expect(line_path([[0, 0]])).toBe("");
    const under: XY[] = [
      [0, 1],
      [3, 1],
    ];
    expect(band_path(flat.slice(0, 2), under)).toBe("M0,0C1,0 2,0 3,0L3,1C2,1 1,1 0,1Z");
    expect(band_path([[0, 0]], [[0, 1]])).toBe("");
  });

  it("is sampled from its first point to its last", () => {
    const points: XY[] = [
      [0, 0],
      [10, 2],
      [20, -2],
    ];
    const found = sample(points, 5);
    expect(found.length).toBe(11);
    expect([found[0], found[5], found[10]]).toEqual(points);
  });
});

describe("the scale", () => {
  it.each([
    [2, 10],
    [0, 60],
    [-2, 110],
  ])("puts %d at %d", (value, y) => {
    expect(y_of(value, 120, 10)).toBe(y);
    expect(value_at(y, 120, 10)).toBe(value);
  });

  it("never leaves −2 … +2, and keeps two decimals", () => {
    expect([value_at(-50, 100), value_at(500, 100)]).toEqual([2, -2]);
    expect([clamp_value(1.23456), clamp_value(-0.001), clamp_value(9)]).toEqual([1.23, 0, 2]);
  });

  it.each([
    ["ArrowUp", 0, 0.25],
    ["ArrowDown", 0, -0.25],
    ["ArrowRight", 1.9, 2],
    ["ArrowLeft", -1.9, -2],
    ["PageUp", 0.5, 1.5],
    ["PageDown", -1.5, -2],
    ["Home", 1, -2],
    ["End", 1, 2],
    ["a", 1, null],
    ["toString", 1, null],
  ])("moves by %s from %d to %s", (key, from, to) => expect(step_value(from, key)).toBe(to));
});
