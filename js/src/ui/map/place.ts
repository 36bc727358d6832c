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
