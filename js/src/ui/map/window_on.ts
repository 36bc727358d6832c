/** Where on the page an element can be seen, and being told when that may have changed; knows no board. */

export interface Band {
  top: number;
  bottom: number;
}

/** The part of the window in which an element can be seen: cut by everything around it that scrolls. */
export function window_on(element: HTMLElement): Band {
  const view = element.ownerDocument.defaultView ?? window;
  const band = { top: 0, bottom: view.innerHeight };
  for (let above = element.parentElement; above; above = above.parentElement) {
    if (above.scrollHeight <= above.clientHeight) continue;
    const { overflowY } = view.getComputedStyle(above);
    if (overflowY !== "auto" && overflowY !== "scroll") continue;
    const box = above.getBoundingClientRect();
    band.top = Math.max(band.top, box.top);
    band.bottom = Math.min(band.bottom, box.bottom);
  }
  return band;
}

/** Call `settle` once a frame after anything scrolled and after `sized` or the window changed its size. */
export function follow_scroll(view: Window, sized: HTMLElement, settle: () => void): () => void {
  let frame = 0;
  const later = () => {
    view.cancelAnimationFrame(frame);
    frame = view.requestAnimationFrame(settle);
  };
  view.document.addEventListener("scroll", later, { capture: true, passive: true });
  view.addEventListener("resize", later);
  const observer = typeof ResizeObserver === "undefined" ? null : new ResizeObserver(later);
  observer?.observe(sized);
  return () => {
    view.cancelAnimationFrame(frame);
    view.document.removeEventListener("scroll", later, { capture: true });
    view.removeEventListener("resize", later);
    observer?.disconnect();
  };
}
