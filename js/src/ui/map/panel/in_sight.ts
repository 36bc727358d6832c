/** Keeps a panel beside a tall map where the person looks, whatever scrolls; knows no panel. */
import { useLayoutEffect } from "preact/hooks";

interface Band {
  top: number;
  bottom: number;
}

/** The part of the window in which an element can be seen: cut by everything around it that scrolls. */
function window_on(element: HTMLElement): Band {
  const view = element.ownerDocument.defaultView ?? window;
  const band = { top: 0, bottom: view.innerHeight };
  for (let above = element.parentElement; above; above = above.parentElement) {
    const { overflowY } = view.getComputedStyle(above);
    if (overflowY !== "auto" && overflowY !== "scroll") continue;
    if (above.scrollHeight <= above.clientHeight) continue;
    const box = above.getBoundingClientRect();
    band.top = Math.max(band.top, box.top);
    band.bottom = Math.min(band.bottom, box.bottom);
  }
  return band;
}

function settle(panel: HTMLElement): void {
  const beside = panel.parentElement;
  if (!beside) return;
  const box = beside.getBoundingClientRect();
  const band = window_on(panel);
  const top = Math.max(0, Math.min(band.top - box.top, box.height - 260));
  const room = Math.min(box.height - top, Math.max(260, band.bottom - Math.max(band.top, box.top)));
  panel.style.setProperty("--cjm-panel-top", `${Math.round(top)}px`);
  panel.style.setProperty("--cjm-panel-height", `${Math.round(room)}px`);
}

/** Follow every scroll and every change of size while the panel is open. */
export function useInSight(panel: { current: HTMLElement | null }): void {
  useLayoutEffect(() => {
    const element = panel.current;
    const view = element?.ownerDocument.defaultView;
    if (!element || !view) return undefined;
    let frame = 0;
    const later = () => {
      view.cancelAnimationFrame(frame);
      frame = view.requestAnimationFrame(() => settle(element));
    };
    settle(element);
    view.document.addEventListener("scroll", later, { capture: true, passive: true });
    view.addEventListener("resize", later);
    const observer = typeof ResizeObserver === "undefined" ? null : new ResizeObserver(later);
    if (element.parentElement) observer?.observe(element.parentElement);
    return () => {
      view.cancelAnimationFrame(frame);
      view.document.removeEventListener("scroll", later, { capture: true });
      view.removeEventListener("resize", later);
      observer?.disconnect();
    };
  }, [panel]);
}
