/** The ways out of and through the slide of a map: a press leads into the detail, arrows from button to button. */
import type { MapControl } from "../control";

/** Show a place in the detail. */
export function open_detail(map: MapControl, key: string): void {
  map.lens.set({ depth: "detail" });
  map.roving.focus(key);
}

/** Where a key leads to from place `x` of row `y`. Not every row begins with a button: columns agree from the end. */
function target(rows: readonly HTMLElement[][], y: number, x: number, key: string): HTMLElement | undefined {
  const row = rows[y] ?? [];
  const from_end = row.length - 1 - x;
  const vertical = (by: number) => {
    const next = rows[y + by];
    return next?.[Math.max(0, next.length - 1 - from_end)];
  };
  if (key === "ArrowRight") return row[x + 1];
  if (key === "ArrowLeft") return row[x - 1];
  if (key === "ArrowDown") return vertical(1);
  if (key === "ArrowUp") return vertical(-1);
  return key === "Home" ? row[0] : row[row.length - 1];
}

const KEYS = new Set(["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp", "Home", "End"]);

/** Go from button to button with arrows, Home and End. */
export function walk(table: HTMLElement | null, event: KeyboardEvent): void {
  const here = (event.target as Element).closest("button");
  if (!table || !here || !KEYS.has(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
  const rows = [...table.querySelectorAll(".cjm-overview__row")]
    .map((row) => [...row.querySelectorAll("button")])
    .filter((row) => row.length > 0);
  const y = rows.findIndex((row) => row.includes(here));
  event.preventDefault();
  target(rows, y, rows[y]?.indexOf(here) ?? 0, event.key)?.focus();
}
