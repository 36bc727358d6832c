/** A block with the names of its stages and lanes beside it: read, written, put onto heads; knows no screen. */
import {
  all_of,
  type Block,
  block_from,
  block_texts,
  type Content,
  cell_text,
  fill_cells,
  new_channels,
  type Pasted,
  type See,
} from "./block";
import { add_lane, add_stage, edit_lane, rename_stage } from "./commands";
import { apply } from "./ops";
import type { Op } from "./protocol";
import { lanes, type State, stages } from "./state";
import type { Lane, Stage } from "./types.gen";

/** What a lane is called, and what it is where the clipboard says so. */
export interface LaneHead {
  readonly title: string;
  readonly kind?: Lane["kind"];
}

/** `stages` and `lanes` are null where no names were copied. */
export interface Sheet {
  readonly block: Block;
  readonly stages: readonly string[] | null;
  readonly lanes: readonly LaneHead[] | null;
}

/** The words of the catalogue that a state does not hold. */
export interface Words {
  /** The name of a lane as it is shown. */
  lane_title: (lane: Lane) => string;
  /** The kind of lane that goes by a name. */
  kind_named: (title: string) => Lane["kind"] | undefined;
}

/** Which heads the focus is on: names go there in order, those across are found by their names. */
export type Axis = "stage" | "lane";

const one_line = (text: string): string => text.replace(/\s+/g, " ").trim();
const same = (a: string, b: string): boolean =>
  a.localeCompare(b, undefined, { sensitivity: "accent", usage: "search" }) === 0;

// -- out ------------------------------------------------------------------------------------------

/** Rows of texts, names first; where there are names on both sides the corner is empty. */
export function sheet_texts(sheet: Sheet, other?: (row: number, column: number) => string): string[][] {
  const rows = block_texts(sheet.block, other).map((row, y) =>
    sheet.lanes ? [sheet.lanes[y]?.title ?? "", ...row] : row,
  );
  return sheet.stages ? [[...(sheet.lanes ? [""] : []), ...sheet.stages], ...rows] : rows;
}

// -- in -------------------------------------------------------------------------------------------

/** Cells as they come from a spreadsheet, seen from a head: an empty corner tells of names on both sides. */
export function sheet_from(rows: readonly (readonly string[])[], axis: Axis): Sheet {
  const top = rows[0] ?? [];
  const left = rows.map((row) => row[0] ?? "");
  const any = (texts: readonly string[]) => texts.slice(1).some((text) => text.trim());
  const both = rows.length > 1 && !(top[0] ?? "").trim() && any(top) && any(left);
  const named_top = both || axis === "stage";
  const named_left = both || axis === "lane";
  const from = named_left ? 1 : 0;
  return {
    stages: named_top ? trim_end(top.slice(from).map(one_line)) : null,
    lanes: named_left
      ? trim_end(left.slice(named_top ? 1 : 0).map(one_line)).map((title) => ({ title }))
      : null,
    block: block_from(rows.slice(named_top ? 1 : 0).map((row) => row.slice(from))),
  };
}

/** Cards copied without names, seen from a head: their texts are names. */
export const names_from = (block: Block, axis: Axis): Sheet =>
  sheet_from(
    block.map((row) => row.map((cards: readonly Content[]) => cell_text(cards))),
    axis,
  );

function trim_end(texts: string[]): string[] {
  const used = texts.reduce((last, text, index) => (text ? index + 1 : last), 0);
  return texts.slice(0, used);
}

/** What another map wrote as JSON, or null for what is none. */
export function parse_heads(value: unknown): Pick<Sheet, "stages" | "lanes"> | null {
  if (typeof value !== "object" || value === null) return null;
  const { stages: top, lanes: left } = value as { stages?: unknown; lanes?: unknown };
  const text = (name: unknown) => one_line(String(name ?? ""));
  return {
    stages: Array.isArray(top) ? top.map(text) : null,
    lanes: Array.isArray(left)
      ? left.map(({ title, kind }: { title?: unknown; kind?: unknown }) => ({
          title: text(title),
          ...(typeof kind === "string" ? { kind: kind as Lane["kind"] } : {}),
        }))
      : null,
  };
}

// -- onto heads -----------------------------------------------------------------------------------

/** Where the names of an axis lead: an existing record, or null for one to add. */
type Targets<R> = readonly (R | null)[];

export interface Plan {
  readonly stages: Targets<Stage>;
  readonly lanes: Targets<Lane>;
  /** Found by their names, which they keep as they are. */
  readonly found: { readonly stages: boolean; readonly lanes: boolean };
  /** How many are to be added. */
  readonly lacks: { readonly stages: number; readonly lanes: number };
}

