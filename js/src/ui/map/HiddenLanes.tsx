/** The button that lists hidden lanes and shows them again; there only while some are hidden. */
import { hidden_lanes } from "../../core/shown";
import type { MenuGroup } from "../shell/menu";
import { useMap } from "./context";
import { MenuTrigger } from "./MenuTrigger";
import { show_lanes } from "./structure_gestures";
import { lane_title } from "./titles";

export function HiddenLanes() {
  const map = useMap();
  const { t } = map;
  const hidden = hidden_lanes(map.state, map.journey_id);
  if (hidden.length === 0) return null;
  const groups = (): MenuGroup[] => {
    const now = hidden_lanes(map.state, map.journey_id);
    const items = now.map((lane) => ({
      id: lane.id,
      label: t("structure.show_lane", { name: lane_title(t, lane) }),
      run: () => show_lanes(map, [lane.id]),
    }));
    const all = now.map((lane) => lane.id);
    return [
      { id: "lanes", items },
      { id: "all", items: [{ id: "all", label: t("structure.show_all"), run: () => show_lanes(map, all) }] },
    ].slice(0, now.length > 1 ? 2 : 1);
  };
  const text = t("structure.hidden_lanes", { count: hidden.length });
  return <MenuTrigger class="cjm-button" text={text} label={text} groups={groups} />;
}
