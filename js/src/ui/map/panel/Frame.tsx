/** The frame of a panel beside the map: a heading, a way out, and room that scrolls; knows no content. */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "../../shell/icon";
import { useMap } from "../context";
import { useInSight } from "./in_sight";
import { useOpener } from "./use_opener";

interface FrameProps {
  title: string;
  /** In place of the map, not beside it. */
  wide?: boolean;
  children: ComponentChildren;
}

/** Escape closes it, unless something inside took the key. */
export function Frame({ title, wide = false, children }: FrameProps) {
  const map = useMap();
  const close = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLElement>(null);
  useInSight(panel);
  useOpener();
  useLayoutEffect(() => close.current?.focus({ preventScroll: true }), []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    map.close_panel();
  };
  return (
    <section
      class={wide ? "cjm-panel cjm-panel--wide" : "cjm-panel"}
      role="group"
      aria-label={title}
      ref={panel}
      onKeyDown={onKeyDown}
    >
      <div class="cjm-panel__sheet">
        <header class="cjm-panel__head">
          <h3 class="cjm-panel__title" dir="auto">
            {title}
          </h3>
          <button
            type="button"
            class="cjm-icon-button"
            aria-label={map.t("panel.close")}
            title={map.t("panel.close")}
            ref={close}
            onClick={() => map.close_panel()}
          >
            <Icon name="x" />
          </button>
        </header>
        <div class="cjm-panel__body">{children}</div>
      </div>
    </section>
  );
}
