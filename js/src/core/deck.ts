/** Gestures on the deck of personas and what its filter lets through; pure, draws nothing. */
import { edit } from "./commands";
import { equal } from "./equal";
import { new_id } from "./ids";
import { key_at } from "./order";
import { type Evidence, type Persona, tally } from "./persona_fields";
import type { Op } from "./protocol";
import { get, personas, type State, where } from "./state";
import type { Deck, PersonaRecord } from "./types.gen";

/** A starting point as it travels with the words of the board. */
export interface Template {
  name: string;
  group: "blank" | "temper" | "b2c" | "b2b";
  title: string;
  about: string;
  fields: Partial<PersonaRecord>;
}

const COLORS = ["indigo", "raspberry", "teal", "ochre", "violet", "slate"] as const;
const color_at = (position: number) => COLORS[position % COLORS.length] as (typeof COLORS)[number];

/** A name that no other persona has. */
export function free_persona_name(state: State, wanted: string): string {
  const taken = new Set(personas(state).map((persona) => persona.name));
  let name = wanted;
  for (let n = 2; taken.has(name); n += 1) name = `${wanted} ${n}`;
  return name;
}

/** Add a persona at the end; returns its id beside the batch. */
export function add_persona(state: State, fields: Partial<PersonaRecord> & { name: string }): [Op[], string] {
  const all = personas(state);
  const id = new_id("persona");
  const record = { color: color_at(all.length), ...fields, id, order: key_at(all) };
  return [[{ op: "put", table: "personas", record }], id];
}

/** Copy a persona behind the one it is of; the copy is not placed on the 2×2. */
export function duplicate_persona(state: State, id: string, name: string): [Op[], string] {
  const all = personas(state);
  const at = all.findIndex((persona) => persona.id === id);
  const twin = new_id("persona");
  const own = { id: twin, name, order: key_at(all, at + 1), color: color_at(all.length), x: null, y: null };
  return at < 0 ? [[], id] : [[{ op: "put", table: "personas", record: { ...all[at], ...own } }], twin];
}

/** Give a persona another place; `index` counts the others. */
export function move_persona(state: State, id: string, index: number): Op[] {
  const others = personas(state).filter((persona) => persona.id !== id);
  return edit(state, "personas", id, { order: key_at(others, index) });
}

/** The kernel lets go of what refers to it. */
export const remove_persona = (id: string): Op[] => [{ op: "remove", table: "personas", id }];

/** Place a persona on the 2×2, each axis from -1 to 1; null takes it off. */
export function place_persona(state: State, id: string, place: { x: number; y: number } | null): Op[] {
  return edit(state, "personas", id, place ?? { x: null, y: null });
}

export type DeckWords = Required<Pick<Deck, "title" | "left" | "right" | "bottom" | "top">>;

/** The 2×2 of the document; one without names where there is none yet. */
export function deck_of(state: State): DeckWords & { id: string | null } {
  const found = where(state, "decks")[0];
  return { title: "", left: "", right: "", bottom: "", top: "", ...found, id: found?.id ?? null };
}

/** Name the 2×2 or the end of an axis; the record is made when it is first needed. */
export function edit_deck(state: State, words: Partial<DeckWords>): Op[] {
  const { id } = deck_of(state);
  if (id !== null && get(state, "decks", id)) return edit(state, "decks", id, words);
  if (equal({ ...deck_of(state), ...words }, deck_of(state))) return [];
  return [{ op: "put", table: "decks", record: { ...words, id: new_id("deck") } }];
}

export interface DeckFilter {
  search: string;
  /** "" is everyone. */
  role: string;
  /** What a persona must rest on at least in part; "unmarked" is where nobody said. */
  evidence: Evidence | "unmarked" | "";
}

export const NO_FILTER: DeckFilter = { search: "", role: "", evidence: "" };

/** Everything that is written on a persona, as one text to search in. */
export function words_of(persona: Persona): string {
  const { name, role, archetype, quote, age, place, occupation, household, device, segment } = persona;
  const lists = [
    persona.goals,
    persona.motivations,
    persona.frustrations,
    persona.needs,
    persona.buying_habits,
    persona.decision_criteria,
    persona.accessibility_needs,
    persona.channels.map((each) => each.channel),
    persona.custom_fields.flatMap((own) => [own.name, own.text, ...own.items, own.low, own.high]),
  ];
  const facts = [name, role, archetype, quote, age, place, occupation, household, device, segment];
  return [...facts, ...lists.flat()].join("\n");
}

/** Letters without case and accents, so that "hélène" is found by "HELENE". */
export const folded = (text: string): string =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

/** The personas a filter lets through, in order. */
export function filtered(all: readonly Persona[], filter: DeckFilter): Persona[] {
  const words = folded(filter.search).split(/\s+/).filter(Boolean);
  return all.filter((persona) => {
    const text = words.length ? folded(words_of(persona)) : "";
    return (
      words.every((word) => text.includes(word)) &&
      (filter.role === "" || persona.role === filter.role || persona.archetype === filter.role) &&
      (filter.evidence === "" || tally(persona)[filter.evidence] > 0)
    );
  });
}

/** The roles and archetypes there are, each once, sorted. */
export function roles_of(all: readonly Persona[]): string[] {
  const found = all.flatMap((persona) => [persona.role, persona.archetype]).filter(Boolean);
  return [...new Set(found)].sort((a, b) => a.localeCompare(b));
}
