/** A collapsed phase: its narrow head, the button that folds and unfolds, its place in a lane; knows no stages. */
import type { Fold } from "../../core/shown";
import { Icon } from "../shell/icon";
import { useMap } from "./context";
import { Editable } from "./Editable";
import { Grip } from "./Grip";
import { MenuButton } from "./MenuButton";
import { place_key } from "./place";
import { toggle_phase } from "./structure_gestures";
import { phase_title } from "./titles";

/** The pointer's way; keys have the space bar on the phase. */
export function FoldButton({ id, collapsed }: { id: string; collapsed: boolean }) {
  const map = useMap();
  const label = map.t(collapsed ? "structure.expand" : "structure.collapse");
  return (
    <button
      type="button"
      class="cjm-fold__button"
      tabIndex={-1}
      aria-label={label}
      title={label}
      aria-disabled={map.locked}
      onClick={(event) => {
        event.stopPropagation();
        if (!map.locked) toggle_phase(map, id);
      }}
    >
      <Icon name={collapsed ? "chevron-right" : "chevron-down"} size={12} />
    </button>
  );
}

export function FoldHead({ fold, column }: { fold: Fold; column: number }) {
  const { t } = useMap();
  const key = place_key("phase", fold.id);
  const name = phase_title(t, fold);
  const values = {
    name,
    stages: t("map.n_stages", { count: fold.stages }),
    cards: t("structure.n_cards", { count: fold.cards }),
  };
  return (
    <div
      role="columnheader"
      class="cjm-phase cjm-fold"
      tabIndex={-1}
      aria-label={t("structure.collapsed", values)}
      aria-expanded={false}
      title={name}
      data-col={column}
      data-key={key}
      data-drag=""
    >
      <Grip />
      <FoldButton id={fold.id} collapsed />
      <Editable
        place={key}
        field="name"
        value={fold.name}
        fallback={name}
        label={t("map.rename")}
        class="cjm-phase__name"
      />
      <MenuButton place={key} name={name} />
    </div>
  );
}

/** Where a lane runs under a collapsed phase: how many of its cards lie there. */
export function FoldCell({ fold, lane, cards }: { fold: Fold; lane: string; cards: number }) {
  const { t } = useMap();
  const said = t("structure.n_cards", { count: cards });
  return (
    <div
      role="gridcell"
      class="cjm-fold cjm-fold--cell"
      aria-label={t("structure.cell_cards", { lane, phase: phase_title(t, fold), cards: said })}
    >
      {cards > 0 && (
        <span aria-hidden="true" title={said}>
          {cards}
        </span>
      )}
    </div>
  );
}
