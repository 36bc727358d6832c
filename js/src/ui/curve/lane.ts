/** What the parts of one lane of curves share: whose curve is in front, names, the order of its stops; draws nothing. */

import { persona_color } from "../../core/project";
import type { EmotionFormat, EmotionScale } from "../../core/scale";
import { get, personas } from "../../core/state";
import { useBoard } from "../board";
import { place_name, stop_of } from "./between";
import type { CurveLaneProps } from "./CurveLane";
import { type Curve, type CurveKey, key_of } from "./types";
import type { Gestures } from "./use_curve";

/** What the parts of the lane share. */
export interface Lane {
  props: CurveLaneProps;
  gestures: Gestures;
  front: Curve;
  locked: boolean;
  scale: EmotionScale;
  format: EmotionFormat;
  stop: string | null;
  setStop: (stop: string) => void;
  setTip: (id: string | null) => void;
  setEditing: (id: string | null) => void;
  activate: (curve: CurveKey) => void;
  /** Values go to the tenths of the scale, unless a modifier key is held; else to the hundredths. */
  snapping: boolean;
  /** The second line shows how strongly the emotions are felt. */
  intensity: boolean;
  /** What is measured at a stage. */
  said: (stage_id: string) => string;
}

export const colored = (color: string) => ({ "--cjm-curve": `var(--cjm-color-${color})` });

/** The curve in front; one without points where the persona has none yet. A lane of one person shows no other. */
export function useFront(chosen: CurveKey | null, { view, stages, lane }: CurveLaneProps): Curve {
  const { snap } = useBoard();
  const owner = lane?.persona_id ?? null;
  const wanted = owner === null || chosen?.persona_id === owner ? chosen : null;
  const found = wanted ? view.find((curve) => key_of(curve) === key_of(wanted)) : view[0];
  if (found) return found;
  const journey = get(snap.state, "stages", stages[0]?.id)?.journey_id;
  const known = get(snap.state, "journeys", journey)?.personas ?? [];
  const key: CurveKey = wanted ?? { persona_id: owner ?? known[0] ?? null, variant: "as_is" };
  const position = personas(snap.state).findIndex((each) => each.id === key.persona_id);
  const persona = get(snap.state, "personas", key.persona_id);
  return { ...key, color: persona ? persona_color(persona, position) : "slate", points: [] };
}

/** "Reimbursement, Julie", "between Purchase and Reimbursement, Julie", or the place alone. */
export function useNames(lane: Lane): (curve: CurveKey, stage_id: string, after?: number) => string {
  const { snap, t } = useBoard();
  return ({ persona_id, variant }, stage_id, after = 0) => {
    const stage = place_name(t, lane.props.stages, { stage_id, after });
    const persona = get(snap.state, "personas", persona_id)?.name;
    return [stage, persona, variant === "to_be" && t("curve.to_be")].filter(Boolean).join(", ");
  };
}

/** Columns in order; the one tab stop of a curve is where it was last, or its first point. */
export function tab_stop(lane: Lane, curve: CurveKey, ids: readonly string[]): string | undefined {
  const [key, id] = lane.stop?.split(" ") ?? [];
  return key === key_of(curve) && id && ids.includes(id) ? id : ids[0];
}

/** Where the arrow keys stop: at all stages of the curve in front, otherwise at those with a point, and between. */
export function stops(lane: Lane, curve: Curve): string[] {
  const front = key_of(curve) === key_of(lane.front) && !lane.locked;
  return lane.props.columns.flatMap(({ stage_id }) => {
    const here = curve.points.filter((point) => point.stage_id === stage_id).map(stop_of);
    return front && !here.includes(stage_id) ? [stage_id, ...here] : here;
  });
}

export function mover(lane: Lane, curve: Curve, stop: string): (by: number) => void {
  const ids = stops(lane, curve);
  return (by) => {
    const next = ids[ids.indexOf(stop) + by];
    if (next) lane.gestures.focus(curve, next);
  };
}

/** Whether a gesture wants the finer steps: a modifier key turns the switch around. */
export const is_fine = (lane: Lane, event: MouseEvent): boolean =>
  (event.altKey || event.shiftKey) === lane.snapping;
