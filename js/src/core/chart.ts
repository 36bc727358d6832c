/** Where the parts of small charts stand; knows no elements and no words. */
import type { MetricCell } from "./protocol";

export type Ends = readonly [number, number];

/** The ends of the scale of a metric: the whole of it for shares and NPS, else from 0 to the largest. */
export function ends_of(metric: string, cells: readonly Pick<MetricCell, "value" | "high" | "unit">[]): Ends {
  if (metric === "nps") return [-100, 100];
  if (cells[0]?.unit === "share") return [0, 1];
  const most = Math.max(0, ...cells.map((cell) => Math.max(cell.value ?? 0, cell.high ?? 0)));
  return [0, most || 1];
}

/** A value as a share of its scale, 0 to 1. */
export const at = (value: number, [low, high]: Ends): number =>
  Math.max(0, Math.min(1, (value - low) / (high - low)));

/** Ends around values with a little room, never outside of `whole`. */
export function around(values: readonly number[], whole: Ends): Ends {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const room = Math.max((high - low) * 0.15, (whole[1] - whole[0]) / 40);
  return [Math.max(whole[0], low - room), Math.min(whole[1], high + room)];
}

/** At most `count` of the places 0 to `length` - 1, evenly, the first and the last among them. */
export function spread(length: number, count: number): number[] {
  if (length <= count) return Array.from({ length }, (_, place) => place);
  return Array.from({ length: count }, (_, place) => Math.round((place * (length - 1)) / (count - 1)));
}
