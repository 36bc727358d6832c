/** Whose a lane or a card is: one persona of the document, or everybody. */
import { edit_lane } from "../../../core/commands";
import { get, personas } from "../../../core/state";
import type { MapControl } from "../control";
import { set_cards } from "../gestures";
import type { Place } from "../place";
import type { Action } from "./action";

function owner(map: MapControl, { kind, id }: Place): string | null {
  return get(map.state, kind === "lane" ? "lanes" : "cards", id)?.persona_id ?? null;
}

function give(map: MapControl, place: Place, persona_id: string | null): void {
  if (place.kind === "card") set_cards(map, place.id, { persona_id });
  else map.commit("edit_lane", edit_lane(map.state, place.id, { persona_id }), map.t("map.edited"));
}

const to = (persona_id: string | null, name: string | null): Action => ({
  id: `persona_${persona_id}`,
  label: name === null ? "views.everybody" : "views.persona_name",
  ...(name === null ? {} : { label_values: { name } }),
  on: ["lane", "card"],
  group: "persona",
  checked: (map, place) => owner(map, place) === persona_id,
  run: (map, place) => give(map, place, persona_id),
});

/** Where there is nobody to belong to, nothing is offered; of one person only lanes are. */
export const PERSONA_ACTION: Action = {
  ...to(null, null),
  id: "persona",
  shown: (map, { kind }) => map.state.tables.personas.size > (kind === "card" ? 1 : 0),
  expand: (map) => [to(null, null), ...personas(map.state).map(({ id, name }) => to(id, name))],
};
