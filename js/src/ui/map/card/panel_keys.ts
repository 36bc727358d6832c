/** The keys of a card's panel that belong to no field: back to the grid, undo; knows no elements but where a key fell. */
import type { MapControl } from "../control";
import { travel } from "../gestures";
import { jump_to } from "./card_gestures";

export function on_panel_key(map: MapControl, event: KeyboardEvent, id: string): void {
  if (event.defaultPrevented) return;
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  const typing = (event.target as Element).closest("textarea,input") !== null;
  if (event.key === "F4" && !event.altKey && !command) jump_to(map, id);
  else if (command && !event.altKey && (key === "z" || key === "y") && !typing)
    travel(map, key === "y" || event.shiftKey ? "redo" : "undo");
  else return;
  event.preventDefault();
}
