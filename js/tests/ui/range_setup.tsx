/** The map with a few more cards, hands that hold Shift, and a clipboard. */
import { act } from "@testing-library/preact";
import { cell } from "../../src/core/state";
import { focused, J, L1, L2, map_tables, press, S1, S2, show_map, stand_on } from "./map_setup";

/** The map with more cards, so that a range has something to hold. */
export function show(change: Parameters<typeof show_map>[0] = () => {}) {
  const small = map_tables();
  const card = (n: number, lane_id: string, stage_id: string, text: string) => ({
    [`card_bbbb000${n}`]: { id: `card_bbbb000${n}`, journey_id: J, lane_id, stage_id, order: "a0", text },
  });
  const cards = {
    ...small.cards,
    ...card(1, L1, S2, "Third"),
    ...card(2, L2, S1, "Said"),
    ...card(3, L2, S2, "Asked"),
  };
  const board = show_map(change, { ...small, cards });
  const said = () => board.container.querySelector("[aria-live]")?.textContent;
  const marked = () =>
    [...board.container.querySelectorAll<HTMLElement>("[aria-selected=true]")].map(
      (element) => element.dataset.cell ?? element.dataset.key,
    );
  const state = () => board.store.snapshot.state;
  const texts = (lane_id: string, stage_id: string) =>
    cell(state(), lane_id, stage_id).map((one) => one.text);
  return { ...board, said, marked, state, texts };
}

export const shift = (...keys: string[]) => keys.map((key) => press(key, { shiftKey: true }));

/** Fire what the browser fires for Ctrl+C, X or V; returns what lies on the clipboard then. */
export function clip(name: "copy" | "cut" | "paste", data: Record<string, string> = {}) {
  const held = { ...data };
  const event = new Event(name, { bubbles: true, cancelable: true });
  const clipboardData = {
    getData: (type: string) => held[type] ?? "",
    setData: (type: string, text: string) => void Object.assign(held, { [type]: text }),
  };
  Object.defineProperty(event, "clipboardData", { value: clipboardData });
  act(() => void (focused() ?? document.body).dispatchEvent(event));
  return { held, taken: event.defaultPrevented };
}
export const paste = (text: string) => clip("paste", { "text/plain": text });
export const first = () => stand_on("group", /^First/);
