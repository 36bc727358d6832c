/** Copy, cut and paste by the browser's own events, which need no permission; knows no spreadsheet. */
import {
  type Block,
  block_of,
  content_of,
  parse_block,
  read_block,
  size_of,
  write_block,
} from "../../core/block";
import { metric_value } from "../../core/format";
import { cell, get, lanes, stages } from "../../core/state";
import type { MapControl } from "./control";
import { chosen } from "./gestures";
import { place_key, read_place } from "./place";
import { clear_cards, may_edit, paste } from "./range_gestures";

/** What a card says besides its text goes from map to map in a form of its own. */
const OURS = "application/x-cjm-cards+json";

interface Copied {
  block: Block;
  text: string;
  ids: string[];
}

/** The range, or the cards that are selected with the one in focus. */
function copied(map: MapControl): Copied | null {
  const { state, journey_id } = map;
  const { area } = map.range;
  if (area) {
    const block = block_of(state, journey_id, area);
    const rows = lanes(state, journey_id);
    const columns = stages(state, journey_id);
    const text = write_block(block, (y, x) =>
      shown(map, rows[area.row + y]?.metric ?? "", columns[area.column + x]?.id ?? ""),
    );
    return { block, text, ids: map.range.card_ids() };
  }
  const place = read_place(map.roving.current);
  if (place?.kind !== "card") return null;
  const picked = new Set(chosen(map, place.id));
  const ids = lanes(state, journey_id).flatMap((lane) =>
    stages(state, journey_id).flatMap((stage) =>
      cell(state, lane.id, stage.id)
        .map((card) => card.id)
        .filter((id) => picked.has(id)),
    ),
  );
  const block = [
    [
      ids.flatMap((id) => {
        const card = get(state, "cards", id);
        return card ? [content_of(state, card)] : [];
      }),
    ],
  ];
  return { block, text: write_block(block), ids };
}

/** The number in a metric cell as it is drawn. */
function shown(map: MapControl, metric: string, stage_id: string): string {
  const { metrics, locale } = map.board.store.snapshot;
  const number = metrics[metric]?.[stage_id];
  return number ? metric_value(number.value, number.unit, locale, metric) : "";
}

/** True when the focus stands on a place of the grid, and not in a text. */
function is_ours(map: MapControl, grid: HTMLElement): boolean {
  const { activeElement } = grid.getRootNode() as Document | ShadowRoot;
  if (
    !activeElement ||
    !grid.contains(activeElement) ||
    activeElement.matches("textarea,input,[role=slider]")
  )
    return false;
  return activeElement.closest<HTMLElement>("[data-key]")?.dataset.key === map.roving.current;
}

function take(map: MapControl, event: ClipboardEvent, cut: boolean): void {
  const found = copied(map);
  if (!found || !event.clipboardData) return;
  if (cut && !may_edit(map)) return;
  event.clipboardData.setData("text/plain", found.text);
  event.clipboardData.setData(OURS, JSON.stringify(found.block));
  event.preventDefault();
  const count = found.ids.length;
  if (cut) clear_cards(map, found.ids, "cut_cards", map.t("map.cut", { count }));
  else map.board.announce(map.t("map.copied", { count }));
}

function give(map: MapControl, event: ClipboardEvent, field: boolean): void {
  const data = event.clipboardData;
  if (!data) return;
  const ours = parse_block(data.getData(OURS));
  const block = ours ?? read_block(data.getData("text/plain"));
  const { rows, columns } = size_of(block);
  // A word belongs into the field; cells belong into the map.
  if (field && !ours && rows * columns < 2) return;
  event.preventDefault();
  if (field) leave_field(map);
  paste(map, block);
}

/** True in the field of a new card with nothing in it yet: a press on an empty cell opens it. */
function in_new_field(map: MapControl, grid: HTMLElement): boolean {
  const { activeElement } = grid.getRootNode() as Document | ShadowRoot;
  if (!(activeElement instanceof HTMLTextAreaElement) || !grid.contains(activeElement)) return false;
  return activeElement.value === "" && read_place(map.editing?.key)?.kind === "cell";
}

/** Close the field of a new card, and stand where the card would have come behind. */
function leave_field(map: MapControl): void {
  const { editing, state } = map;
  const place = read_place(editing?.key);
  if (!editing || !place) return;
  const before = editing.after ?? cell(state, place.id, place.stage_id).pop()?.id;
  map.stop_editing(before ? place_key("card", before) : editing.key);
}

/** Listen where every browser brings these events: on the document. Returns the clean-up. */
export function attach_clipboard(map: MapControl, grid: HTMLElement): () => void {
  const listen = (event: ClipboardEvent) => {
    const field = event.type === "paste" && in_new_field(map, grid);
    if (event.defaultPrevented || !(field || is_ours(map, grid))) return;
    if (event.type === "paste") give(map, event, field);
    else take(map, event, event.type === "cut");
    if (event.defaultPrevented) event.stopPropagation();
  };
  const { ownerDocument } = grid;
  const names = ["copy", "cut", "paste"] as const;
  for (const name of names) ownerDocument.addEventListener(name, listen, true);
  return () => {
    for (const name of names) ownerDocument.removeEventListener(name, listen, true);
  };
}

/** Cut from a menu. */
export function cut_now(map: MapControl): void {
  const found = copied(map);
  if (!found || !may_edit(map)) return;
  copy_now(map);
  clear_cards(map, found.ids, "cut_cards", map.t("map.cut", { count: found.ids.length }));
}

/** Copy from a menu: through the same event where the browser lets a page do so. */
export function copy_now(map: MapControl): void {
  const found = copied(map);
  if (found && !map.roving.grid?.ownerDocument.execCommand?.("copy")) map.board.copy(found.text);
}
