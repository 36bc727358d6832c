/** What became of a record since the version that the map is compared with; draws again only when that changes. */
import { useLayoutEffect, useState } from "preact/hooks";
import type { ChangeKind } from "../../core/version_messages";
import { useMap } from "./context";

/** The kind of change, and the words for it; neither where nothing differs. */
export function useSince(id: string): { kind?: ChangeKind; said?: string } {
  const map = useMap();
  const [, redraw] = useState(0);
  useLayoutEffect(() => map.on(`change:${id}`, () => redraw((n) => n + 1)), [map, id]);
  const kind = map.changes.get(id);
  return kind ? { kind, said: map.t(`versions.marked_${kind}`) } : {};
}

/** Words for screen readers, those that are there. */
export const together = (...parts: readonly (string | undefined)[]): string =>
  parts.filter(Boolean).join(", ");
