/** What the curve draws: the curves of a view, the stages and where their columns stand; types only. */
import type { CurveView, PointView } from "../../core/project";

export type Curve = CurveView;
export type CurvePoint = PointView;
/** Whose curve: a persona (null: nobody in particular) as it is or as it should be. */
export type CurveKey = Pick<CurveView, "persona_id" | "variant">;

export interface StageName {
  readonly id: string;
  readonly name: string;
}

/** One stage's part of the lane, in pixels from its left edge. */
export interface Column {
  readonly stage_id: string;
  readonly x: number;
  readonly width: number;
}

export const key_of = (curve: CurveKey): string => `${curve.persona_id ?? ""}:${curve.variant}`;
