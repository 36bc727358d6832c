/** The two header rows of the map: phases, then stages with name and description; knows no lanes. */
import type { PhaseView, StageView } from "../../core/project";
import { memo } from "../shell/memo";
import { useMap } from "./context";
import { Editable } from "./Editable";
import { Grip } from "./Grip";
import { MenuButton } from "./MenuButton";
import { place_key } from "./place";
import { phase_title, stage_title } from "./titles";

export const PhaseRow = memo(function PhaseRow({ phases }: { phases: readonly PhaseView[] }) {
  const { t } = useMap();
  let column = 1;
  return (
    <div role="row" class="cjm-row cjm-row--phases" aria-rowindex={1}>
      <div role="columnheader" class="cjm-corner" aria-label={t("map.phase")} />
      {phases
        .filter((phase) => phase.stage_ids.length > 0)
        .map((phase) => {
          const key = place_key("phase", phase.id);
          const at = column;
          column += phase.stage_ids.length;
          return (
            <div
              key={phase.id}
              role="columnheader"
              class="cjm-phase"
              tabIndex={-1}
              aria-label={phase_title(t, phase)}
              data-col={at}
              data-key={key}
              aria-colspan={phase.stage_ids.length}
              style={{ gridColumn: `span ${phase.stage_ids.length}` }}
            >
              <Editable
                place={key}
                field="name"
                value={phase.name}
                fallback={phase_title(t, phase)}
                label={t("map.rename")}
                class="cjm-phase__name"
              />
              <MenuButton place={key} name={phase_title(t, phase)} />
            </div>
          );
        })}
    </div>
  );
});

export const StageRow = memo(function StageRow({ stages }: { stages: readonly StageView[] }) {
  const { t } = useMap();
  return (
    <div role="row" class="cjm-row cjm-row--stages" aria-rowindex={2}>
      <div role="columnheader" class="cjm-lane-head cjm-lane-head--corner">
        <span class="cjm-lane-head__name">{t("map.stage")}</span>
      </div>
      {stages.map((stage, index) => (
        <StageHead key={stage.id} stage={stage} column={index + 1} />
      ))}
    </div>
  );
});

const StageHead = memo(function StageHead({ stage, column }: { stage: StageView; column: number }) {
  const { t } = useMap();
  const key = place_key("stage", stage.id);
  const name = stage_title(t, stage);
  return (
    <div
      role="columnheader"
      class="cjm-stage"
      tabIndex={-1}
      aria-label={stage.description ? `${name}, ${stage.description}` : name}
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
      <MenuButton place={key} name={name} />
    </div>
  );
});
