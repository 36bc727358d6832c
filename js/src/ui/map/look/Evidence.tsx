/** What a card rests on, in full; shown in the depth "evidence" only, where an assumption stands out. */
import type { Card } from "../../../core/types.gen";
import { Icon } from "../../shell/icon";
import { place_key } from "../place";
import { Marked } from "./Marked";
import { useTold } from "./use_look";

const ICONS = {
  observed: "eye",
  reported: "message-circle",
  inferred: "lightbulb",
  assumed: "circle-question-mark",
} as const;

export function Evidence({ card, chip }: { card: Card; chip: boolean }) {
  const { t, lens } = useTold("depth");
  if (lens.depth !== "evidence") return null;
  const { evidence, source, quote, rows } = card;
  // A chip is a name; it claims something only where it says so.
  if (chip && !evidence && !source && !quote && !rows) return null;
  const key = place_key("card", card.id);
  return (
    <div class="cjm-proof">
      {quote && (
        <q class="cjm-proof__quote" dir="auto">
          <Marked text={quote} place={key} />
        </q>
      )}
      <span class="cjm-proof__line">
        <span class="cjm-proof__class" data-evidence={evidence ?? "none"}>
          {evidence && <Icon name={ICONS[evidence]} size={12} />}
          {t(evidence ? `map.evidence_${evidence}` : "views.no_evidence")}
        </span>
        {source && (
          <span dir="auto">
            <Marked text={source} place={key} />
          </span>
        )}
        {rows && <span dir="auto">{t("card.rows_are", { rows })}</span>}
      </span>
    </div>
  );
}
