/** One tab stop for the whole grid: which place holds it, which are selected, where arrows lead. Knows elements only. */
import type { HostInfo } from "../../core/host_info";

export type Direction = "left" | "right" | "up" | "down" | "first" | "last" | "top" | "bottom";

const PLACE = "[data-key]";

/** Row, column and place in the cell: what to fall back on when the record there is gone. */
interface Spot {
  row: number;
  column: number;
  at: number;
}

/** Walks over the elements that carry `data-key`, inside cells that carry `data-col`, inside rows. */
export class Roving {
  grid: HTMLElement | null = null;
  current: string | null = null;
  /** The focus is ours and must come back after the next drawing, should its element be drawn anew. */
  private held = false;
  private wanted: string | null = null;
  private spot: Spot | null = null;
  private selected: ReadonlySet<string> = new Set();
  /** Cards are being picked one by one: walking on leaves the selection alone. */
  picking = false;
  /** Told of every new selection. */
  changed: (ids: readonly string[]) => void = () => {};

  constructor(private readonly selection: HostInfo["selection"]) {}

  find(key: string | null): HTMLElement | null {
    return key && this.grid ? this.grid.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) : null;
  }

  /** Put the focus on a place; if it is not drawn yet, as soon as it is. */
  focus(key: string): void {
    this.wanted = null;
    const element = this.find(key);
    if (!element) {
      // Not in the grid: the title over it, or a place still to be drawn.
      const outside = this.grid
        ?.closest(".cjm-root")
        ?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
      if (outside) outside.focus();
      else this.wanted = key;
      return;
    }
    this.make_current(key);
    if (element !== element.ownerDocument.activeElement) element.focus();
    element.scrollIntoView?.({ block: "nearest", inline: "nearest" });
  }

  /** Make `key` the tab stop without moving the focus. */
  make_current(key: string): void {
    if (this.current !== key) this.find(this.current)?.setAttribute("tabindex", "-1");
    this.current = key;
    const element = this.find(key);
    if (!element) return;
    element.setAttribute("tabindex", "0");
    this.spot = this.spot_of(element);
  }

  /** Note whether the focus is inside; called on focusin and focusout. */
  hold(held: boolean): void {
    this.held = held;
  }

  /** After each drawing: the tab stop, the focus and the selection are on the elements of now. */
  restore(): void {
    const { grid } = this;
    if (!grid) return;
    if (this.wanted && this.find(this.wanted)) this.focus(this.wanted);
    const element = this.find(this.current) ?? this.at_spot() ?? grid.querySelector<HTMLElement>(PLACE);
    const key = element?.dataset.key;
    if (element && key) {
      this.make_current(key);
      const active = grid.ownerDocument.activeElement;
      if (this.held && (!active || active === grid.ownerDocument.body)) element.focus();
    }
    this.paint();
  }

  private spot_of(element: HTMLElement): Spot | null {
    const cell = element.closest<HTMLElement>("[data-col]");
    const row = cell?.closest<HTMLElement>("[role=row]");
    if (!cell || !row || !this.grid) return null;
    return {
      row: rows_of(this.grid).indexOf(row),
      column: Number(cell.dataset.col),
      at: places(cell).indexOf(element),
    };
  }

  /** What stands now where the tab stop was. */
  private at_spot(): HTMLElement | null {
    if (!this.spot || !this.grid) return null;
    const rows = rows_of(this.grid);
    const row = rows[Math.min(this.spot.row, rows.length - 1)];
    const cell = row && covering(row, this.spot.column);
    const list = cell ? places(cell) : [];
    return list[Math.min(Math.max(0, this.spot.at), list.length - 1)] ?? null;
  }

  // -- selection ----------------------------------------------------------------------------------

  /** The record ids that are selected. */
  ids(): string[] {
    return [...this.selected];
  }

  select(ids: string[]): void {
    this.picking = false;
    if (ids.length === this.selected.size && ids.every((id) => this.selected.has(id))) return;
    this.selected = new Set(ids);
    this.selection.set(ids);
    this.paint();
    this.changed(ids);
  }

  /** Add a record to the selection, or take it out; the one that was just walked to is the first of them. */
  pick(id: string): void {
    const ids = this.ids();
    const first = !this.picking && ids.length === 1 && ids[0] === id;
    const next =
      ids.includes(id) && !first ? ids.filter((other) => other !== id) : [...new Set([...ids, id])];
    this.select(next);
    this.picking = next.length > 0;
  }

  /** The selection was changed from outside. */
  follow(): void {
    this.picking = false;
    this.selected = new Set(this.selection.get());
    this.paint();
    this.changed(this.ids());
  }

  private paint(): void {
    if (!this.grid) return;
    for (const element of this.grid.querySelectorAll("[data-selected]"))
      element.removeAttribute("data-selected");
    for (const id of this.selected) {
      const escaped = CSS.escape(id);
      const element = this.grid.querySelector(
        ["card", "stage", "lane", "phase", "step"].map((kind) => `[data-key="${kind}:${escaped}"]`).join(","),
      );
      element?.setAttribute("data-selected", "");
    }
  }

  // -- arrows -------------------------------------------------------------------------------------

  /** The key an arrow leads to from `key`, or null at the edge. */
  next(key: string, direction: Direction): string | null {
    const here = this.find(key);
    const cell = here?.closest<HTMLElement>("[data-col]");
    const row = cell?.closest<HTMLElement>("[role=row]");
    if (!here || !cell || !row || !this.grid) return null;
    const inside = places(cell);
    const at = inside.indexOf(here);
    const sideways = horizontal(row, cell, direction);
    if (sideways) return key_at(places(sideways), at);
    if (direction === "up" && at > 0) return key_at(inside, at - 1);
    if (direction === "down" && at < inside.length - 1) return key_at(inside, at + 1);
    const target = vertical(this.grid, row, cell, direction);
    if (!target) return null;
    const there = places(target);
    return key_at(there, direction === "up" || direction === "bottom" ? there.length - 1 : 0);
  }
}

