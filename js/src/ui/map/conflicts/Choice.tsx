/** Two values of one field side by side, of which one is chosen; knows no records. */
import { useBoard } from "../../board";
import { useMap } from "../context";

export type Side = "ours" | "theirs";

interface ChoiceProps {
  field: string;
  /** In words; null where a value cannot be read. */
  values: { readonly [side in Side]: string | null };
  onChoose: (side: Side) => void;
}

export function Choice({ field, values, onChoose }: ChoiceProps) {
  const { t } = useMap();
  const { locked } = useBoard();
  const sides = (["ours", "theirs"] as const).filter((side) => values[side] !== null);
  return (
    <div class="cjm-conflict" role="group" aria-label={field}>
      <span class="cjm-conflict__name" aria-hidden="true">
        {field}
      </span>
      {sides.map((side) => (
        <button
          key={side}
          type="button"
          class="cjm-conflict__value"
          data-conflict=""
          disabled={locked}
          onClick={() => onChoose(side)}
        >
          <span class="cjm-conflict__side">{t(`card.conflict_${side}`)}</span>
          <span dir="auto">{values[side]}</span>
        </button>
      ))}
    </div>
  );
}
