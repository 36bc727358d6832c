/** What a file made for others holds, and how it becomes what a board shows; knows no page and no kernel. */
import type { Strings } from "./i18n";
import type { MetricTable, PlainRecord, PlainTables, SnapshotMessage } from "./protocol";

/** One period of a metric over time; `few`: it rests on too few answers. */
export interface TrendPoint {
  /** ISO date. */
  readonly day: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
  readonly few: boolean;
}

export interface Exported {
  /** The text of a document file: what "JSON" saves. */
  readonly document: string;
  /** The cards as a table; null where there is none to save. */
  readonly csv: string | null;
  readonly metrics: MetricTable;
  readonly trends: { readonly [metric: string]: readonly TrendPoint[] };
  readonly strings: Strings;
  readonly locale: string;
  /** The name of saved files, without an ending. */
  readonly name: string;
  readonly title: string;
  /** The journey that is shown; null for personas alone. */
  readonly journey_id: string | null;
  readonly view: string;
  readonly theme: "auto" | "light" | "dark";
}

/** The tables of a document file: its records go by `table/id`. */
export function tables_of(text: string): PlainTables {
  const tables: { [table: string]: { [id: string]: PlainRecord } } = {};
  for (const [key, value] of Object.entries(JSON.parse(text) as { [key: string]: unknown })) {
    const [table, id] = key.split("/");
    if (!table || !id) continue;
    tables[table] ??= {};
    tables[table][id] = { ...(value as object), id };
  }
  return tables;
}

/** What a kernel would have said of the document: everything, and that nothing may be changed. */
export function snapshot_of(data: Exported, client: string): SnapshotMessage {
  return {
    type: "snapshot",
    to: client,
    rev: 0,
    tables: tables_of(data.document),
    metrics: data.metrics,
    history: { undo: null, redo: null },
    save: { state: "read_only", path: null, at: null, message: null },
    strings: data.strings,
    locale: data.locale,
    read_only: true,
  };
}
