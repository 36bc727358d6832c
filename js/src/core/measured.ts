/** The measured score on the scale of emotions, and its gap to what was drawn; the same as Python's analysis. */
import { HIGH, LOW } from "./curve";
import type { LaneView, PointView } from "./project";
import type { MetricCell, MetricTable } from "./protocol";

/** The scores that can stand beside a curve, with the ends of their scales. */
export const SCORES = { csat: [0, 1], nps: [-100, 100] } as const;
export type Score = keyof typeof SCORES;

/** What a lane says when no score shall stand beside its curve. */
export const NO_SCORE = "none";

export interface Measured {
  readonly stage_id: string;
  /** From -2 to +2, with the ends of its 95 % interval. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly cell: MetricCell;
  /** It rests on too few answers, or on old ones: shown, but never held against what was drawn. */
  readonly weak: boolean;
}

export interface Gap {
  /** Measured minus drawn. */
  readonly value: number;
  /** The interval of the measured score lies wholly outside of the drawn range. */
  readonly disagree: boolean;
}

/** Which score stands beside the curve of a lane: the one it names, else the first that has a number. */
export function score_of(lane: Pick<LaneView, "metric"> | undefined, metrics: MetricTable): Score | null {
  const named = lane?.metric;
  if (named) return Object.hasOwn(SCORES, named) ? (named as Score) : null;
  const there = (score: Score) => Object.values(metrics[score] ?? {}).some((cell) => cell.value !== null);
  return (Object.keys(SCORES) as Score[]).find(there) ?? null;
}

/**
 * A score on the scale from -2 to +2: two straight pieces that meet at `neutral`, which becomes 0.
 *
 * Without a neutral score, the middle of the scale is it.
 */
export function on_emotion_scale(value: number, score: Score, neutral: number | null): number {
  const [min, max] = SCORES[score];
  const middle = neutral !== null && neutral > min && neutral < max ? neutral : (min + max) / 2;
  const x = Math.min(max, Math.max(min, value));
  return x < middle ? (LOW * (middle - x)) / (middle - min) : (HIGH * (x - middle)) / (max - middle);
}

/** The measured score of each stage that has one. */
export function measured(
  cells: { readonly [stage_id: string]: MetricCell } | undefined,
  score: Score,
  neutral: number | null,
): Map<string, Measured> {
  const found = new Map<string, Measured>();
  for (const [stage_id, cell] of Object.entries(cells ?? {})) {
    if (cell.value === null || cell.state === "no_source" || cell.state === "broken") continue;
    const at = (value: number) => on_emotion_scale(value, score, neutral);
    found.set(stage_id, {
      stage_id,
      value: at(cell.value),
      low: at(cell.low ?? cell.value),
      high: at(cell.high ?? cell.value),
      cell,
      weak: cell.state === "too_few" || cell.state === "stale",
    });
  }
  return found;
}

/** How far the measured score stands from a drawn point. */
export function gap_of(score: Measured, point: Pick<PointView, "value" | "low" | "high">): Gap {
  const low = point.low ?? point.value;
  const high = point.high ?? point.value;
  const apart = score.low > high || score.high < low;
  return { value: score.value - point.value, disagree: !score.weak && apart };
}
