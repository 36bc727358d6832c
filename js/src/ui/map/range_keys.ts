/** The keys of ranges, filling, copies and the sheet of shortcuts; every other key ends a range. */
import { lanes, stages } from "../../core/state";
import type { MapControl } from "./control";
import type { Place } from "./place";
import { spot_at, spot_of, spot_of_index } from "./range";
import { clear_range, duplicate, extend_to, fill_down, select_all } from "./range_gestures";

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};
/** Keys that open a menu or only hold another: the range stays. */
const QUIET = new Set(["Shift", "Control", "Alt", "Meta", "AltGraph", "CapsLock", "ContextMenu", "F10"]);

/** Keys that the browser turns into copy, cut or paste. */
export const is_clipboard_key = (event: KeyboardEvent): boolean =>
  (event.key === "Insert" && (event.shiftKey || event.ctrlKey)) || (event.key === "Delete" && event.shiftKey);

/** Act on a key; true when it was one of ours. */
export function range_key(map: MapControl, event: KeyboardEvent, place: Place): boolean {
  const command = (event.ctrlKey || event.metaKey) && !event.altKey;
  if (command && !event.shiftKey && event.key.toLowerCase() === "a") select_all(map);
  else if (command && event.key.toLowerCase() === "d") {
    if (event.shiftKey) duplicate(map, place);
    else fill_down(map);
  } else if (event.shiftKey && !event.altKey && reach(map, event, place)) return true;
  else if ((event.key === "Delete" || event.key === "Backspace") && map.range.area) clear_range(map);
  else if (event.key === "?" && !command && !event.altKey && !event.isComposing)
    map.open_dialog({ kind: "keys" });
  else {
    if (!QUIET.has(event.key) && !command) map.range.clear();
    return false;
  }
  return true;
}

/** Shift with an arrow, Home or End moves the free end of the range. */
function reach(map: MapControl, event: KeyboardEvent, place: Place): boolean {
  const { seen: state, journey_id } = map;
  const start = spot_of(state, place);
  const head = map.range.area ? map.range.head : start;
  const from = head ?? (place.kind === "curve" ? spot_of_curve(map, place) : null);
  const at = from && spot_at(map, from);
  if (!at || !from) return false;
  let { row, column } = at;
  const step = STEPS[event.key];
  if (step) {
    row += step[0];
    column += step[1];
  } else if (event.key === "Home" || event.key === "End") {
    const end = event.key === "End";
    column = end ? stages(state, journey_id).length - 1 : 0;
    if (event.ctrlKey) row = end ? lanes(state, journey_id).length - 1 : 0;
  } else return false;
  const to = spot_of_index(map, row, column);
  if (to) extend_to(map, start ?? from, to);
  return true;
}

function spot_of_curve(map: MapControl, { id }: Place) {
  const stage = stages(map.seen, map.journey_id)[0];
  return stage ? { lane_id: id, stage_id: stage.id } : null;
}
