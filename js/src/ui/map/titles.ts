/** The words for lanes, phases and stages: the author's own, else those of the catalogue; knows no elements. */
import type { TextKey } from "../../core/i18n";
import { LANE_KINDS } from "../../core/lane_kinds.gen";
import type { Lane, Phase, Stage } from "../../core/types.gen";
import type { Translate } from "../shell/context";

type LaneWords = Pick<Lane, "kind" | "title" | "subtitle" | "metric">;

/** The text of a key that may be missing, or null. */
export function maybe(t: Translate, key: string): string | null {
  const text = t(key as TextKey);
  return text === key ? null : text;
}

export function lane_title(t: Translate, lane: LaneWords): string {
  if (lane.title) return lane.title;
  if (lane.kind === "metrics" && lane.metric) return maybe(t, `lanes.metric_${lane.metric}`) ?? lane.metric;
  return t(`lanes.${lane.kind}`);
}

export function lane_subtitle(t: Translate, lane: LaneWords): string {
  if (lane.subtitle) return lane.subtitle;
  if (lane.kind === "metrics" && lane.metric) return maybe(t, `lanes.metric_${lane.metric}_subtitle`) ?? "";
  return maybe(t, `lanes.${lane.kind}_subtitle`) ?? "";
}

export function phase_title(t: Translate, phase: Pick<Phase, "name" | "role">): string {
  return phase.name || t(phase.role ? `map.phase_${phase.role}` : "map.phase_unnamed");
}

export function stage_title(t: Translate, stage: Pick<Stage, "name"> | undefined): string {
  return stage?.name || t("map.stage_unnamed");
}

/** The icon, the colour and the question of a lane: the author's own, else those of its kind. */
export const lane_icon = (lane: Pick<Lane, "kind" | "icon">): string =>
  lane.icon || LANE_KINDS[lane.kind].icon;
export const lane_color = (lane: Pick<Lane, "kind" | "color">): NonNullable<Lane["color"]> =>
  lane.color ?? LANE_KINDS[lane.kind].color;
export const lane_prompt = (t: Translate, lane: Pick<Lane, "kind" | "prompt">): string =>
  lane.prompt || (maybe(t, `lanes.${lane.kind}_prompt`) ?? "");

/** Lanes that hold cards: neither numbers nor the curve. */
export const holds_cards = (lane: Pick<Lane, "kind">): boolean =>
  lane.kind !== "metrics" && lane.kind !== "emotions";

/** Lanes whose cards are short names, drawn as chips. */
export { holds_chips } from "../../core/channels";
