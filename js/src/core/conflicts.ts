/** The two values of a field that two people changed: which there are, and choosing one; states in, operations out. */
import type { Op } from "./protocol";
import { get, type State, type Table, type TableName } from "./state";
import type { Conflict } from "./types.gen";

const NONE: readonly Conflict[] = [];
const indexed = new WeakMap<Table<Conflict>, Map<string, Conflict[]>>();

function index(table: Table<Conflict>): Map<string, Conflict[]> {
  let found = indexed.get(table);
  if (!found) {
    found = new Map();
    for (const conflict of table.values()) {
      const key = `${conflict.of_table}.${conflict.of_id}`;
      const list = found.get(key);
      if (list) list.push(conflict);
      else found.set(key, [conflict]);
    }
    for (const list of found.values()) list.sort((a, b) => (a.field + a.id < b.field + b.id ? -1 : 1));
    indexed.set(table, found);
  }
  return found;
}

/** The conflicts of one record, field by field; the same list as long as no conflict comes or goes. */
export const conflicts_of = (state: State, table: TableName, id: string): readonly Conflict[] =>
  state.tables.conflicts.size === 0 ? NONE : (index(state.tables.conflicts).get(`${table}.${id}`) ?? NONE);

/** The other value; undefined where it cannot be read. */
export function other_value(conflict: Conflict): unknown {
  try {
    return JSON.parse(conflict.other);
  } catch {
    return undefined;
  }
}

/** Choose a value: what the record holds stays, or the other one takes its place; then the conflict is over. */
export function resolve_conflict(state: State, id: string, keep: "ours" | "theirs"): Op[] {
  const conflict = get(state, "conflicts", id);
  if (!conflict) return [];
  const { of_table, of_id, field } = conflict;
  const table = of_table as TableName;
  const over: Op = { op: "remove", table: "conflicts", id };
  if (keep === "ours") return [over];
  const value = other_value(conflict);
  if (value === undefined || !state.tables[table]?.has(of_id)) return [];
  return [{ op: "patch", table, id: of_id, fields: { [field]: value } }, over];
}
