/** The range of cells that is selected: its two ends, what lies between, and how it is marked; edits nothing. */
import type { Area, Spot } from "../../core/block";
import { cell, lanes, type State, stages } from "../../core/state";
import { type Place, place_key } from "./place";
import type { Roving } from "./roving";
import { holds_cards } from "./titles";

interface Source {
  /** With only what is shown: what is hidden is in no range. */
  readonly seen: State;
  readonly journey_id: string;
}

/** Two ends by the ids of their cells, so that a range follows what moves. */
export class RangeSelection {
  private anchor: Spot | null = null;
  head: Spot | null = null;
  /** The next cell that is pressed is the other end. */
  waiting = false;
  private marked = new Set<Element>();

  constructor(
    private readonly roving: Roving,
    private readonly source: Source,
  ) {}

  /** Where the range lies, or null when there is none or an end of it is gone. */
  get area(): Area | null {
    const { anchor, head } = this;
    if (!anchor || !head) return null;
    const a = spot_at(this.source, anchor);
    const b = spot_at(this.source, head);
    if (!a || !b) return null;
    const row = Math.min(a.row, b.row);
    const column = Math.min(a.column, b.column);
    return {
      row,
      column,
      rows: Math.abs(a.row - b.row) + 1,
      columns: Math.abs(a.column - b.column) + 1,
    };
  }

  /** Select from `anchor` to `head`; the cards between them are the selection that Python sees. */
  set(anchor: Spot, head: Spot): void {
    this.waiting = false;
    this.anchor = anchor;
    this.head = head;
    this.roving.select(this.card_ids());
    this.paint();
  }

  /** Move the free end; from `start` when there is no range yet. */
  extend(start: Spot, head: Spot): void {
    this.set(this.area && this.anchor ? this.anchor : start, head);
  }

  select_area({ row, column, rows, columns }: Area): void {
    const spot = (y: number, x: number) => spot_of_index(this.source, y, x);
    const anchor = spot(row, column);
    const head = spot(row + rows - 1, column + columns - 1);
    if (anchor && head) this.set(anchor, head);
  }

  /** Begin at a cell and wait for the other end: how a range is selected without Shift and without a pull. */
  begin(anchor: Spot): void {
    this.set(anchor, anchor);
    this.waiting = true;
  }

  clear(): void {
    this.waiting = false;
    this.anchor = this.head = null;
    this.paint();
  }

  /** End the range when the focus went to a place outside of it. */
  leave_for(place: Place | null): void {
    const { area } = this;
    if (!area) return;
    const { seen: state, journey_id } = this.source;
    if (place?.kind === "curve") {
      const row = lanes(state, journey_id).findIndex((lane) => lane.id === place.id);
      if (row >= area.row && row < area.row + area.rows) return;
    }
    const spot = spot_of(state, place);
    const at = spot && spot_at(this.source, spot);
    const down = at ? at.row - area.row : -1;
    const along = at ? at.column - area.column : -1;
    if (down < 0 || down >= area.rows || along < 0 || along >= area.columns) this.clear();
  }

  card_ids(): string[] {
    const { area } = this;
    return area ? card_ids_in(this.source, area) : [];
  }

  /** Mark the cells of the range on the elements of now. */
  paint(): void {
    const { grid } = this.roving;
    const { area } = this;
    const now = new Set<Element>();
    if (grid && area) {
      const rows = [...grid.querySelectorAll("[data-lane-row]")].slice(area.row, area.row + area.rows);
      for (const element of rows.flatMap((row) => [...row.children])) {
        const column = Number((element as HTMLElement).dataset.col) - 1;
        const inside = column >= area.column && column < area.column + area.columns;
        if (inside && element.classList.contains("cjm-cell")) now.add(element);
      }
    }
    for (const element of this.marked) if (!now.has(element)) element.setAttribute("aria-selected", "false");
    for (const element of now) element.setAttribute("aria-selected", "true");
    this.marked = now;
  }
}

/** The cards in a rectangle of the map, in its order. */
export function card_ids_in({ seen: state, journey_id }: Source, area: Area): string[] {
  const columns = stages(state, journey_id).slice(area.column, area.column + area.columns);
  return lanes(state, journey_id)
    .slice(area.row, area.row + area.rows)
    .filter(holds_cards)
    .flatMap((lane) => columns.flatMap((stage) => cell(state, lane.id, stage.id).map((card) => card.id)));
}

/** The cell a place belongs to; null for heads. */
export function spot_of(state: State, place: Place | null): Spot | null {
  if (place?.kind === "cell") return { lane_id: place.id, stage_id: place.stage_id };
  const card = place?.kind === "card" ? state.tables.cards.get(place.id) : undefined;
  return card ? { lane_id: card.lane_id, stage_id: card.stage_id } : null;
}

export function spot_at(
  { seen: state, journey_id }: Source,
  spot: Spot,
): { row: number; column: number } | null {
  const row = lanes(state, journey_id).findIndex((lane) => lane.id === spot.lane_id);
  const column = stages(state, journey_id).findIndex((stage) => stage.id === spot.stage_id);
  return row < 0 || column < 0 ? null : { row, column };
}

/** The cell in a row and a column, at the edge where they lie outside. */
export function spot_of_index({ seen: state, journey_id }: Source, row: number, column: number): Spot | null {
  const within = <T>(list: readonly T[], index: number) =>
    list[Math.max(0, Math.min(index, list.length - 1))];
  const lane = within(lanes(state, journey_id), row);
  const stage = within(stages(state, journey_id), column);
  return lane && stage ? { lane_id: lane.id, stage_id: stage.id } : null;
}

/** Where the focus stands for a cell: on its first card, on itself, or on the curve. */
export function key_of_spot(state: State, { lane_id, stage_id }: Spot): string {
  if (state.tables.lanes.get(lane_id)?.kind === "emotions") return place_key("curve", lane_id);
  const card = cell(state, lane_id, stage_id)[0];
  return card ? place_key("card", card.id) : place_key("cell", lane_id, stage_id);
}
