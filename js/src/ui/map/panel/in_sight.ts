/** Keeps a panel beside a tall map where the person looks, whatever scrolls; knows no panel. */
import { useLayoutEffect } from "preact/hooks";
import { follow_scroll, window_on } from "../window_on";

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
    settle(element);
    return follow_scroll(view, element.parentElement ?? element, () => settle(element));
  }, [panel]);
}
