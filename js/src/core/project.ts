/** Projects records to what a map shows, the same as Python's views; draws nothing and formats nothing. */
import { share } from "./equal";
import { LANE_KINDS } from "./lane_kinds.gen";
import {
  channels as channels_of,
  get,
  lanes as lanes_of,
  personas as personas_of,
  phases as phases_of,
  type State,
  stages as stages_of,
  steps as steps_of,
  type Table,
  type TableName,
} from "./state";
import type { Card, Channel, Emotion, JourneyRecord, Lane, PersonaRecord, Stage } from "./types.gen";

export type PersonaColor = NonNullable<PersonaRecord["color"]>;

export interface PersonaView {
  id: string;
  name: string;
  role: string;
  initials: string;
  color: PersonaColor;
}
export interface PhaseView {
  id: string;
  name: string;
  role: "before" | "during" | "after" | null;
  stage_ids: readonly string[];
  collapsed: boolean;
}
export interface StageView {
  id: string;
  name: string;
  description: string;
  phase_id: string;
}
export interface StepView {
  id: string;
  name: string;
  stage_id: string;
}
export interface ChannelView {
  id: string;
  name: string;
  icon: string;
  medium: Channel["medium"];
}
/** A row; an empty title, icon or prompt and no role stand for what its kind has. */
export interface LaneView {
  id: string;
  kind: Lane["kind"];
  title: string;
  subtitle: string;
  metric: string;
  persona_id: string | null;
  icon: string;
  color: Lane["color"];
  prompt: string;
  role: Lane["role"];
  hidden: boolean;
  pinned: boolean;
  target: number | null;
}
/** A line of a service blueprint, drawn above a lane. */
export interface LineView {
  name: "interaction" | "visibility" | "internal";
  above: string;
}
export interface PointView {
  id: string;
  stage_id: string;
  /** The share of the way to the next stage; 0 at its own. */
  after: number;
  value: number;
  low: number | null;
  high: number | null;
  label: string;
  intensity: number | null;
  quote: string;
  evidence: Emotion["evidence"];
  moment_of_truth: boolean;
}
export interface CurveView {
  persona_id: string | null;
  variant: Emotion["variant"];
  color: PersonaColor;
  points: readonly PointView[];
}
/** Card ids of each cell, in order: lane, then stage. Every cell is there, empty ones too. */
export type CellsView = { readonly [lane_id: string]: { readonly [stage_id: string]: readonly string[] } };

export interface MapView {
  journey: Pick<JourneyRecord, "id" | "title" | "kind" | "emotion_scale">;
  personas: readonly PersonaView[];
  phases: readonly PhaseView[];
  stages: readonly StageView[];
  steps: readonly StepView[];
  channels: readonly ChannelView[];
  lanes: readonly LaneView[];
  /** Between lanes of different roles, from top to bottom. */
  lines: readonly LineView[];
  cells: CellsView;
  curves: readonly CurveView[];
  /** Null where no card says what it rests on: then there is nothing to tell. */
  assumption_share: number | null;
}

export const PALETTE: readonly PersonaColor[] = ["indigo", "raspberry", "teal", "ochre", "violet", "slate"];
/** The colour of a curve that is nobody's in particular. */
const NOBODY: PersonaColor = "slate";

/** The colour of a persona: its own, or by its position among all personas of the document. */
export function persona_color(persona: Pick<PersonaRecord, "color">, position: number): PersonaColor {
  return persona.color ?? PALETTE[position % PALETTE.length] ?? NOBODY;
}

/** Two letters that stand for a persona: of two words of the name, or of name and role, or the first two. */
export function persona_initials(name: string, role: string): string {
  const letters = (text: string) => [...text.trim()];
  const words = name.split(/\s+/).filter(Boolean);
  const first = words[0] ?? "";
  if (!first) return "";
  const second = letters(words[1] ?? role)[0] ?? letters(first)[1] ?? "";
  return `${letters(first)[0]}${second}`.toUpperCase();
}

/**
 * What the map of a journey shows; null when the journey is not there.
 *
 * With `previous`, every part whose content did not change keeps its identity.
 */
export function project(state: State, journey_id: string, previous?: MapView | null): MapView | null {
  const journey = get(state, "journeys", journey_id);
  if (!journey) return null;
  const stages = stages_of(state, journey_id);
  const lanes = lanes_of(state, journey_id);
  const cards = cards_in_order(state, journey_id);
  const all = personas_of(state).map(persona_view);
  const chosen = journey.personas.flatMap((id) => all.find((persona) => persona.id === id) ?? []);
  const view: MapView = {
    journey: {
      id: journey.id,
      title: journey.title,
      kind: journey.kind,
      emotion_scale: journey.emotion_scale,
    },
    personas: chosen.length ? chosen : all,
    phases: phases_of(state, journey_id).map(({ id, name, role, collapsed }) => {
      const stage_ids = stages.filter((stage) => stage.phase_id === id).map((stage) => stage.id);
      return { id, name, role, stage_ids, collapsed };
    }),
    stages: stages.map(({ id, name, description, phase_id }) => ({ id, name, description, phase_id })),
    steps: stages.flatMap((stage) =>
      steps_of(state, stage.id).map(({ id, name }) => ({ id, name, stage_id: stage.id })),
    ),
    channels: channels_of(state).map(({ id, name, icon, medium }) => ({ id, name, icon, medium })),
    lanes: lanes.map(lane_view),
    lines: lines_of(lanes),
    cells: cells_of(lanes, stages, cards),
    curves: curves_of(state, journey_id, stages, all),
    assumption_share: share_assumed(lanes, cards),
  };
  return share(previous, view);
}

