/** Which lanes, cards and curves of a journey a filter shows, the same as Python's; draws nothing, changes nothing. */
import { equal } from "./equal";
import { fold } from "./search";
import { get, type State, type Table } from "./state";
import type { Card, Emotion, Lane } from "./types.gen";

/** What is wanted, a group each; an empty group wants all. A card must satisfy every group. */
export interface Filters {
  /** Ids: what belongs to them or to everybody is shown. */
  readonly personas: readonly string[];
  readonly tags: readonly string[];
  /** Ids. */
  readonly channels: readonly string[];
  readonly sentiments: readonly string[];
  readonly evidence: readonly string[];
}
export type Group = keyof Filters;

export const GROUPS: readonly Group[] = ["personas", "tags", "channels", "sentiments", "evidence"];
export const NO_FILTERS: Filters = { personas: [], tags: [], channels: [], sentiments: [], evidence: [] };

/** A filter as it came from elsewhere; what is none of it is left out. */
export function read_filters(value: unknown): Filters {
  const given = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  const texts = (list: unknown) =>
    Array.isArray(list) ? [...new Set(list.filter((item) => typeof item === "string"))] : [];
  return Object.fromEntries(GROUPS.map((group) => [group, texts(given[group])])) as unknown as Filters;
}

/** The groups that want something, as they are sent. */
export const plain_filters = (filters: Filters): Partial<Filters> =>
  Object.fromEntries(GROUPS.filter((group) => filters[group].length).map((group) => [group, filters[group]]));

export const is_filtered = (filters: Filters): boolean => GROUPS.some((group) => filters[group].length > 0);

/** Add a value to a group, or take it out again. */
export function toggled(filters: Filters, group: Group, value: string): Filters {
  const now = filters[group];
  return {
    ...filters,
    [group]: now.includes(value) ? now.filter((other) => other !== value) : [...now, value],
  };
}

/** The filter without what the journey has not (any more): it would show nothing and could not be cleared. */
export function pruned(state: State, journey_id: string, filters: Filters): Filters {
  const tags = new Set<string>();
  if (filters.tags.length)
    for (const card of state.tables.cards.values())
      if (card.journey_id === journey_id) for (const tag of card.tags) tags.add(tag);
  const next = {
    ...filters,
    personas: filters.personas.filter((id) => get(state, "personas", id)),
    channels: filters.channels.filter((id) => get(state, "channels", id)),
    tags: filters.tags.filter((tag) => tags.has(tag)),
  };
  return equal(next, filters) ? filters : next;
}

// -- which ones -------------------------------------------------------------------------------------

type Test = (card: Card) => boolean;

const mine = (wanted: readonly string[], id: string | null) => !wanted.length || !id || wanted.includes(id);

/** Whose a card is: its own persona, else that of its lane; null for everybody's. */
export const owner_of = (state: State, card: Card): string | null =>
  card.persona_id ?? get(state, "lanes", card.lane_id)?.persona_id ?? null;

/** The channels of a card: the one it points to, or the one whose name a chip in a channel lane carries. */
function channel_reader(state: State): (card: Card) => string | null {
  const names = new Map<string, string>();
  for (const channel of state.tables.channels.values()) names.set(fold(channel.name.trim()), channel.id);
  return (card) => {
    if (card.channel_id) return card.channel_id;
    const kind = get(state, "lanes", card.lane_id)?.kind;
    if (kind !== "touchpoints" && kind !== "channels") return null;
    return names.get(fold(card.text.trim())) ?? null;
  };
}

/** One test a group, for the groups that want something. */
function tests_of(state: State, filters: Filters): Map<Group, Test> {
  const { personas, tags, channels, sentiments, evidence } = filters;
  const tests = new Map<Group, Test>();
  if (personas.length)
    tests.set(
      "personas",
      (card) =>
        mine(personas, card.persona_id) &&
        mine(personas, get(state, "lanes", card.lane_id)?.persona_id ?? null),
    );
  if (tags.length) tests.set("tags", (card) => card.tags.some((tag) => tags.includes(tag)));
  if (channels.length) {
    const channel_of = channel_reader(state);
    tests.set("channels", (card) => channels.includes(channel_of(card) ?? ""));
  }
  if (sentiments.length) tests.set("sentiments", (card) => sentiments.includes(card.sentiment));
  if (evidence.length) tests.set("evidence", (card) => evidence.includes(card.evidence ?? ""));
  return tests;
}

/**
 * The state with only what the filter shows: cards by every group; lanes and emotion curves by persona.
 *
 * `kept` are cards that stay in sight whatever the filter says: those that were written under it.
 */
