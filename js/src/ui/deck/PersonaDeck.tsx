/** The deck: all personas of a document side by side or on a 2×2, filtered; commits through the board only. */
import { useState } from "preact/hooks";
import {
  add_persona,
  type DeckFilter,
  filtered,
  free_persona_name,
  NO_FILTER,
  type Template,
} from "../../core/deck";
import type { Persona } from "../../core/persona_fields";
import { personas } from "../../core/state";
import { People, Status, useBoard } from "../board";
import { HistoryButtons } from "../history_buttons";
import { AddPersona } from "./AddPersona";
import { Compare } from "./Compare";
import { Filter } from "./Filter";
import { Plane } from "./Plane";

const VIEWS = ["compare", "plane"] as const;

/** Draw the deck: its tools, then what they show. */
export function PersonaDeck() {
  const { snap, store, host, t, locked, announce } = useBoard();
  const [view, setView] = useState<(typeof VIEWS)[number]>("compare");
  const [filter, setFilter] = useState<DeckFilter>(NO_FILTER);
  const [fresh, setFresh] = useState<string | null>(null);
  const all = personas(snap.state) as Persona[];
  const shown = filtered(all, filter);
  const add = ({ name, title, fields }: Template) => {
    const state = store.snapshot.state;
    const wanted = free_persona_name(state, name === "blank" ? t("deck.new_name") : title);
    const [ops, id] = add_persona(state, { ...fields, name: wanted });
    if (!store.commit("add_persona", ops)) return;
    setFilter(NO_FILTER);
    setView("compare");
    setFresh(id);
    announce(t("deck.added", { name: wanted }));
  };
  return (
    <section class="cjm-deck" aria-label={t("deck.personas")}>
      <header class="cjm-deck__header">
        <h3 class="cjm-deck__title">
          {t("deck.personas")} <small>{t("deck.count", { count: all.length })}</small>
        </h3>
        {/* biome-ignore lint/a11y/useSemanticElements: two buttons that exclude each other, no form */}
        <div class="cjm-deck__views" role="group" aria-label={t("deck.view")}>
          {VIEWS.map((name) => (
            <button key={name} type="button" aria-pressed={view === name} onClick={() => setView(name)}>
              {t(`deck.view_${name}`)}
            </button>
          ))}
        </div>
        <span class="cjm-deck__tools">
          {!locked && <AddPersona onAdd={add} />}
          {!host.viewer && <HistoryButtons />}
          {!host.viewer && <People />}
          {!host.viewer && <Status />}
        </span>
      </header>
      {all.length > 0 && <Filter {...{ all, filter, setFilter }} found={shown.length} />}
      {all.length === 0 && <p class="cjm-deck__empty">{t("deck.empty")}</p>}
      {all.length > 0 && shown.length === 0 && <p class="cjm-deck__empty">{t("deck.none_found")}</p>}
      {shown.length > 0 && view === "compare" && <Compare personas={shown} all={all} fresh={fresh} />}
      {shown.length > 0 && view === "plane" && <Plane personas={shown} all={all} />}
    </section>
  );
}
