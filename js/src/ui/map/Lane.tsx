/** One row of the map: its name, then a cell a stage, numbers, or the emotion curve; knows no other row. */
import type { LaneView, StageView } from "../../core/project";
import type { Spanning } from "../../core/spans";
import type { MetricTable } from "../../core/store";
import type { Card } from "../../core/types.gen";
import { Icon } from "../shell/icon";
import { memo } from "../shell/memo";
import { Cell } from "./Cell";
import { CurveCell, type CurveCellProps } from "./CurveCell";
import { useSpans } from "./card/use_spans";
import type { GridColumn } from "./columns";
import { useEditing, useMap } from "./context";
import { Editable } from "./Editable";
import { FoldCell } from "./Folds";
import { Grip } from "./Grip";
import { PersonaMark, person_of } from "./look/PersonaMark";
import { MenuButton } from "./MenuButton";
import { MetricView } from "./MetricView";
import { place_key } from "./place";
import { prompt_of } from "./prompts";
import {
  holds_chips,
  lane_color,
  lane_icon,
  lane_prompt,
  lane_subtitle,
  lane_title,
  maybe,
  stage_title,
} from "./titles";
import { together, useSince } from "./use_since";

export interface LaneProps {
  lane: LaneView;
  columns: readonly GridColumn[];
  stages: readonly StageView[];
  row: number;
  locale: string;
  /** The cards of each stage, in order; the same array as long as none of them changed. */
  cells: readonly (readonly Card[])[];
  metrics: MetricTable[string] | undefined;
  curve: Pick<CurveCellProps, "curves" | "columns" | "width"> | null;
  /** How many cards lie under each collapsed phase. */
  folded: readonly number[];
  /** The number of each step, for the cards that belong to one. */
  steps: ReadonlyMap<string, number>;
}

export const LaneRow = memo(function LaneRow(props: LaneProps) {
  const { lane, columns, stages, row, folded } = props;
  const { t } = useMap();
  // Nobody has worked here yet: the first cell asks a question.
  const untouched = props.cells.every((cards) => cards.length === 0) && folded.every((count) => count === 0);
  const wide = useSpans(props.cells);
  return (
    <div
      role="row"
      class="cjm-row"
      aria-rowindex={row}
      data-lane-row={lane.id}
      data-kind={lane.kind}
      data-pinned={lane.pinned ? "" : undefined}
      style={wide.slots ? { "--cjm-slots": wide.slots } : undefined}
      data-slots={wide.slots || undefined}
    >
      <LaneHead lane={lane} />
      {lane.kind === "emotions" && props.curve ? (
        <CurveCell lane={lane} stages={stages} {...props.curve} />
      ) : (
        columns.map((column) =>
          column.kind === "fold" ? (
            <FoldCell
              key={column.fold.id}
              fold={column.fold}
              lane={lane_title(t, lane)}
              cards={folded[column.index] ?? 0}
            />
          ) : (
            <LaneCell
              key={column.stage.id}
              {...props}
              stage={column.stage}
              index={column.index}
              prompts={untouched}
              slots={wide.slots}
              above={wide.above(column.index)}
              wide={wide.from(column.index)}
            />
          ),
        )
      )}
    </div>
  );
});

interface LaneCellProps {
  stage: StageView;
  index: number;
  prompts: boolean;
  slots: number;
  above: number;
  wide: readonly Spanning[];
}

function LaneCell({
  lane,
  stage,
  index,
  cells,
  metrics,
  locale,
  prompts,
  steps,
  slots,
  above,
  wide,
  row,
}: LaneProps & LaneCellProps) {
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
  const asked = prompt_of(map, lane, stage.id, { index, lane_begun: !prompts, map_begun: !prompts });
  const empty = asked ?? maybe(t, `lanes.${lane.kind}_empty`);
  return (
    <Cell
      {...shared}
      row={row}
      cards={cells[index] ?? []}
      chips={holds_chips(lane)}
      empty={empty ?? ""}
      prompt={asked !== null}
      steps={steps}
      slots={slots}
      above={above}
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
  const since = useSince(lane.id);
  return (
    <div
      role="rowheader"
      class="cjm-lane-head"
      tabIndex={-1}
      aria-label={together(name, note, whose && t("views.of_persona", { name: whose }), since.said)}
      data-change={since.kind}
      data-col={0}
      data-key={key}
      data-drag=""
      style={{ "--cjm-lane": `var(--cjm-color-${lane_color(lane)})` }}
    >
      <Grip />
      <span class="cjm-lane-head__icon">
        <Icon name={lane_icon(lane)} size={15} />
      </span>
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
      <PromptField lane={lane} place={key} />
      <MenuButton place={key} name={name} />
    </div>
  );
}

/** The question of a lane is seen in its cells; here it is only written. */
function PromptField({ lane, place }: { lane: LaneView; place: string }) {
  const { t } = useMap();
  if (useEditing(place)?.field !== "prompt") return null;
  return (
    <Editable
      place={place}
      field="prompt"
      value={lane.prompt}
      label={t("structure.edit_prompt")}
      placeholder={lane_prompt(t, lane) || t("structure.prompt_hint")}
      class="cjm-lane-head__note"
    />
  );
}
