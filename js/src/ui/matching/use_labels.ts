/** Asks the kernel for the labels to show and keeps their order while the same ones are wanted; decides nothing. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { LabelRow, LabelShow, LabelsMessage } from "../../core/protocol";
import { useBoard } from "../board";

export interface LabelQuery {
  readonly words: string;
  readonly show: LabelShow;
  readonly most: number;
}

export const PAGE = 100;
/** The kernel sends no more at once. */
export const LIMIT = 1000;
export const EVERYTHING: LabelQuery = { words: "", show: "all", most: PAGE };
/** Milliseconds of quiet before the kernel is asked: words are typed, and one edit is told of twice. */
export const QUIET = 80;

/** What the order of the rows depends on: another question, or other data. */
function basis_of({ words, show }: LabelQuery, { total }: LabelsMessage): string {
  return JSON.stringify([words, show, total.labels, total.rows]);
}

const key_of = (row: LabelRow): string => `${row.source}\n${row.id}`;

/** Rows that were there keep their places, also when a decision would put them elsewhere or out of the list. */
export function in_place(before: readonly LabelRow[], rows: readonly LabelRow[]): LabelRow[] {
  const fresh = new Map(rows.map((row) => [key_of(row), row]));
  const kept = before.map((row) => fresh.get(key_of(row)) ?? row);
  const known = new Set(before.map(key_of));
  return [...kept, ...rows.filter((row) => !known.has(key_of(row)))];
}

export interface Labels {
  /** The answer to the latest question; null until there is one. */
  readonly answer: LabelsMessage | null;
  readonly rows: readonly LabelRow[];
  /** The answer is on its way. */
  readonly waiting: boolean;
}

/** The labels a query finds. */
export function useLabels(query: LabelQuery): Labels {
  const { store, snap } = useBoard();
  const [asked, set_asked] = useState(0);
  const count = useRef(0);
  const held = useRef<{ basis: string; rows: LabelRow[]; of: LabelsMessage | null }>({
    basis: "",
    rows: [],
    of: null,
  });
  const { labels, labels_rev } = snap;
  const { words, show, most } = query;
  // biome-ignore lint/correctness/useExhaustiveDependencies: labels_rev says that the answer may be another one
  useEffect(() => {
    const timer = setTimeout(() => {
      count.current += 1;
      set_asked(count.current);
      store.ask_labels({ ask: count.current, words: words.slice(0, 200), show, most });
    }, QUIET);
    return () => clearTimeout(timer);
  }, [store, words, show, most, labels_rev]);
  if (labels && labels !== held.current.of && labels.ask === asked) {
    const basis = basis_of(query, labels);
    const same = basis === held.current.basis;
    const rows = same ? in_place(held.current.rows, labels.rows) : [...labels.rows];
    held.current = { basis, rows, of: labels };
  }
  return { answer: held.current.of, rows: held.current.rows, waiting: labels?.ask !== asked };
}
