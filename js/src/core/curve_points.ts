/** Where the points of an emotion curve stand, at stages and between them, the same as Python's; draws nothing. */

/** What of a point says where it stands. */
export interface Standing {
  readonly stage_id: string;
  /** The share of the way to the next stage. */
  readonly after: number;
}

/** A point and where it stands, counted in stages from 0: 1.5 is half way from the second to the third. */
export interface Placed<P> {
  readonly at: number;
  readonly point: P;
}

/** In the last stage points stand before this: there its column ends. */
export const LAST = 0.5;
const EDGE = 0.49;

/** A point that a new order of the stages left beyond the end of the last one is pressed against that end. */
const inside = (after: number): number => (after < LAST ? after : EDGE + (after - EDGE) / 100);

/** A place kept to 0.01. */
export const hundredth = (share: number): number => Math.round(share * 100) / 100;

/**
 * The points of a curve in the order they are drawn, those together that one line joins.
 *
 * A stage without a point of its own parts two runs: nothing is known there. Points behind a stage go on from its own,
 * or begin a run where it has none.
 */
export function runs_of<P extends Standing>(
  points: readonly P[],
  stage_ids: readonly string[],
): Placed<P>[][] {
  const of = new Map<string, P[]>();
  for (const point of points) of.set(point.stage_id, [...(of.get(point.stage_id) ?? []), point]);
  const found: Placed<P>[][] = [[]];
  stage_ids.forEach((stage_id, at) => {
    const here = [...(of.get(stage_id) ?? [])].sort((a, b) => a.after - b.after);
    if (!here[0] || here[0].after > 0) found.push([]);
    const last = at === stage_ids.length - 1;
    found
      .at(-1)
      ?.push(...here.map((point) => ({ at: at + (last ? inside(point.after) : point.after), point })));
  });
  return found.filter((each) => each.length > 0);
}

/** The x of a place; `last` is the width of the last column. */
export function x_of(at: number, middles: readonly number[], last: number): number {
  const stage = Math.floor(at);
  const start = middles[stage] ?? 0;
  return start + (at - stage) * ((middles[stage + 1] ?? start + last) - start);
}

/** The place that an x is at: the stage whose middle lies before it; null before the first or beyond the last column. */
export function place_at(
  x: number,
  middles: readonly number[],
  last: number,
): { stage: number; after: number } | null {
  const stage = middles.filter((middle) => middle <= x).length - 1;
  const start = middles[stage];
  if (start === undefined) return null;
  const next = middles[stage + 1];
  const after = hundredth((x - start) / ((next ?? start + last) - start));
  return after >= (next === undefined ? LAST : 1) ? null : { stage, after };
}

/** Between which places behind its stage a point may stand, so that it passes no other one; null without any room. */
export function room(
  others: readonly number[],
  after: number,
  is_last: boolean,
): readonly [least: number, most: number] | null {
  const before = Math.max(0, ...others.filter((other) => other < after));
  const behind = Math.min(is_last ? LAST : 1, ...others.filter((other) => other > after));
  const ends = [hundredth(before + 0.01), hundredth(behind - 0.01)] as const;
  return ends[0] <= ends[1] ? ends : null;
}
