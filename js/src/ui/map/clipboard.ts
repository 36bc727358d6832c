/** Copy, cut and paste by the browser's own events, which need no permission; knows no spreadsheet. */
import { type Area, block_of, content_of, parse_block } from "../../core/block";
import { metric_value } from "../../core/format";
import { parse_heads, type Sheet, sheet_texts } from "../../core/sheet";
import { cell, get, lanes, stages } from "../../core/state";
import { read_tsv, write_tsv } from "../../core/tsv";
import { paste_picture } from "./card/picture_gestures";
import { CLIP, clip_form, paste_clip_form } from "./clip_paste";
import type { MapControl } from "./control";
import { chosen } from "./gestures";
import { read_html, write_html } from "./html_table";
import { type Incoming, paste } from "./paste";
import { type Place, place_key, read_place } from "./place";
import { card_ids_in, spot_at, spot_of } from "./range";
import { clear_cards, may_edit } from "./range_gestures";
import { lane_title, stage_title } from "./titles";

/** What a card says besides its text goes from map to map in a form of its own. */
const OURS = "application/x-cjm-cards+json";

interface Copied {
  sheet: Sheet;
  /** What stands in the cells of numbers. */
  numbers: (row: number, column: number) => string;
  ids: string[];
  /** A head with all it holds, for another journey. */
  clip?: string | null;
}

const NO_NUMBERS = () => "";

/** The range, the stage or lane in focus, or the cards that are selected with the one in focus. */
function copied(map: MapControl, named = false): Copied | null {
  const { area } = map.range;
  if (area) return copied_area(map, area, { stages: named, lanes: named });
  const place = read_place(map.roving.current);
  const whole = whole_axis(map, place);
  const clip = clip_form(map, place);
  if (whole) {
    const named = { stages: place?.kind !== "lane", lanes: place?.kind === "lane" };
    return { ...copied_area(map, whole, named), clip };
  }
  if (clip)
    return { sheet: { block: [[[]]], stages: null, lanes: null }, numbers: NO_NUMBERS, ids: [], clip };
  const spot = named && spot_of(map.seen, place);
  const at = spot && spot_at(map, spot);
  if (at) return copied_area(map, { ...at, rows: 1, columns: 1 }, { stages: true, lanes: true });
  return place?.kind === "card" ? copied_cards(map, place.id) : null;
}

/** All cells of the stage, the phase or the lane in focus. */
function whole_axis({ seen: state, journey_id }: MapControl, place: Place | null): Area | null {
  const rows = lanes(state, journey_id);
  const columns = stages(state, journey_id);
  const all = { row: 0, column: 0, rows: rows.length, columns: columns.length };
  const at = (list: readonly { id: string }[]) => list.findIndex((item) => item.id === place?.id);
  if (place?.kind === "stage" && at(columns) >= 0) return { ...all, column: at(columns), columns: 1 };
  if (place?.kind === "phase") {
    const inside = columns.filter((stage) => stage.phase_id === place.id);
    if (inside[0]) return { ...all, column: columns.indexOf(inside[0]), columns: inside.length };
  }
  if (place?.kind === "lane" && at(rows) >= 0) return { ...all, row: at(rows), rows: 1 };
  return null;
}

function copied_area(map: MapControl, area: Area, named: { stages: boolean; lanes: boolean }): Copied {
  const { seen: state, journey_id, t } = map;
  const rows = lanes(state, journey_id).slice(area.row, area.row + area.rows);
  const columns = stages(state, journey_id).slice(area.column, area.column + area.columns);
  return {
    sheet: {
      block: block_of(state, journey_id, area),
      stages: named.stages ? columns.map((stage) => stage_title(t, stage)) : null,
      lanes: named.lanes ? rows.map((lane) => ({ title: lane_title(t, lane), kind: lane.kind })) : null,
    },
    numbers: (y, x) => shown(map, rows[y]?.metric ?? "", columns[x]?.id ?? ""),
    ids: card_ids_in(map, area),
  };
}

/** The selected cards in the order of the map, as one cell. */
function copied_cards(map: MapControl, id: string): Copied {
  const { seen: state, journey_id } = map;
  const picked = new Set(chosen(map, id));
  const ids = lanes(state, journey_id).flatMap((lane) =>
    stages(state, journey_id).flatMap((stage) =>
      cell(state, lane.id, stage.id)
        .map((card) => card.id)
        .filter((other) => picked.has(other)),
    ),
  );
  const cards = ids.flatMap((one) => {
    const card = get(state, "cards", one);
    return card ? [content_of(state, card)] : [];
  });
  return { sheet: { block: [[cards]], stages: null, lanes: null }, numbers: NO_NUMBERS, ids };
}

/** The number in a metric cell as it is drawn. */
function shown(map: MapControl, metric: string, stage_id: string): string {
  const { metrics, locale } = map.board.store.snapshot;
  const number = metrics[metric]?.[stage_id];
  return number ? metric_value(number.value, number.unit, locale, metric) : "";
}

