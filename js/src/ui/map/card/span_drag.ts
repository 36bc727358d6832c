/** Pulling the right edge of a card over more stages, or fewer: local until the pointer goes up, then one commit. */
import { get } from "../../../core/state";
import type { MapControl } from "../control";
import { reach_of, set_span } from "./card_gestures";

interface Pull {
  readonly pointer: number;
  readonly id: string;
  readonly card: HTMLElement;
  readonly most: number;
  readonly edges: readonly number[];
  readonly start: number;
  span: number;
}

const COLUMN = '[role=columnheader][data-key^="stage:"]';

/** The right edges of the stages from the card's own on. */
function edges_of(grid: HTMLElement, column: number): number[] {
  const heads = [...grid.querySelectorAll<HTMLElement>(COLUMN)].slice(column);
  return heads.map((head) => head.getBoundingClientRect().right);
}

/** How many stages an edge at `x` covers: to the end that is nearest. */
export function span_at(x: number, edges: readonly number[]): number {
  let best = 0;
  for (const [index, edge] of edges.entries()) {
    if (Math.abs(edge - x) < Math.abs((edges[best] ?? 0) - x)) best = index;
  }
  return best + 1;
}

/** Listen on the grid; returns the clean-up. */
export function attach_pull(map: MapControl, grid: HTMLElement): () => void {
  let pull: Pull | null = null;
  const end = () => {
    if (!pull) return;
    pull.card.style.removeProperty("--cjm-pulled");
    pull.card.removeAttribute("data-pulled");
    if (grid.hasPointerCapture?.(pull.pointer)) grid.releasePointerCapture(pull.pointer);
    grid.ownerDocument.removeEventListener("keydown", leave, true);
    pull = null;
  };
  const down = (event: PointerEvent) => {
    const handle = (event.target as Element).closest<HTMLElement>("[data-pull]");
    const element = handle?.closest<HTMLElement>(".cjm-card");
    const card = get(map.state, "cards", handle?.dataset.pull);
    if (!handle || !element || !card || pull || event.button !== 0 || map.locked) return;
    // Neither a move of the card nor a range of cells begins here.
    event.preventDefault();
    event.stopImmediatePropagation();
    const { column, span, most } = reach_of(map, card);
    const edges = edges_of(grid, column);
    pull = { pointer: event.pointerId, id: card.id, card: element, most, edges, span, start: span };
    grid.setPointerCapture?.(event.pointerId);
    grid.ownerDocument.addEventListener("keydown", leave, true);
  };
  const move = (event: PointerEvent) => {
    if (!pull || event.pointerId !== pull.pointer) return;
    event.stopImmediatePropagation();
    pull.span = Math.min(pull.most, span_at(event.clientX, pull.edges));
    const box = pull.card.getBoundingClientRect();
    const edge = pull.edges[pull.span - 1];
    if (edge === undefined) return;
    pull.card.setAttribute("data-pulled", "");
    pull.card.style.setProperty("--cjm-pulled", `${Math.max(60, edge - 8 - box.left)}px`);
  };
  const up = (event: PointerEvent) => {
    if (!pull || event.pointerId !== pull.pointer) return;
    event.stopImmediatePropagation();
    const { id, span, start } = pull;
    end();
    if (span !== start) set_span(map, id, span);
  };
  function leave(event: KeyboardEvent): void {
    if (event.key !== "Escape" || !pull) return;
    event.preventDefault();
    event.stopPropagation();
    end();
    map.board.announce(map.t("map.drag_cancelled"));
  }
  const click = (event: Event) => {
    if ((event.target as Element).closest("[data-pull]")) event.stopImmediatePropagation();
  };
  const pairs = [
    ["pointerdown", down],
    ["pointermove", move],
    ["pointerup", up],
    ["pointercancel", end],
    ["click", click],
  ] as const;
  for (const [name, listener] of pairs) grid.addEventListener(name, listener as EventListener, true);
  return () => {
    end();
    for (const [name, listener] of pairs) grid.removeEventListener(name, listener as EventListener, true);
  };
}
