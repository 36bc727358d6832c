/** Where cards that cover several stages stand in their lane: which row, how far; knows no records and no elements. */

export interface Spanning {
  readonly id: string;
  readonly column: number;
  /** Columns it covers, never beyond the last. */
  readonly span: number;
  /** The row of the lane it stands in, from 0. */
  readonly slot: number;
}

export interface Spans {
  readonly slots: number;
  readonly placed: readonly Spanning[];
  /** For each column, the rows that stand over its other cards: those down to the lowest wide card there. */
  readonly above: readonly number[];
}

interface Wide {
  readonly id: string;
  readonly span: number;
}

const NONE: Spans = { slots: 0, placed: [], above: [] };

/** Place the wide cards of one lane, column by column, each in the first row that is free under it. */
export function spans(columns: readonly (readonly Wide[])[]): Spans {
  const placed: Spanning[] = [];
  const taken: number[] = [];
  const above = columns.map(() => 0);
  for (const [column, cards] of columns.entries()) {
    for (const card of cards) {
      const span = clamp_span(card.span, column, columns.length);
      if (span < 2) continue;
      const free = taken.findIndex((end) => end <= column);
      const slot = free < 0 ? taken.length : free;
      taken[slot] = column + span;
      placed.push({ id: card.id, column, span, slot });
      for (let at = column; at < column + span; at += 1) above[at] = Math.max(above[at] ?? 0, slot + 1);
    }
  }
  return placed.length ? { slots: taken.length, placed, above } : NONE;
}

/** The columns a card covers that starts at `column` of `count`. */
export const clamp_span = (span: number, column: number, count: number): number =>
  Math.max(1, Math.min(span, count - column));