/** The three forms a copy has: for any text field, for spreadsheets, and for another map. */
function forms_of({ sheet, numbers, clip }: Copied): Record<string, string> {
  const texts = sheet_texts(sheet, numbers);
  const text = write_tsv(texts);
  const heads = { top: sheet.stages ? 1 : 0, left: sheet.lanes ? 1 : 0 };
  const forms: Record<string, string> = { "text/plain": text, [OURS]: JSON.stringify(sheet) };
  if (clip) forms[CLIP] = clip;
  const single = texts.length === 1 && texts[0]?.length === 1 && !/\n/.test(texts[0][0] ?? "");
  // A word pasted into a letter is no table there.
  if (single) return forms;
  const html = texts.map((row, y) =>
    row.map((cell_text, x) => ({
      text: cell_text,
      head: y < heads.top || x < heads.left,
      number: sheet.block[y - heads.top]?.[x - heads.left]?.length === 0,
    })),
  );
  return { ...forms, "text/html": write_html(html) };
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
  if (cut && !may_cut(map)) return;
  lay(map, event.clipboardData, found, cut);
  event.preventDefault();
}

/** Only cards are cut: a stage or a lane is removed, or moved. */
function may_cut(map: MapControl): boolean {
  return may_edit(map) && (map.range.area !== null || read_place(map.roving.current)?.kind === "card");
}

function lay(map: MapControl, data: DataTransfer, found: Copied, cut: boolean): void {
  for (const [type, text] of Object.entries(forms_of(found))) data.setData(type, text);
  const count = found.ids.length;
  if (cut) clear_cards(map, found.ids, "cut_cards", map.t("map.cut", { count }));
  else map.board.announce(map.t("map.copied", { count }));
}

/** What a clipboard holds: of another map, else the table of a spreadsheet, else text. */
export function incoming(data: Pick<DataTransfer, "getData">): Incoming {
  const sheet = parse_sheet(data.getData(OURS));
  if (sheet) return { sheet };
  return { rows: read_html(data.getData("text/html")) ?? read_tsv(data.getData("text/plain")) };
}

function parse_sheet(json: string): Sheet | null {
  try {
    const value = JSON.parse(json) as { block?: unknown };
    const block = parse_block(JSON.stringify(value.block));
    const heads = parse_heads(value);
    return block && heads && { block, ...heads };
  } catch {
    return null;
  }
}

function give(map: MapControl, event: ClipboardEvent, field: boolean): void {
  const data = event.clipboardData;
  if (!data) return;
  if (!field && paste_clip_form(map, data.getData(CLIP))) {
    event.preventDefault();
    return;
  }
  const found = incoming(data);
  // A word belongs into the field; cells belong into the map.
  if (field && found.rows && found.rows.flat().length < 2) return;
  event.preventDefault();
  if (field) leave_field(map);
  paste(map, found);
}

/** True in the field of a new card with nothing in it yet: a press on an empty cell opens it. */
function in_new_field(map: MapControl, grid: HTMLElement): boolean {
  const { activeElement } = grid.getRootNode() as Document | ShadowRoot;
  if (!(activeElement instanceof HTMLTextAreaElement) || !grid.contains(activeElement)) return false;
  return activeElement.value === "" && read_place(map.editing?.key)?.kind === "cell";
}

/** Close the field of a new card, and stand where the card would have come behind. */
function leave_field(map: MapControl): void {
  const { editing, seen: state } = map;
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
    if (event.type === "paste" && !field && paste_picture(map, event.clipboardData)) event.preventDefault();
    else if (event.type === "paste") give(map, event, field);
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
  if (!found || !may_cut(map)) return;
  copy_now(map);
  clear_cards(map, found.ids, "cut_cards", map.t("map.cut", { count: found.ids.length }));
}

/** Copy from a menu: through the same event where the browser lets a page do so. */
export function copy_now(map: MapControl): void {
  const found = copied(map);
  if (found) copy_by_event(map, found);
}

/** Copy the range or the cell with the names of its stages and lanes. */
export function copy_with_names(map: MapControl): void {
  const found = copied(map, true);
  if (found) copy_by_event(map, found);
}

function copy_by_event(map: MapControl, found: Copied): void {
  const owner = map.roving.grid?.ownerDocument;
  const page = owner?.defaultView;
  let done = false;
  const listen = (event: ClipboardEvent) => {
    if (!event.clipboardData) return;
    lay(map, event.clipboardData, found, false);
    event.preventDefault();
    event.stopImmediatePropagation();
    done = true;
  };
  // Before any other listener: the menu may have left the focus elsewhere.
  page?.addEventListener("copy", listen, { capture: true });
  owner?.execCommand?.("copy");
  page?.removeEventListener("copy", listen, { capture: true });
  if (!done) map.board.copy(forms_of(found)["text/plain"] ?? "");
}
