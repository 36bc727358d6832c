/** One measured number in its cell: value, interval, n, what state it is in and its bar; computes no statistics. */
import { interval, metric_value, number, percent } from "../../core/format";
import type { MetricCell } from "../../core/store";
import type { Translate } from "../shell/context";
import { memo } from "../shell/memo";
import { useMap } from "./context";
import { useTold } from "./look/use_look";
import { place_key } from "./place";

interface MetricProps {
  lane_id: string;
  stage_id: string;
  lane_name: string;
  stage_name: string;
  metric: string;
  column: number;
  cell: MetricCell | null;
  locale: string;
}

export const MetricView = memo(function MetricView(props: MetricProps) {
  const { lane_id, stage_id, lane_name, stage_name, metric, column, cell, locale } = props;
  const { t, lens } = useTold("depth");
  const proof = lens.depth === "evidence" && cell !== null;
  const small = cell ? small_line(t, cell, locale, proof) : "";
  const value = cell ? metric_value(cell.value, cell.unit, locale, cell.metric) : "";
  const known = cell !== null && cell.value !== null;
  // What is spoken holds what is shown, word for word: voice control finds the cell by it.
  const none =
    (cell?.state === "no_source" && cell.reason) ||
    t(metric === "" ? "map.no_metric" : cell ? state_key(cell) : "map.pending");
  const spoken = [
    t("map.value_label", { metric: lane_name, stage: stage_name, value: known ? value : none }),
    small,
  ];
  const title = [...spoken, target_text(t, cell, locale), none === cell?.reason ? "" : cell?.reason]
    .filter(Boolean)
    .join(" · ");
  return (
    <div
      role="gridcell"
      class="cjm-cell cjm-metric"
      data-col={column}
      data-key={place_key("cell", lane_id, stage_id)}
      data-fixed=""
      data-state={cell?.state ?? "none"}
      data-number={known ? `${metric} ${stage_id}` : undefined}
      tabIndex={-1}
      aria-label={title}
      title={known ? undefined : title}
    >
      {known ? (
        <>
          <span class="cjm-metric__value">{value}</span> <span class="cjm-metric__small">{small}</span>
          <Bar cell={cell} />
          {proof && <Proof cell={cell} locale={locale} />}
        </>
      ) : (
        <span class="cjm-metric__none">{none}</span>
      )}
    </div>
  );
});

function state_key(cell: MetricCell) {
  return cell.state === "broken" ? "map.broken" : cell.state === "too_few" ? "map.too_few" : "map.no_data";
}

/** Target and the reason for the state, in full. */
function Proof({ cell, locale }: { cell: MetricCell; locale: string }) {
  const { t } = useMap();
  const target = target_text(t, cell, locale);
  if (!target && !cell.reason) return null;
  return (
    <span class="cjm-proof">
      {target && <span>{target}</span>}
      {cell.reason && <span class="cjm-proof__reason">{cell.reason}</span>}
    </span>
  );
}

/** Interval, n and state, as one short line; `all` gives the n of counts too. */
function small_line(t: Translate, cell: MetricCell, locale: string, all = false): string {
  const parts = [interval(cell.low, cell.high, cell.unit, locale, cell.metric)];
  if (cell.unit === "count")
    parts.push(cell.base === null ? "" : t("map.of_previous", { share: percent(cell.base, locale) }));
  if (all || cell.unit !== "count") parts.push(t("map.n", { n: number(cell.n, locale) }));
  if (cell.state === "too_few") parts.push(t("map.too_few"));
  if (cell.state === "off_target") parts.push(t("map.alert"));
  if (cell.state === "stale" || cell.state === "broken") parts.push(t(`map.${cell.state}`));
  return parts.filter(Boolean).join(" · ");
}

function target_text(t: Translate, cell: MetricCell | null, locale: string): string | null {
  if (!cell || cell.target === null) return null;
  return t("map.target", { value: metric_value(cell.target, cell.unit, locale, cell.metric) });
}

/** The ends of the scale a bar shows; null where there is none. */
function scale_of(cell: MetricCell): [number, number] | null {
  if (cell.unit === "share") return [0, 1];
  return cell.metric === "nps" ? [-100, 100] : null;
}

/** The number on its scale: band for the interval, tick for the value, a taller one for the target. */
function Bar({ cell }: { cell: MetricCell }) {
  const scale = scale_of(cell);
  if (!scale || cell.value === null) return null;
  const at = (value: number) =>
    Math.max(0, Math.min(100, ((value - scale[0]) / (scale[1] - scale[0])) * 100));
  const { low, high, value, target } = cell;
  return (
    <span class="cjm-bar" aria-hidden="true">
      {scale[0] < 0 && <span class="cjm-bar__zero" />}
      {low !== null && high !== null && (
        <span
          class="cjm-bar__band"
          style={{ left: `${at(low)}%`, width: `${Math.max(1, at(high) - at(low))}%` }}
        />
      )}
      <span class="cjm-bar__value" style={{ left: `${at(value)}%` }} />
      {target !== null && <span class="cjm-bar__target" style={{ left: `${at(target)}%` }} />}
    </span>
  );
}