function places(cell: HTMLElement): HTMLElement[] {
  const inside = [...cell.querySelectorAll<HTMLElement>(PLACE)];
  return cell.dataset.key ? [cell, ...inside] : inside;
}

function key_at(list: HTMLElement[], index: number): string | null {
  return list[Math.min(index, list.length - 1)]?.dataset.key ?? null;
}

/** The cells of a row that can be stood on. */
function cells_of(row: HTMLElement): HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>("[data-col]")].filter((cell) => places(cell).length > 0);
}

function rows_of(grid: HTMLElement): HTMLElement[] {
  return [...grid.querySelectorAll<HTMLElement>("[role=row]")].filter((row) => row.querySelector(PLACE));
}

/** The cell of a row that covers a column: the last one that starts at or before it. */
function covering(row: HTMLElement, column: number): HTMLElement | null {
  const cells = cells_of(row);
  return cells.filter((cell) => Number(cell.dataset.col) <= column).pop() ?? cells[0] ?? null;
}

function horizontal(row: HTMLElement, cell: HTMLElement, direction: Direction): HTMLElement | null {
  const cells = cells_of(row);
  const at = cells.indexOf(cell);
  switch (direction) {
    case "left":
      return cells[at - 1] ?? null;
    case "right":
      return cells[at + 1] ?? null;
    case "first":
      return cells[0] ?? null;
    case "last":
      return cells[cells.length - 1] ?? null;
    default:
      return null;
  }
}

function vertical(
  grid: HTMLElement,
  row: HTMLElement,
  cell: HTMLElement,
  direction: Direction,
): HTMLElement | null {
  const rows = rows_of(grid);
  const at = rows.indexOf(row);
  if (direction === "top") return cells_of(rows[0] ?? row)[0] ?? null;
  if (direction === "bottom") return cells_of(rows[rows.length - 1] ?? row).pop() ?? null;
  const target = direction === "up" ? rows[at - 1] : direction === "down" ? rows[at + 1] : undefined;
  if (!target) return null;
  return covering(target, Number(cell.dataset.col));
}
