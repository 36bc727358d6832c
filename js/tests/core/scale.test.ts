/** Scales of emotions and the freehand stroke: nothing is lost on the way there and back. */
import { describe, expect, it } from "vitest";
import { emotion_format, from_scale, SCALES, snap, to_scale } from "../../src/core/scale";
import { stroke_at } from "../../src/core/sketch";

const scales = Object.keys(SCALES) as (keyof typeof SCALES)[];

describe.each(scales)("the scale %s", (scale) => {
  const [min, max] = SCALES[scale];

  it("gives every tenth back as it was", () => {
    for (let tenth = min * 10; tenth <= max * 10; tenth += 1) {
      const stored = from_scale(tenth / 10, scale);
      expect(Math.round(to_scale(stored, scale) * 10)).toBe(tenth);
      expect(snap(stored, scale, false)).toBe(stored);
    }
  });

  it("has the ends of the stored one, and keeps to them", () => {
    expect([from_scale(min, scale), from_scale(max, scale)]).toEqual([-2, 2]);
    expect([from_scale(min - 3, scale), from_scale(max + 3, scale)]).toEqual([-2, 2]);
  });
});

it("is read as people read it", () => {
  expect(emotion_format("-2..+2", "en").value(1.5)).toBe("+1.5");
  expect(emotion_format("1..5", "fr").value(1.5)).toBe("4,5");
  expect(emotion_format("1..10", "en").value(0)).toBe("5.5");
  expect(emotion_format("1..10", "en").gap(-2)).toBe("−4.5");
});

describe("a stroke", () => {
  const columns = ["a", "b", "c"].map((stage_id, i) => ({ stage_id, x: i * 100, width: 100 }));

  it("gives the stages it passes their value at the middle", () => {
    const found = stroke_at([[20, 10], [120, 60], [220, 20]], columns); // biome-ignore format: points
    expect([...found.keys()]).toEqual(["a", "b"]);
    expect(found.get("a")).toBeCloseTo(25);
    expect(found.get("b")).toBeCloseTo(48);
  });

  it("counts the last pass, runs either way, and takes no stage it hardly touches", () => {
    const back = stroke_at([[180, 0], [20, 0], [20, 40], [180, 40], [205, 40]], columns); // biome-ignore format: points
    expect(Object.fromEntries(back)).toEqual({ a: 40, b: 40 });
    expect(stroke_at([[150, 5]], columns).size).toBe(0);
  });

  it("may touch a good part of a stage without its middle", () => {
    expect(stroke_at([[200, 30], [240, 50]], columns).get("c")).toBe(50); // biome-ignore format: points
  });
});
