/** How the lane is looked at: whether the intensity shows, whether values snap; a matter of display, never stored. */
import { useEffect, useState } from "preact/hooks";
import { useBoard } from "../board";

/** Whether the intensity shows; shared with Python where the host has a trait for it. */
export function useIntensity(): [on: boolean, set: (on: boolean) => void] {
  const { look } = useBoard().host;
  const [on, set_on] = useState(look?.get("intensity") === true);
  useEffect(() => look?.subscribe(() => set_on(look.get("intensity") === true)), [look]);
  return [
    on,
    (next) => {
      set_on(next);
      look?.set("intensity", next);
    },
  ];
}
