/** The measured scores beside the curve: a mark with its interval at each stage, and what it says; knows no store. */
import { metric_value, number } from "../../core/format";
import type { Gap, Measured } from "../../core/measured";
import type { EmotionFormat } from "../../core/scale";
import type { Translate } from "../shell/context";
import { type Pair, y_of } from "./geometry";
import { type Box, OFF, place, text_width } from "./placing";
import type { Column } from "./types";

/** Pixels from the middle of a column: beside the drawn point. */
export const BESIDE = 15;
const HALF = 4;

export interface Compared {
  score: Measured;
  /** Null where nothing is drawn. */
  gap: Gap | null;
  drawn: number | null;
  column: Column;
}

export const x_beside = ({ x, width }: Column): number => x + width / 2 + Math.min(BESIDE, width / 4);

/** The measured value and the gap, as one sentence. */
export function spoken_score(
  t: Translate,
  locale: string,
  format: EmotionFormat,
  { score, gap }: Compared,
): string {
  const { cell } = score;
  const parts = [
    t("curve.measured_spoken", {
      value: format.value(score.value),
      low: format.value(score.low),
      high: format.value(score.high),
      score: metric_value(cell.value, cell.unit, locale, cell.metric),
      n: cell.n,
    }),
  ];
  if (gap) parts.push(t("curve.gap", { gap: format.gap(gap.value) }));
  if (gap?.disagree) parts.push(t("curve.disagree"));
  if (score.weak) parts.push(t(score.cell.state === "stale" ? "curve.stale" : "curve.too_few"));
  return parts.join(", ");
}

export interface MarksProps {
  compared: readonly Compared[];
  height: number;
  spoken: (compared: Compared) => string;
  onHover: (stage_id: string | null) => void;
}

export function Marks({ compared, height, spoken, onHover }: MarksProps) {
  return (
    <g class="cjm-measured">
      {compared.map((each) => {
        const { score, gap, column } = each;
        const x = x_beside(column);
        const y = y_of(score.value, height);
        const weak = score.weak ? " is-weak" : "";
        return (
          // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a group of shapes is no control
          <g
            key={score.stage_id}
            class={`cjm-measured__mark${weak}${gap?.disagree ? " is-apart" : ""}`}
            role="img"
            aria-label={spoken(each)}
            data-measured={score.stage_id}
            onPointerEnter={() => onHover(score.stage_id)}
            onPointerLeave={() => onHover(null)}
          >
            <path
              class="cjm-measured__whisker"
              d={`M${x} ${y_of(score.high, height)}V${y_of(score.low, height)}`}
            />
            <rect class="cjm-measured__box" x={x - HALF} y={y - HALF} width={2 * HALF} height={2 * HALF} />
            <rect class="cjm-measured__hit" x={x - 9} y={y - 12} width={18} height={24} />
          </g>
        );
      })}
    </g>
  );
}

/** What a callout is written with, and what it keeps clear of: lines as points along them, points and marks. */
export interface Around {
  format: EmotionFormat;
  line: readonly Pair[];
  points: readonly Pair[];
  width: number;
  height: number;
  t: Translate;
  locale: string;
}

const SIZE = 11.5;

/** Where the callout of a mark hides least. */
export function callout_box(compared: Compared, around: Around): Box | undefined {
  const { score, column } = compared;
  const { line, points, width, height } = around;
  const y = y_of(score.value, height);
  const want = {
    id: score.stage_id,
    x: x_beside(column),
    y,
    width: Math.max(...lines_of(compared, around).map((each) => text_width(each, SIZE, false))) + 18,
    height: 40,
    up: Math.max(OFF, y - y_of(score.high, height) + 5),
    down: Math.max(OFF, y_of(score.low, height) - y + 5),
    below: score.value < 0,
  };
  return place([want], line, points, { x: 2, y: 1, width: width - 4, height: height - 2 }).get(want.id);
}

/** What the mark says, in a box where it hides least: drawn, measured, the gap, how many answers. */
export function Callout({ compared, around }: { compared: Compared; around: Around }) {
  const [first, second] = lines_of(compared, around);
  const box = callout_box(compared, around);
  if (!box) return null;
  return (
    <div
      class={`cjm-callout${compared.gap?.disagree ? " is-apart" : ""}`}
      aria-hidden="true"
      style={{ left: `${box.x + box.width / 2}px`, top: `${box.y + 2}px`, transform: "translateX(-50%)" }}
    >
      <span>{first}</span>
      <span class="cjm-callout__small">{second}</span>
    </div>
  );
}

function lines_of({ score, gap, drawn }: Compared, { format, t, locale }: Around): [string, string] {
  const value = format.value(score.value);
  const first =
    drawn === null
      ? t("curve.measured", { value })
      : t("curve.drawn_measured", { drawn: format.value(drawn), measured: value });
  const second = [
    gap && t("curve.gap", { gap: format.gap(gap.value) }),
    t("curve.n", { n: number(score.cell.n, locale) }),
    gap?.disagree && t("curve.disagree"),
    score.weak && t(score.cell.state === "stale" ? "curve.stale" : "curve.too_few"),
  ];
  return [first, second.filter(Boolean).join(" · ")];
}
