/** Whom the deck shows: by words, role and evidence; changes no document. */
import { type DeckFilter, NO_FILTER, roles_of } from "../../core/deck";
import { EVIDENCE, type Persona } from "../../core/persona_fields";
import { useBoard } from "../board";

export interface FilterProps {
  all: readonly Persona[];
  filter: DeckFilter;
  found: number;
  setFilter: (filter: DeckFilter) => void;
}

export function Filter({ all, filter, found, setFilter }: FilterProps) {
  const { t } = useBoard();
  const active = filter.search !== "" || filter.role !== "" || filter.evidence !== "";
  return (
    <search class="cjm-deck__filter">
      <input
        type="search"
        class="cjm-deck__search"
        value={filter.search}
        aria-label={t("deck.search")}
        placeholder={t("deck.search")}
        onInput={(event) => setFilter({ ...filter, search: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === "Escape") setFilter({ ...filter, search: "" });
        }}
      />
      <select
        class="cjm-select"
        aria-label={t("deck.role")}
        value={filter.role}
        onChange={(event) => setFilter({ ...filter, role: event.currentTarget.value })}
      >
        <option value="">{t("deck.every_role")}</option>
        {roles_of(all).map((role) => (
          <option key={role} value={role}>
            {role}
          </option>
        ))}
      </select>
      <select
        class="cjm-select"
        aria-label={t("deck.evidence")}
        value={filter.evidence}
        onChange={(event) =>
          setFilter({ ...filter, evidence: event.currentTarget.value as DeckFilter["evidence"] })
        }
      >
        <option value="">{t("deck.every_evidence")}</option>
        {[...EVIDENCE, "unmarked" as const].map((kind) => (
          <option key={kind} value={kind}>
            {t(`deck.with_${kind}`)}
          </option>
        ))}
      </select>
      <span class="cjm-deck__found" role="status">
        {active && t("deck.found", { count: found, total: all.length })}
      </span>
      {active && (
        <button type="button" class="cjm-quiet" onClick={() => setFilter(NO_FILTER)}>
          {t("deck.show_all")}
        </button>
      )}
    </search>
  );
}
