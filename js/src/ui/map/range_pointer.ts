/** Selects a range with the pointer: Shift and a press, or a pull over empty space; moves nothing. */
import type { Spot } from "../../core/block";
import type { MapControl } from "./control";
import { read_place } from "./place";
import { key_of_spot, spot_of } from "./range";
import { extend_to, say_range } from "./range_gestures";

/** The cell under an event, or null over heads and the curve. */
function spot_under(event: Event): Spot | null {
  const element = (event.target as Element).closest<HTMLElement>(".cjm-cell");
  const place = read_place(element?.dataset.cell ?? element?.dataset.key);
  return place?.kind === "cell" ? { lane_id: place.id, stage_id: place.stage_id } : null;
}

const same = (a: Spot, b: Spot) => a.lane_id === b.lane_id && a.stage_id === b.stage_id;

/** Listen on the grid; returns the clean-up. */
export function attach_range(map: MapControl, grid: HTMLElement): () => void {
  let start: Spot | null = null;
  let pulled = false;
  let shifted = false;
  const down = (event: PointerEvent) => {
    shifted = pulled = false;
    start = null;
    const target = event.target as Element;
    if (event.button !== 0 || target.closest("textarea,button:not(.cjm-plus),[role=slider]")) return;
    const spot = spot_under(event);
    if (event.shiftKey) {
      const from = spot_of(map.state, read_place(map.roving.current)) ?? spot;
      if (!spot || !from) return;
      shifted = true;
      extend_to(map, from, spot);
      return;
    }
    map.range.clear();
    // A finger scrolls here, and a card is dragged.
    if (event.pointerType !== "touch" && !target.closest("[data-drag]")) start = spot;
  };
  const move = (event: PointerEvent) => {
    if (!start) return;
    if ((event.buttons & 1) === 0) return end();
    const spot = spot_under(event);
    if (!spot || (!pulled && same(start, spot))) return;
    if (!pulled || !map.range.head || !same(map.range.head, spot)) map.range.set(start, spot);
    pulled = true;
    grid.toggleAttribute("data-ranging", true);
  };
  const end = () => {
    if (pulled && map.range.head) {
      map.roving.focus(key_of_spot(map.state, map.range.head));
      say_range(map);
    }
    start = null;
    grid.removeAttribute("data-ranging");
  };
  // The press that made a range must not take the focus away from it, nor its click the selection.
  const keep_focus = (event: MouseEvent) => shifted && event.preventDefault();
  const swallow = (event: MouseEvent) => {
    if (shifted || pulled) event.stopPropagation();
    shifted = pulled = false;
  };
  const leave = (event: FocusEvent) => {
    const key = (event.target as Element).closest<HTMLElement>("[data-key]")?.dataset.key;
    if (!start && key) map.range.leave_for(read_place(key));
  };
  const { ownerDocument } = grid;
  grid.addEventListener("focusin", leave);
  grid.addEventListener("pointerdown", down, true);
  grid.addEventListener("pointermove", move);
  grid.addEventListener("mousedown", keep_focus);
  grid.addEventListener("click", swallow, true);
  ownerDocument.addEventListener("pointerup", end);
  return () => {
    grid.removeEventListener("focusin", leave);
    grid.removeEventListener("pointerdown", down, true);
    grid.removeEventListener("pointermove", move);
    grid.removeEventListener("mousedown", keep_focus);
    grid.removeEventListener("click", swallow, true);
    ownerDocument.removeEventListener("pointerup", end);
  };
}
