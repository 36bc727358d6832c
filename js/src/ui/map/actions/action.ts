/** What an action of a place on the map is, and how choices are made of fields; knows no elements. */
import type { TextKey } from "../../../core/i18n";
import { get } from "../../../core/state";
import type { Card } from "../../../core/types.gen";
import type { MapControl } from "../control";
import { type Place, type PlaceKind, place_key } from "../place";

export interface Action {
  id: string;
  label: TextKey;
  on: readonly PlaceKind[];
  group: string;
  /** Shown behind the label. */
  keys?: string;
  /** A mark in front of the label: a colour of meaning, or an arrow. */
  mark?: string;
  label_values?: Record<string, string | number>;
  shown?: (map: MapControl, place: Place) => boolean;
  enabled?: (map: MapControl, place: Place) => boolean;
  /** For choices: whether this is the one that holds now. */
  checked?: (map: MapControl, place: Place) => boolean;
  run: (map: MapControl, place: Place) => void;
  /** In a menu it stands for these: choices that depend on what the document holds. */
  expand?: (map: MapControl, place: Place) => Action[];
}

export const card_of = (map: MapControl, place: Place): Card | undefined => get(map.state, "cards", place.id);
export const key_of = (place: Place) => place_key(place.kind, place.id, place.stage_id);

/** Open a field of a place. */
export const edit = (
  id: string,
  field: string,
  label: TextKey,
  on: readonly PlaceKind[],
  keys?: string,
): Action => ({
  id,
  label,
  on,
  group: "edit",
  ...(keys ? { keys } : {}),
  run: (map, place) => map.edit(key_of(place), field, field === "text" ? "end" : "all"),
});
