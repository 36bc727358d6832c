/**
 * Takes lanes, stages, phases or cards out of a journey and puts them into another one; pure.
 *
 * Python does the same (cjm_widgets/model/copying.py); both are held to the same vectors.
 */
import { clone, inside, type Part } from "./clone";
import { between } from "./order";
import { CUSTOM, custom_key } from "./persona_fields";
import type { Op, Put } from "./protocol";
import { compare, find_emotion, lanes, phases, type Records, type State, stages, where } from "./state";

export type ClipKind = "lanes" | "stages" | "phases" | "cards";
type ClipTable = ClipKind | "steps" | "emotions" | "personas" | "channels";
type ClipTables = { readonly [T in ClipTable]: readonly Records[T][] };

/** What is copied, with all that it stands in and refers to. */
export interface Clip {
  readonly kind: ClipKind;
  readonly tables: ClipTables;
  /** The ids of all stages of the journey, in order: a stage is found again by its place. */
  readonly stages: readonly string[];
}

/** What is copied of a journey: records of one kind. */
export function clip_of(state: State, journey_id: string, kind: ClipKind, chosen: readonly string[]): Clip {
  const ids = new Set(chosen);
  const columns = stages(state, journey_id);
  const rows = lanes(state, journey_id);
  const own = columns.filter((stage) => ids.has(stage.id) || ids.has(stage.phase_id));
  const own_ids = own.map((stage) => stage.id);
  const held = inside(state, own_ids);
  const of = <T extends "steps" | "cards" | "emotions">(table: T) =>
    held.filter((part) => part.table === table).map((part) => part.record as Records[T]);
  let cards = of("cards");
  if (kind === "lanes" || kind === "cards")
    cards = where(
      state,
      "cards",
      (card) => card.journey_id === journey_id && ids.has(kind === "lanes" ? card.lane_id : card.id),
    );
  const curve = rows.some((lane) => ids.has(lane.id) && lane.kind === "emotions");
  const points = curve
    ? where(state, "emotions", (point) => point.journey_id === journey_id)
    : of("emotions");
  const in_stages = new Set([...cards, ...points].map((record) => record.stage_id).concat(own_ids));
  const in_lanes = new Set(cards.map((card) => card.lane_id).concat(kind === "lanes" ? chosen : []));
  const shown = columns.filter((stage) => in_stages.has(stage.id));
  const in_phases = new Set(shown.map((stage) => stage.phase_id).concat(kind === "phases" ? chosen : []));
  const shown_lanes = rows.filter((lane) => in_lanes.has(lane.id));
  const named = new Set([...cards, ...points, ...shown_lanes].map((record) => record.persona_id));
  const used = new Set(cards.map((card) => card.channel_id));
  return {
    kind,
    tables: {
      phases: where(state, "phases", (phase) => in_phases.has(phase.id)),
      stages: shown,
      lanes: shown_lanes,
      steps: of("steps"),
      cards: [...cards].sort(compare),
      emotions: points,
      personas: where(state, "personas", (person) => named.has(person.id)).map(public_part),
      channels: where(state, "channels", (channel) => used.has(channel.id)),
    },
    stages: columns.map((stage) => stage.id),
  };
}

/** A persona without its private fields, which do not leave their document. */
function public_part(person: Records["personas"]): Records["personas"] {
  const hidden = new Set(person.private);
  if (hidden.size === 0) return person;
  const all_own = hidden.has("custom_fields");
  const kept = Object.entries(person).filter(
    ([name]) => name === "id" || name === "name" || name === "order" || !hidden.has(name),
  );
  return {
    ...Object.fromEntries(kept),
    ...(hidden.has("name") ? { name: "Persona" } : {}),
    custom_fields: person.custom_fields.filter((own) => !all_own && !hidden.has(custom_key(own.name))),
    evidence: person.evidence.filter(
      ({ field }) => !hidden.has("evidence") && !hidden.has(field) && !(all_own && field.startsWith(CUSTOM)),
    ),
    private: [],
  } as unknown as Records["personas"];
}

const TABLES: readonly ClipTable[] = [
  "personas",
  "channels",
  "phases",
  "stages",
  "steps",
  "lanes",
  "cards",
  "emotions",
];

/** A clip that another board wrote as JSON, or null for what is none; the fields are checked when they are put. */
export function parse_clip(json: string): Clip | null {
  try {
    const { kind, tables, stages: places } = JSON.parse(json);
    const whole = TABLES.every(
      (name) =>
        Array.isArray(tables[name]) && tables[name].every((one: Put["record"]) => typeof one.id === "string"),
    );
    return whole && Array.isArray(places) && tables[kind].length > 0
      ? { kind, tables, stages: places }
      : null;
  } catch {
    return null;
  }
}

export interface Pasted {
  readonly ops: Op[];
  /** What was meant by the clip, as it is called where it went. */
  readonly ids: readonly string[];
}

/**
 * What adds a clip to a journey.
 *
 * A persona or channel unknown there is the one of its name, or comes along. A stage that cards stand in is the one of
 * its name, else the one in its place, else it comes along; a lane is the one of its kind, title and metric, else it
 * comes along. What was meant itself is always added, at the end of its phase or of the lanes; only numbers and the
 * curve are one to a journey.
 */
export function paste_clip(state: State, journey_id: string, clip: Clip): Pasted {
  const paste = new Paste(state, journey_id, clip);
  paste.people();
  paste.axis();
  paste.rows();
  paste.content();
  const ops = clone(paste.parts, paste.known);
  const added = ops.filter((op) => op.table === clip.kind).map((op) => op.record.id);
  const ids = clip.tables[clip.kind].map(({ id }) => paste.known.get(id) ?? (added.shift() as string));
  return { ops, ids };
}

