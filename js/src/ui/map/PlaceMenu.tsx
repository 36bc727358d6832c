/** The menu of a place on the map, made from the table of actions; decides nothing itself. */
import { useLayoutEffect, useState } from "preact/hooks";
import { Menu, type MenuGroup } from "../shell/menu";
import { actions_at, INLINE } from "./actions";
import { useMap } from "./context";
import type { MapControl } from "./control";
import { name_of } from "./gestures";
import { type Place, read_place } from "./place";

export function PlaceMenu() {
  const map = useMap();
  const [, redraw] = useState(0);
  useLayoutEffect(() => map.on("menu", () => redraw((n) => n + 1)), [map]);
  const place = read_place(map.menu?.key);
  if (!map.menu || !place) return null;
  return (
    <Menu
      key={map.menu.key}
      label={map.t("map.menu_of", { name: name_of(map, place) })}
      groups={groups_of(map, place)}
      x={map.menu.x}
      y={map.menu.y}
      onClose={(refocus) => map.close_menu(refocus)}
    />
  );
}

function groups_of(map: MapControl, place: Place): MenuGroup[] {
  const groups = new Map<string, MenuGroup & { items: MenuGroup["items"][number][] }>();
  for (const action of actions_at(map, place)) {
    const title = INLINE[action.group];
    const group = groups.get(action.group) ?? { id: action.group, title: title && map.t(title), items: [] };
    groups.set(action.group, group);
    group.items.push({
      id: action.id,
      label: map.t(action.label, action.label_values),
      keys: action.keys,
      mark: action.mark,
      disabled: map.locked || action.enabled?.(map, place) === false,
      checked: action.checked?.(map, place),
      run: () => action.run(map, place),
    });
  }
  return [...groups.values()];
}
