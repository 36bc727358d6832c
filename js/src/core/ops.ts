/** The three operations and the one reducer; pure: knows no history, no messages, no screen. */
import { equal } from "./equal";
import type { Fields, Op, Patch, PlainTables, Put } from "./protocol";
import { references_of } from "./references";
import { SCHEMA } from "./schema.gen";
import { EMPTY, type State, TABLE_NAMES, type Table, type TableName, type Tables } from "./state";
import { clean_fields, is_fields, Refused, read_record } from "./validate";

export { Refused } from "./validate";

type AnyRecord = Fields & { readonly id: string };
type AnyTable = Map<string, AnyRecord>;

export interface Applied {
  readonly state: State;
  /** The batch as it was applied: with the values as they were stored. */
  readonly ops: readonly Op[];
  /** The batch that leads back. */
  readonly inverse: readonly Op[];
}

export interface ApplyOptions {
  /** The batch comes from the kernel, which has checked every reference. */
  trusted?: boolean;
  /** A state whose records are kept in place of equal new ones, so that what is drawn keeps its identity. */
  reuse?: State;
}

const MAX_OPS = 20_000;
const KEYS: { readonly [op: string]: string } = {
  put: "op,record,table",
  patch: "fields,id,op,table",
  remove: "id,op,table",
};

/** Apply a batch whole, or throw `Refused` and apply nothing. */
export function apply(state: State, batch: readonly Op[], options: ApplyOptions = {}): Applied {
  const ops = decode_ops(batch);
  const changed = new Map<TableName, AnyTable>();
  const applied: Op[] = [];
  const inverse: Op[] = [];
  for (const op of ops) {
    let table = changed.get(op.table);
    if (!table) {
      table = new Map(table_of(state, op.table));
      changed.set(op.table, table);
    }
    const [stored, back] = apply_one(table, op, options.reuse);
    applied.push(stored);
    inverse.push(back);
  }
  const after: State = changed.size
    ? { tables: { ...state.tables, ...(Object.fromEntries(changed) as unknown as Tables) } }
    : state;
  if (!options.trusted) check_references(after, applied);
  return { state: after, ops: applied, inverse: inverse.reverse() };
}

/** Read operations that may come from anywhere; throws `Refused`. */
export function decode_ops(data: unknown): Op[] {
  if (!Array.isArray(data) || data.length > MAX_OPS) throw new Refused("invalid_message");
  return data.map(decode_op);
}

function decode_op(item: unknown): Op {
  if (!is_fields(item) || typeof item.op !== "string" || !Object.hasOwn(KEYS, item.op)) {
    throw new Refused("invalid_message");
  }
  if (Object.keys(item).sort().join() !== KEYS[item.op]) throw new Refused("invalid_message");
  const { table, id } = item;
  if (typeof table !== "string" || !Object.hasOwn(SCHEMA, table)) {
    throw new Refused("unknown_table", String(table).slice(0, 80));
  }
  if (item.op === "put") {
    if (!is_fields(item.record)) throw new Refused("invalid_message");
    return { op: "put", table, record: read_record(table as TableName, item.record) } as Put;
  }
  if (typeof id !== "string" || (item.op === "patch" && !is_fields(item.fields))) {
    throw new Refused("invalid_message");
  }
  return item as unknown as Op;
}

/** Read whole tables, as a snapshot brings them; records are completed, references are taken on trust. */
export function read_tables(tables: PlainTables, reuse?: State): State {
  const puts: Op[] = [];
  for (const [table, records] of Object.entries(tables)) {
    for (const [id, record] of Object.entries(records)) {
      puts.push(...decode_ops([{ op: "put", table, record: { ...record, id } }]));
    }
  }
  const read = new Map<TableName, AnyTable>();
  for (const op of puts) {
    const table = read.get(op.table) ?? new Map();
    read.set(op.table, table);
    apply_one(table, op, reuse);
  }
  return { tables: { ...EMPTY.tables, ...(Object.fromEntries(read) as unknown as Tables) } };
}

const table_of = (state: State, name: TableName): AnyTable => state.tables[name] as unknown as AnyTable;

/** Change one table by one operation; return it as stored, and the operation that leads back. */
function apply_one(table: AnyTable, op: Op, reuse: State | undefined): [Op, Op] {
  const id = op.op === "put" ? op.record.id : op.id;
  const current = table.get(id);
  if (op.op === "put") {
    const record = kept(op.record as AnyRecord, current, reuse, op.table);
    table.set(id, record);
    const back: Op = current ? { ...op, record: current } : { op: "remove", table: op.table, id };
    return [{ ...op, record }, back];
  }
  if (!current) throw new Refused("gone", op.table, id);
  if (op.op === "remove") {
    table.delete(id);
    return [op, { op: "put", table: op.table, record: current }];
  }
  if (Object.hasOwn(op.fields, "id")) throw new Refused("invalid_value", op.table, id, "id");
  const fields = clean_fields(op.table, id, op.fields);
  table.set(id, kept({ ...current, ...fields }, current, reuse, op.table));
  return [{ ...op, fields }, patch_back(op, current)];
}

function patch_back(op: Patch, current: AnyRecord): Op {
  const fields = Object.fromEntries(Object.keys(op.fields).map((name) => [name, current[name]]));
  return { op: "patch", table: op.table, id: op.id, fields };
}

function kept(made: AnyRecord, current: AnyRecord | undefined, reuse: State | undefined, name: TableName) {
  const shown = (reuse && table_of(reuse, name).get(made.id)) ?? current;
  return shown && equal(shown, made) ? shown : made;
}

function* targets(record: AnyRecord, field: string): Generator<string> {
  const value = record[field];
  if (typeof value === "string") yield value;
  else if (Array.isArray(value)) yield* value as string[];
}

/** Refuse a batch that leaves a reference without its record; looks only at what the batch touched. */
function check_references(after: State, ops: readonly Op[]): void {
  const removed = new Map<TableName, Set<string>>();
  for (const op of ops) {
    const id = op.op === "put" ? op.record.id : op.id;
    const record = table_of(after, op.table).get(id);
    if (record) check_record(after, op.table, record);
    else removed.set(op.table, (removed.get(op.table) ?? new Set()).add(id));
  }
  for (const [table, ids] of removed) check_unused(after, table, ids);
}

function check_record(after: State, table: TableName, record: AnyRecord): void {
  for (const { field, ref } of references_of(table)) {
    for (const target of targets(record, field)) {
      if (ref === table && target === record.id) throw new Refused("invalid_value", table, target, field);
      if (!after.tables[ref].has(target)) throw new Refused("missing_reference", table, record.id, field);
    }
  }
}

function check_unused(after: State, table: TableName, ids: ReadonlySet<string>): void {
  for (const name of TABLE_NAMES) {
    const fields = references_of(name).filter(({ ref }) => ref === table);
    if (!fields.length) continue;
    for (const record of (after.tables[name] as unknown as Table<AnyRecord>).values()) {
      for (const { field } of fields) {
        for (const target of targets(record, field)) {
          if (ids.has(target)) throw new Refused("in_use", table, target, field);
        }
      }
    }
  }
}
