/** What became of a record since the version that the map is compared with; draws again only when that changes. */
import { useLayoutEffect, useState } from "preact/hooks";
import type { ChangeKind } from "../../core/version_messages";
import { useMap } from "./context";

export function useChange(id: string): ChangeKind | undefined {
  const map = useMap();
  const [, redraw] = useState(0);
  useLayoutEffect(() => map.on(`change:${id}`, () => redraw((n) => n + 1)), [map, id]);
  return map.changes.get(id);
}
