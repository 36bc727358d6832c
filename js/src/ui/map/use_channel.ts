/** The channel of a card, drawn anew when that channel changes and at no other time. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { get } from "../../core/state";
import type { Channel } from "../../core/types.gen";
import { useMap } from "./context";

export function useChannel(id: string | null): Channel | undefined {
  const map = useMap();
  const { store } = map.board;
  const [, redraw] = useState(0);
  const seen = useRef<Channel | undefined>(undefined);
  seen.current = get(map.state, "channels", id);
  useLayoutEffect(() => {
    if (!id) return undefined;
    return store.subscribe(() => {
      if (get(store.snapshot.state, "channels", id) !== seen.current) redraw((n) => n + 1);
    });
  }, [store, id]);
  return seen.current;
}
