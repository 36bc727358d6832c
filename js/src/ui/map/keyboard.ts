/** Which key does what on a place of the map; knows no records. */
import { composing } from "../composing";
import { new_lane, new_phase, new_stage } from "./beginnings";
import { card_key, link_key } from "./card/card_keys";
import type { MapControl } from "./control";
import { begin_card, remove_place, step, type Way } from "./gestures";
import { type Place, read_place } from "./place";
import { is_clipboard_key, range_key } from "./range_keys";
import type { Direction } from "./roving";
import { new_step, stage_of, toggle_phase } from "./structure_gestures";

const ARROWS: Readonly<Record<string, Way>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

/** What is edited first at a place. */
const FIELD: Readonly<Partial<Record<Place["kind"], string>>> = {
  card: "text",
  cell: "text",
  stage: "name",
  lane: "title",
  phase: "name",
  step: "name",
};

/** Act on a key pressed on a place; the browser keeps what is not ours. */
export function on_key(map: MapControl, event: KeyboardEvent): void {
  const target = event.target as HTMLElement;
  if (target.closest("textarea,input,select,[role=menu],[role=slider]")) return;
  const key = target.closest<HTMLElement>("[data-key]")?.dataset.key;
  const place = read_place(key);
  if (!key || !place || is_clipboard_key(event)) return;
  if (map.linking && link_key(map, event, place)) {
    event.preventDefault();
    return;
  }
  if (range_key(map, event, place)) {
    event.preventDefault();
    return;
  }
  if (typed(map, event, key, place)) return;
  if (walk(map, event, key) || act(map, event, key, place)) event.preventDefault();
}

function walk(map: MapControl, event: KeyboardEvent, key: string): boolean {
  if (event.altKey || event.metaKey) return false;
  let way: Direction | undefined = ARROWS[event.key];
  if (event.key === "Home") way = event.ctrlKey ? "top" : "first";
  if (event.key === "End") way = event.ctrlKey ? "bottom" : "last";
  if (!way) return false;
  const next = map.roving.next(key, way);
  if (next) {
    map.roving.focus(next);
    if (!map.roving.picking) map.mark(read_place(next));
  }
  return true;
}

function act(map: MapControl, event: KeyboardEvent, key: string, place: Place): boolean {
  const way = ARROWS[event.key];
  const command = event.ctrlKey || event.metaKey;
  if (card_key(map, event, place)) return true;
  if (way && event.altKey) step(map, place, way);
  else if (event.key === "Insert" && event.altKey) insert_step(map, place);
  else if (event.key === "Insert" || (event.key === "Enter" && command)) insert(map, place);
  else if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey))
    show_menu(map, event.target as HTMLElement, key);
  else if (event.key === "Enter" || event.key === "F2") edit(map, event.target as HTMLElement, key, place);
  else if (event.key === "Delete" || event.key === "Backspace") remove_place(map, place);
  else if (event.key === " ") toggle(map, place);
  else if (event.key === "Escape") map.roving.select([]);
  else return false;
  return true;
}

function insert_step(map: MapControl, place: Place): void {
  const stage_id = stage_of(map, place);
  if (stage_id) new_step(map, stage_id, place.kind === "step" ? place.id : null);
}

function insert(map: MapControl, place: Place): void {
  if (place.kind === "stage") new_stage(map, place.id);
  else if (place.kind === "phase") new_phase(map, { id: place.id, side: 1 });
  else if (place.kind === "step") insert_step(map, place);
  else if (place.kind === "lane") new_lane(map, "free_text", { id: place.id, side: 1 });
  else if (FIELD[place.kind] === "text") begin_card(map, place);
}

function edit(map: MapControl, target: HTMLElement, key: string, place: Place): void {
  const field = FIELD[place.kind];
  if (place.kind === "curve") target.querySelector<HTMLElement>("[role=slider]")?.focus();
  else if (target.dataset.fixed !== undefined) return;
  else if (place.kind === "cell") begin_card(map, place);
  else if (field) map.edit(key, field, place.kind === "card" ? "end" : "all");
}

/** The space bar picks a card, or lets go of it; it folds a phase. */
function toggle(map: MapControl, { kind, id }: Place): void {
  if (kind === "phase" && !map.locked) toggle_phase(map, id);
  if (kind !== "card") return;
  map.roving.pick(id);
  map.board.announce(map.t("map.picked", { count: map.roving.ids().length }));
}

/**
 * A character opens the field before the browser inserts it, so the field receives it: no letter is lost,
 * dead keys and input methods compose where they should.
 */
function typed(map: MapControl, event: KeyboardEvent, key: string, place: Place): boolean {
  // AltGr types: on some systems it shows as Ctrl with Alt.
  const graph = event.getModifierState?.("AltGraph") ?? false;
  if (!graph && (event.ctrlKey || event.metaKey || event.altKey)) return false;
  const composes = composing(event) || event.key === "Process" || event.key === "Dead";
  if (!composes && ([...event.key].length !== 1 || event.key === " ")) return false;
  const field = FIELD[place.kind];
  const fixed = (event.target as HTMLElement).dataset.fixed !== undefined;
  if (field && !fixed) map.edit(key, field, "typed", place.kind === "cell" ? null : undefined);
  return true;
}

/** Open the menu of a place beside its element. */
export function show_menu(map: MapControl, element: HTMLElement, key: string): void {
  const box = element.getBoundingClientRect();
  map.open_menu({ key, x: box.left + Math.min(24, box.width / 2), y: box.bottom });
}
