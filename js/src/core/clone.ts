/** Copies of records that refer to each other, under new ids; pure: records in, a batch out. */
import { new_id } from "./ids";
import type { Put } from "./protocol";
import { SCHEMA } from "./schema.gen";
import { type State, TABLE_NAMES, type TableName, where } from "./state";

/** A record and the fields that differ in its copy. */
export interface Part {
  readonly table: TableName;
  readonly record: { readonly id: string };
  readonly changes?: object;
}

const PREFIX: { readonly [T in TableName]?: string } = {
  personas: "persona",
  channels: "channel",
  phases: "phase",
  stages: "stage",
  steps: "step",
  lanes: "lane",
  cards: "card",
  emotions: "emotion",
};

/** The fields of a table that name other records. */
const REFERENCES = new Map<TableName, readonly string[]>(
  TABLE_NAMES.map((name) => [
    name,
    Object.entries(SCHEMA[name] ?? {}).flatMap(([field, { ref }]) => (ref ? [field] : [])),
  ]),
);

export type Known = ReadonlyMap<string, string | null>;

/**
 * What puts copies of records under new ids.
 *
 * `known` says what other records are called where the copies go, null for those that are not there. References to
 * copied records follow the copies, all others stay as they are.
 */
export function clone(parts: readonly Part[], known: Known = new Map()): Put[] {
  const ids = new Map<string, string | null>(known);
  for (const { table, record } of parts) ids.set(record.id, new_id(PREFIX[table] ?? table));
  const follow = (id: unknown) => (ids.has(id as string) ? ids.get(id as string) : id);
  return [...parts]
    .sort((a, b) => TABLE_NAMES.indexOf(a.table) - TABLE_NAMES.indexOf(b.table))
    .map(({ table, record, changes }) => {
      const data: { [field: string]: unknown } = { ...record };
      for (const field of REFERENCES.get(table) ?? []) {
        const value = data[field];
        data[field] = Array.isArray(value) ? value.map(follow).filter((id) => id !== null) : follow(value);
      }
      return { op: "put", table, record: { ...data, ...changes, id: ids.get(record.id) as string } };
    });
}

/** The steps, cards and points of curves that stand in stages. */
export function inside(state: State, stage_ids: readonly string[]): Part[] {
  const wanted = new Set(stage_ids);
  return (["steps", "cards", "emotions"] as const).flatMap((table) =>
    where(state, table, (record: { stage_id: string }) => wanted.has(record.stage_id)).map((record) => ({
      table,
      record,
    })),
  );
}
