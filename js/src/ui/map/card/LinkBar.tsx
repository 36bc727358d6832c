/** The line over the map while a link is drawn: from which card, how to pick, how to leave it. */
import { useLayoutEffect, useState } from "preact/hooks";
import { get } from "../../../core/state";
import { useMap } from "../context";
import { card_name, end_link } from "./card_gestures";

export function LinkBar() {
  const map = useMap();
  const [, redraw] = useState(0);
  useLayoutEffect(() => map.on("linking", () => redraw((n) => n + 1)), [map]);
  const { linking, t } = map;
  const card = get(map.state, "cards", linking?.from);
  if (!linking || !card) return null;
  return (
    <div class="cjm-banner cjm-link-bar" role="status">
      <span class="cjm-banner__text">{t("card.link_bar", { name: card_name(map, card) })}</span>
      <button type="button" class="cjm-button" onClick={() => end_link(map, null)}>
        {t("card.link_stop")}
      </button>
    </div>
  );
}
