/** How much of the data meets a stage: the share without one on top, then source by source; edits nothing. */
import { number, percent } from "../../core/format";
import type { LabelSum, LabelsMessage } from "../../core/protocol";
import { useBoard } from "../board";

const loose_share = ({ rows, unassigned_rows }: LabelSum): number => (rows ? unassigned_rows / rows : 0);

/** Draw the sums. */
export function Summary({ answer: { total, sums } }: { answer: LabelsMessage }) {
  const { t, locale } = useBoard();
  const loose = loose_share(total);
  const share = percent(loose, locale, 1);
  const whole = total.unassigned_rows === 0;
  const met = total.labels ? "matching.summary_none" : "matching.summary_empty";
  const labels = t("matching.loose", { count: total.unassigned_labels });
  return (
    <div class="cjm-matching__sums">
      <p class="cjm-matching__sum" data-tone={whole ? "good" : "warn"} role="status">
        <strong>{whole ? t(met) : t("matching.summary", { share })}</strong>
        {!whole && (
          <span class="cjm-faint">
            {t("matching.detail", {
              rows: number(total.unassigned_rows, locale),
              total: number(total.rows, locale),
              labels,
            })}
          </span>
        )}
      </p>
      <div
        class="cjm-matching__bar"
        role="img"
        aria-label={t("matching.bar", { share: percent(total.rows ? 1 - loose : 0, locale, 1) })}
      >
        <span style={{ width: `${total.rows ? (1 - loose) * 100 : 0}%` }} />
      </div>
      {sums.length > 1 && (
        <ul class="cjm-matching__sources">
          {sums.map((sum) => (
            <li key={sum.source}>
              {t("matching.of_source", {
                source: sum.source,
                share: percent(loose_share(sum), locale, 1),
                rows: number(sum.unassigned_rows, locale),
                total: number(sum.rows, locale),
              })}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
