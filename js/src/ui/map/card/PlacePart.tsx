/** Where a card belongs: its persona, its step inside the stage, the stages it covers. */
import { get, personas, stages, steps } from "../../../core/state";
import { useBoard } from "../../board";
import { Part, Row } from "../../fields/Row";
import { Select } from "../../fields/Select";
import { useMap } from "../context";
import { stage_title } from "../titles";
import type { PartProps } from "./CardPanel";
import { reach_of, set_fields, widen } from "./card_gestures";

export function PlacePart({ card }: PartProps) {
  const map = useMap();
  const { state, t } = map;
  const everyone = personas(state);
  const own_steps = steps(state, card.stage_id);
  const elsewhere = get(state, "steps", card.step_id);
  const shown = elsewhere && !own_steps.includes(elsewhere) ? [...own_steps, elsewhere] : own_steps;
  return (
    <Part>
      {everyone.length > 0 && (
        <Row label={t("card.persona")}>
          <Select
            value={card.persona_id ?? ""}
            options={[["", t("card.everyone")], ...everyone.map(({ id, name }) => [id, name] as const)]}
            onPick={(id) => set_fields(map, card.id, { persona_id: id || null })}
          />
        </Row>
      )}
      {shown.length > 0 && (
        <Row label={t("card.step")}>
          <Select
            value={card.step_id ?? ""}
            options={[["", t("card.no_step")], ...shown.map(({ id, name }) => [id, name] as const)]}
            onPick={(id) => set_fields(map, card.id, { step_id: id || null })}
          />
        </Row>
      )}
      <Width card={card} />
    </Part>
  );
}

function Width({ card }: PartProps) {
  const map = useMap();
  const { state, t } = map;
  const { locked } = useBoard();
  const { column, span, most } = reach_of(map, card);
  const last = stages(state, map.journey_id)[column + span - 1];
  const button = (by: 1 | -1, sign: string, off: boolean) => {
    const name = t(by > 0 ? "card.wider" : "card.narrower");
    return (
      <button
        type="button"
        class="cjm-step-button"
        aria-label={name}
        title={name}
        aria-disabled={off || locked}
        onClick={() => {
          if (!off && !locked) widen(map, card.id, by);
        }}
      >
        {sign}
      </button>
    );
  };
  return (
    <Row label={t("card.width")} group>
      {button(-1, "−", span <= 1)}
      {button(1, "+", span >= most)}
      <span class="cjm-line__word" dir="auto">
        {t("card.covers", { count: span, stage: stage_title(t, last) })}
      </span>
    </Row>
  );
}
