/** Every action a place on the map offers, in one table read by the menus and the sheet of shortcuts. */
import type { TextKey } from "../../../core/i18n";
import type { MapControl } from "../control";
import type { Place } from "../place";
import type { Action } from "./action";
import { AXIS_ACTIONS, STEP_ACTION } from "./axis_actions";
import { CARD_ACTIONS } from "./card_actions";
import { LANE_ACTIONS } from "./lane_actions";
import { PERSONA_ACTION } from "./persona_actions";
import { CLIPBOARD_ACTIONS, EDIT_ACTIONS, LAST_ACTIONS, MOVE_ACTIONS } from "./place_actions";
import { SCORE_ACTIONS } from "./score_actions";

export type { Action } from "./action";

/** Groups that are drawn as one line of choices under a heading. */
export const INLINE: Readonly<Record<string, TextKey>> = {
  sentiment: "map.sentiment",
  evidence: "map.evidence",
  score: "curve.score",
  step: "structure.step",
  color: "structure.color",
  role: "structure.role",
  severity: "card.severity",
  frequency: "card.frequency",
  impact: "card.impact",
  ease: "card.ease",
  persona: "views.belongs_to",
};

export const ACTIONS: readonly Action[] = [
  ...EDIT_ACTIONS,
  ...AXIS_ACTIONS,
  ...LANE_ACTIONS,
  ...SCORE_ACTIONS,
  ...CARD_ACTIONS,
  STEP_ACTION,
  PERSONA_ACTION,
  ...MOVE_ACTIONS,
  ...CLIPBOARD_ACTIONS,
  ...LAST_ACTIONS,
];

/** What can be done at a place, in the order of the table. */
export function actions_at(map: MapControl, place: Place): Action[] {
  const there = ACTIONS.filter(
    (action) => action.on.includes(place.kind) && (action.shown?.(map, place) ?? true),
  );
  return there.flatMap((action) => action.expand?.(map, place) ?? [action]);
}
