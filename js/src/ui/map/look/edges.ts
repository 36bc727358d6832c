/** Tells on an element that scrolls sideways whether columns are cut off before or behind; draws nothing. */

/** Watch `scroller` until the clean-up it returns. */
export function watch_edges(scroller: HTMLElement): () => void {
  const look = () => {
    const { scrollLeft, scrollWidth, clientWidth } = scroller;
    // From right to left the offset counts below zero.
    const at = Math.abs(scrollLeft);
    scroller.toggleAttribute("data-more-start", at > 1);
    scroller.toggleAttribute("data-more-end", at + clientWidth < scrollWidth - 1);
  };
  look();
  scroller.addEventListener("scroll", look, { passive: true });
  const observer = typeof ResizeObserver === "undefined" ? null : new ResizeObserver(look);
  observer?.observe(scroller);
  if (scroller.firstElementChild) observer?.observe(scroller.firstElementChild);
  return () => {
    scroller.removeEventListener("scroll", look);
    observer?.disconnect();
  };
}
