/** What the empty cells of a lane ask, until somebody begins it; knows no elements. */
import { get } from "../../core/state";
import type { MapControl } from "./control";
import { maybe } from "./titles";

interface Asked {
  readonly kind: string;
  readonly prompt: string;
}

/**
 * The question of a cell, or null: that of its stage for such a lane, else in the first cell that of the lane.
 *
 * `lane_begun` tells that the lane holds a card, `map_begun` that any lane does: then kinds ask no more.
 */
export function prompt_of(
  map: MapControl,
  lane: Asked,
  stage_id: string,
  at: { index: number; lane_begun: boolean; map_begun: boolean },
): string | null {
  if (at.lane_begun) return null;
  const own = get(map.shown, "stages", stage_id)?.prompts.find((prompt) => prompt.lane === lane.kind)?.text;
  if (own) return own;
  if (at.index > 0) return null;
  return lane.prompt || (at.map_begun ? null : maybe(map.t, `lanes.${lane.kind}_prompt`));
}