/** `project` that remembers: as long as no table it reads changes, the answer is the same object. */
export function projector(): (state: State, journey_id: string) => MapView | null {
  let last: MapView | null = null;
  let seen: State | null = null;
  let of = "";
  return (state, journey_id) => {
    if (!seen || of !== journey_id || !same_tables(seen, state)) {
      last = project(state, journey_id, of === journey_id ? last : null);
    }
    seen = state;
    of = journey_id;
    return last;
  };
}

/** True when nothing that the view shows differs: the words of cards are not in it. */
function same_tables(a: State, b: State): boolean {
  return (Object.keys(a.tables) as TableName[]).every(
    (name) =>
      a.tables[name] === b.tables[name] || (name === "cards" && same_places(a.tables.cards, b.tables.cards)),
  );
}

function same_places(before: Table<Card>, after: Table<Card>): boolean {
  if (before.size !== after.size) return false;
  for (const card of after.values()) {
    const old = before.get(card.id);
    if (
      old !== card &&
      (!old || PLACE.some((name) => old[name] !== card[name]) || claims(old) !== claims(card))
    ) {
      return false;
    }
  }
  return true;
}

/** True when a card says something: a text, or the name of its channel. */
const claims = (card: Card): boolean => card.text !== "" || card.channel_id !== null;

/** The fields of a card that the view depends on, with whether it says something. */
const PLACE = ["journey_id", "lane_id", "stage_id", "order", "evidence"] as const;

function persona_view(persona: PersonaRecord, position: number): PersonaView {
  const { id, name, role } = persona;
  return { id, name, role, initials: persona_initials(name, role), color: persona_color(persona, position) };
}

function lane_view(lane: Lane): LaneView {
  const { id, kind, title, subtitle, metric, persona_id, icon, color, prompt, role, hidden, pinned, target } =
    lane;
  return { id, kind, title, subtitle, metric, persona_id, icon, color, prompt, role, hidden, pinned, target };
}

const SIDES = ["customer", "frontstage", "backstage", "support"] as const;
/** Between each side of a service blueprint and the next. */
const LINES = ["interaction", "visibility", "internal"] as const;

/** The lines between lanes of different roles; lanes without one belong to the side above them. */
function lines_of(lanes: readonly Lane[]): LineView[] {
  const lines: LineView[] = [];
  let before = -1;
  for (const { id, kind, role, hidden } of lanes) {
    const side = role ?? LANE_KINDS[kind].role;
    if (hidden || side === null) continue;
    const now = SIDES.indexOf(side);
    if (before >= 0) {
      const crossed = LINES.slice(Math.min(before, now), Math.max(before, now));
      if (now < before) crossed.reverse();
      lines.push(...crossed.map((name) => ({ name, above: id })));
    }
    before = now;
  }
  return lines;
}

function cards_in_order(state: State, journey_id: string): Card[] {
  const cards: Card[] = [];
  for (const card of state.tables.cards.values()) if (card.journey_id === journey_id) cards.push(card);
  return cards.sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : a.id < b.id ? -1 : 1));
}

function cells_of(lanes: readonly Lane[], stages: readonly Stage[], cards: readonly Card[]): CellsView {
  const cells: { [lane_id: string]: { [stage_id: string]: string[] } } = {};
  for (const lane of lanes) cells[lane.id] = Object.fromEntries(stages.map((stage) => [stage.id, []]));
  for (const card of cards) cells[card.lane_id]?.[card.stage_id]?.push(card.id);
  return cells;
}

/** One curve for each persona and variant that has points; nobody's curves come last. */
function curves_of(
  state: State,
  journey_id: string,
  stages: readonly Stage[],
  personas: readonly PersonaView[],
): CurveView[] {
  const points = new Map<string, Map<number, Emotion>>();
  const key = (persona_id: string | null, variant: string, stage_id: string) =>
    `${persona_id} ${variant} ${stage_id}`;
  for (const point of state.tables.emotions.values()) {
    if (point.journey_id !== journey_id) continue;
    const place = key(point.persona_id, point.variant, point.stage_id);
    const here = points.get(place) ?? new Map<number, Emotion>();
    const other = here.get(point.after);
    if (!other || other.id < point.id) points.set(place, here.set(point.after, point));
  }
  const curves: CurveView[] = [];
  for (const { id, color } of [...personas, { id: null, color: NOBODY }]) {
    for (const variant of ["as_is", "to_be"] as const) {
      const found = stages.flatMap((stage) =>
        [...(points.get(key(id, variant, stage.id))?.values() ?? [])].sort((a, b) => a.after - b.after),
      );
      if (found.length) curves.push({ persona_id: id, variant, color, points: found.map(point_view) });
    }
  }
  return curves;
}

function point_view(point: Emotion): PointView {
  const { id, stage_id, after, value, low, high, label, intensity, quote, evidence, moment_of_truth } = point;
  return { id, stage_id, after, value, low, high, label, intensity, quote, evidence, moment_of_truth };
}

/** The share of cards that only assume: of those with an evidence class, or with text outside of channel lanes. */
export const assumption_share = (state: State, journey_id: string): number | null =>
  share_assumed(lanes_of(state, journey_id), cards_in_order(state, journey_id));

function share_assumed(lanes: readonly Lane[], cards: readonly Card[]): number | null {
  const kinds = new Map(lanes.map((lane) => [lane.id, lane.kind]));
  const counted = cards.filter((card) => {
    const kind = kinds.get(card.lane_id);
    return card.evidence !== null || (claims(card) && kind !== "touchpoints" && kind !== "channels");
  });
  const assumed = counted.filter((card) => card.evidence === "assumed").length;
  return counted.some((card) => card.evidence !== null) ? assumed / counted.length : null;
}
