/** The two header rows of the map: phases, then stages with name, description and steps; knows no lanes. */
import type { PhaseView, StageView, StepView } from "../../core/project";
import type { Fold } from "../../core/shown";
import { memo } from "../shell/memo";
import type { GridColumn } from "./columns";
import { useMap } from "./context";
import { Editable } from "./Editable";
import { FoldButton, FoldHead } from "./Folds";
import { Grip } from "./Grip";
import { MenuButton } from "./MenuButton";
import { place_key } from "./place";
import { Steps } from "./Steps";
import { phase_title, stage_title } from "./titles";
import { together, useSince } from "./use_since";

interface PhaseRowProps {
  phases: readonly PhaseView[];
  folds: readonly Fold[];
}

export const PhaseRow = memo(function PhaseRow({ phases, folds }: PhaseRowProps) {
  const { t } = useMap();
  let column = 1;
  return (
    <div role="row" class="cjm-row cjm-row--phases" aria-rowindex={1}>
      <div role="columnheader" class="cjm-corner" aria-label={t("map.phase")} />
      {phases.map((phase) => {
        const at = column;
        column += phase.stage_ids.length;
        const fold = folds.find(({ id }) => id === phase.id);
        if (fold) return <FoldHead key={phase.id} fold={fold} column={at - 0.5} />;
        return phase.stage_ids.length > 0 ? <PhaseHead key={phase.id} phase={phase} column={at} /> : null;
      })}
    </div>
  );
});

function PhaseHead({ phase, column }: { phase: PhaseView; column: number }) {
  const { t } = useMap();
  const key = place_key("phase", phase.id);
  const name = phase_title(t, phase);
  const since = useSince(phase.id);
  return (
    <div
      role="columnheader"
      class="cjm-phase"
      tabIndex={-1}
      aria-label={together(name, since.said)}
      data-change={since.kind}
      aria-expanded={true}
      data-col={column}
      data-key={key}
      data-drag=""
      aria-colspan={phase.stage_ids.length}
      style={{ gridColumn: `span ${phase.stage_ids.length}` }}
    >
      <Grip />
      <FoldButton id={phase.id} collapsed={false} />
      <Editable
        place={key}
        field="name"
        value={phase.name}
        fallback={name}
        label={t("map.rename")}
        class="cjm-phase__name"
      />
      <MenuButton place={key} name={name} />
    </div>
  );
}

interface StageRowProps {
  columns: readonly GridColumn[];
  steps: readonly StepView[];
}

const NONE: readonly StepView[] = [];

export const StageRow = memo(function StageRow({ columns, steps }: StageRowProps) {
  const { t } = useMap();
  return (
    <div role="row" class="cjm-row cjm-row--stages" aria-rowindex={2}>
      <div role="columnheader" class="cjm-lane-head cjm-lane-head--corner">
        <span class="cjm-lane-head__name">{t("map.stage")}</span>
      </div>
      {columns.map((column) => {
        if (column.kind === "fold") return <FoldCount key={column.fold.id} fold={column.fold} />;
        const own = steps.filter((step) => step.stage_id === column.stage.id);
        return (
          <StageHead
            key={column.stage.id}
            stage={column.stage}
            column={column.index + 1}
            steps={own.length ? own : NONE}
          />
        );
      })}
    </div>
  );
});

/** How much a collapsed phase holds. */
function FoldCount({ fold }: { fold: Fold }) {
  const { t } = useMap();
  return (
    <div role="columnheader" class="cjm-fold cjm-fold--count" data-phase={fold.id} data-fold="">
      <span>{t("map.n_stages", { count: fold.stages })}</span>
      <span>{t("structure.n_cards", { count: fold.cards })}</span>
    </div>
  );
}

interface StageHeadProps {
  stage: StageView;
  column: number;
  steps: readonly StepView[];
}

const StageHead = memo(function StageHead({ stage, column, steps }: StageHeadProps) {
  const { t } = useMap();
  const key = place_key("stage", stage.id);
  const name = stage_title(t, stage);
  const since = useSince(stage.id);
  return (
    <div
      role="columnheader"
      class="cjm-stage"
      tabIndex={-1}
      aria-label={together(name, stage.description, since.said)}
      data-change={since.kind}
      data-col={column}
      data-key={key}
      data-phase={stage.phase_id}
      data-drag=""
    >
      <Grip />
      <Editable
        place={key}
        field="name"
        value={stage.name}
        fallback={name}
        label={t("map.rename")}
        class="cjm-stage__name"
      />
      <Editable
        place={key}
        field="description"
        value={stage.description}
        label={t("map.edit_description")}
        placeholder={t("map.describe")}
        class="cjm-stage__note"
      />
      {steps.length > 0 && <Steps stage={name} steps={steps} />}
      <MenuButton place={key} name={name} />
    </div>
  );
});
