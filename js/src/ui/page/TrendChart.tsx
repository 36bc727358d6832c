/** One metric over time: its line, the band of its interval, the target; computes no statistics. */
import { around, at, ends_of, spread } from "../../core/chart";
import type { TrendPoint } from "../../core/exported";
import { interval, metric_value, number } from "../../core/format";
import type { MetricCell } from "../../core/store";
import type { Translate } from "../shell/context";

const WIDTH = 640;
const HEIGHT = 220;
const BOX = { left: 56, right: 24, top: 14, bottom: 34 };

interface Props {
  points: readonly TrendPoint[];
  metric: string;
  unit: MetricCell["unit"];
  target: number | null;
  locale: string;
  t: Translate;
}

export function TrendChart({ points, metric, unit, target, locale, t }: Props) {
  const goal = target === null ? [] : [target];
  const values = [...points.flatMap((point) => [point.low, point.high]), ...goal];
  const whole = ends_of(metric, [{ value: Math.max(...values), high: null, unit }]);
  const ends = around(values, whole);
  const days = points.map((point) => Date.parse(point.day));
  const first = days[0] ?? 0;
  const length = (days.at(-1) ?? first) - first || 1;
  const x = (place: number) =>
    BOX.left + (((days[place] ?? first) - first) / length) * (WIDTH - BOX.left - BOX.right);
  const y = (value: number) => HEIGHT - BOX.bottom - at(value, ends) * (HEIGHT - BOX.top - BOX.bottom);
  const said = (value: number) => metric_value(value, unit, locale, metric);
  const along = (of: (point: TrendPoint) => number) =>
    points.map((point, place) => `${x(place).toFixed(1)} ${y(of(point)).toFixed(1)}`);
  const words = points.map((point) => words_of(point, said(point.value), unit, metric, locale, t));
  const levels = [0, 1 / 2, 1].map((share) => ends[0] + share * (ends[1] - ends[0]));
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={words.join("; ")}>
      {levels.map((level) => (
        <g key={level}>
          <path class="cjm-chart__grid" d={`M${BOX.left} ${y(level)}H${WIDTH - BOX.right}`} />
          <text class="cjm-chart__label" x={BOX.left - 8} y={y(level) + 4} text-anchor="end">
            {said(level)}
          </text>
        </g>
      ))}
      <path
        class="cjm-chart__band"
        d={`M${along((p) => p.high).join("L")}L${along((p) => p.low)
          .reverse()
          .join("L")}Z`}
      />
      {target !== null && (
        <path class="cjm-chart__goal" d={`M${BOX.left} ${y(target)}H${WIDTH - BOX.right}`}>
          <title>{t("map.target", { value: said(target) })}</title>
        </path>
      )}
      <path class="cjm-chart__line" d={`M${along((p) => p.value).join("L")}`} />
      {points.map((point, place) => (
        <circle
          key={point.day}
          class="cjm-chart__dot"
          data-few={point.few ? "" : undefined}
          cx={x(place)}
          cy={y(point.value)}
          r={4}
        >
          <title>{words[place]}</title>
        </circle>
      ))}
      {spread(points.length, 4).map((place) => (
        <text
          key={place}
          class="cjm-chart__label"
          x={x(place)}
          y={HEIGHT - 10}
          text-anchor={place === 0 ? "start" : place === points.length - 1 ? "end" : "middle"}
        >
          {day_words(points[place]?.day ?? "", locale)}
        </text>
      ))}
    </svg>
  );
}

const day_words = (day: string, locale: string): string =>
  new Date(`${day}T00:00Z`).toLocaleDateString(locale, { day: "numeric", month: "short", timeZone: "UTC" });

function words_of(
  point: TrendPoint,
  value: string,
  unit: MetricCell["unit"],
  metric: string,
  locale: string,
  t: Translate,
): string {
  const ends = interval(point.low, point.high, unit, locale, metric);
  const parts = [
    t("common.labelled", { name: day_words(point.day, locale), value: `${value} (${ends})` }),
    t("map.n", { n: number(point.n, locale) }),
  ];
  return [...parts, point.few ? t("map.too_few") : ""].filter(Boolean).join(" · ");
}
