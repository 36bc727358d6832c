/** One metric, a row a stage: bar or point, interval, target, and the number in words; computes no statistics. */
import { at, type Ends } from "../../core/chart";
import { interval, metric_value, number, percent } from "../../core/format";
import type { MetricCell } from "../../core/store";
import type { Translate } from "../shell/context";
import { state_words } from "./words";

export interface StageRow {
  name: string;
  cell: MetricCell | null;
}

const WIDTH = 700;
const LEFT = 148;
const PLOT = 230;
const ROW = 30;
const LONGEST = 24;

export function StageChart({
  rows,
  ends,
  locale,
  t,
}: {
  rows: readonly StageRow[];
  ends: Ends;
  locale: string;
  t: Translate;
}) {
  const lines = rows.map((row) => words_of(row, locale, t));
  const told = rows.map(({ name }, place) => t("common.labelled", { name, value: lines[place] ?? "" }));
  return (
    <svg viewBox={`0 0 ${WIDTH} ${rows.length * ROW + 8}`} role="img" aria-label={told.join("; ")}>
      {rows.map(({ name, cell }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: nothing of it ever changes
        <g key={place} transform={`translate(0 ${place * ROW + 4})`}>
          <title>{told[place]}</title>
          <text class="cjm-chart__label" x={LEFT - 10} y={19} text-anchor="end">
            {name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name}
          </text>
          {cell && cell.value !== null && <Mark cell={cell} ends={ends} />}
          <text class="cjm-chart__value" data-state={cell?.state} x={LEFT + PLOT + 12} y={19}>
            {lines[place]}
          </text>
        </g>
      ))}
    </svg>
  );
}

function words_of({ cell }: StageRow, locale: string, t: Translate): string {
  if (!cell || cell.value === null) return cell?.reason ?? t("map.no_data");
  const ends = interval(cell.low, cell.high, cell.unit, locale, cell.metric);
  const share = cell.base === null ? "" : t("map.of_previous", { share: percent(cell.base, locale) });
  return [
    metric_value(cell.value, cell.unit, locale, cell.metric) + (ends ? ` (${ends})` : ""),
    share,
    cell.unit === "count" ? "" : t("map.n", { n: number(cell.n, locale) }),
    state_words(t, cell),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** A bar for counts, a point with its interval for everything else. */
function Mark({ cell, ends }: { cell: MetricCell; ends: Ends }) {
  const x = (value: number) => LEFT + at(value, ends) * PLOT;
  const value = cell.value ?? 0;
  const bad = cell.state === "off_target" ? "bad" : cell.state === "too_few" ? "few" : undefined;
  if (cell.unit === "count") {
    return (
      <rect class="cjm-chart__bar" x={LEFT} y={5} width={Math.max(1, x(value) - LEFT)} height={20} rx={3} />
    );
  }
  return (
    <>
      <rect class="cjm-chart__track" x={LEFT} y={12} width={PLOT} height={6} rx={3} />
      {ends[0] < 0 && <rect class="cjm-chart__zero" x={x(0) - 0.5} y={10} width={1} height={10} />}
      {cell.low !== null && cell.high !== null && (
        <rect
          class="cjm-chart__band"
          x={x(cell.low)}
          y={12}
          width={Math.max(2, x(cell.high) - x(cell.low))}
          height={6}
          rx={3}
        />
      )}
      <rect class="cjm-chart__point" data-state={bad} x={x(value) - 1.5} y={8} width={3} height={14} />
      {cell.target !== null && (
        <rect class="cjm-chart__target" x={x(cell.target) - 0.75} y={6} width={1.5} height={18} />
      )}
    </>
  );
}
