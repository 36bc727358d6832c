/** Joins the bound score to the curve in front: the marks, the one callout, and the words for a point. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { gap_of, measured, score_of } from "../../core/measured";
import type { LaneView } from "../../core/project";
import type { EmotionFormat } from "../../core/scale";
import { useBoard } from "../board";
import { type Pair, type Spot, sampled, y_of } from "./geometry";
import { Callout, type Compared, callout_box, Marks, spoken_score, x_beside } from "./Measured";
import type { Box } from "./placing";
import type { Column, Curve } from "./types";

/** In columns narrower than this the callout waits for the pointer or the focus. */
const CALLOUT_FROM = 128;

export interface Scores {
  marks: ComponentChildren;
  callout: ComponentChildren;
  /** Where the marks stand. */
  at: readonly Pair[];
  /** Where the callout rests while nothing is pointed at: words keep clear of it, and stay when it goes. */
  taken: readonly Box[];
  /** What is said of the score at a stage; "" where there is none. */
  said: (stage_id: string) => string;
}

interface Wanted {
  /** The lane names the score and its neutral value; without it they are chosen. */
  lane: Pick<LaneView, "metric" | "target"> | undefined;
  front: Curve;
  format: EmotionFormat;
  columns: readonly Column[];
  width: number;
  height: number;
  /** All points of all curves, in their runs. */
  runs: readonly (readonly Spot[])[];
  /** The stage whose point is pointed at or focused. */
  at: string | null;
  /** Nothing may cover the lane now. */
  quiet: boolean;
}

export function useScores({ lane, front, format, columns, width, height, runs, at, quiet }: Wanted): Scores {
  const { snap, t, locale } = useBoard();
  const [hovered, set_hovered] = useState<string | null>(null);
  const compared = compare(snap.metrics, lane, front, columns);
  if (compared.length === 0) return { marks: null, callout: null, at: [], taken: [], said: () => "" };
  const spoken = (each: Compared) => {
    const name = snap.state.tables.stages.get(each.score.stage_id)?.name;
    const value = spoken_score(t, locale, format, each);
    return name ? t("common.labelled", { name, value }) : value;
  };
  const wide = columns.every((column) => column.width >= CALLOUT_FROM);
  const wanted = hovered ?? at;
  const resting = wide ? furthest(compared) : undefined;
  const shown = wanted ? find(compared, wanted) : resting;
  const marks_at = compared.map(({ score, column }): Pair => [x_beside(column), y_of(score.value, height)]);
  const points = [...marks_at, ...runs.flat().map(({ x, y }): Pair => [x, y])];
  const line = shown || resting ? runs.flatMap((run) => sampled(run, 24)) : [];
  const around = { format, line, points, width, height, t, locale };
  const rest = resting && callout_box(resting, around);
  return {
    at: marks_at,
    taken: rest ? [rest] : [],
    marks: <Marks compared={compared} height={height} spoken={spoken} onHover={set_hovered} />,
    callout: shown && !quiet && <Callout compared={shown} around={around} />,
    said: (stage_id) => {
      const found = find(compared, stage_id);
      return found ? spoken_score(t, locale, format, found) : "";
    },
  };
}

const find = (compared: readonly Compared[], stage_id: string) =>
  compared.find(({ score }) => score.stage_id === stage_id);

/** The stage where drawn and measured are furthest apart, of those that disagree. */
function furthest(compared: readonly Compared[]): Compared | undefined {
  return compared
    .filter(({ gap }) => gap?.disagree)
    .sort((a, b) => Math.abs(b.gap?.value ?? 0) - Math.abs(a.gap?.value ?? 0))[0];
}

/** The scores in the order of the columns. What should be is not measured: only the curve as it is has gaps. */
function compare(
  metrics: Parameters<typeof score_of>[1],
  lane: Wanted["lane"],
  front: Curve,
  columns: readonly Column[],
): Compared[] {
  const score = score_of(lane, metrics);
  if (!score) return [];
  const found = measured(metrics[score], score, lane?.target ?? null);
  const drawn = front.variant === "as_is" ? front.points.filter(({ after }) => after === 0) : [];
  const points = new Map(drawn.map((each) => [each.stage_id, each]));
  return columns.flatMap((column) => {
    const here = found.get(column.stage_id);
    if (!here) return [];
    const point = points.get(column.stage_id);
    const gap = point ? gap_of(here, point) : null;
    return [{ score: here, gap, drawn: point?.value ?? null, column }];
  });
}
