/** Which measured score stands beside the curve of a lane of emotions. */
import { edit_lane } from "../../../core/commands";
import { NO_SCORE, SCORES } from "../../../core/measured";
import { get } from "../../../core/state";
import type { MapControl } from "../control";
import type { Place } from "../place";
import type { Action } from "./action";

const lane_of = (map: MapControl, place: Place) => get(map.state, "lanes", place.id);

/** "" lets the board choose: the first score there are numbers of. */
const CHOICES = ["", ...Object.keys(SCORES), NO_SCORE] as const;

export const SCORE_ACTIONS: readonly Action[] = CHOICES.map((score) => ({
  id: `score_${score || "auto"}`,
  label: `curve.score_${score || "auto"}` as Action["label"],
  on: ["lane"],
  group: "score",
  shown: (map, place) => lane_of(map, place)?.kind === "emotions",
  checked: (map, place) => lane_of(map, place)?.metric === score,
  run: (map, place) =>
    void map.commit("edit_lane", edit_lane(map.state, place.id, { metric: score }), map.t("map.edited")),
}));
