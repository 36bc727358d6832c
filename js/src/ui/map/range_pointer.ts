/** Selects a range: Shift and a press, a pull over empty space, a finger that rested first; moves nothing. */
import type { Spot } from "../../core/block";
import type { MapControl } from "./control";
import { LONG_PRESS, THRESHOLD } from "./drag";
import { read_place } from "./place";
import { key_of_spot, spot_of } from "./range";
import { extend_to, say_range } from "./range_gestures";

/** The cell an element stands in, or null for heads and the curve. */
function spot_in(target: Element | null): Spot | null {
  const element = target?.closest<HTMLElement>(".cjm-cell");
  const place = read_place(element?.dataset.cell ?? element?.dataset.key);
  return place?.kind === "cell" ? { lane_id: place.id, stage_id: place.stage_id } : null;
}

const same = (a: Spot, b: Spot) => a.lane_id === b.lane_id && a.stage_id === b.stage_id;

/** A finger on what is not dragged: it scrolls, unless it rests there first. */
interface Rest {
  pointer: number;
  key: string;
  spot: Spot | null;
  x: number;
  y: number;
  timer: ReturnType<typeof setTimeout>;
  /** It rested: from here on it pulls a range, or opens the menu where it is lifted. */
  held: boolean;
}

/** Listens on the grid, from `attach` to the clean-up it returns. */
export class RangePointer {
  /** Where a pull began. */
  private start: Spot | null = null;
  private pulled = false;
  private shifted = false;
  private pen = false;
  private rest: Rest | null = null;

  constructor(
    private readonly map: MapControl,
    private readonly grid: HTMLElement,
  ) {}

  attach(): () => void {
    const { grid } = this;
    const { ownerDocument } = grid;
    const capture: [string, (event: never) => void][] = [
      ["pointerdown", this.down],
      ["click", this.click],
    ];
    const plain: [string, (event: never) => void][] = [
      ["focusin", this.leave],
      ["pointermove", this.move],
      ["pointercancel", this.cancel],
      ["mousedown", this.keep_focus],
      ["touchend", this.no_click],
    ];
    for (const [name, listener] of capture) grid.addEventListener(name, listener as EventListener, true);
    for (const [name, listener] of plain) grid.addEventListener(name, listener as EventListener);
    grid.addEventListener("touchmove", this.no_scroll, { passive: false });
    ownerDocument.addEventListener("pointerup", this.up);
    return () => {
      this.cancel();
      for (const [name, listener] of capture) grid.removeEventListener(name, listener as EventListener, true);
      for (const [name, listener] of plain) grid.removeEventListener(name, listener as EventListener);
      grid.removeEventListener("touchmove", this.no_scroll);
      ownerDocument.removeEventListener("pointerup", this.up);
    };
  }

  private down = (event: PointerEvent): void => {
    const { map } = this;
    if (this.rest) return;
    this.shifted = this.pulled = false;
    this.start = null;
    const target = event.target as Element;
    if (event.button !== 0 || target.closest("textarea,button:not(.cjm-plus),[role=slider]")) return;
    const spot = spot_in(target);
    if (event.shiftKey) {
      const from = spot_of(map.seen, read_place(map.roving.current)) ?? spot;
      if (!spot || !from) return;
      this.shifted = true;
      extend_to(map, from, spot);
      return;
    }
    if (map.range.waiting) return;
    map.range.clear();
    if (target.closest("[data-drag]")) return;
    this.pen = event.pointerType === "pen";
    if (event.pointerType === "touch") this.touch(event, spot);
    else this.start = spot;
  };

  private touch(event: PointerEvent, spot: Spot | null): void {
    const key = (event.target as Element).closest<HTMLElement>("[data-key]")?.dataset.key;
    if (!key && !spot) return;
    const { clientX: x, clientY: y, pointerId: pointer } = event;
    const at = key ?? key_of_spot(this.map.seen, spot as Spot);
    this.rest = { pointer, key: at, spot, x, y, held: false, timer: setTimeout(this.hold, LONG_PRESS) };
  }

  private hold = (): void => {
    const { rest, map } = this;
    if (!rest) return;
    rest.held = true;
    this.grid.setPointerCapture?.(rest.pointer);
    if (rest.spot) map.range.set(rest.spot, rest.spot);
    this.grid.toggleAttribute("data-ranging", true);
  };

  private move = (event: PointerEvent): void => {
    const { rest, start } = this;
    if (rest && event.pointerId === rest.pointer) {
      const far = Math.hypot(event.clientX - rest.x, event.clientY - rest.y) >= THRESHOLD;
      if (!rest.held && far) this.cancel();
      else if (rest.held && rest.spot && far) {
        const { ownerDocument } = this.grid;
        this.pull(rest.spot, spot_in(ownerDocument.elementFromPoint(event.clientX, event.clientY)));
      }
      return;
    }
    if (!start) return;
    if ((event.buttons & 1) === 0) this.end();
    else this.pull(start, spot_in(event.target as Element));
  };

  /** Select from where the pull began to a cell; staying in the first one selects nothing yet. */
  private pull(start: Spot, spot: Spot | null): void {
    const { range } = this.map;
    if (!spot || (!this.pulled && same(start, spot))) return;
    if (!this.pulled || !range.head || !same(range.head, spot)) range.set(start, spot);
    this.pulled = true;
    this.grid.toggleAttribute("data-ranging", true);
  }

  private up = (event: PointerEvent): void => {
    const { rest, map } = this;
    if (rest && event.pointerId === rest.pointer && rest.held && !this.pulled) {
      this.cancel();
      this.shifted = true;
      map.roving.focus(rest.key);
      map.open_menu({ key: rest.key, x: rest.x, y: rest.y });
      return;
    }
    this.end();
  };

  private end(): void {
    const { range, roving, state } = this.map;
    if (this.pulled && range.head) {
      roving.focus(key_of_spot(state, range.head));
      say_range(this.map);
    }
    this.start = null;
    this.let_go();
  }

  private cancel = (): void => {
    if (this.rest?.held && !this.pulled) this.map.range.clear();
    this.start = null;
    this.let_go();
  };

  private let_go(): void {
    const { rest, grid } = this;
    this.rest = null;
    grid.removeAttribute("data-ranging");
    if (!rest) return;
    clearTimeout(rest.timer);
    if (grid.hasPointerCapture?.(rest.pointer)) grid.releasePointerCapture(rest.pointer);
  }

  /** The press that made a range must not take the focus away from it, nor its click the selection. */
  private keep_focus = (event: MouseEvent): void => {
    if (this.shifted || this.map.range.waiting) event.preventDefault();
  };

  private click = (event: MouseEvent): void => {
    const { map } = this;
    const spot = map.range.waiting ? spot_in(event.target as Element) : null;
    if (spot) extend_to(map, spot, spot);
    if (spot || this.shifted || this.pulled) event.stopPropagation();
    this.shifted = this.pulled = false;
  };

  private leave = (event: FocusEvent): void => {
    const key = (event.target as Element).closest<HTMLElement>("[data-key]")?.dataset.key;
    if (!this.start && !this.rest?.held && key) this.map.range.leave_for(read_place(key));
  };

  /** The click that would follow is no press on what the finger has just opened. */
  private no_click = (event: TouchEvent): void => {
    if ((this.shifted || this.pulled) && event.cancelable) event.preventDefault();
  };

  /** A pen selects where a finger would scroll. */
  private no_scroll = (event: TouchEvent): void => {
    if ((this.rest?.held || (this.pen && this.start)) && event.cancelable) event.preventDefault();
  };
}
