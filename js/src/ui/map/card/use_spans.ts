/** How the wide cards of one lane stand, kept the same while nothing about them changes; draws nothing. */
import { useRef } from "preact/hooks";
import { share } from "../../../core/equal";
import { type Spanning, type Spans, spans } from "../../../core/spans";
import type { Card } from "../../../core/types.gen";

const NONE: readonly Spanning[] = [];

export interface LaneSpans {
  readonly slots: number;
  /** How many of these rows stand over the other cards of a column. */
  readonly above: (column: number) => number;
  /** The wide cards that begin in a column. */
  readonly from: (column: number) => readonly Spanning[];
}

export function useSpans(cells: readonly (readonly Card[])[]): LaneSpans {
  const last = useRef<{ spans: Spans; by_column: readonly (readonly Spanning[])[] } | null>(null);
  const found = spans(cells);
  const by_column = cells.map((_, column) => found.placed.filter((wide) => wide.column === column));
  const next = { spans: found, by_column };
  last.current = found.slots === 0 ? null : share(last.current, next);
  const held = last.current;
  return {
    slots: held?.spans.slots ?? 0,
    above: (column) => held?.spans.above[column] ?? 0,
    from: (column) => {
      const wide = held?.by_column[column];
      return wide?.length ? wide : NONE;
    },
  };
}
