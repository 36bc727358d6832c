/** The arrows between linked cards, drawn over the grid while one of them is under the pointer or has the focus. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { chain } from "../../../core/links";
import type { State } from "../../../core/state";
import { useMap } from "../context";
import { place_key, read_place } from "../place";
import { arrow_path, type Box } from "./link_path";

/** The card whose links are shown: the one under the pointer, else the one in focus. */
function useShown(layer: { current: SVGSVGElement | null }): string | null {
  const [shown, set_shown] = useState<string | null>(null);
  useLayoutEffect(() => {
    const grid = layer.current?.parentElement?.querySelector<HTMLElement>("[role=grid]");
    if (!grid) return undefined;
    let hovered: string | null = null;
    const card_at = (target: EventTarget | null): string | null => {
      const key =
        target instanceof Element ? target.closest<HTMLElement>("[data-key]")?.dataset.key : undefined;
      const place = read_place(key);
      return place?.kind === "card" ? place.id : null;
    };
    const tell = () => set_shown(hovered ?? card_at(grid.ownerDocument.activeElement));
    const over = (event: Event) => {
      hovered = event.type === "pointerover" ? card_at(event.target) : null;
      tell();
    };
    // The focus has moved on only after the event that says so.
    const out = () => queueMicrotask(tell);
    const pairs = [
      ["pointerover", over],
      ["pointerleave", over],
      ["focusin", tell],
      ["focusout", out],
    ] as const;
    for (const [name, listener] of pairs) grid.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of pairs) grid.removeEventListener(name, listener);
    };
  }, [layer]);
  return shown;
}

export function LinkLines({ state }: { state: State }) {
  const map = useMap();
  const layer = useRef<SVGSVGElement>(null);
  const shown = useShown(layer);
  const arrows = shown ? chain(state, shown) : [];
  const [paths, set_paths] = useState<readonly string[]>([]);
  const named = arrows.map(({ from, to }) => `${from} ${to}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew whenever the board or the arrows change
  useLayoutEffect(() => {
    const origin = layer.current?.getBoundingClientRect();
    const box = (id: string): Box | null => {
      const found = map.roving.find(place_key("card", id))?.getBoundingClientRect();
      if (!found || !origin || found.width === 0) return null;
      const { left, top, width, height } = found;
      return { left: left - origin.left, top: top - origin.top, width, height };
    };
    const drawn = arrows.flatMap(({ from, to }) => {
      const a = box(from);
      const b = box(to);
      return a && b ? [arrow_path(a, b)] : [];
    });
    set_paths((before) => (before.join() === drawn.join() ? before : drawn));
  }, [named, state]);
  return (
    <svg class="cjm-link-lines" ref={layer} aria-hidden="true">
      {paths.map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  );
}
