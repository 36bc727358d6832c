/** The numbers of the map as small charts with n and interval: by stage, and over time; computes no statistics. */
import { ends_of } from "../../core/chart";
import type { Exported } from "../../core/exported";
import { lanes, stages } from "../../core/state";
import type { MetricCell, Store } from "../../core/store";
import { maybe, stage_title } from "../map/titles";
import type { Translate } from "../shell/context";
import { StageChart } from "./StageChart";
import { TrendChart } from "./TrendChart";

interface Props {
  data: Exported;
  store: Store;
  t: Translate;
}

export function Numbers({ data, store, t }: Props) {
  const { state } = store.snapshot;
  const columns = stages(state, data.journey_id ?? "");
  const metrics = shown_metrics(data, store);
  return (
    <div class="cjm-charts">
      {metrics.map((metric) => {
        const name = maybe(t, `lanes.metric_${metric}`) ?? metric;
        const rows = columns.map((stage) => ({
          name: stage_title(t, stage),
          cell: data.metrics[metric]?.[stage.id] ?? null,
        }));
        const known = rows.map((row) => row.cell).filter((cell): cell is MetricCell => cell !== null);
        const points = data.trends[metric] ?? [];
        return (
          <>
            {known.some((cell) => cell.value !== null) && (
              <figure key={metric} class="cjm-chart">
                <figcaption>{t("export.chart_stages", { metric: name })}</figcaption>
                <StageChart rows={rows} ends={ends_of(metric, known)} locale={data.locale} t={t} />
              </figure>
            )}
            {points.length > 1 && (
              <figure key={`${metric} trend`} class="cjm-chart">
                <figcaption>{t("export.chart_trend", { metric: name })}</figcaption>
                <TrendChart
                  points={points}
                  metric={metric}
                  unit={known[0]?.unit ?? "score"}
                  target={known.find((cell) => cell.target !== null)?.target ?? null}
                  locale={data.locale}
                  t={t}
                />
              </figure>
            )}
          </>
        );
      })}
    </div>
  );
}

/** The metrics that lanes show, in their order, then the others. */
function shown_metrics(data: Exported, store: Store): string[] {
  const there = Object.keys(data.metrics).filter((metric) => metric !== "segment");
  const wanted = lanes(store.snapshot.state, data.journey_id ?? "")
    .filter((lane) => lane.kind === "metrics")
    .map((lane) => lane.metric);
  return [...new Set([...wanted.filter((metric) => there.includes(metric)), ...there])];
}
