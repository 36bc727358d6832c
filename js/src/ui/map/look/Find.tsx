/** The search field of a map: words, how many places, and the way from one to the next; searches nothing itself. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { read_query } from "../../../core/search";
import { composing } from "../../composing";
import { Icon } from "../../shell/icon";
import { useMap } from "../context";
import type { MapControl } from "../control";
import { useTold } from "./use_look";

export function FindButton() {
  const map = useTold("find");
  const { t, finder } = map;
  const label = t("views.find_title");
  return (
    <button
      type="button"
      class="cjm-button cjm-button--icon"
      aria-expanded={finder.open}
      aria-label={label}
      aria-keyshortcuts="Control+F"
      title={label}
      onClick={() => (finder.open ? finder.close() : finder.show())}
    >
      <Icon name="search" />
    </button>
  );
}

/** Ctrl+F opens the field, F3 goes on; true when the key was one of these. */
export function find_key(map: MapControl, event: KeyboardEvent): boolean {
  const { finder } = map;
  const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (command && event.key.toLowerCase() === "f") {
    if (finder.open) {
      const field = (event.currentTarget as Element).querySelector<HTMLInputElement>(".cjm-find__field");
      field?.focus();
      field?.select();
    } else finder.show();
    map.board.announce(map.t("views.find_field"));
  } else if (event.key === "F3" && finder.query) go(map, event.shiftKey ? -1 : 1);
  else return false;
  event.preventDefault();
  return true;
}

function go(map: MapControl, by: 1 | -1): void {
  map.finder.step(by);
  map.board.announce(count_line(map));
}

function count_line({ t, finder }: MapControl): string {
  const { hits, at } = finder;
  if (hits.length === 0) return t("views.find_none");
  return t("views.find_count", { at: at + 1, count: hits.length });
}

export function FindBar() {
  const map = useTold("find");
  return map.finder.open ? <Field /> : null;
}

function Field() {
  const map = useMap();
  const { t, finder, lens } = map;
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    field.current?.focus({ preventScroll: true });
    field.current?.select();
  }, []);
  useLayoutEffect(() => {
    // Python, or a saved view, looks for something else: what is being typed here is looked for already.
    if (field.current && read_query(lens.search) !== finder.query) return;
    if (field.current && read_query(field.current.value) !== finder.query) field.current.value = lens.search;
  }, [lens.search, finder]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (composing(event)) return;
    if (event.key === "Escape") finder.close();
    else if (event.key === "Enter" && event.target === field.current) go(map, event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const hidden = finder.hidden;
  return (
    <search class="cjm-bar-row cjm-find" onKeyDown={onKeyDown}>
      <input
        type="text"
        class="cjm-find__field"
        ref={field}
        defaultValue={lens.search}
        aria-label={t("views.find_field")}
        placeholder={t("views.find_placeholder")}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => {
          finder.look(event.currentTarget.value);
          if (finder.hits.length) finder.step(1);
        }}
        onChange={(event) => lens.set({ search: event.currentTarget.value })}
      />
      <span class="cjm-find__count">
        {finder.query && count_line(map)}
        {hidden > 0 && ` · ${t("views.find_hidden", { count: hidden })}`}
      </span>
      <Way by={-1} icon="chevron-left" label={t("views.find_previous")} />
      <Way by={1} icon="chevron-right" label={t("views.find_next")} />
      <button
        type="button"
        class="cjm-icon-button"
        aria-label={t("views.find_close")}
        title={t("views.find_close")}
        onClick={() => finder.close()}
      >
        <Icon name="x" />
      </button>
    </search>
  );
}

function Way({ by, icon, label }: { by: 1 | -1; icon: string; label: string }) {
  const map = useMap();
  return (
    <button
      type="button"
      class="cjm-icon-button"
      aria-label={label}
      title={label}
      onClick={() => go(map, by)}
    >
      <Icon name={icon} />
    </button>
  );
}
