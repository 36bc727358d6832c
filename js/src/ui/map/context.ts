/** Gives the parts of a map their control, and redraws a part only when its own text is being edited. */
import { createContext } from "preact";
import { useContext, useLayoutEffect, useState } from "preact/hooks";
import type { Editing, MapControl } from "./control";

export const MapContext = createContext<MapControl | null>(null);

/** The control of the map a part belongs to. */
export function useMap(): MapControl {
  const control = useContext(MapContext);
  if (!control) throw new Error("useMap() is called outside of a map");
  return control;
}

/** The editing under way at `key`, or null; redraws the caller only for its own key. */
export function useEditing(key: string): Editing | null {
  const map = useMap();
  const [, redraw] = useState(0);
  useLayoutEffect(() => map.on(key, () => redraw((n) => n + 1)), [map, key]);
  return map.editing?.key === key ? map.editing : null;
}
