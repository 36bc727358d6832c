/** What can be set on a card: sentiment, evidence, scores, moment of truth. */
import type { Wish } from "../../../core/commands";
import type { TextKey } from "../../../core/i18n";
import { get } from "../../../core/state";
import type { Card } from "../../../core/types.gen";
import { begin_link, reach_of, widen } from "../card/card_gestures";
import { SCORES, type Score, scores_of } from "../card/scores";
import type { MapControl } from "../control";
import { set_cards } from "../gestures";
import type { Place } from "../place";
import { type Action, card_of } from "./action";

function choice(
  group: string,
  label: TextKey,
  fields: Wish<"cards">,
  mark?: string,
  shown?: Action["shown"],
): Action {
  const wished = Object.entries(fields);
  return {
    id: `${group}_${wished[0]?.[1]}`,
    label,
    on: ["card"],
    group,
    ...(mark ? { mark } : {}),
    ...(shown ? { shown } : {}),
    checked: (map, place) =>
      wished.every(([name, value]) => card_of(map, place)?.[name as keyof Card] === value),
    run: (map, place) => void set_cards(map, place.id, fields),
  };
}

/** How far the card at a place goes, and could go. */
function reach(map: MapControl, place: Place): { span: number; most: number } {
  const card = card_of(map, place);
  return card ? reach_of(map, card) : { span: 1, most: 1 };
}

const scored: (field: Score) => Action["shown"] = (field) => (map, place) => {
  const card = card_of(map, place);
  const lane = get(map.state, "lanes", card?.lane_id);
  return card !== undefined && lane !== undefined && scores_of(card, lane.kind).includes(field);
};

function scores(field: Score): Action[] {
  return [1, 2, 3, 4, 5].map((score) => ({
    ...choice(field, "map.score", { [field]: score }, undefined, scored(field)),
    label_values: { score },
    run: (map: MapControl, place: Place) => {
      const now = card_of(map, place)?.[field];
      set_cards(map, place.id, { [field]: now === score ? null : score });
    },
  }));
}

export const CARD_ACTIONS: readonly Action[] = [
  choice("sentiment", "map.sentiment_positive", { sentiment: "positive" }, "positive"),
  choice("sentiment", "map.sentiment_attention", { sentiment: "attention" }, "attention"),
  choice("sentiment", "map.sentiment_negative", { sentiment: "negative" }, "negative"),
  choice("sentiment", "map.sentiment_neutral", { sentiment: "neutral" }, "neutral"),
  choice("evidence", "map.evidence_observed", { evidence: "observed" }),
  choice("evidence", "map.evidence_reported", { evidence: "reported" }),
  choice("evidence", "map.evidence_inferred", { evidence: "inferred" }),
  choice("evidence", "map.evidence_assumed", { evidence: "assumed" }),
  choice("evidence", "map.evidence_none", { evidence: null }),
  ...SCORES.flatMap(scores),
  {
    id: "moment_of_truth",
    label: "map.moment_of_truth",
    on: ["card"],
    group: "moment",
    checked: (map, place) => card_of(map, place)?.moment_of_truth === true,
    run: (map, place) =>
      void set_cards(map, place.id, { moment_of_truth: !card_of(map, place)?.moment_of_truth }),
  },
  {
    id: "link_to",
    label: "card.link_to",
    on: ["card"],
    group: "moment",
    run: (map, { id }) => begin_link(map, id),
  },
  {
    id: "narrower",
    label: "card.narrower",
    on: ["card"],
    group: "moment",
    keys: "Alt+Shift+←",
    enabled: (map, place) => reach(map, place).span > 1,
    run: (map, { id }) => widen(map, id, -1),
  },
  {
    id: "wider",
    label: "card.wider",
    on: ["card"],
    group: "moment",
    keys: "Alt+Shift+→",
    enabled: (map, place) => reach(map, place).span < reach(map, place).most,
    run: (map, { id }) => widen(map, id, 1),
  },
];
