/** Keeps pinned lanes under the header, one below the other, however high they are; draws nothing. */
import { useLayoutEffect } from "preact/hooks";

/** After each drawing, and when a row changes its height, say where each pinned row comes to rest. */
export function usePins(grid: { current: HTMLElement | null }, pins: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: `pins` says which rows there are now
  useLayoutEffect(() => {
    const element = grid.current;
    if (!element) return undefined;
    const heads = [...element.querySelectorAll<HTMLElement>(".cjm-row--phases, .cjm-row--stages")];
    const rows = [...element.querySelectorAll<HTMLElement>("[data-pinned]")];
    const place = () => {
      let top = heads.reduce((sum, row) => sum + row.offsetHeight, 0);
      for (const row of rows) {
        row.style.setProperty("top", `${top}px`);
        top += row.offsetHeight;
      }
    };
    place();
    if (typeof ResizeObserver === "undefined" || rows.length === 0) return undefined;
    const observer = new ResizeObserver(place);
    for (const row of [...heads, ...rows]) observer.observe(row);
    return () => observer.disconnect();
  }, [grid, pins]);
}
