/** The place beside a map where one panel at a time is shown; knows what each kind of panel is drawn by. */
import type { ComponentType } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { CardPanel } from "../card/CardPanel";
import { useMap } from "../context";
import type { Panel } from "../control";
import { InventoryPanel } from "../inventory/InventoryPanel";
import { TemplatesPanel } from "../templates/TemplatesPanel";
import { JourneyPanel } from "./JourneyPanel";

type Kind = Panel["kind"];

/** Each panel gets what it was opened with. */
const PANELS: { readonly [K in Kind]?: ComponentType<Extract<Panel, { kind: K }>> } = {
  card: CardPanel,
  journey: JourneyPanel,
  inventory: InventoryPanel,
  templates: TemplatesPanel,
};
/** What only some boards have: panels, and a bar over the map. */
export type MorePanels = { readonly [K in Kind]?: ComponentType } & { readonly bar?: ComponentType };

export function Panels({ more }: { more: MorePanels }) {
  const map = useMap();
  const [, redraw] = useState(0);
  useLayoutEffect(() => map.on("panel", () => redraw((n) => n + 1)), [map]);
  const { panel } = map;
  const Shown = panel && ({ ...PANELS, ...more }[panel.kind] as ComponentType<Panel> | undefined);
  // The panel of a card goes from card to card with the selection: it is not opened anew.
  const key = panel?.kind === "card" ? panel.kind : JSON.stringify(panel);
  return panel && Shown ? <Shown {...panel} key={key} /> : null;
}
