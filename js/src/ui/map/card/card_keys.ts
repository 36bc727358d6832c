/** The keys of a card in the grid that are about its details, its width and its links; knows no elements. */
import type { MapControl } from "../control";
import type { Place } from "../place";
import { end_link, open_card, widen } from "./card_gestures";

/** F4 shows the details; Alt with Shift and an arrow changes how many stages it covers. */
export function card_key(map: MapControl, event: KeyboardEvent, { kind, id }: Place): boolean {
  if (kind !== "card" || event.ctrlKey || event.metaKey) return false;
  if (event.key === "F4" && !event.altKey) open_card(map, id);
  else if (event.altKey && event.shiftKey && event.key === "ArrowRight") widen(map, id, 1);
  else if (event.altKey && event.shiftKey && event.key === "ArrowLeft") widen(map, id, -1);
  else return false;
  return true;
}

/** While a link is drawn: Enter or Space picks its target, Escape leaves it, arrows go around, all else waits. */
export function link_key(map: MapControl, event: KeyboardEvent, { kind, id }: Place): boolean {
  const walks =
    event.key === "Tab" || (/^(Arrow|Home|End)/.test(event.key) && !event.altKey && !event.shiftKey);
  if (walks) return false;
  if (event.key === "Escape") end_link(map, null);
  else if (event.key === "Enter" || event.key === " ") {
    if (kind === "card") end_link(map, id);
    else map.board.announce(map.t("card.link_pick"));
  }
  return true;
}
