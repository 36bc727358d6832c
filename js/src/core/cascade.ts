/** Removing records with all that belongs to them; pure: a state in, a batch of operations out. */
import type { Op } from "./protocol";
import { type Reference, references_of } from "./references";
import { type State, TABLE_NAMES, type Table, type TableName } from "./state";

type AnyRecord = { readonly id: string } & { readonly [field: string]: unknown };

const owns = (table: TableName, { field, required }: Reference): boolean =>
  required || (table === "emotions" && field === "persona_id");

const records = (state: State, table: TableName) =>
  (state.tables[table] as unknown as Table<AnyRecord>).values();

/**
 * Remove records with all that belongs to them; what merely refers to them lets go.
 *
 * Those that are gone already are passed over. A point of a curve belongs to its persona; a card or lane only
 * lets go of it.
 */
export function remove_records(state: State, table: TableName, ids: Iterable<string>): Op[] {
  const gone = new Map<TableName, Set<string>>();
  const known = [...ids].filter((id) => state.tables[table].has(id));
  if (known.length === 0) return [];
  gone.set(table, new Set(known));
  for (const name of TABLE_NAMES) add_owned(state, name, gone);
  const removals = [...gone].sort(([a], [b]) => TABLE_NAMES.indexOf(b) - TABLE_NAMES.indexOf(a));
  return [
    ...releases(state, gone),
    ...removals.flatMap(([name, set]) => [...set].map((id): Op => ({ op: "remove", table: name, id }))),
  ];
}

/** Parents come before their children in the order of the tables: one look at each is enough. */
function add_owned(state: State, name: TableName, gone: Map<TableName, Set<string>>): void {
  const owners = references_of(name).filter((each) => owns(name, each) && gone.has(each.ref));
  if (!owners.length) return;
  const set = gone.get(name) ?? new Set<string>();
  for (const record of records(state, name)) {
    if (owners.some(({ field, ref }) => gone.get(ref)?.has(record[field] as string))) set.add(record.id);
  }
  if (set.size) gone.set(name, set);
}

/** The patches by which what stays lets go of what is gone. */
function releases(state: State, gone: ReadonlyMap<TableName, ReadonlySet<string>>): Op[] {
  const ops: Op[] = [];
  for (const name of TABLE_NAMES) {
    const fields = references_of(name).filter(({ ref }) => gone.has(ref));
    if (!fields.length) continue;
    for (const record of records(state, name)) {
      if (gone.get(name)?.has(record.id)) continue;
      const freed = freed_fields(record, fields, gone);
      if (freed) ops.push({ op: "patch", table: name, id: record.id, fields: freed });
    }
  }
  return ops;
}

function freed_fields(
  record: AnyRecord,
  fields: readonly Reference[],
  gone: ReadonlyMap<TableName, ReadonlySet<string>>,
): { [field: string]: unknown } | null {
  const freed: { [field: string]: unknown } = {};
  for (const { field, ref } of fields) {
    const value = record[field];
    const lost = (id: unknown) => gone.get(ref)?.has(id as string) ?? false;
    if (Array.isArray(value)) {
      if (value.some(lost)) freed[field] = value.filter((id) => !lost(id));
    } else if (lost(value)) freed[field] = null;
  }
  return Object.keys(freed).length ? freed : null;
}
