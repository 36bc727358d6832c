/** Names of the places on the map that can hold the focus, as short strings; knows no elements and no records. */

export type PlaceKind = "phase" | "stage" | "step" | "lane" | "card" | "cell" | "curve";

export interface Place {
  kind: PlaceKind;
  /** The record's id; of a cell, its lane. */
  id: string;
  /** Of a cell: its stage. */
  stage_id: string;
}

export const place_key = (kind: PlaceKind, id: string, stage_id = ""): string =>
  stage_id ? `${kind}:${id}:${stage_id}` : `${kind}:${id}`;

/** Read a key back; null for what is no key of ours. */
export function read_place(key: string | null | undefined): Place | null {
  const [kind, id, stage_id = ""] = (key ?? "").split(":");
  return kind && id ? { kind: kind as PlaceKind, id, stage_id } : null;
}

/** The records that are marked when a place is: of a number, its lane and its stage. */
export function marked_at(place: Place | null, is_number: (lane_id: string) => boolean): string[] {
  if (!place || place.kind === "curve") return [];
  if (place.kind !== "cell") return [place.id];
  return is_number(place.id) ? [place.id, place.stage_id] : [];
}