/** What a sheet meets when it is put onto head number `at` of an axis. */
export function plan_of(
  state: State,
  journey_id: string,
  sheet: Sheet,
  to: { axis: Axis; at: number },
  words: Words,
): Plan {
  const columns = stages(state, journey_id);
  const rows = lanes(state, journey_id);
  const wide = Math.max(sheet.stages?.length ?? 0, ...sheet.block.map((row) => row.length));
  const high = Math.max(sheet.lanes?.length ?? 0, sheet.block.length);
  const in_order = <R>(list: readonly R[], from: number, count: number) =>
    Array.from({ length: count }, (_, index) => list[from + index] ?? null);
  const by = {
    stages: to.axis === "lane" && sheet.stages !== null,
    lanes: to.axis === "stage" && sheet.lanes !== null,
  };
  const targets = {
    stages:
      by.stages && sheet.stages
        ? by_name(sheet.stages, columns, (stage) => stage.name)
        : in_order(columns, to.axis === "stage" ? to.at : 0, wide),
    lanes:
      by.lanes && sheet.lanes
        ? by_name(
            sheet.lanes.map((lane) => lane.title),
            rows,
            words.lane_title,
          )
        : in_order(rows, to.axis === "lane" ? to.at : 0, high),
  };
  const missing = (list: Targets<unknown>) => list.filter((item) => item === null).length;
  return {
    ...targets,
    found: by,
    lacks: { stages: missing(targets.stages), lanes: missing(targets.lanes) },
  };
}

function by_name<R>(
  names: readonly string[],
  list: readonly R[],
  name_of: (item: R) => string,
): (R | null)[] {
  const left = new Set(list);
  return names.map((name) => {
    const item = [...left].find((other) => same(one_line(name_of(other)), name)) ?? null;
    if (item) left.delete(item);
    return item;
  });
}

/** Put a sheet where a plan says, as one batch; with `grow` what is missing is added, without it left off. */
export function paste_sheet(
  state: State,
  journey_id: string,
  sheet: Sheet,
  plan: Plan,
  words: Words,
  grow: { stage_name: string } | null,
  see: See = all_of,
): Pasted {
  const ops: Op[] = [];
  let now = state;
  const take = (more: Op[]) => {
    ops.push(...more);
    if (more.length) now = apply(now, more).state;
  };
  /** Add a record and return its id. */
  const added = (more: Op[]): string => {
    take(more);
    const last = more[more.length - 1];
    return last?.op === "put" ? last.record.id : "";
  };
  const columns = plan.stages.map((stage, x) => {
    const name = sheet.stages?.[x] ?? "";
    if (stage) {
      if (name && name !== stage.name && !plan.found.stages) take(rename_stage(now, stage.id, name));
      return stage.id;
    }
    return grow && added(add_stage(now, journey_id, { name: name || grow.stage_name }));
  });
  const rows = plan.lanes.map((lane, y) => {
    const head = sheet.lanes?.[y];
    if (lane) {
      const title = head?.title ?? "";
      if (title && title !== words.lane_title(lane) && !plan.found.lanes)
        take(edit_lane(now, lane.id, { title }));
      return lane.id;
    }
    return grow && added(add_lane(now, journey_id, new_lane(head, words)));
  });
  take(new_channels(now, sheet.block.flat(2)));
  return fill(now, journey_id, sheet.block, { columns, rows, ops }, see);
}

/** A new lane: of the kind the clipboard or the catalogue knows by its name, else of free text. */
function new_lane(head: LaneHead | undefined, words: Words): { kind: Lane["kind"]; title: string } {
  const title = head?.title ?? "";
  const kind = head?.kind ?? words.kind_named(title);
  if (kind && kind !== "metrics" && kind !== "emotions")
    return { kind, title: words.kind_named(title) === kind ? "" : title };
  return { kind: "free_text", title };
}

/** The cells of the block, row by row, where their lane and stage are there. */
function fill(
  state: State,
  journey_id: string,
  block: Block,
  at: { columns: readonly (string | null)[]; rows: readonly (string | null)[]; ops: Op[] },
  see: See,
): Pasted {
  const found: Pasted = { ops: at.ops, cards: 0, closed: 0 };
  block.forEach((row, y) => {
    const lane = state.tables.lanes.get(at.rows[y] ?? "");
    const cells = row.flatMap((cards, x) => {
      const stage = state.tables.stages.get(at.columns[x] ?? "");
      return stage ? [{ stage, cards }] : [];
    });
    if (!lane || cells.length === 0) return;
    const at_cells = { lanes: [lane], stages: cells.map(({ stage }) => stage) };
    const part = fill_cells(state, journey_id, [cells.map(({ cards }) => cards)], at_cells, see);
    found.ops.push(...part.ops);
    found.cards += part.cards;
    // A row of numbers or of the curve that says nothing is no loss.
    if (part.closed && row.some((cards) => cards.length > 0)) found.closed += 1;
  });
  return found;
}