export function seen(
  state: State,
  journey_id: string,
  wanted: Filters,
  kept: ReadonlySet<string> = new Set(),
): State {
  const filters = pruned(state, journey_id, wanted);
  if (!is_filtered(filters)) return state;
  const { personas } = filters;
  const tests = [...tests_of(state, filters).values()];
  const lanes = sift(state.tables.lanes, (lane: Lane) => mine(personas, lane.persona_id));
  const cards = sift(
    state.tables.cards,
    (card: Card) =>
      card.journey_id !== journey_id ||
      (lanes.has(card.lane_id) && (kept.has(card.id) || tests.every((test) => test(card)))),
  );
  const emotions = sift(state.tables.emotions, (point: Emotion) => mine(personas, point.persona_id));
  return { tables: { ...state.tables, lanes, cards, emotions } };
}

/** The table with what `keep` wants; the same table when that is all of it. */
function sift<R>(table: Table<R>, keep: (record: R) => boolean): Table<R> {
  const found = new Map<string, R>();
  for (const [id, record] of table) if (keep(record)) found.set(id, record);
  return found.size === table.size ? table : found;
}

/** `seen` that remembers its answers while the filter stays; `forget` when it changes. */
export function seer(journey_id: string) {
  let memo = new WeakMap<State, State>();
  return {
    see(state: State, filters: Filters, kept: ReadonlySet<string>): State {
      let found = memo.get(state);
      if (!found) {
        found = seen(state, journey_id, filters, kept);
        memo.set(state, found);
      }
      return found;
    },
    forget(): void {
      memo = new WeakMap();
    },
  };
}

/** The place among all that a place among those shown stands for: before the same neighbour. */
export function real_index(
  all: readonly { readonly id: string }[],
  shown: readonly { readonly id: string }[],
  index: number,
): number {
  const at = (item: { readonly id: string } | undefined) => all.findIndex(({ id }) => id === item?.id);
  const next = shown[index];
  if (next) return at(next);
  return shown.length ? at(shown[shown.length - 1]) + 1 : all.length;
}

// -- how many ---------------------------------------------------------------------------------------

export interface Facet {
  /** An id, a tag, or a word of a choice. */
  readonly value: string;
  /** Cards that have it, of those the other groups show. */
  readonly count: number;
}
export type Facets = { readonly [G in Group]: readonly Facet[] };

const SENTIMENTS = ["positive", "attention", "negative", "neutral"];
const EVIDENCE = ["observed", "reported", "inferred", "assumed"];

/** The cards of a journey that may be in sight: hidden lanes are not looked at, filtered or not. */
export function countable(state: State, journey_id: string): Card[] {
  const found: Card[] = [];
  for (const card of state.tables.cards.values())
    if (card.journey_id === journey_id && !get(state, "lanes", card.lane_id)?.hidden) found.push(card);
  return found;
}

/** What can be chosen in each group: personas and channels in their order, tags by name, choices in theirs. */
export function facets(state: State, journey_id: string, wanted: Filters): Facets {
  const filters = pruned(state, journey_id, wanted);
  const cards = countable(state, journey_id);
  const tests = tests_of(state, filters);
  const channel_of = channel_reader(state);
  const values: { [G in Group]: (card: Card) => readonly (string | null)[] } = {
    personas: (card) => [owner_of(state, card)],
    tags: (card) => card.tags,
    channels: (card) => [channel_of(card)],
    sentiments: (card) => [card.sentiment],
    evidence: (card) => [card.evidence],
  };
  const count = (group: Group) => {
    const others = [...tests].filter(([other]) => other !== group).map(([, test]) => test);
    const counts = new Map<string, number>();
    for (const card of cards) {
      const there = others.every((test) => test(card));
      for (const value of new Set(values[group](card)))
        if (value) counts.set(value, (counts.get(value) ?? 0) + (there ? 1 : 0));
    }
    return counts;
  };
  const listed = (group: Group, ids: readonly string[], all: boolean): Facet[] => {
    const counts = count(group);
    return ids
      .filter((id) => all || counts.has(id) || filters[group].includes(id))
      .map((value) => ({ value, count: counts.get(value) ?? 0 }));
  };
  const in_order = (table: Table<{ id: string; order: string }>) =>
    [...table.values()]
      .sort((a, b) => (a.order === b.order ? (a.id < b.id ? -1 : 1) : a.order < b.order ? -1 : 1))
      .map(({ id }) => id);
  const tags = [...new Set(cards.flatMap((card) => card.tags))].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return {
    personas: listed("personas", in_order(state.tables.personas), true),
    tags: listed("tags", tags, true),
    channels: listed("channels", in_order(state.tables.channels), false),
    sentiments: listed("sentiments", SENTIMENTS, true),
    evidence: listed("evidence", EVIDENCE, true),
  };
}
