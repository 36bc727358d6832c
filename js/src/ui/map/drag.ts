/** Dragging cards, stages and lanes with mouse, touch or pen: local until the pointer goes up, then one commit. */

import { stage_place } from "../../core/commands";
import { cell, get, lanes, phases, stages, stages_of } from "../../core/state";
import type { MapControl } from "./control";
import { type Drop, drop_of } from "./drop";
import { name_of, put_card, put_lane, put_stage } from "./gestures";
import { type Place, read_place } from "./place";

const THRESHOLD = 4;
const LONG_PRESS = 350;
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
      ["lostpointercapture", this.cancel],
      ["contextmenu", this.no_menu],
    ];
    for (const [name, listener] of pairs) grid.addEventListener(name, listener as EventListener);
    grid.addEventListener("touchmove", this.no_scroll, { passive: false });
    return () => {
      this.cancel();
      for (const [name, listener] of pairs) grid.removeEventListener(name, listener as EventListener);
      grid.removeEventListener("touchmove", this.no_scroll);
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
    if (held.moving) {
      this.just_dropped = true;
      this.follow(held, event);
    }
    const { drop, moving, place } = held;
    this.release();
    if (moving && drop) this.commit(place, drop);
  };

  private commit(place: Place, drop: Drop): void {
    const { map } = this;
    const { state, journey_id } = map;
    if (place.kind === "lane") {
      const all = lanes(state, journey_id);
      const from = all.findIndex((lane) => lane.id === place.id);
      const to = drop.index > from ? drop.index - 1 : drop.index;
      if (to !== from) put_lane(map, place.id, to);
    } else if (place.kind === "stage") {
      const all = stages(state, journey_id);
      const from = all.findIndex((stage) => stage.id === place.id);
      const to = drop.index > from ? drop.index - 1 : drop.index;
      const target = drop.phase_id ? phase_place(map, place.id, drop) : stage_place(state, place.id, to);
      if (target && (to !== from || target.phase_id !== get(state, "stages", place.id)?.phase_id))
        put_stage(map, place.id, target);
    } else if (drop.lane_id && drop.stage_id) {
      const here = cell(state, drop.lane_id, drop.stage_id).findIndex((card) => card.id === place.id);
      const index = here >= 0 && drop.index > here ? drop.index - 1 : drop.index;
      if (index !== here) put_card(map, place.id, drop.lane_id, drop.stage_id, index);
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
    if (this.held?.moving && event.cancelable) event.preventDefault();
  };

  private no_menu = (event: Event): void => {
    if (this.held?.touch) event.preventDefault();
  };
}

/** Dropped in the middle of a column: the stage goes into the phase of that column. */
function phase_place(map: MapControl, id: string, drop: Drop): { phase_id: string; index: number } | null {
  const phase = phases(map.state, map.journey_id).find((other) => other.id === drop.phase_id);
  if (!phase) return null;
  const others = stages_of(map.state, phase.id).filter((stage) => stage.id !== id);
  const near = others.findIndex((stage) => stage.id === drop.near);
  return { phase_id: phase.id, index: near < 0 ? others.length : near + (drop.after ? 1 : 0) };
}
