/** Drags a touchpoint to the row of another medium: follows the pointer, commits nothing itself; knows no record. */

const FAR = 4;

/** Begin a drag at a press; `drop` gets the row it ended over. Escape, or anywhere else, is no drop. */
export function begin_row_drag(press: PointerEvent, chip: HTMLElement, drop: (medium: string) => void): void {
  if (press.button !== 0) return;
  const view = chip.ownerDocument.defaultView ?? window;
  const root = chip.getRootNode() as Document | ShadowRoot;
  const ends = new AbortController();
  const { signal } = ends;
  let over: HTMLElement | null = null;
  let moved = false;
  const light = (row: HTMLElement | null) => {
    if (row === over) return;
    if (over) delete over.dataset.over;
    if (row) row.dataset.over = "";
    over = row;
  };
  const stop = () => {
    ends.abort();
    light(null);
    chip.style.transform = "";
    delete chip.dataset.dragged;
  };
  const on = <K extends keyof WindowEventMap>(name: K, fn: (event: WindowEventMap[K]) => void) =>
    view.addEventListener(name, fn, { signal, capture: true });
  on("pointermove", (event) => {
    if (event.pointerId !== press.pointerId) return;
    const [x, y] = [event.clientX - press.clientX, event.clientY - press.clientY];
    moved ||= Math.hypot(x, y) > FAR;
    if (!moved) return;
    chip.dataset.dragged = "";
    chip.style.transform = `translate(${x}px, ${y}px)`;
    const under = root.elementsFromPoint(event.clientX, event.clientY);
    light(under.map((each) => each.closest<HTMLElement>("[data-medium]")).find(Boolean) ?? null);
  });
  on("pointerup", (event) => {
    if (event.pointerId !== press.pointerId) return;
    const medium = over?.dataset.medium;
    stop();
    if (!moved) return;
    // The click that follows belongs to the drag.
    const swallow = new AbortController();
    const options = { capture: true, once: true, signal: swallow.signal };
    view.addEventListener("click", (click) => click.stopPropagation(), options);
    view.setTimeout(() => swallow.abort(), 0);
    if (medium !== undefined) drop(medium);
  });
  on("pointercancel", stop);
  on("keydown", (event) => {
    if (event.key !== "Escape" || !moved) return;
    event.preventDefault();
    event.stopPropagation();
    stop();
  });
}
