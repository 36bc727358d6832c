/** Words about the state of a number; knows no elements. */
import type { MetricCell } from "../../core/protocol";
import type { Translate } from "../shell/context";

export function state_words(t: Translate, { state }: Pick<MetricCell, "state">): string {
  if (state === "off_target") return t("map.alert");
  return state === "too_few" || state === "stale" || state === "broken" ? t(`map.${state}`) : "";
}
