/** One pointer drag of one handle: mouse, touch or pen, with capture; knows no scale, no record, no store. */
import { useRef } from "preact/hooks";

/** Where a drag began and the value it began with. */
export interface DragStart {
  x: number;
  y: number;
  value: number;
}

export interface DragOptions {
  value: () => number;
  /** The value for where the pointer is now. */
  read: (event: PointerEvent, start: DragStart) => number;
  show: (value: number, event: PointerEvent, start: DragStart) => void;
  /** The pointer went up after moving. */
  drop: () => void;
  cancel: () => void;
  /** The pointer went up where it went down. */
  tap?: ((event: PointerEvent, focused_before: boolean) => void) | undefined;
  disabled?: boolean | undefined;
}

export interface DragHandlers {
  onPointerDown: (event: PointerEvent) => void;
  onPointerMove: (event: PointerEvent) => void;
  onPointerUp: (event: PointerEvent) => void;
  onPointerCancel: (event: PointerEvent) => void;
}

interface Drag extends DragStart {
  pointer: number;
  moved: boolean;
  focused: boolean;
  target: Element;
}

/** Pixels a pointer may wander and still be a tap. */
const SLACK = 3;

/** Handlers for one handle, and `abort()` for the Escape key: true when a drag was under way. */
export function useDrag(options: DragOptions): { handlers: DragHandlers; abort: () => boolean } {
  const drag = useRef<Drag | null>(null);
  const abort = (): boolean => {
    const now = drag.current;
    drag.current = null;
    if (!now) return false;
    now.target.releasePointerCapture?.(now.pointer);
    options.cancel();
    return true;
  };
  const handlers: DragHandlers = {
    onPointerDown(event) {
      if (event.button !== 0 || drag.current) return;
      const target = event.currentTarget as Element & HTMLOrSVGElement;
      const focused = (target.getRootNode() as Document | ShadowRoot).activeElement === target;
      const { clientX: x, clientY: y, pointerId: pointer } = event;
      drag.current = { x, y, pointer, target, focused, moved: false, value: options.value() };
      target.setPointerCapture?.(pointer);
      target.focus({ preventScroll: true });
      event.preventDefault();
      event.stopPropagation();
    },
    onPointerMove(event) {
      const now = drag.current;
      if (!now || event.pointerId !== now.pointer || options.disabled) return;
      now.moved ||= Math.hypot(event.clientX - now.x, event.clientY - now.y) >= SLACK;
      if (now.moved) options.show(options.read(event, now), event, now);
    },
    onPointerUp(event) {
      const now = drag.current;
      if (!now || event.pointerId !== now.pointer) return;
      drag.current = null;
      if (now.moved) options.drop();
      else options.tap?.(event, now.focused);
    },
    onPointerCancel(event) {
      if (event.pointerId === drag.current?.pointer) abort();
    },
  };
  return { handlers, abort };
}