type Ordered = { readonly order: string };
/** In any case of letters: people write the same name in several ways. */
const fold = (text: string) => text.toLowerCase();
const like = (lane: Records["lanes"]) => JSON.stringify([lane.kind, fold(lane.title), lane.metric]);

/** One paste under way: what the records of the clip are called where they go, and what is added. */
class Paste {
  readonly known = new Map<string, string | null>();
  readonly parts: Part[] = [];
  private readonly ends = new Map<string, string>();

  constructor(
    private readonly state: State,
    private readonly journey_id: string,
    private readonly clip: Clip,
  ) {}

  /** The order behind all that stands in a place, and behind what was put there before. */
  private behind(place: string, there: readonly Ordered[]): string {
    const order = between(this.ends.get(place) ?? there[there.length - 1]?.order ?? null, null);
    this.ends.set(place, order);
    return order;
  }

  /** Find personas and channels: by id, by name, or they come along. */
  people(): void {
    for (const table of ["personas", "channels"] as const) {
      const there = where(this.state, table as "channels");
      for (const record of this.clip.tables[table]) {
        const same =
          there.find((one) => one.id === record.id) ??
          there.find((one) => fold(one.name) === fold(record.name));
        if (same) this.known.set(record.id, same.id);
        else this.parts.push({ table, record, changes: { order: this.behind(table, there) } });
      }
    }
  }

  /** Find or bring phases and stages. */
  axis(): void {
    const { clip, state, journey_id, known } = this;
    const columns = stages(state, journey_id);
    const groups = phases(state, journey_id);
    const homes = new Map(clip.tables.phases.map((phase) => [phase.id, this.home(phase, groups)]));
    const needed = new Set(clip.kind === "phases" ? homes.keys() : []);
    for (const record of clip.tables.stages) {
      const found =
        clip.kind === "lanes" || clip.kind === "cards" ? this.stage_for(record, columns) : undefined;
      if (found) {
        known.set(record.id, found);
        continue;
      }
      const home = homes.get(record.phase_id) ?? record.phase_id;
      needed.add(record.phase_id);
      const order = this.behind(
        `stage ${home}`,
        columns.filter((stage) => stage.phase_id === home),
      );
      this.parts.push({ table: "stages", record, changes: { journey_id, order } });
    }
    for (const record of clip.tables.phases) {
      const home = homes.get(record.id);
      if (home) known.set(record.id, home);
      else if (needed.has(record.id)) {
        const order = this.behind("phase", groups);
        this.parts.push({ table: "phases", record, changes: { journey_id, order, collapsed: false } });
      }
    }
  }

  /** The phase of its role or name; a phase that is meant itself has none. */
  private home(phase: Records["phases"], there: readonly Records["phases"][]): string | undefined {
    if (this.clip.kind === "phases") return undefined;
    return there.find(
      (other) => (phase.role && other.role === phase.role) || (phase.name && other.name === phase.name),
    )?.id;
  }

  /** The stage of its name, else the one in its place that no other of the clip is called. */
  private stage_for(stage: Records["stages"], there: readonly Records["stages"][]): string | undefined {
    const same = there.find((other) => fold(other.name) === fold(stage.name));
    if (same) return same.id;
    const names = new Set(this.clip.tables.stages.map((other) => fold(other.name)));
    const at = there[this.clip.stages.indexOf(stage.id)];
    return at && !names.has(fold(at.name)) ? at.id : undefined;
  }

  /** Find or bring lanes. */
  rows(): void {
    const { clip, journey_id } = this;
    const there = lanes(this.state, journey_id);
    for (const record of clip.tables.lanes) {
      const meant = clip.kind === "lanes" && record.kind !== "emotions" && record.kind !== "metrics";
      const same = meant ? undefined : there.find((other) => like(other) === like(record));
      if (same) this.known.set(record.id, same.id);
      else {
        const order = this.behind("lane", there);
        this.parts.push({ table: "lanes", record, changes: { journey_id, order, hidden: false } });
      }
    }
  }

  /** Bring steps, cards and points; a point that is there already stays. */
  content(): void {
    const { clip, state, journey_id, known, parts } = this;
    const { cards, steps, emotions } = clip.tables;
    const copied = new Set(cards.map((card) => card.id));
    for (const card of cards) for (const link of card.links) if (!copied.has(link)) known.set(link, null);
    const own_steps = new Set(steps.map((step) => step.id));
    for (const record of steps) parts.push({ table: "steps", record, changes: { journey_id } });
    for (const record of cards) {
      const lane_id = known.get(record.lane_id) ?? record.lane_id;
      const stage_id = known.get(record.stage_id) ?? record.stage_id;
      const there = where(
        state,
        "cards",
        (card) => card.lane_id === lane_id && card.stage_id === stage_id && card.journey_id === journey_id,
      );
      const step = record.step_id && own_steps.has(record.step_id) ? {} : { step_id: null };
      const order = this.behind(`${lane_id} ${stage_id}`, there);
      parts.push({ table: "cards", record, changes: { journey_id, order, ...step } });
    }
    for (const record of emotions) {
      const stage_id = known.get(record.stage_id) ?? "";
      const persona_id = record.persona_id && (known.get(record.persona_id) ?? record.persona_id);
      const { variant, after } = record;
      const taken = find_emotion(state, { journey_id, stage_id, persona_id, variant, after });
      if (!taken) parts.push({ table: "emotions", record, changes: { journey_id } });
    }
  }
}
