/** Finding words on a map whatever their accents and case, the same as Python's; marks pieces, draws nothing. */
import { plain_text } from "./markdown";
import { compare, get, lanes, phases, type State, stages } from "./state";
import type { Card, Lane } from "./types.gen";

/** What is written in one way and typed in another. */
const ALIKE: Readonly<Record<string, string>> = {
  "’": "'",
  ʼ: "'",
  "‘": "'",
  "“": '"',
  "”": '"',
  "–": "-",
  "—": "-",
  "\u2011": "-",
  œ: "oe",
  æ: "ae",
  ß: "ss",
  ς: "σ",
};
const MARKS = /\p{Mn}/gu;
const SPACE = /^\s$/u;
const PLAIN = /^[\x20-\x7f]*$/;

/** One character as it is compared. */
function fold_one(letter: string): string {
  if (SPACE.test(letter)) return " ";
  const small = letter.normalize("NFD").replace(MARKS, "").toLowerCase().replace(MARKS, "");
  return ALIKE[small] ?? small;
}

/** A text as it is compared: small letters without accents, plain quotes, spaces for every white space. */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  let folded = "";
  for (const letter of text) folded += fold_one(letter);
  return folded;
}

/** What is looked for; "" when there is nothing but space. */
export const read_query = (query: string): string => fold(query).trim().replace(/ +/g, " ");

export type Piece = readonly [text: string, found: boolean];

/** A text in pieces, those that a (folded) query finds marked; joined they are the text. */
export function pieces(text: string, query: string): Piece[] {
  if (!query || !text) return text ? [[text, false]] : [];
  const letters = [...text];
  const starts: number[] = [];
  let folded = "";
  letters.forEach((letter, index) => {
    for (const unit of fold_one(letter)) for (let n = 0; n < unit.length; n += 1) starts.push(index);
    folded += fold_one(letter);
  });
  const parts: Piece[] = [];
  let done = 0;
  const push = (to: number, found: boolean) => {
    if (to > done) parts.push([letters.slice(done, to).join(""), found]);
    done = Math.max(done, to);
  };
  for (let at = folded.indexOf(query); at >= 0; at = folded.indexOf(query, at + query.length)) {
    push(starts[at] ?? done, false);
    // Marks that hang on the last letter fold to nothing and belong to it.
    let end = (starts[at + query.length - 1] ?? 0) + 1;
    while (end < letters.length && fold_one(letters[end] ?? "") === "") end += 1;
    push(end, true);
  }
  push(letters.length, false);
  return parts;
}

export interface Hit {
  readonly kind: "phase" | "stage" | "lane" | "card";
  readonly id: string;
}

/** The words by which a head is shown, where its author gave none. */
export interface Names {
  lane(lane: Lane): readonly string[];
}

const OWN_NAMES: Names = { lane: ({ title, subtitle }) => [title, subtitle] };

/** The folded words of a card, kept as long as the card and the name of its channel are the same. */
const words = new WeakMap<Card, { channel: string; text: string }>();

function words_of(state: State, card: Card): string {
  const channel = get(state, "channels", card.channel_id)?.name ?? "";
  let known = words.get(card);
  if (known?.channel !== channel) {
    const { text, quote, source, tags } = card;
    // A sign that no query holds keeps a match from running over two fields.
    known = {
      channel,
      text: fold([plain_text(text), quote, source, channel, ...tags.map((tag) => `#${tag}`)].join("\x7f")),
    };
    words.set(card, known);
  }
  return known.text;
}

/** The places that a query finds: phases, stages, then lane by lane its name and its cards. */
export function find(state: State, journey_id: string, query: string, names: Names = OWN_NAMES): Hit[] {
  const wanted = read_query(query);
  if (!wanted) return [];
  const has = (texts: readonly string[]) => texts.some((text) => fold(text).includes(wanted));
  const columns = stages(state, journey_id);
  const hits: Hit[] = [
    ...phases(state, journey_id)
      .filter(({ name }) => has([name]))
      .map(({ id }): Hit => ({ kind: "phase", id })),
    ...columns
      .filter(({ name, description }) => has([name, description]))
      .map(({ id }): Hit => ({ kind: "stage", id })),
  ];
  const cards = cards_by_cell(state, journey_id, wanted);
  for (const lane of lanes(state, journey_id)) {
    if (has(names.lane(lane))) hits.push({ kind: "lane", id: lane.id });
    for (const stage of columns)
      for (const card of cards.get(`${lane.id} ${stage.id}`) ?? []) hits.push({ kind: "card", id: card.id });
  }
  return hits;
}

/** The cards that hold the words, by cell, in order. */
function cards_by_cell(state: State, journey_id: string, wanted: string): Map<string, Card[]> {
  const found = new Map<string, Card[]>();
  for (const card of state.tables.cards.values()) {
    if (card.journey_id !== journey_id || !words_of(state, card).includes(wanted)) continue;
    const place = `${card.lane_id} ${card.stage_id}`;
    const list = found.get(place);
    if (list) list.push(card);
    else found.set(place, [card]);
  }
  for (const list of found.values()) list.sort(compare);
  return found;
}
