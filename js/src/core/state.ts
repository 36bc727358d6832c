/** The frozen content a board shows, as tables of records; knows how to look up, not how to change. */
import type { PlainTables } from "./protocol";
import type {
  Assignment,
  Card,
  Channel,
  Conflict,
  Deck,
  Emotion,
  JourneyRecord,
  Lane,
  PersonaRecord,
  Phase,
  SavedView,
  Stage,
  Step,
} from "./types.gen";

export interface Records {
  personas: PersonaRecord;
  decks: Deck;
  channels: Channel;
  journeys: JourneyRecord;
  phases: Phase;
  stages: Stage;
  steps: Step;
  lanes: Lane;
  cards: Card;
  emotions: Emotion;
  views: SavedView;
  assignments: Assignment;
  conflicts: Conflict;
}
export type TableName = keyof Records;
export type Table<R> = ReadonlyMap<string, R>;
export type Tables = { readonly [T in TableName]: Table<Records[T]> };

/** All records at one moment. Never changed: an operation makes a new one that shares what it left alone. */
export interface State {
  readonly tables: Tables;
}

/** Parents before children: the order in which references are searched. */
export const TABLE_NAMES: readonly TableName[] = [
  "personas",
  "decks",
  "channels",
  "journeys",
  "phases",
  "stages",
  "steps",
  "lanes",
  "cards",
  "emotions",
  "views",
  "assignments",
  "conflicts",
];

export const EMPTY: State = {
  tables: Object.fromEntries(TABLE_NAMES.map((name) => [name, new Map()])) as unknown as Tables,
};

interface Ordered {
  readonly id: string;
  readonly order?: string | undefined;
}

/** Sort by order key, and by id where two keys are equal. */
export function compare(a: Ordered, b: Ordered): number {
  const x = a.order ?? "";
  const y = b.order ?? "";
  if (x !== y) return x < y ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** The record, or undefined when it is not there. */
export function get<T extends TableName>(
  state: State,
  table: T,
  id: string | null | undefined,
): Records[T] | undefined {
  return id == null ? undefined : (state.tables[table] as Table<Records[T]>).get(id);
}

/** The records of a table that `keep` wants, in order. */
export function where<T extends TableName>(
  state: State,
  table: T,
  keep?: (record: Records[T]) => boolean,
): Records[T][] {
  const found: Records[T][] = [];
  for (const record of (state.tables[table] as Table<Records[T]>).values()) {
    if (!keep || keep(record)) found.push(record);
  }
  return found.sort(compare);
}

/** All personas, in order: a persona's position here gives it its colour. */
export const personas = (state: State): PersonaRecord[] => where(state, "personas");

/** The phases of a journey, in order. */
export const phases = (state: State, journey_id: string): Phase[] =>
  where(state, "phases", (phase) => phase.journey_id === journey_id);

/** The lanes of a journey, in order. */
export const lanes = (state: State, journey_id: string): Lane[] =>
  where(state, "lanes", (lane) => lane.journey_id === journey_id);

/** The stages of a journey: by phase, then by their own order. */
export function stages(state: State, journey_id: string): Stage[] {
  const rank = new Map(phases(state, journey_id).map((phase, index) => [phase.id, index]));
  const place = (stage: Stage) => rank.get(stage.phase_id) ?? rank.size;
  return where(state, "stages", (stage) => stage.journey_id === journey_id).sort(
    (a, b) => place(a) - place(b) || compare(a, b),
  );
}

/** The stages of one phase, in order. */
export const stages_of = (state: State, phase_id: string): Stage[] =>
  where(state, "stages", (stage) => stage.phase_id === phase_id);

/** The steps of one stage, in order. */
export const steps = (state: State, stage_id: string): Step[] =>
  where(state, "steps", (step) => step.stage_id === stage_id);

/** The channel vocabulary, in order. */
export const channels = (state: State): Channel[] => where(state, "channels");

/** The cards of one cell, in order. */
export const cell = (state: State, lane_id: string, stage_id: string): Card[] =>
  where(state, "cards", (card) => card.lane_id === lane_id && card.stage_id === stage_id);

/** The point of one curve at one stage, or so far `after` it, or undefined. */
export function find_emotion(
  state: State,
  key: {
    journey_id: string;
    stage_id: string;
    persona_id: string | null;
    variant: Emotion["variant"];
    after?: number;
  },
): Emotion | undefined {
  return where(
    state,
    "emotions",
    (point) =>
      point.stage_id === key.stage_id &&
      point.journey_id === key.journey_id &&
      point.persona_id === key.persona_id &&
      point.variant === key.variant &&
      point.after === (key.after ?? 0),
  ).pop();
}

/** All tables as plain JSON objects. */
export function to_plain(state: State): PlainTables {
  return Object.fromEntries(
    TABLE_NAMES.map((name) => [name, Object.fromEntries(state.tables[name])]),
  ) as PlainTables;
}
