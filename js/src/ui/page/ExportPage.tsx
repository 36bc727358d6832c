/** A file for others as a page: the map, its personas, numbers and tables, for reading; knows no notebook. */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Exported } from "../../core/exported";
import type { HostInfo } from "../../core/host_info";
import { personas } from "../../core/state";
import type { Store } from "../../core/store";
import { Board } from "../board";
import { PersonaDeck } from "../deck/PersonaDeck";
import { JourneyMap } from "../map/JourneyMap";
import type { Translate } from "../shell/context";
import { Numbers } from "./Numbers";
import { Saves } from "./Saves";
import { Tables } from "./Tables";

export interface PageProps {
  data: Exported;
  store: Store;
  host: HostInfo;
}

const THEMES = ["auto", "light", "dark"] as const;
const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

export function ExportPage({ data, store, host }: PageProps) {
  const tabs = useMemo(() => tabs_of(data, store), [data, store]);
  const [tab, set_tab] = useState(tabs[0] ?? "tables");
  const [theme, set_theme] = useState(data.theme);
  const root = useRef<HTMLDivElement>(null);
  const t: Translate = (key, values) => store.t(key, values);
  useLayoutEffect(() => {
    for (const each of root.current?.parentElement?.querySelectorAll<HTMLElement>(".cjm-root") ?? []) {
      each.dataset.theme = theme;
    }
  });
  return (
    <div class="cjm-root cjm-root--page" ref={root} data-theme={theme} lang={data.locale}>
      <header class="cjm-page__bar">
        <Tabs tabs={tabs} tab={tab} choose={set_tab} t={t} />
        <span class="cjm-page__tools">
          <Saves data={data} t={t} />
          <label class="cjm-page__theme">
            {t("export.theme")}{" "}
            <select value={theme} onChange={(e) => set_theme(e.currentTarget.value as typeof theme)}>
              {THEMES.map((name) => (
                <option key={name} value={name}>
                  {t(`export.theme_${name}`)}
                </option>
              ))}
            </select>
          </label>
        </span>
      </header>
      <main class="cjm-page__main">
        <Panel name="map" tab={tab}>
          {data.journey_id && (
            <Board store={store} host={host} kind="map" journey_id={data.journey_id}>
              <JourneyMap />
            </Board>
          )}
        </Panel>
        <Panel name="personas" tab={tab}>
          <Board store={store} host={host} kind="deck">
            <PersonaDeck />
          </Board>
        </Panel>
        <Panel name="numbers" tab={tab}>
          <Numbers data={data} store={store} t={t} />
        </Panel>
        <Panel name="tables" tab={tab}>
          <Tables data={data} store={store} t={t} />
        </Panel>
      </main>
      <p class="cjm-page__note">{t("export.offline")}</p>
    </div>
  );
}

type Tab = "map" | "personas" | "numbers" | "tables";

/** What there is to show, in order. */
function tabs_of(data: Exported, store: Store): Tab[] {
  const measured = Object.keys(data.metrics).some((metric) => metric !== "segment");
  const people = personas(store.snapshot.state).length > 0;
  const found: [Tab, boolean][] = [
    ["map", data.journey_id !== null],
    ["personas", people],
    ["numbers", measured],
    ["tables", true],
  ];
  return found.filter(([, there]) => there).map(([name]) => name);
}

function Tabs({
  tabs,
  tab,
  choose,
  t,
}: {
  tabs: readonly Tab[];
  tab: Tab;
  choose: (tab: Tab) => void;
  t: Translate;
}) {
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    const next = step && tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    choose(next);
    document.getElementById(`cjm-tab-${next}`)?.focus();
  };
  return (
    <div class="cjm-page__tabs" role="tablist" aria-label={t("export.parts")} onKeyDown={onKeyDown}>
      {tabs.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`cjm-tab-${name}`}
          aria-selected={tab === name}
          aria-controls={`cjm-part-${name}`}
          tabIndex={tab === name ? 0 : -1}
          onClick={() => choose(name)}
        >
          {t(`export.part_${name}`)}
        </button>
      ))}
    </div>
  );
}

/** One part of the page; what is not looked at is not drawn. */
function Panel({ name, tab, children }: { name: Tab; tab: Tab; children: ComponentChildren }) {
  if (name !== tab) return null;
  return (
    <section id={`cjm-part-${name}`} role="tabpanel" aria-labelledby={`cjm-tab-${name}`}>
      {children}
    </section>
  );
}
