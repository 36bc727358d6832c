/** The board on which labels of the data are given to stages: its tools, the sums, proposals and the labels. */
import { useState } from "preact/hooks";
import { get, stages } from "../../core/state";
import { People, Status, useBoard } from "../board";
import { HistoryButtons } from "../history_buttons";
import { LabelTable } from "./LabelTable";
import { Proposals } from "./Proposals";
import { Search } from "./Search";
import { Summary } from "./Summary";
import { EVERYTHING, type LabelQuery, LIMIT, PAGE, useLabels } from "./use_labels";

/** Draw the board. */
export function Matching() {
  const { snap, t } = useBoard();
  const [query, set_query] = useState<LabelQuery>(EVERYTHING);
  const { answer, rows, waiting } = useLabels(query);
  const journey = get(snap.state, "journeys", [...snap.state.tables.journeys.keys()][0]);
  if (!journey) return null;
  const columns = stages(snap.state, journey.id);
  const shown = Math.min(query.most, answer?.found ?? 0);
  return (
    <section class="cjm-matching" aria-label={t("matching.title")} aria-busy={waiting}>
      <header class="cjm-matching__header">
        <h3 class="cjm-matching__title">
          {t("matching.title")} <small>{journey.title}</small>
        </h3>
        <span class="cjm-matching__tools">
          <HistoryButtons />
          <People />
          <Status />
        </span>
      </header>
      {answer && !answer.bound && <p class="cjm-matching__empty">{t("matching.unbound")}</p>}
      {answer?.bound && (
        <>
          <Summary answer={answer} />
          <Proposals answer={answer} journey_id={journey.id} stages={columns} />
          <Search {...{ query, set_query }} found={answer.found} total={answer.total.labels} />
          {answer.found === 0 && answer.total.labels > 0 && rows.length === 0 && (
            <p class="cjm-matching__empty">{t("matching.none_found")}</p>
          )}
          {rows.length > 0 && (
            <LabelTable
              {...{ rows }}
              journey_id={journey.id}
              stages={columns}
              sources={answer.sums.length}
              together={query.words.trim() !== ""}
            />
          )}
          {answer.found > shown && (
            <p class="cjm-matching__more">
              {t("matching.largest", { count: shown })}{" "}
              {shown < LIMIT && (
                <button
                  type="button"
                  class="cjm-button"
                  onClick={() => set_query({ ...query, most: Math.min(LIMIT, query.most + PAGE) })}
                >
                  {t("matching.more")}
                </button>
              )}
            </p>
          )}
        </>
      )}
    </section>
  );
}
