/** The conflicts of a card, drawn anew when one of them comes or goes and at no other time. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { conflicts_of } from "../../core/conflicts";
import type { Conflict } from "../../core/types.gen";
import { useMap } from "./context";

export function useConflicts(id: string): readonly Conflict[] {
  const map = useMap();
  const { store } = map.board;
  const [, redraw] = useState(0);
  const seen = useRef<readonly Conflict[]>([]);
  seen.current = conflicts_of(map.state, "cards", id);
  useLayoutEffect(
    () =>
      store.subscribe(() => {
        const now = conflicts_of(store.snapshot.state, "cards", id);
        if (now !== seen.current && (now.length > 0 || seen.current.length > 0)) redraw((n) => n + 1);
      }),
    [store, id],
  );
  return seen.current;
}
