/** Puts the numbers that changed into the table of all numbers; knows no metric. */
import type { MetricPart, MetricTable } from "./protocol";

/** The table with some cells replaced; null takes a cell, or a whole metric, away. */
export function with_part(table: MetricTable, part: MetricPart): MetricTable {
  const next: { [metric: string]: MetricTable[string] } = { ...table };
  for (const [metric, cells] of Object.entries(part)) {
    if (cells === null) delete next[metric];
    else {
      const kept = Object.entries({ ...next[metric], ...cells }).filter(([, cell]) => cell !== null);
      next[metric] = Object.fromEntries(kept) as MetricTable[string];
    }
  }
  return next;
}
