/** What floats over a board: its place inside the window, and closing it from outside; knows no content. */
import { useLayoutEffect, useRef } from "preact/hooks";

const MARGIN = 8;

/** Move the menu inside the window: to the left of the point, above it, where it would not fit. */
export function place(menu: HTMLElement, x: number, y: number): void {
  const { innerWidth, innerHeight } = menu.ownerDocument.defaultView ?? window;
  const box = menu.getBoundingClientRect();
  const left = x + box.width + MARGIN > innerWidth ? x - box.width : x;
  const top =
    y + box.height + MARGIN > innerHeight ? Math.min(y - box.height, innerHeight - box.height - MARGIN) : y;
  menu.style.left = `${Math.max(MARGIN, left)}px`;
  menu.style.top = `${Math.max(MARGIN, top)}px`;
}

/** It closes on a press outside, and when what it belongs to scrolls away. */
export function useOutside(menu: { current: HTMLElement | null }, close: () => void): void {
  const latest = useRef(close);
  latest.current = close;
  useLayoutEffect(() => {
    const own = menu.current;
    const document = own?.ownerDocument;
    const outside = (event: Event) => {
      if (own && !event.composedPath().includes(own)) latest.current();
    };
    document?.addEventListener("pointerdown", outside, true);
    // A scroll that came before the menu is told of in the next frame only: it is none of its business.
    const frame = requestAnimationFrame(() => document?.addEventListener("scroll", outside, true));
    return () => {
      cancelAnimationFrame(frame);
      document?.removeEventListener("pointerdown", outside, true);
      document?.removeEventListener("scroll", outside, true);
    };
  }, [menu]);
}
