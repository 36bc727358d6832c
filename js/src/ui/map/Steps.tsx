/** The steps inside a stage, as a small numbered list in its head; knows no cards. */
import type { StepView } from "../../core/project";
import { useMap } from "./context";
import { Editable } from "./Editable";
import { MenuButton } from "./MenuButton";
import { place_key } from "./place";

export function Steps({ stage, steps }: { stage: string; steps: readonly StepView[] }) {
  const { t } = useMap();
  return (
    <div class="cjm-steps" role="group" aria-label={t("structure.steps", { stage })}>
      {steps.map((step, index) => (
        <Step key={step.id} step={step} number={index + 1} />
      ))}
    </div>
  );
}

function Step({ step, number }: { step: StepView; number: number }) {
  const { t } = useMap();
  const key = place_key("step", step.id);
  return (
    <div
      class="cjm-step"
      role="group"
      tabIndex={-1}
      aria-label={t("structure.step_named", { number, name: step.name })}
      data-key={key}
      data-drag=""
    >
      <span class="cjm-step__number" aria-hidden="true">
        {number}
      </span>
      <Editable place={key} field="name" value={step.name} label={t("map.rename")} class="cjm-step__name" />
      <MenuButton place={key} name={step.name} />
    </div>
  );
}

/** The number of the step a card belongs to. */
export function StepBadge({ number }: { number: number }) {
  const { t } = useMap();
  const label = t("structure.card_step", { number });
  return (
    <span class="cjm-step__number cjm-step__number--card" title={label} aria-hidden="true">
      {number}
    </span>
  );
}
