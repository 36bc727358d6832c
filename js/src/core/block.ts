/** Ranges of cells with their cards: read from a map or a clipboard, written into a map; knows no screen. */
import { add_channel, channel_named, says, settled } from "./channels";
import { add_lane, add_stage, edit_card, remove_cards, type Wish } from "./commands";
import { new_id } from "./ids";
import { apply } from "./ops";
import { between } from "./order";
import type { Op } from "./protocol";
import { cell, get, lanes, type State, stages } from "./state";
import { read_tsv, write_tsv } from "./tsv";
import type { Card, Channel, Lane } from "./types.gen";

/** A channel by what it is, as it goes from document to document. */
export type NamedChannel = { readonly name: string } & Partial<Pick<Channel, "icon" | "medium">>;
/** What a card says, without where it stands; its channel by name, so that another document can read it. */
export type Content = Omit<Wish<"cards">, "channel_id"> & { readonly channel?: NamedChannel | null };
/** Rows of cells of cards. */
export type Block = readonly (readonly (readonly Content[])[])[];

export interface Spot {
  readonly lane_id: string;
  readonly stage_id: string;
}

/** A rectangle of the map, counted in lanes and stages. */
export interface Area {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

const CONTENT = [
  "text",
  "sentiment",
  "icon",
  "usage",
  "tags",
  "picture",
  "picture_alt",
  "quote",
  "source",
  "rows",
  "evidence",
  "persona_id",
  "moment_of_truth",
  "severity",
  "frequency",
  "impact",
  "ease",
] as const satisfies readonly (keyof Card)[];

/** Neither numbers nor the curve are written into. */
export const takes_cards = (lane: Pick<Lane, "kind"> | undefined): boolean =>
  lane !== undefined && lane.kind !== "metrics" && lane.kind !== "emotions";

const picked = (card: object): Content =>
  Object.fromEntries(
    CONTENT.flatMap((name) => (Object.hasOwn(card, name) ? [[name, (card as Card)[name]]] : [])),
  );

export function content_of(state: State, card: Card): Content {
  const channel = get(state, "channels", card.channel_id);
  if (!channel) return { ...picked(card), channel: null };
  const { name, icon, medium } = channel;
  return { ...picked(card), channel: { name, icon, medium } };
}

/** The same as `content_of`, from JSON; what is no channel is left off. */
function read_content(card: object): Content {
  const channel = (card as { channel?: Partial<NamedChannel> | null }).channel;
  if (typeof channel?.name !== "string") return { ...picked(card), ...(channel === null ? { channel } : {}) };
  const { name, icon = "", medium = null } = channel;
  return { ...picked(card), channel: { name, icon, medium } };
}

// -- out ------------------------------------------------------------------------------------------

/** The cards of an area; lanes that hold none give empty cells. */
export function block_of(state: State, journey_id: string, area: Area): Block {
  const columns = stages(state, journey_id).slice(area.column, area.column + area.columns);
  return lanes(state, journey_id)
    .slice(area.row, area.row + area.rows)
    .map((lane) =>
      columns.map((stage) => cell(state, lane.id, stage.id).map((card) => content_of(state, card))),
    );
}

const said_by = (card: Content): string => card.text || card.channel?.name || "";

/**
 * The cards of a cell as one text: a line a card. Where a card has lines of its own, an empty line ends each card.
 */
export function cell_text(cards: readonly Content[]): string {
  const texts = cards.map((card) => said_by(card).replace(/\n\s*\n/g, "\n"));
  if (!texts.some((text) => text.includes("\n"))) return texts.join("\n");
  return texts.join("\n\n") + (texts.length === 1 ? "\n\n" : "");
}

/** The texts of a block. `other` says what stands in the cells without cards. */
export const block_texts = (
  block: Block,
  other: (row: number, column: number) => string = () => "",
): string[][] =>
  block.map((row, y) => row.map((cards, x) => (cards.length ? cell_text(cards) : other(y, x))));

/** A block as text that spreadsheets read. */
export const write_block = (block: Block, other?: (row: number, column: number) => string): string =>
  write_tsv(block_texts(block, other));

// -- in -------------------------------------------------------------------------------------------

/** The cards of a cell's text: a line a card, or, where empty lines stand between them, a paragraph a card. */
export function cards_of(text: string): Content[] {
  return text
    .split(/\n[^\S\n]*\n/.test(text) ? /\n\s*\n/ : "\n")
    .map((part) =>
      part
        .split("\n")
        .map((line) => line.replace(/\t+/g, " ").trim())
        .filter(Boolean)
        .join("\n"),
    )
    .filter(Boolean)
    .map((line): Content => ({ text: line }));
}

/** Cells of a clipboard as cards. Empty rows and columns at the end are left off. */
export const block_from = (rows: readonly (readonly string[])[]): Block =>
  trimmed(rows.map((row) => row.map(cards_of)));

/** Text from a clipboard as a block. */
export const read_block = (text: string): Block => block_from(read_tsv(text));

function trimmed(rows: Content[][][]): Block {
  let height = 0;
  let width = 0;
  rows.forEach((row, y) => {
    row.forEach((cards, x) => {
      if (cards.length === 0) return;
      height = y + 1;
      width = Math.max(width, x + 1);
    });
  });
  return rows.slice(0, height).map((row) => Array.from({ length: width }, (_, x) => row[x] ?? []));
}

/** A block that another map wrote as JSON, or null for what is none; the fields are checked when they are put. */
export function parse_block(json: string): Block | null {
  try {
    const rows: unknown = JSON.parse(json);
    if (!Array.isArray(rows) || rows.length === 0) return null;
    return rows.map((row: unknown[]) => row.map((cards) => (cards as object[]).map(read_content)));
  } catch {
    return null;
  }
}

export const size_of = (block: Block): { rows: number; columns: number } => ({
  rows: block.length,
  columns: Math.max(0, ...block.map((row) => row.length)),
});

/** How many stages and lanes the map lacks for an area. */
export function missing(state: State, journey_id: string, area: Area): { stages: number; lanes: number } {
  return {
    stages: Math.max(0, area.column + area.columns - stages(state, journey_id).length),
    lanes: Math.max(0, area.row + area.rows - lanes(state, journey_id).length),
  };
}

/** The state with only what is shown of a map: what is hidden by a filter is neither counted nor replaced. */
export type See = (state: State) => State;
export const all_of: See = (state) => state;

export interface Pasted {
  ops: Op[];
  /** How many cards stand in the area now because of this. */
  cards: number;
  /** How many lanes of the area hold no cards and were left alone. */
  closed: number;
}

/** Add the stages and lanes an area needs; new stages carry `name`. */
function grow(state: State, journey_id: string, area: Area, name: string): Op[] {
  const lacks = missing(state, journey_id, area);
  const ops: Op[] = [];
  let now = state;
  const take = (more: Op[]) => {
    ops.push(...more);
    now = apply(now, more).state;
  };
  for (let n = 0; n < lacks.stages; n += 1) take(add_stage(now, journey_id, { name }));
  for (let n = 0; n < lacks.lanes; n += 1) take(add_lane(now, journey_id, { kind: "free_text" }));
  return ops;
}

/**
 * Fill an area with a block, repeated where the area is larger.
 *
 * The cells hold afterwards what the block says; cards that say it already stay as they are. With `stage_name`
 * the map grows to fit, without it what does not fit is left off. Only what `see` shows is counted and replaced.
 */
export function paste_block(
  state: State,
  journey_id: string,
  block: Block,
  area: Area,
  stage_name: string | null = null,
  see: See = all_of,
): Pasted {
  const ops = [
    ...new_channels(state, block.flat(2)),
    ...(stage_name === null ? [] : grow(state, journey_id, area, stage_name)),
  ];
  const now = ops.length ? apply(state, ops).state : state;
  const columns = stages(see(now), journey_id).slice(area.column, area.column + area.columns);
  const rows = lanes(see(now), journey_id).slice(area.row, area.row + area.rows);
  const filled = fill_cells(now, journey_id, block, { lanes: rows, stages: columns }, see);
  return { ...filled, ops: [...ops, ...filled.ops] };
}

/** Fill the cells where lanes and stages cross with a block, repeated where there are more of them. */
export function fill_cells(
  state: State,
  journey_id: string,
  block: Block,
  at: { lanes: readonly Lane[]; stages: readonly { readonly id: string }[] },
  see: See = all_of,
): Pasted {
  const size = size_of(block);
  const shown = see(state);
  const found: Pasted = { ops: [], cards: 0, closed: 0 };
  at.lanes.forEach((lane, y) => {
    if (!takes_cards(lane)) {
      found.closed += 1;
      return;
    }
    at.stages.forEach((stage, x) => {
      const wanted = block[y % size.rows]?.[x % size.columns] ?? [];
      found.cards += wanted.length;
      found.ops.push(
        ...fill_cell(state, shown, { journey_id, lane_id: lane.id, stage_id: stage.id }, wanted),
      );
    });
  });
  return found;
}

type Place = Spot & { journey_id: string };

/** Add cards to a cell, behind the card `after` or at its end. */
export function insert_cards(
  state: State,
  place: Place,
  cards: readonly Content[],
  after: string | null = null,
): Op[] {
  const ops = new_channels(state, cards);
  const known = ops.length ? apply(state, ops).state : state;
  const now = cell(state, place.lane_id, place.stage_id);
  const found = now.findIndex((card) => card.id === after);
  const at = found < 0 ? now.length : found + 1;
  let before = now[at - 1]?.order ?? null;
  for (const content of cards) {
    before = between(before, now[at]?.order ?? null);
    ops.push(put_card(place, fields_of(known, place.lane_id, content), before));
  }
  return ops;
}

/** The channels that cards of another document name and this one has not. */
export function new_channels(state: State, cards: readonly Content[]): Op[] {
  const ops: Op[] = [];
  let now = state;
  for (const { channel } of cards) {
    if (!channel || channel_named(now, channel.name)) continue;
    const more = add_channel(now, channel);
    now = apply(now, more).state;
    ops.push(...more);
  }
  return ops;
}

function put_card(place: Place, fields: Wish<"cards">, order: string): Op {
  const record = { ...fields, ...place, id: new_id("card"), order } as { id: string };
  return { op: "put", table: "cards", record };
}

/** The fields of a card of this document; a persona of another one is none here. */
function fields_of(state: State, lane_id: string, content: Content): Wish<"cards"> {
  const { channel, ...fields } = content;
  const stranger = fields.persona_id && !get(state, "personas", fields.persona_id);
  const channel_id = channel ? channel_named(state, channel.name)?.id : channel;
  return settled(state, lane_id, {
    ...fields,
    ...(stranger ? { persona_id: null } : {}),
    ...(channel_id === undefined ? {} : { channel_id }),
  });
}

function fill_cell(state: State, shown: State, place: Place, contents: readonly Content[]): Op[] {
  const all = cell(state, place.lane_id, place.stage_id);
  const now = shown === state ? all : cell(shown, place.lane_id, place.stage_id);
  const wanted = contents.map((content) => fields_of(state, place.lane_id, content));
  let from = 0;
  const kept = wanted.map(({ text = "", channel_id = null }) => {
    const said = says(state, { text, channel_id });
    const at = now.findIndex((card, index) => index >= from && says(state, card) === said);
    if (at >= 0) from = at + 1;
    return now[at];
  });
  const stay = new Set(kept);
  const gone = now.filter((card) => !stay.has(card)).map((card) => card.id);
  const ops = remove_cards(state, gone);
  let before: string | null = null;
  wanted.forEach((content, index) => {
    const card = kept[index];
    if (card) {
      ops.push(...edit_card(state, card.id, content));
      before = card.order;
    } else {
      const last = before;
      const next = all.find((card) => last === null || card.order > last);
      before = between(before, next?.order ?? null);
      ops.push(put_card(place, content, before));
    }
  });
  return ops;
}
