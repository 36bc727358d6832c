/** Words beside points keep clear of what lies there. */
import { expect, it } from "vitest";
import { type Box, place } from "../../src/ui/curve/placing";

const LANE = { x: 0, y: 0, width: 600, height: 200 };
const want = { id: "a", x: 300, y: 100, width: 80, height: 28, up: 14, down: 14, below: false };

const apart = (a: Box, b: Box) =>
  a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;

it("stands above a peak, and elsewhere when a callout lies there", () => {
  const free = place([want], [], [], LANE).get("a") as Box;
  expect(free.y + free.height).toBe(want.y - want.up);
  const moved = place([want], [], [], LANE, [free]).get("a") as Box;
  expect(apart(moved, free)).toBe(true);
  expect(moved.x).toBeGreaterThanOrEqual(LANE.x);
  expect(moved.y + moved.height).toBeLessThanOrEqual(LANE.height);
});

it("slides along at the edge of the lane rather than over the line", () => {
  const line = Array.from({ length: 60 }, (_, i): [number, number] => [20 + 4 * i, 100 + i]);
  const edge = place([{ ...want, x: 20, below: true }], line, [], LANE).get("a") as Box;
  expect(edge.x).toBe(LANE.x);
  expect(line.some(([x, y]) => x < edge.x + edge.width && y > edge.y && y < edge.y + edge.height)).toBe(
    false,
  );
});
