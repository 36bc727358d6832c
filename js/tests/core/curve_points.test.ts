/** Where points of a curve may stand: places by x, room between others; what two clicks and + make of them. */
import { describe, expect, it } from "vitest";
import { place_at, room, x_of } from "../../src/core/curve_points";
import type { PointView } from "../../src/core/project";
import { halfway, place_name, point_there, share_of, shifted } from "../../src/ui/curve/between";
import { runs } from "../../src/ui/curve/geometry";
import type { Curve } from "../../src/ui/curve/types";

const COLUMNS = [0, 100, 250].map((x, i) => ({ stage_id: `s${i}`, x, width: i === 1 ? 150 : 100 }));
const MIDDLES = [50, 175, 300];
const point = (id: string, stage_id: string, value: number, after = 0): PointView => ({
  id, stage_id, after, value, low: null, high: null, label: "", intensity: null, quote: "", evidence: null,
  moment_of_truth: false,
}); // biome-ignore format: one line of names
const HEIGHT = 256;

function drawn(...points: PointView[]) {
  const curve: Curve = { persona_id: null, variant: "as_is", color: "slate", points };
  return { curve, spots: runs(points, COLUMNS, HEIGHT) };
}
const LINE = drawn(point("a", "s0", 0), point("b", "s0", -1, 0.4), point("c", "s1", 1), point("d", "s2", 2));

describe("a place", () => {
  it("comes back from its x, also where columns differ in width", () => {
    for (const at of [0, 0.25, 0.99, 1, 1.5, 2, 2.49]) {
      const place = place_at(x_of(at, MIDDLES, 100), MIDDLES, 100);
      expect(place && place.stage + place.after).toBeCloseTo(at, 9);
    }
    expect(place_at(49, MIDDLES, 100)).toBeNull();
    expect(place_at(350, MIDDLES, 100)).toBeNull();
  });

  it("has room up to its neighbours, in the last stage to the end of the column", () => {
    expect(room([0.2, 0.8], 0.5, false)).toEqual([0.21, 0.79]);
    expect(room([], 0.5, false)).toEqual([0.01, 0.99]);
    expect(room([], 0.3, true)).toEqual([0.01, 0.49]);
    expect(room([0.49, 0.51], 0.5, false)).toEqual([0.5, 0.5]);
    expect(room([0.49, 0.5], 0.495, false)).toBeNull();
  });

  it("is called by what is on both sides", () => {
    const t = ((key: string, values: object) => `${key} ${Object.values(values)}`) as never;
    const stages = ["One", "Two"].map((name, i) => ({ id: `s${i}`, name }));
    expect(place_name(t, stages, { stage_id: "s0", after: 0 })).toBe("One");
    expect(place_name(t, stages, { stage_id: "s0", after: 0.5 })).toBe("curve.between One,Two");
    expect(place_name(t, stages, { stage_id: "s1", after: 0.2 })).toBe("curve.between_end Two");
  });
});

describe("a new point", () => {
  it("stands half way to the next one, on the line", () => {
    const [a, b, c, d] = LINE.curve.points as [PointView, PointView, PointView, PointView];
    const first = halfway(LINE, a, COLUMNS, HEIGHT);
    expect(first).toMatchObject({ stage_id: "s0", after: 0.2 });
    expect(first?.value).toBeGreaterThan(-1);
    expect(first?.value).toBeLessThan(0);
    expect(halfway(LINE, b, COLUMNS, HEIGHT)?.after).toBe(0.7);
    expect(halfway(LINE, c, COLUMNS, HEIGHT)?.after).toBe(0.5);
    expect(halfway(LINE, d, COLUMNS, HEIGHT)).toEqual({ stage_id: "s2", after: 0.25, value: 2 });
    const close = drawn(point("a", "s0", 0, 0.5), point("b", "s0", 0, 0.51));
    expect(halfway(close, close.curve.points[0] as PointView, COLUMNS, HEIGHT)).toBeNull();
  });

  it("stands on the line where two clicks are, where they are without one, and nowhere at a stage", () => {
    const there = (x: number, on = LINE) => point_there(on, [x, 0.3], COLUMNS, HEIGHT);
    expect(there(237.5)).toMatchObject({ stage_id: "s1", after: 0.5 });
    expect(there(237.5)?.value).not.toBe(0.3);
    expect(there(237.5, drawn(point("c", "s1", 1)))).toEqual({ stage_id: "s1", after: 0.5, value: 0.3 });
    expect(there(175)).toBeNull();
    expect(there(100)).toBeNull(); // b stands there
    expect(there(20)).toBeNull();
  });
});

describe("a point moved aside", () => {
  it("passes no other one, and a waver of the hand moves nothing", () => {
    const b = LINE.curve.points[1] as PointView;
    expect(shifted(LINE.curve, b, 0.1, false)).toBe(0.5);
    expect(shifted(LINE.curve, b, 3, false)).toBe(0.99);
    expect(shifted(LINE.curve, b, -3, false)).toBe(0.01);
    const two = drawn(b, point("e", "s0", 0, 0.6));
    expect(shifted(two.curve, b, 0.4, false)).toBe(0.59);
    expect(shifted(drawn(point("z", "s2", 0, 0.9)).curve, point("z", "s2", 0, 0.9), 0.01, true)).toBe(0.49);
    expect(share_of(5, "s0", COLUMNS)).toBe(0);
    expect(share_of(-56, "s1", COLUMNS)).toBeCloseTo(-0.4);
    expect(share_of(56, "s2", COLUMNS)).toBeCloseTo(0.5);
  });
});
