/** The filter of a map: its button, its bar of choices with counts, and the line that says what is hidden. */
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import {
  countable,
  type Facet,
  facets,
  GROUPS,
  type Group,
  is_filtered,
  NO_FILTERS,
  pruned,
  toggled,
} from "../../../core/filters";
import type { TextKey } from "../../../core/i18n";
import { get, type State } from "../../../core/state";
import type { Translate } from "../../shell/context";
import { Icon } from "../../shell/icon";
import type { MapControl } from "../control";
import { PersonaMark } from "./PersonaMark";
import { useTold } from "./use_look";

const TITLES: Readonly<Record<Group, TextKey>> = {
  personas: "views.personas",
  tags: "views.tags",
  channels: "views.channels",
  sentiments: "views.sentiments",
  evidence: "views.evidence_classes",
};

/** The name of a choice as people read it. */
function name_of(t: Translate, state: State, group: Group, value: string): string {
  if (group === "personas") return get(state, "personas", value)?.name || value;
  if (group === "channels") return get(state, "channels", value)?.name || value;
  if (group === "tags") return `#${value}`;
  return t(`map.${group === "evidence" ? "evidence" : "sentiment"}_${value}` as TextKey);
}

export function FilterButton() {
  const map = useTold("lens");
  const { t, lens } = map;
  const count = GROUPS.reduce((sum, group) => sum + lens.filters[group].length, 0);
  const label = count ? t("views.filters_set", { count }) : t("views.filter");
  return (
    <button
      type="button"
      class="cjm-button cjm-button--icon"
      data-on={count ? "" : undefined}
      aria-expanded={lens.filtering}
      aria-label={label}
      title={label}
      onClick={() => lens.show_filter(!lens.filtering)}
    >
      <Icon name="funnel" />
      {count > 0 && <b>{count}</b>}
    </button>
  );
}

/** Add a choice to the filter, or take it out, and say how many cards are left. */
export function toggle(map: MapControl, group: Group, value: string): void {
  map.lens.set({ filters: toggled(map.lens.filters, group, value) });
  map.board.announce(shown_line(map));
}

export function clear_filter(map: MapControl): void {
  map.lens.set({ filters: NO_FILTERS });
  map.board.announce(shown_line(map));
}

function shown_line({ t, state, lens, journey_id }: MapControl): string {
  const count = countable(state, journey_id).length;
  if (count === 0) return t("views.no_cards");
  const shown = countable(lens.sift(state), journey_id).length;
  return shown === count ? t("views.all_shown", { count }) : t("views.shown", { shown, count });
}

const nothing_left = ({ state, lens, journey_id }: MapControl): boolean =>
  countable(state, journey_id).length > 0 && countable(lens.sift(state), journey_id).length === 0;

/** Stands under the header while the filter is open or set; the line stays as long as something is hidden. */
export function FilterBar() {
  const map = useTold("lens");
  const { t, lens, state, journey_id } = map;
  const bar = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (lens.filtering) bar.current?.querySelector<HTMLElement>("[aria-pressed]")?.focus();
  }, [lens.filtering]);
  const filters = pruned(state, journey_id, lens.filters);
  const set = is_filtered(filters);
  if (!set && !lens.filtering) return null;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !lens.filtering) return;
    event.preventDefault();
    lens.show_filter(false);
    bar.current?.closest(".cjm-map")?.querySelector<HTMLElement>("[aria-expanded]:has(.cjm-icon)")?.focus();
  };
  return (
    <section class="cjm-bar-row" aria-label={t("views.filter_title")} ref={bar} onKeyDown={onKeyDown}>
      {lens.filtering && <Choices />}
      <p class="cjm-shown">
        <span>
          {shown_line(map)}
          {nothing_left(map) && ` · ${t("views.nothing")}`}
        </span>
        {set &&
          GROUPS.flatMap((group) =>
            filters[group].map((value) => <Wanted key={group + value} {...{ group, value }} />),
          )}
        {set && (
          <button
            type="button"
            class="cjm-link"
            title={t("views.clear_title")}
            onClick={() => clear_filter(map)}
          >
            {t("views.clear")}
          </button>
        )}
        {lens.filtering && (
          <button
            type="button"
            class="cjm-icon-button"
            aria-label={t("views.close_filter")}
            title={t("views.close_filter")}
            onClick={() => lens.show_filter(false)}
          >
            <Icon name="x" />
          </button>
        )}
      </p>
    </section>
  );
}

function Wanted({ group, value }: { group: Group; value: string }) {
  const map = useTold("lens");
  return <span class="cjm-tag">{name_of(map.t, map.state, group, value)}</span>;
}

function Choices() {
  const map = useTold("lens");
  const { t, state, journey_id, lens } = map;
  const all = useMemo(() => facets(state, journey_id, lens.filters), [state, journey_id, lens.filters]);
  return (
    <div class="cjm-facets">
      {GROUPS.filter((group) => all[group].length > 0).map((group) => (
        <fieldset key={group} class="cjm-facet">
          <legend>{t(TITLES[group])}</legend>
          {all[group].map((facet) => (
            <Choice key={facet.value} group={group} facet={facet} />
          ))}
        </fieldset>
      ))}
    </div>
  );
}

function Choice({ group, facet: { value, count } }: { group: Group; facet: Facet }) {
  const map = useTold("lens");
  const name = name_of(map.t, map.state, group, value);
  return (
    <button
      type="button"
      class="cjm-choice"
      aria-pressed={map.lens.filters[group].includes(value)}
      data-mark={group === "sentiments" ? value : undefined}
      data-none={count === 0 ? "" : undefined}
      onClick={() => toggle(map, group, value)}
    >
      {group === "personas" && <PersonaMark id={value} />}
      {group === "sentiments" && <span class="cjm-choice__mark" aria-hidden="true" />}
      <span dir="auto">{name}</span> <span class="cjm-choice__count">{count}</span>{" "}
      <span class="cjm-sr-only">{map.t("views.unit", { count })}</span>
    </button>
  );
}
