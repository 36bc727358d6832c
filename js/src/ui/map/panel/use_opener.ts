/** Gives the focus back to the button outside of the grid that opened a panel; knows no panel. */
import { useLayoutEffect, useRef } from "preact/hooks";

/** To be called before the panel takes the focus. */
export function useOpener(): void {
  const opener = useRef<HTMLElement | null | undefined>(undefined);
  if (opener.current === undefined) {
    const active = typeof document === "undefined" ? null : document.activeElement;
    const inner = active?.shadowRoot?.activeElement ?? active;
    opener.current = inner instanceof HTMLElement && inner.matches(".cjm-panel-button") ? inner : null;
  }
  useLayoutEffect(
    () => () => {
      if (opener.current?.isConnected) opener.current.focus();
    },
    [],
  );
}
