/** Whose curves there are: one comes to the front, each can be hidden, a persona gets one as it should be. */
import type { CurveView, MapView } from "../../core/project";
import { useBoard } from "../board";
import { Icon } from "../shell/icon";
import { type CurveKey, key_of } from "./types";

export type Choice = Omit<CurveView, "points">;

/** The curves there are, one for each persona that has none yet, and the one that is begun now. */
export function choices_of(view: MapView, active: CurveKey | null): Choice[] {
  const drawn = view.curves.map(({ persona_id, variant, color }) => ({ persona_id, variant, color }));
  const known = new Set(drawn.map((curve) => curve.persona_id));
  const missing = view.personas.filter(({ id }) => !known.has(id));
  const found = [
    ...drawn,
    ...missing.map(({ id, color }): Choice => ({ persona_id: id, variant: "as_is", color })),
  ];
  if (!active || found.some((each) => key_of(each) === key_of(active))) return found;
  const color = found.find((each) => each.persona_id === active.persona_id)?.color ?? "slate";
  return [...found, { persona_id: active.persona_id, variant: active.variant, color }];
}

export interface CurveLegendProps {
  view: MapView;
  choices: readonly Choice[];
  front: CurveKey;
  hidden: ReadonlySet<string>;
  onActive: (curve: CurveKey) => void;
  onHide: (curve: CurveKey, hide: boolean) => void;
}

/** Draw the names; the one pressed is in front and takes new points. */
export function CurveLegend({ view, choices, front, hidden, onActive, onHide }: CurveLegendProps) {
  const { t, locked } = useBoard();
  const planned: CurveKey = { persona_id: front.persona_id, variant: "to_be" };
  const plan = !locked && !choices.some((curve) => key_of(curve) === key_of(planned));
  const person = (id: string | null) => view.personas.find((each) => each.id === id);
  const name = (curve: CurveKey) => {
    const who = person(curve.persona_id)?.name ?? t("curve.as_is");
    return curve.variant === "to_be" ? `${who}, ${t("curve.to_be")}` : who;
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of buttons, no form
    <span class="cjm-legend" role="group" aria-label={t("curve.personas")}>
      {choices.map((curve) => {
        const initials = person(curve.persona_id)?.initials;
        const key = key_of(curve);
        const shown = !hidden.has(key);
        return (
          <span
            key={key}
            class={`cjm-legend__curve cjm-legend__curve--${curve.variant}`}
            data-hidden={shown ? undefined : ""}
            style={{ "--cjm-curve": `var(--cjm-color-${curve.color})` }}
          >
            <button
              type="button"
              class="cjm-legend__button"
              aria-pressed={key === key_of(front)}
              onClick={() => onActive(curve)}
            >
              {initials && (
                <span class="cjm-legend__initials" aria-hidden="true">
                  {initials}
                </span>
              )}
              {name(curve)}
            </button>
            {choices.length > 1 && (
              <button
                type="button"
                class="cjm-icon-button cjm-legend__eye"
                aria-pressed={shown}
                aria-label={t("curve.shown", { name: name(curve) })}
                title={t("curve.shown", { name: name(curve) })}
                onClick={() => onHide(curve, shown)}
              >
                <Icon name={shown ? "eye" : "eye-off"} />
              </button>
            )}
          </span>
        );
      })}
      {plan && (
        <button type="button" class="cjm-button cjm-legend__plan" onClick={() => onActive(planned)}>
          {t("curve.plan")}
        </button>
      )}
    </span>
  );
}
