/** Points between stages: where one may stand, what it and its place are called; pure: knows no DOM and no store. */
import { hundredth, LAST, place_at, room } from "../../core/curve_points";
import type { Translate } from "../shell/context";
import { middles_of, type Spot, value_on, x_at } from "./geometry";
import type { Column, Curve, CurvePoint, StageName } from "./types";

/** Pixels a hand may wander sideways while it drags up or down. */
const SLACK = 6;
/** How far a key moves a point sideways, as a share of the way to the next stage. */
export const STEP = 0.05;

type Standing = Pick<CurvePoint, "stage_id" | "after">;

/** What a stop of the arrow keys is known by: a stage, or the point between two. */
export const stop_of = (point: Standing & { readonly id: string }): string =>
  point.after ? point.id : point.stage_id;

/** "Purchase", "between Purchase and Delivery", "between Loyalty and the end". */
export function place_name(
  t: Translate,
  stages: readonly StageName[],
  { stage_id, after }: Standing,
): string {
  const at = stages.findIndex(({ id }) => id === stage_id);
  const first = stages[at]?.name ?? "";
  if (!after) return first;
  const second = stages[at + 1]?.name;
  return second === undefined ? t("curve.between_end", { first }) : t("curve.between", { first, second });
}

/** The share of the way to the next stage that some pixels are; small ones are none. */
export function share_of(pixels: number, stage_id: string, columns: readonly Column[]): number {
  const at = columns.findIndex((column) => column.stage_id === stage_id);
  const half = x_at(at + 0.5, columns) - x_at(at, columns);
  return (Math.sign(pixels) * Math.max(0, Math.abs(pixels) - SLACK)) / half / 2;
}

/** Where a point between two stages comes to stand, moved by a share of the way; it passes no other. */
export function shifted(curve: Curve, point: CurvePoint, by: number, last: boolean): number {
  const own = ({ id, stage_id, after }: CurvePoint) =>
    stage_id === point.stage_id && id !== point.id && after > 0;
  const others = curve.points.filter(own).map(({ after }) => after);
  const free = room(others, point.after, last);
  return free ? hundredth(Math.min(free[1], Math.max(free[0], point.after + by))) : point.after;
}

export interface NewPoint {
  readonly stage_id: string;
  readonly after: number;
  readonly value: number;
}

export interface Drawn {
  readonly curve: Curve;
  readonly spots: readonly (readonly Spot[])[];
}

/** The point half way from this one to the next place of the curve, on its line; null where there is no room. */
export function halfway(
  { curve, spots }: Drawn,
  point: CurvePoint,
  columns: readonly Column[],
  height: number,
): NewPoint | null {
  const at = columns.findIndex((column) => column.stage_id === point.stage_id);
  const behind = curve.points.filter(
    ({ stage_id, after }) => stage_id === point.stage_id && after > point.after,
  );
  const end = Math.min(at === columns.length - 1 ? LAST : 1, ...behind.map(({ after }) => after));
  const after = hundredth((point.after + end) / 2);
  if (after <= point.after || after >= end) return null;
  const x = x_at(at + after, columns);
  return { stage_id: point.stage_id, after, value: value_on(spots, x, height) ?? point.value };
}

/** The point at a place of the lane, on the line where one passes, else where the pointer is; null at a stage itself. */
export function point_there(
  { curve, spots }: Drawn,
  [x, value]: readonly [number, number],
  columns: readonly Column[],
  height: number,
): NewPoint | null {
  const place = place_at(x, middles_of(columns), columns.at(-1)?.width ?? 0);
  const stage_id = columns[place?.stage ?? -1]?.stage_id;
  if (!place || !stage_id || place.after === 0) return null;
  const taken = ({ stage_id: id, after }: CurvePoint) => id === stage_id && after === place.after;
  if (curve.points.some(taken)) return null;
  const line = value_on(spots, x_at(place.stage + place.after, columns), height);
  return { stage_id, after: place.after, value: line ?? value };
}
