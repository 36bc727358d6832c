/** Where values stand in the lane and how the lines between them run; pure: knows no DOM and no store. */
import {
  clamp_value,
  curve,
  HIGH,
  LOW,
  path_of,
  point_at,
  type Segment,
  y_of as strip_y,
  value_at,
  type XY,
} from "../../core/curve";
import { runs_of, x_of } from "../../core/curve_points";
import type { Column, CurvePoint } from "./types";

/** Pixels kept free above +2 and below −2, for labels and halves of handles. */
export const MARGIN = 28;

export interface Spot {
  readonly point: CurvePoint;
  readonly x: number;
  readonly y: number;
}
export type Pair = XY;

/** The y of a value in a lane of this height. */
export const y_of = (value: number, height: number): number => strip_y(value, height, MARGIN);

/** The value `pixels` further down would be this much lower. */
export function value_of(pixels: number, height: number): number {
  return (pixels / Math.max(1, height - 2 * MARGIN)) * (HIGH - LOW);
}

/** The middles of columns, from left to right. */
export const middles_of = (columns: readonly Column[]): number[] =>
  columns.map(({ x, width }) => x + width / 2);

/** The x of a place counted in stages from 0. */
export const x_at = (at: number, columns: readonly Column[]): number =>
  x_of(at, middles_of(columns), columns.at(-1)?.width ?? 0);

/** The points of a curve where they stand, those together that one line joins. */
export function runs(points: readonly CurvePoint[], columns: readonly Column[], height: number): Spot[][] {
  const placed = runs_of(
    points,
    columns.map(({ stage_id }) => stage_id),
  );
  return placed.map((run) =>
    run.map(({ at, point }) => ({ point, x: x_at(at, columns), y: y_of(point.value, height) })),
  );
}

/** The value of the line of a curve at an x; null where no line passes. */
export function value_on(spots: readonly (readonly Spot[])[], x: number, height: number): number | null {
  for (const segment of spots.flatMap((run) => curve(pairs(run)))) {
    const [[start], , , [end]] = segment;
    // x runs evenly along a segment: its controls stand at thirds
    if (start <= x && x <= end && start < end)
      return value_at(point_at(segment, (x - start) / (end - start))[1], height, MARGIN);
  }
  return null;
}

/** The stretches of a run in which every point has a range, each as its upper and its lower edge. */
export function bands(run: readonly Spot[], height: number): { upper: Pair[]; lower: Pair[] }[] {
  const found: { upper: Pair[]; lower: Pair[] }[] = [];
  let open: { upper: Pair[]; lower: Pair[] } | null = null;
  for (const { point, x } of run) {
    if (point.low === null || point.high === null) {
      open = null;
      continue;
    }
    if (!open) {
      open = { upper: [], lower: [] };
      found.push(open);
    }
    open.upper.push([x, y_of(point.high, height)]);
    open.lower.push([x, y_of(point.low, height)]);
  }
  return found.filter((band) => band.upper.length > 1);
}

const pairs = (run: readonly Spot[]): Pair[] => run.map(({ x, y }) => [x, y]);

/** The smooth line through a run, as the `d` of a path. */
export const line_path = (run: readonly Spot[]): string => path_of(curve(pairs(run)));

/** The area between two smooth edges, as the `d` of a path. */
export function band_path(upper: readonly Pair[], lower: readonly Pair[]): string {
  const back = curve(lower)
    .map(([a, b, c, d]): Segment => [d, c, b, a])
    .reverse();
  return `${path_of(curve(upper))}L${path_of(back).slice(1)}Z`;
}

/** A point at another value; its range moves along, as far as the scale goes. */
export function moved(point: CurvePoint, value: number): { value: number; low?: number; high?: number } {
  if (point.low === null || point.high === null) return { value };
  const by = value - point.value;
  return { value, low: clamp_value(point.low + by), high: clamp_value(point.high + by) };
}

/** Points along the line through a run, some pixels apart: what words should stay clear of. */
export function sampled(run: readonly Spot[], steps: number): Pair[] {
  const at = ([a, b, c, d]: Segment, t: number, axis: 0 | 1) => {
    const u = 1 - t;
    return u * u * u * a[axis] + 3 * u * u * t * b[axis] + 3 * u * t * t * c[axis] + t * t * t * d[axis];
  };
  return curve(pairs(run)).flatMap((segment) =>
    Array.from({ length: steps }, (_, i): Pair => [at(segment, i / steps, 0), at(segment, i / steps, 1)]),
  );
}
