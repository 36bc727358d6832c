/** A small form beside a button, in the browser's top layer so that nothing clips it; knows no fields. */
import type { ComponentChildren, RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { place, useOutside } from "./floating";

export interface PopoverProps {
  label: string;
  /** The button it belongs to: it opens below, and the focus goes back there. */
  anchor: RefObject<HTMLElement | null>;
  class?: string;
  children: ComponentChildren;
  onClose: () => void;
}

const FOCUSABLE = "button:not([tabindex='-1']),textarea,input,select,[tabindex='0']";

/** Draw the form: the focus goes to its first part; Escape, a press outside and Tab past its end close it. */
export function Popover({ label, anchor, class: own = "", children, onClose }: PopoverProps) {
  const box = useRef<HTMLDivElement>(null);
  useOutside(box, onClose);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    element.showPopover?.();
    const at = anchor.current?.getBoundingClientRect();
    place(element, at?.left ?? 0, (at?.bottom ?? 0) + 4);
    element.querySelector<HTMLElement>(FOCUSABLE)?.focus({ preventScroll: true });
  }, [anchor]);
  const back = (event: KeyboardEvent) => {
    event.preventDefault();
    event.stopPropagation();
    anchor.current?.focus();
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") return back(event);
    if (event.key !== "Tab" || !box.current) return;
    const parts = [...box.current.querySelectorAll<HTMLElement>(FOCUSABLE)];
    const edge = event.shiftKey ? parts[0] : parts.at(-1);
    if (event.target === edge) back(event);
  };
  return (
    <div
      class={`cjm-popover ${own}`}
      role="dialog"
      popover="manual"
      aria-label={label}
      ref={box}
      onKeyDown={onKeyDown}
    >
      {children}
    </div>
  );
}
