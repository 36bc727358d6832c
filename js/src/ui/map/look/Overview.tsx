/** A map as one slide that leads into its detail: names, curve, numbers, cells and what counts most; edits nothing. */
import { useMemo, useRef } from "preact/hooks";
import { type OverviewColumn, overview, type Overview as Slide } from "../../../core/overview";
import type { LaneView, MapView } from "../../../core/project";
import type { StoreSnapshot } from "../../../core/store";
import { useMap } from "../context";
import type { MapControl } from "../control";
import { place_key } from "../place";
import { lane_title, phase_title, stage_title } from "../titles";
import { CellButton, MetricText } from "./OverviewCell";
import { OverviewCurve } from "./OverviewCurve";
import { TopCards } from "./OverviewTop";
import { open_detail, walk } from "./overview_ways";

function column_name(map: MapControl, view: MapView, { kind, id }: OverviewColumn): string {
  if (kind === "stage")
    return stage_title(
      map.t,
      view.stages.find((stage) => stage.id === id),
    );
  const phase = view.phases.find((one) => one.id === id);
  return phase ? phase_title(map.t, phase) : "";
}

export function Overview({ view, snap }: { view: MapView; snap: StoreSnapshot }) {
  const map = useMap();
  const { t } = map;
  const table = useRef<HTMLDivElement>(null);
  const { cards } = snap.state.tables;
  const slide = useMemo(() => overview(view, cards), [view, cards]);
  const lane_of = (id: string) => view.lanes.find((lane) => lane.id === id) as LaneView;
  const names = slide.columns.map((column) => column_name(map, view, column));
  return (
    <section
      class="cjm-overview"
      aria-label={t("views.overview_of", { title: view.journey.title })}
      data-density={slide.density}
      style={{ "--cjm-n": Math.max(1, slide.columns.length) }}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows lead from button to button */}
      <div class="cjm-overview__table" ref={table} onKeyDown={(event) => walk(table.current, event)}>
        <Heads view={view} slide={slide} names={names} />
        {slide.curve > 0 && (
          <div class="cjm-overview__row" style={{ height: `${slide.curve}px` }}>
            <span class="cjm-overview__name">{t("views.emotion")}</span>
            <OverviewCurve view={view} slide={slide} locale={snap.locale} />
          </div>
        )}
        {slide.metrics.map((id) => (
          <div key={id} class="cjm-overview__row cjm-overview__row--metric">
            <span class="cjm-overview__name">{lane_title(t, lane_of(id))}</span>
            {slide.columns.map((column) => (
              <MetricText
                key={column.id}
                cells={column.stage_ids.flatMap((stage) => snap.metrics[lane_of(id).metric]?.[stage] ?? [])}
                locale={snap.locale}
              />
            ))}
          </div>
        ))}
        {slide.lanes.map(({ id, cells }) => (
          <div key={id} class="cjm-overview__row" data-kind={lane_of(id).kind}>
            <button
              type="button"
              class="cjm-overview__name"
              onClick={() => open_detail(map, place_key("lane", id))}
            >
              {lane_title(t, lane_of(id))}
            </button>
            {cells.map((cell, at) => (
              <CellButton
                key={slide.columns[at]?.id}
                lane={lane_of(id)}
                column={slide.columns[at] as OverviewColumn}
                name={names[at] ?? ""}
                cell={cell}
                ids={(slide.columns[at]?.stage_ids ?? []).flatMap((stage) => view.cells[id]?.[stage] ?? [])}
                words={slide.density === "words"}
              />
            ))}
          </div>
        ))}
      </div>
      <TopCards view={view} slide={slide} />
      <More slide={slide} />
    </section>
  );
}

function Heads({ view, slide, names }: { view: MapView; slide: Slide; names: readonly string[] }) {
  const map = useMap();
  const { t } = map;
  const by_stage = slide.columns[0]?.kind !== "phase";
  return (
    <>
      {by_stage && (
        <div class="cjm-overview__row cjm-overview__row--phases">
          <span class="cjm-overview__name" />
          {view.phases
            .filter((phase) => phase.stage_ids.length > 0)
            .map((phase) => (
              <span key={phase.id} style={{ gridColumn: `span ${phase.stage_ids.length}` }}>
                {phase_title(t, phase)}
              </span>
            ))}
        </div>
      )}
      <div class="cjm-overview__row cjm-overview__row--heads">
        <span class="cjm-overview__name">{t(by_stage ? "map.stage" : "map.phase")}</span>
        {slide.columns.map((column, at) => (
          <button
            key={column.id}
            type="button"
            class="cjm-overview__head"
            title={t("views.go_to_stage", { stage: names[at] ?? "" })}
            onClick={() => open_detail(map, place_key(column.kind, column.id))}
          >
            <span class="cjm-two-lines" dir="auto">
              {names[at]}
            </span>
            {column.kind === "phase" && (
              <small>{t("views.stages", { count: column.stage_ids.length })}</small>
            )}
          </button>
        ))}
      </div>
    </>
  );
}

function More({ slide }: { slide: Slide }) {
  const { t } = useMap();
  const parts = [
    slide.more_stages > 0 && t("views.more_stages", { count: slide.more_stages }),
    slide.more_lanes > 0 && t("views.more_lanes", { count: slide.more_lanes }),
  ].filter(Boolean);
  return parts.length ? <p class="cjm-overview__more">{parts.join(" · ")}</p> : null;
}
