/** A lane, stage or phase with its content on its way to another journey, by the clipboard; knows no events. */
import { type ClipKind, clip_of, parse_clip, paste_clip } from "../../core/clip";
import { get } from "../../core/state";
import type { MapControl } from "./control";
import { name_of } from "./gestures";
import { type Place, type PlaceKind, place_key } from "./place";
import { may_edit } from "./range_gestures";

/** Beside text and table, another board reads this. */
export const CLIP = "application/x-cjm-clip+json";

const KINDS: { readonly [K in PlaceKind]?: ClipKind } = { lane: "lanes", stage: "stages", phase: "phases" };

/** What stands at a head with all it holds, as JSON; null where nothing of the kind stands. */
export function clip_form(map: MapControl, place: Place | null): string | null {
  const kind = place && KINDS[place.kind];
  if (!kind || !get(map.state, kind, place.id)) return null;
  return JSON.stringify({
    from: map.journey_id,
    clip: clip_of(map.state, map.journey_id, kind, [place.id]),
  });
}

/** Add what another journey copied; true when the clipboard held it. A phase is added to its own journey too. */
export function paste_clip_form(map: MapControl, json: string): boolean {
  const { from, clip } = read(json);
  if (!clip || (from === map.journey_id && clip.kind !== "phases")) return false;
  if (!may_edit(map)) return true;
  const { ops, ids } = paste_clip(map.state, map.journey_id, clip);
  const kind = clip.kind.slice(0, -1) as PlaceKind;
  const first = ids[0];
  if (!first || !map.commit(`paste_${clip.kind}`, ops)) return true;
  const name = name_of(map, { kind, id: first, stage_id: "" });
  map.board.announce(map.t("structure.pasted_place", { count: ids.length, name }));
  map.roving.focus(place_key(kind, first));
  return true;
}

function read(json: string) {
  try {
    const { from, clip } = JSON.parse(json);
    return { from: from as unknown, clip: parse_clip(JSON.stringify(clip)) };
  } catch {
    return { from: null, clip: null };
  }
}
