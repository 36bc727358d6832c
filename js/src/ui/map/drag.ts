/** Dragging cards, stages and lanes with mouse, touch or pen: local until the pointer goes up, then one commit. */

import { cell, lanes, stages, stages_of, steps } from "../../core/state";
import type { MapControl } from "./control";
import { type Drop, drop_of } from "./drop";
import { name_of, put_card, put_lane, put_stage } from "./gestures";
import { type Place, read_place } from "./place";
import { drawn_phases, put_phase, put_step } from "./structure_gestures";

/** Pixels a pointer may tremble. */
export const THRESHOLD = 4;
/** Milliseconds a finger rests before it drags, selects or asks for the menu. */
export const LONG_PRESS = 350;
const EDGE = 36;

interface Held {
  pointer: number;
  element: HTMLElement;
  place: Place;
  x: number;
  y: number;
  touch: boolean;
  /** Touch on a card scrolls the page unless it rests there first. */
  ready: boolean;
  moving: boolean;
  /** It went somewhere since it was lifted. */
  went: boolean;
  timer: ReturnType<typeof setTimeout> | undefined;
  drop: Drop | null;
}

/** Listens on the grid; moves only the marker and the ghost until something is dropped. */
export class DragControl {
  private held: Held | null = null;
  private ghost: HTMLElement | null = null;
  private marker: HTMLElement | null = null;
  /** A click follows the end of a drag; it must not select or edit. */
  just_dropped = false;

  constructor(
    private readonly map: MapControl,
    private readonly grid: HTMLElement,
    private readonly layer: HTMLElement,
  ) {}

  /** Start to listen; returns the clean-up. */
  attach(): () => void {
    const { grid } = this;
    const pairs: [keyof HTMLElementEventMap, (event: never) => void][] = [
      ["pointerdown", this.down],
      ["pointermove", this.move],
      ["pointerup", this.up],
      ["pointercancel", this.cancel],
      ["lostpointercapture", this.lost],
      ["contextmenu", this.no_menu],
    ];
    for (const [name, listener] of pairs) grid.addEventListener(name, listener as EventListener);
    grid.addEventListener("touchmove", this.no_scroll, { passive: false });
    grid.addEventListener("touchend", this.no_click);
    return () => {
      this.cancel();
      for (const [name, listener] of pairs) grid.removeEventListener(name, listener as EventListener);
      grid.removeEventListener("touchmove", this.no_scroll);
      grid.removeEventListener("touchend", this.no_click);
    };
  }

  private down = (event: PointerEvent): void => {
    this.just_dropped = false;
    const target = event.target as HTMLElement;
    if (this.held || event.button !== 0 || this.map.locked || target.closest("textarea,button,[role=slider]"))
      return;
    const element = target.closest<HTMLElement>("[data-drag]");
    const place = read_place(element?.dataset.key);
    if (!element || !place) return;
    const touch = event.pointerType === "touch";
    const grip = target.closest("[data-grip]") !== null;
    const held: Held = {
      pointer: event.pointerId,
      element,
      place,
      touch,
      x: event.clientX,
      y: event.clientY,
      ready: !touch || grip,
      moving: false,
      went: false,
      drop: null,
      timer: undefined,
    };
    if (!held.ready) held.timer = setTimeout(() => this.lift(held), LONG_PRESS);
    this.held = held;
  };

  /** A finger has rested long enough: from here on it drags. */
  private lift(held: Held): void {
    if (this.held !== held) return;
    held.ready = true;
    this.begin(held);
  }

  private move = (event: PointerEvent): void => {
    const { held } = this;
    if (!held || event.pointerId !== held.pointer) return;
    const far = Math.hypot(event.clientX - held.x, event.clientY - held.y) >= THRESHOLD;
    if (!held.ready) {
      if (far) this.release();
      return;
    }
    if (!held.moving) {
      if (!far) return;
      this.begin(held);
    }
    held.went ||= far;
    this.follow(held, event);
  };

  private begin(held: Held): void {
    held.moving = true;
    this.grid.setPointerCapture?.(held.pointer);
    held.element.setAttribute("data-dragging", "");
    const make = (name: string) => {
      const box = held.element.ownerDocument.createElement("div");
      box.className = name;
      box.setAttribute("aria-hidden", "true");
      this.layer.append(box);
      return box;
    };
    this.ghost = make("cjm-ghost");
    this.ghost.textContent = name_of(this.map, held.place);
    this.put_ghost(held.x, held.y);
    this.marker = make("cjm-marker");
    held.element.ownerDocument.addEventListener("keydown", this.key, true);
  }

