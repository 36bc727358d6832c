/** Redraws a part when the way its map is looked at changes; knows no records. */
import { useLayoutEffect, useState } from "preact/hooks";
import { useMap } from "../context";
import type { MapControl } from "../control";

/** The map; the caller is drawn again when `key` is told: "lens", "find" or "find:" and a place. */
export function useTold(key: string): MapControl {
  const map = useMap();
  const [, redraw] = useState(0);
  useLayoutEffect(() => map.on(key, () => redraw((n) => n + 1)), [map, key]);
  return map;
}
