/**
 * Keeps the heads of the columns and pinned lanes in sight: at the edge of a board that scrolls in itself, else
 * at the edge of what scrolls the page; draws nothing.
 */
import { useLayoutEffect } from "preact/hooks";
import { follow_scroll, window_on } from "./window_on";

/** Of the height that can be seen, what may be taken by rows that stay. */
const MOST = 0.6;
/** Pixels of the last row that are not covered. */
const LEAST = 40;

interface Stuck {
  readonly row: HTMLElement;
  /** Where it stands when nothing is scrolled, and where it comes to rest, from the top of the grid. */
  readonly natural: number;
  readonly rest: number;
  readonly height: number;
}

/** Say where each row comes to rest, one below the other, however high they are. */
function measure(grid: HTMLElement): Stuck[] {
  let rest = 0;
  const rows = [
    ...grid.querySelectorAll<HTMLElement>(".cjm-row--phases, .cjm-row--stages"),
    ...grid.querySelectorAll<HTMLElement>(".cjm-row[data-pinned]"),
  ];
  const found = rows.map((row) => {
    const stuck = { row, natural: row.offsetTop, rest, height: row.offsetHeight };
    rest += stuck.height;
    return stuck;
  });
  for (const stuck of found) stuck.row.style.setProperty("top", `${stuck.rest}px`);
  // What takes the focus scrolls clear of them.
  grid.style.setProperty("--cjm-stuck", `${rest}px`);
  return found;
}

/** Where the page scrolls and not the board, rows that stay are moved: nothing sticks across a box that could scroll. */
function settle(grid: HTMLElement, rows: readonly Stuck[]): void {
  const scroller = grid.parentElement;
  const view = grid.ownerDocument.defaultView;
  const box = grid.getBoundingClientRect();
  const away = !scroller || !view || box.bottom < 0 || box.top > view.innerHeight;
  if (away || view.getComputedStyle(scroller).overflowY === "auto") {
    for (const { row } of rows) row.style.removeProperty("translate");
    return;
  }
  const band = window_on(scroller);
  for (const { row, natural, rest, height } of rows) {
    const most = box.height - LEAST - rest - height;
    const offset = Math.min(band.top - box.top, most) + rest - natural;
    const room = rest + height <= (band.bottom - band.top) * MOST;
    if (room && offset > 0) row.style.setProperty("translate", `0 ${Math.round(offset)}px`);
    else row.style.removeProperty("translate");
  }
}

/** After each drawing, when a row changes its height and when something scrolls. `pins` are the rows there are now. */
export function usePins(grid: { current: HTMLElement | null }, pins: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: `pins` says which rows there are now
  useLayoutEffect(() => {
    const element = grid.current;
    const view = element?.ownerDocument.defaultView;
    if (!element || !view) return undefined;
    let rows = measure(element);
    const again = () => {
      rows = measure(element);
      settle(element, rows);
    };
    settle(element, rows);
    const end = follow_scroll(view, element, () => settle(element, rows));
    const observer = typeof ResizeObserver === "undefined" ? null : new ResizeObserver(again);
    for (const { row } of rows) observer?.observe(row);
    return () => {
      end();
      observer?.disconnect();
      for (const { row } of rows) row.style.removeProperty("translate");
    };
  }, [grid, pins]);
}