  private follow(held: Held, event: PointerEvent): void {
    const { clientX: x, clientY: y } = event;
    this.put_ghost(x, y);
    const scroller = this.grid.parentElement;
    const box = scroller?.getBoundingClientRect();
    if (scroller && box) {
      if (x > box.right - EDGE) scroller.scrollLeft += 14;
      if (x < box.left + EDGE) scroller.scrollLeft -= 14;
    }
    held.drop = drop_of(this.grid, held.place, held.element, x, y);
    const { marker } = this;
    if (!marker) return;
    marker.hidden = held.drop === null;
    if (!held.drop) return;
    const { left, top, width, height } = held.drop.line;
    const origin = this.layer.getBoundingClientRect();
    const place = { left: left - origin.left, top: top - origin.top, width, height };
    for (const [name, size] of Object.entries(place)) marker.style.setProperty(name, `${size}px`);
  }

  private put_ghost(x: number, y: number): void {
    const origin = this.layer.getBoundingClientRect();
    if (this.ghost) this.ghost.style.transform = `translate(${x - origin.left}px,${y - origin.top}px)`;
  }

  private up = (event: PointerEvent): void => {
    const { held } = this;
    if (!held || event.pointerId !== held.pointer) return;
    if (held.moving) this.just_dropped = true;
    if (held.moving && !held.went) {
      this.release();
      this.menu(held);
      return;
    }
    if (held.moving) this.follow(held, event);
    const { drop, moving, place } = held;
    this.release();
    if (moving && drop) this.commit(place, drop);
  };

  /** A finger that rested and went nowhere asks what can be done. */
  private menu({ element, x, y }: Held): void {
    const { key } = element.dataset;
    if (!key) return;
    this.map.roving.focus(key);
    this.map.open_menu({ key, x, y });
  }

  /** The target counts the dragged one too; the commands count the others only. */
  private commit({ kind, id }: Place, { index, lane_id, stage_id, phase_id }: Drop): void {
    const { map } = this;
    const { seen: state, journey_id } = map;
    const before = (list: readonly { id: string }[]) =>
      list.slice(0, index).filter((item) => item.id !== id).length;
    if (kind === "lane") put_lane(map, id, before(lanes(state, journey_id)));
    else if (kind === "phase") put_phase(map, id, before(drawn_phases(map.state, journey_id)));
    else if (kind === "step" && stage_id) put_step(map, id, stage_id, before(steps(state, stage_id)));
    else if (kind === "stage" && phase_id) {
      const ahead = stages(state, journey_id).slice(0, index);
      // Over a collapsed phase it goes to its end.
      const inside = Number.isFinite(index)
        ? ahead.filter((stage) => stage.phase_id === phase_id)
        : stages_of(map.state, phase_id);
      put_stage(map, id, { phase_id, index: before(inside) });
    } else if (lane_id && stage_id) {
      put_card(map, id, lane_id, stage_id, before(cell(state, lane_id, stage_id)));
    }
  }

  private key = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    this.just_dropped = true;
    this.release();
    this.map.board.announce(this.map.t("map.drag_cancelled"));
  };

  private cancel = (): void => this.release();

  /** No click follows: it would land on what the finger has just opened or dropped. */
  private no_click = (event: TouchEvent): void => {
    if (this.just_dropped && event.cancelable) event.preventDefault();
  };

  /** A finger is captured by the card it touched until the grid takes it: that loss is ours. */
  private lost = (event: PointerEvent): void => {
    if (event.target === this.grid) this.release();
  };

  private release(): void {
    const { held } = this;
    this.held = null;
    this.ghost?.remove();
    this.marker?.remove();
    this.ghost = this.marker = null;
    if (!held) return;
    clearTimeout(held.timer);
    held.element.removeAttribute("data-dragging");
    held.element.ownerDocument.removeEventListener("keydown", this.key, true);
    if (this.grid.hasPointerCapture?.(held.pointer)) this.grid.releasePointerCapture(held.pointer);
  }

  private no_scroll = (event: TouchEvent): void => {
    // A pen drags where a finger would scroll.
    if (this.held && (this.held.moving || !this.held.touch) && event.cancelable) event.preventDefault();
  };

  private no_menu = (event: Event): void => {
    if (this.held?.touch) event.preventDefault();
  };
}
