/** A picture put on a card from a file, the clipboard or a drop: drawn afresh, one commit, its description asked for. */
import { add_card, edit_card } from "../../../core/commands";
import { get } from "../../../core/state";
import { CARD_SIDE, fault_text, file_of, small_picture } from "../../shell/picture";
import type { MapControl } from "../control";
import { type Place, place_key, read_place } from "../place";
import { may_edit } from "../range_gestures";
import { holds_cards } from "../titles";
import { open_card } from "./card_gestures";

/** The field of the panel that asks what a picture shows. */
const DESCRIPTION = ".cjm-picture textarea";

/** The file as a small picture; null where it is none, and that is said. */
async function read_picture(
  map: MapControl,
  id: string,
  file: Blob | null | undefined,
): Promise<string | null> {
  const { picture, fault } = await small_picture(file, { side: CARD_SIDE });
  const why = picture ? null : fault_text(map.t, fault ?? "unreadable");
  if (why) map.board.announce(why);
  map.set_fault(id, why);
  return picture ?? null;
}

/** Put a picture on a card; says why where that cannot be. */
export async function set_picture(map: MapControl, id: string, file: Blob | null | undefined): Promise<void> {
  if (!may_edit(map)) return;
  const picture = await read_picture(map, id, file);
  if (!picture || !get(map.state, "cards", id) || !may_edit(map)) return;
  const ops = edit_card(map.state, id, { picture, picture_alt: "" });
  if (map.commit("set_picture", ops, map.t("card.picture_set"))) open_card(map, id, DESCRIPTION);
}

/** Put a picture on the card at a place, or on a new card of an empty cell. */
export async function put_picture(map: MapControl, place: Place, file: Blob | null): Promise<void> {
  if (place.kind === "card") {
    // A refusal is shown in the panel: it must be there.
    open_card(map, place.id);
    await set_picture(map, place.id, file);
    return;
  }
  const lane = get(map.state, "lanes", place.id);
  if (place.kind !== "cell" || !lane || !holds_cards(lane) || !may_edit(map)) return;
  const picture = await read_picture(map, place.id, file);
  if (!picture || !may_edit(map)) return;
  const { journey_id } = map;
  const ops = add_card(map.state, { journey_id, lane_id: place.id, stage_id: place.stage_id, picture });
  const put = ops.find((op) => op.op === "put" && op.table === "cards");
  if (!map.commit("add_card", ops, map.t("card.picture_set")) || put?.op !== "put") return;
  map.roving.focus(place_key("card", put.record.id));
  open_card(map, put.record.id, DESCRIPTION);
}

export const remove_picture = (map: MapControl, id: string): boolean =>
  map.commit(
    "set_picture",
    edit_card(map.state, id, { picture: "", picture_alt: "" }),
    map.t("card.picture_removed"),
  );

/** True when what is on the clipboard is a picture, and no text beside it. */
export function paste_picture(map: MapControl, data: DataTransfer | null): boolean {
  const place = read_place(map.roving.current);
  if (!place || !data?.files?.length || data.getData("text/plain")) return false;
  const file = file_of(data);
  if (place.kind !== "card" && place.kind !== "cell") return false;
  void put_picture(map, place, file);
  return true;
}

/** Let files be dropped on cards and cells; returns the clean-up. */
export function attach_drop(map: MapControl, grid: HTMLElement): () => void {
  let over: Element | null = null;
  const mark = (element: Element | null) => {
    if (over === element) return;
    over?.removeAttribute("data-drop");
    element?.setAttribute("data-drop", "");
    over = element;
  };
  const target = (event: DragEvent) => {
    const files = event.dataTransfer?.types.includes("Files") && !map.locked;
    return files ? (event.target as Element).closest<HTMLElement>('[data-key^="card:"],[data-cell]') : null;
  };
  const dragover = (event: DragEvent) => {
    const element = target(event);
    mark(element);
    if (element) event.preventDefault();
  };
  const drop = (event: DragEvent) => {
    const element = target(event);
    mark(null);
    const place = read_place(element?.dataset.key ?? element?.dataset.cell);
    if (!element || !place) return;
    event.preventDefault();
    void put_picture(map, place, file_of(event.dataTransfer));
  };
  const leave = () => mark(null);
  const pairs = [
    ["dragover", dragover],
    ["drop", drop],
    ["dragleave", leave],
  ] as const;
  for (const [name, listener] of pairs) grid.addEventListener(name, listener);
  return () => {
    for (const [name, listener] of pairs) grid.removeEventListener(name, listener);
  };
}
