/** One row of the map: its name, then a cell a stage, numbers, or the emotion curve; knows no other row. */
import type { LaneView, StageView } from "../../core/project";
import type { Spanning } from "../../core/spans";
import type { MetricTable } from "../../core/store";
import type { Card } from "../../core/types.gen";
import { memo } from "../shell/memo";
import { Cell } from "./Cell";
import { CurveCell, type CurveCellProps } from "./CurveCell";
import { useSpans } from "./card/use_spans";
import { useMap } from "./context";
import { Editable } from "./Editable";
import { Grip } from "./Grip";
import { PersonaMark, person_of } from "./look/PersonaMark";
import { MenuButton } from "./MenuButton";
import { MetricView } from "./MetricView";
import { place_key } from "./place";
import { prompt_of } from "./prompts";
import { holds_chips, lane_subtitle, lane_title, maybe, stage_title } from "./titles";

export interface LaneProps {
  lane: LaneView;
  stages: readonly StageView[];
  row: number;
  locale: string;
  /** The cards of each stage, in order; the same array as long as none of them changed. */
  cells: readonly (readonly Card[])[];
  metrics: MetricTable[string] | undefined;
  curve: Pick<CurveCellProps, "curves" | "columns" | "width"> | null;
  /** The map holds no card yet: the first cells ask a question. */
  prompts: boolean;
}

export const LaneRow = memo(function LaneRow(props: LaneProps) {
  const { lane, stages, row } = props;
  const wide = useSpans(props.cells);
  return (
    <div
      role="row"
      class="cjm-row"
      aria-rowindex={row}
      data-lane-row={lane.id}
      data-kind={lane.kind}
      style={wide.slots ? { "--cjm-slots": wide.slots } : undefined}
      data-slots={wide.slots || undefined}
    >
      <LaneHead lane={lane} />
      {lane.kind === "emotions" && props.curve ? (
        <CurveCell lane={lane} stages={stages} {...props.curve} />
      ) : (
        stages.map((stage, index) => (
          <LaneCell
            key={stage.id}
            {...props}
            stage={stage}
            index={index}
            slots={wide.slots}
            wide={wide.from(index)}
          />
        ))
      )}
    </div>
  );
});

function LaneCell({
  lane,
  stage,
  index,
  cells,
  metrics,
  locale,
  prompts,
  slots,
  wide,
  row,
}: LaneProps & { stage: StageView; index: number; slots: number; wide: readonly Spanning[] }) {
  const map = useMap();
  const { t } = map;
  const shared = {
    lane_id: lane.id,
    stage_id: stage.id,
    lane_name: lane_title(t, lane),
    stage_name: stage_title(t, stage),
    column: index + 1,
  };
  if (lane.kind === "metrics") {
    return <MetricView {...shared} metric={lane.metric} cell={metrics?.[stage.id] ?? null} locale={locale} />;
  }
  const lane_begun = cells.some((cards) => cards.length > 0);
  const asked = prompt_of(map, lane, stage.id, { index, lane_begun, map_begun: !prompts });
  const empty = asked ?? maybe(t, `lanes.${lane.kind}_empty`);
  return (
    <Cell
      {...shared}
      row={row}
      cards={cells[index] ?? []}
      chips={holds_chips(lane)}
      empty={empty ?? ""}
      prompt={asked !== null}
      slots={slots}
      wide={wide}
    />
  );
}

function LaneHead({ lane }: { lane: LaneView }) {
  const { t, state } = useMap();
  const key = place_key("lane", lane.id);
  const name = lane_title(t, lane);
  const note = lane_subtitle(t, lane);
  const whose = person_of(state, lane.persona_id)?.name;
  return (
    <div
      role="rowheader"
      class="cjm-lane-head"
      tabIndex={-1}
      aria-label={[name, note, whose && t("views.of_persona", { name: whose })].filter(Boolean).join(", ")}
      data-col={0}
      data-key={key}
      data-drag=""
    >
      <Grip />
      <PersonaMark id={lane.persona_id} />
      <Editable
        place={key}
        field="title"
        value={lane.title}
        fallback={name}
        label={t("map.rename")}
        class="cjm-lane-head__name"
      />
      <Editable
        place={key}
        field="subtitle"
        value={lane.subtitle}
        fallback={note}
        label={t("map.edit_subtitle")}
        class="cjm-lane-head__note"
      />
      <MenuButton place={key} name={name} />
    </div>
  );
}
