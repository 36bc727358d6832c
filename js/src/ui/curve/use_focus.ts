/** Puts the focus on a handle of the lane, now or as soon as it is drawn; knows no point and no store. */
import { useLayoutEffect, useReducer, useRef } from "preact/hooks";

export interface Focus {
  /** The selector of the handle that gets the focus when it is drawn; null for none. */
  want: (selector: string | null) => void;
  now: (selector: string) => void;
}

export function useFocus(root: { current: Element | null }): Focus {
  const wanted = useRef<string | null>(null);
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  useLayoutEffect(() => {
    const found = wanted.current && root.current?.querySelector<SVGElement>(wanted.current);
    if (!found) return;
    wanted.current = null;
    found.focus();
  });
  return {
    want(selector) {
      wanted.current = selector;
    },
    now(selector) {
      wanted.current = selector;
      redraw(0);
      root.current?.querySelector<SVGElement>(selector)?.focus();
    },
  };
}
