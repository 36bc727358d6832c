/** Tells the cells of a large map how much of them to draw; a small map is drawn whole. */
import { useEffect, useState } from "preact/hooks";
import { useMap } from "./context";

/** From this many cards on a map is large. */
const LARGE = 400;
/** Columns and rows that count as in sight when a map opens, before anything is measured. */
const FIRST = { columns: 9, rows: 7 };
/** How far around the window something counts as near. */
const MARGIN = "400px";
/** Columns that are filled in at once, while nothing else is to do. */
const AT_ONCE = 2;

/** `near`: in full. `far`: each card as a text in its box. `later`: not yet, the map has just opened. */
export type Nearness = "near" | "far" | "later";

interface Place {
  lane_id: string;
  stage_id: string;
  column: number;
  row: number;
}

/**
 * A cell is near when its column and its row are.
 *
 * Only the heads are observed: with every cell, the browser would compute hundreds of rectangles a frame.
 */
export class Nearby {
  private observer: IntersectionObserver | null = null;
  private readonly near = new Map<string, boolean>();
  private readonly cells = new Map<string, Set<() => void>>();
  /** Columns whose far cells are drawn. */
  private readonly filled = new Set<string>();
  private decided: boolean | null = null;

  /** Whether this map is large; decided when it opens, so that nothing is drawn anew while cards are added. */
  large(cards: number): boolean {
    this.decided ??= cards >= LARGE && typeof IntersectionObserver !== "undefined";
    return this.decided;
  }

  /** Observe the heads that are drawn now. */
  observe(grid: HTMLElement): void {
    if (!this.decided) return;
    this.observer ??= new IntersectionObserver(this.tell, {
      rootMargin: MARGIN,
      // Beyond the edge of the scrolling box too; a browser that does not know it draws what is in sight.
      scrollMargin: MARGIN,
    } as IntersectionObserverInit);
    for (const head of grid.querySelectorAll(".cjm-stage[data-key],[data-lane-row]"))
      this.observer.observe(head);
  }

  /** Draw the far cells of all columns, a few at a time; `done` is called once. Returns the end of it. */
  fill(stage_ids: readonly string[], done: () => void): () => void {
    const rest = stage_ids.filter((id) => !this.filled.has(id));
    let ended = rest.length === 0 || !this.decided;
    const step = () => {
      if (ended) return;
      for (const id of rest.splice(0, AT_ONCE)) {
        this.filled.add(id);
        this.call(id);
      }
      if (rest.length > 0) idle(step);
      else done();
    };
    if (!ended) idle(step);
    return () => {
      ended = true;
    };
  }

  look({ lane_id, stage_id, column, row }: Place): Nearness {
    const near =
      (this.near.get(stage_id) ?? column <= FIRST.columns) && (this.near.get(lane_id) ?? row <= FIRST.rows);
    if (near) return "near";
    return this.filled.has(stage_id) ? "far" : "later";
  }

  /** Be told when a column or row comes near or goes. */
  watch(names: readonly string[], listener: () => void): () => void {
    for (const name of names) this.cells.set(name, (this.cells.get(name) ?? new Set()).add(listener));
    return () => {
      for (const name of names) this.cells.get(name)?.delete(listener);
    };
  }

  private call(name: string): void {
    for (const listener of this.cells.get(name) ?? []) listener();
  }

  private tell = (entries: readonly IntersectionObserverEntry[]): void => {
    for (const { target, isIntersecting } of entries) {
      const { key, laneRow } = (target as HTMLElement).dataset;
      const name = laneRow ?? key?.split(":")[1] ?? "";
      if (this.near.get(name) === isIntersecting) continue;
      this.near.set(name, isIntersecting);
      this.call(name);
    }
  };
}

function idle(step: () => void): void {
  if (typeof requestIdleCallback === "function") requestIdleCallback(step, { timeout: 250 });
  else setTimeout(step, 30);
}

/** How much of a cell is to be drawn. */
export function useNear(place: Place): Nearness {
  const { nearby, state } = useMap();
  const large = nearby.large(state.tables.cards.size);
  const { lane_id, stage_id } = place;
  const [near, set_near] = useState<Nearness>(() => (large ? nearby.look(place) : "near"));
  // biome-ignore lint/correctness/useExhaustiveDependencies: where it stands counts until it is observed
  useEffect(() => {
    if (!large) return undefined;
    const look = () => set_near(nearby.look(place));
    look();
    return nearby.watch([lane_id, stage_id], look);
  }, [nearby, large, lane_id, stage_id]);
  return near;
}
