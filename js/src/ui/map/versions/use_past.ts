/** Keeps what is known of the versions while their panel is open, and follows the document; draws nothing. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Past } from "../../../core/past";
import { useBoard } from "../../board";

export function usePast(): Past {
  const { store, snap } = useBoard();
  const held = useRef<Past | null>(null);
  held.current ??= new Past(store);
  const past = held.current;
  const [, redraw] = useState(0);
  useLayoutEffect(() => past.open(() => redraw((n) => n + 1)), [past]);
  // An edit changes how far a version is from now; a save may have made one.
  const now = `${snap.rev} ${snap.save.at}`;
  const seen = useRef(now);
  useEffect(() => {
    if (seen.current !== now) past.refresh();
    seen.current = now;
  }, [past, now]);
  return past;
}
