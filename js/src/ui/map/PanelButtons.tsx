/** The buttons of the header that open and close panels: settings, touchpoints, versions, templates; knows no panel's content. */
import { useLayoutEffect, useState } from "preact/hooks";
import { Icon } from "../shell/icon";
import { useMap } from "./context";
import type { MorePanels } from "./panel/Panels";

const BUTTONS = [
  ["journey", "settings"],
  ["inventory", "table-2"],
  ["versions", "history"],
  ["templates", "layout-template"],
] as const;

export function PanelButtons({ more }: { more: MorePanels }) {
  const map = useMap();
  const { viewer } = map.board.host;
  const [, redraw] = useState(0);
  useLayoutEffect(() => map.on("panel", () => redraw((n) => n + 1)), [map]);
  return (
    <>
      {BUTTONS.filter(([kind]) =>
        kind === "versions" ? more.versions : !(viewer && kind === "templates"),
      ).map(([kind, icon]) => {
        const name = map.t(`panel.open_${kind}`);
        const open = map.panel?.kind === kind;
        return (
          <button
            key={kind}
            type="button"
            class="cjm-icon-button cjm-panel-button"
            aria-expanded={open}
            aria-label={name}
            title={name}
            data-panel={kind}
            onClick={() => (open ? map.close_panel() : map.open_panel({ kind }))}
          >
            <Icon name={icon} size={16} />
          </button>
        );
      })}
    </>
  );
}
