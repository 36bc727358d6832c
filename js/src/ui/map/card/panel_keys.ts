/** The keys of a card's panel that belong to no field: back to the grid; knows no elements but where a key fell. */
import type { MapControl } from "../control";
import { jump_to } from "./card_gestures";

export function on_panel_key(map: MapControl, event: KeyboardEvent, id: string): void {
  if (event.defaultPrevented) return;
  const command = event.ctrlKey || event.metaKey;
  if (event.key !== "F4" || event.altKey || command) return;
  jump_to(map, id);
  event.preventDefault();
}
