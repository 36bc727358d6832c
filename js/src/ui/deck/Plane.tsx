/** The 2×2: personas placed by drag or by keys, those not placed wait in a tray; one commit a gesture. */
import { useRef } from "preact/hooks";
import { type DeckWords, deck_of, edit_deck, place_persona } from "../../core/deck";
import { percent } from "../../core/format";
import type { Persona } from "../../core/persona_fields";
import { type Translate, useBoard } from "../board";
import { InlineText } from "../persona/InlineText";
import { Token } from "./Token";

export interface Spot {
  x: number;
  y: number;
}

export interface PlaneProps {
  personas: readonly Persona[];
  all: readonly Persona[];
}

const ENDS = ["top", "left", "right", "bottom"] as const;

/** "40% towards Hurried, in the middle": where a spot is, in the words of the axes. */
export function spot_said(spot: Spot, deck: DeckWords, t: Translate, locale: string): string {
  const said = (value: number, low: "left" | "bottom", high: "right" | "top") => {
    if (Math.round(value * 100) === 0) return t(`deck.middle_${low}`);
    const end = value < 0 ? low : high;
    return t("deck.towards", { share: percent(Math.abs(value), locale), end: deck[end] || t(`deck.${end}`) });
  };
  return `${said(spot.x, "left", "right")}, ${said(spot.y, "bottom", "top")}`;
}

export function Plane({ personas, all }: PlaneProps) {
  const { snap, store, t, locale, locked, announce } = useBoard();
  const plane = useRef<HTMLDivElement>(null);
  const deck = deck_of(snap.state);
  const placed = personas.filter((persona) => persona.x !== null && persona.y !== null);
  const waiting = personas.filter((persona) => persona.x === null || persona.y === null);
  const rename = (words: Partial<DeckWords>) =>
    store.commit("edit_deck", edit_deck(store.snapshot.state, words));
  const put = (persona: Persona, spot: Spot | null) => {
    if (!store.commit("place_persona", place_persona(store.snapshot.state, persona.id, spot))) return false;
    const where = spot ? spot_said(spot, deck, t, locale) : t("deck.in_tray");
    announce(t("deck.placed", { name: persona.name, where }));
    return true;
  };
  const token = (persona: Persona) => (
    <Token
      key={persona.id}
      {...{ persona, all, plane }}
      said={(spot) => (spot ? spot_said(spot, deck, t, locale) : t("deck.in_tray"))}
      onPlace={(spot) => put(persona, spot)}
    />
  );
  return (
    <div class="cjm-plane">
      <h4 class="cjm-plane__title">
        <InlineText
          single
          value={deck.title}
          label={t("deck.title")}
          placeholder={t("deck.add_title")}
          read_only={locked}
          onCommit={(title) => rename({ title })}
        />
      </h4>
      {ENDS.map((end) => (
        <span key={end} class={`cjm-plane__end cjm-plane__end--${end}`}>
          <InlineText
            single
            value={deck[end]}
            label={t(`deck.${end}`)}
            placeholder={t(`deck.add_${end}`)}
            read_only={locked}
            onCommit={(text) => rename({ [end]: text })}
          />
        </span>
      ))}
      {/* biome-ignore lint/a11y/useSemanticElements: a plane of things that are placed, no form */}
      <div ref={plane} class="cjm-plane__field" role="group" aria-label={deck.title || t("deck.view_plane")}>
        {placed.map(token)}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a row of things, no form */}
      <div class="cjm-plane__tray" role="group" aria-label={t("deck.tray")}>
        <span class="cjm-plane__tray-name">{waiting.length > 0 ? t("deck.tray") : t("deck.all_placed")}</span>
        {waiting.map(token)}
      </div>
      {!locked && <p class="cjm-plane__help">{t("deck.help")}</p>}
    </div>
  );
}
