/** Which labels are listed: by words and by kind; asks nobody and decides nothing. */
import { number } from "../../core/format";
import type { LabelShow } from "../../core/protocol";
import { useBoard } from "../board";
import { EVERYTHING, type LabelQuery, PAGE } from "./use_labels";

const SHOWS = ["all", "unassigned", "by_hand"] as const;

interface SearchProps {
  query: LabelQuery;
  set_query: (query: LabelQuery) => void;
  found: number;
  total: number;
}

/** Draw the search field, the choice of kind and how many there are. */
export function Search({ query, set_query, found, total }: SearchProps) {
  const { t, locale } = useBoard();
  const active = query.words !== "" || query.show !== "all";
  const ask = (part: Partial<LabelQuery>) => set_query({ ...query, most: PAGE, ...part });
  return (
    <search class="cjm-matching__filter">
      <input
        type="search"
        class="cjm-input cjm-matching__search"
        value={query.words}
        maxLength={200}
        aria-label={t("matching.search")}
        placeholder={t("matching.search")}
        onInput={(event) => ask({ words: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === "Escape") ask({ words: "" });
        }}
      />
      <select
        class="cjm-input cjm-select"
        aria-label={t("matching.show")}
        value={query.show}
        onChange={(event) => ask({ show: event.currentTarget.value as LabelShow })}
      >
        {SHOWS.map((show) => (
          <option key={show} value={show}>
            {t(`matching.show_${show}`)}
          </option>
        ))}
      </select>
      <span class="cjm-faint" role="status">
        {t("matching.found", { found: number(found, locale), total: number(total, locale) })}
      </span>
      {active && (
        <button type="button" class="cjm-button" onClick={() => set_query(EVERYTHING)}>
          {t("matching.show_everything")}
        </button>
      )}
    </search>
  );
}
