/** A small journey map on the test board, and hands that press keys as a browser would. */
import { act, fireEvent, screen } from "@testing-library/preact";
import type { PlainTables } from "../../src/core/protocol";
import { JourneyMap } from "../../src/ui/map/JourneyMap";
import type { Kernel } from "../core/kernel";
import { C1, J, S1, S2, S3, tables } from "../core/make";
import { show } from "./board_setup";

export const L3 = "lane_aaaa0003";
export const L4 = "lane_aaaa0004";
export const L5 = "lane_aaaa0005";
export { C1, C2, J, L1, L2, S1, S2, S3 } from "../core/make";

const lane = (id: string, kind: string, order: string, more: object = {}) => ({
  [id]: { id, journey_id: J, kind, order, ...more },
});

/** The small journey with touchpoints, the curve and a metric besides its two lanes of cards. */
export function map_tables(): PlainTables {
  const small = tables();
  const lanes = {
    ...small.lanes,
    ...lane(L3, "touchpoints", "a2"),
    ...lane(L4, "emotions", "a3"),
    ...lane(L5, "metrics", "a4", { metric: "csat" }),
  };
  return { ...small, lanes } as PlainTables;
}

const NONE = {
  value: null,
  low: null,
  high: null,
  reason: null,
  base: null,
  target: null,
  unit: "share",
} as const;

export const METRICS = {
  csat: {
    [S1]: { ...NONE, metric: "csat", stage_id: S1, value: 0.64, low: 0.59, high: 0.69, n: 371, state: "ok" },
    [S2]: { ...NONE, metric: "csat", stage_id: S2, value: 0.41, n: 296, state: "off_target", target: 0.75 },
    [S3]: {
      ...NONE,
      metric: "csat",
      stage_id: S3,
      value: 0.71,
      n: 17,
      state: "too_few",
      reason: "17 answers",
    },
  },
} as const;

/** Show the map; happy-dom lays nothing out, so the curve stays away. */
export function show_map(change: (kernel: Kernel) => void = () => {}, content: PlainTables = map_tables()) {
  const board = show(content, JourneyMap, change);
  const flush = () => act(() => board.page.flush());
  const card = (id: string = C1) => board.record("cards", id);
  const last = () => board.edits().at(-1);
  return { ...board, flush, card, last };
}

export const focused = (): HTMLElement => document.activeElement as HTMLElement;
export const here = (): string | undefined => focused()?.dataset.key;

/** Press a key on what has the focus; false when it was taken. */
export function press(key: string, more: KeyboardEventInit = {}): boolean {
  let free = true;
  act(() => {
    free = fireEvent.keyDown(focused(), { key, bubbles: true, cancelable: true, ...more });
  });
  return free;
}

/** Type: a key that nobody took goes into the field that then has the focus, as in a browser. */
export function type(text: string): void {
  for (const letter of text) {
    if (!press(letter)) continue;
    const field = focused();
    if (!(field instanceof HTMLTextAreaElement)) continue;
    const { value, selectionStart: from, selectionEnd: to } = field;
    field.value = value.slice(0, from) + letter + value.slice(to);
    field.setSelectionRange(from + 1, from + 1);
    act(() => void fireEvent.input(field));
  }
}

/** Put the focus on a place by its accessible name. */
export function stand_on(
  role: "group" | "gridcell" | "columnheader" | "rowheader",
  name: string | RegExp,
): HTMLElement {
  const element = screen.getByRole(role, { name });
  act(() => element.focus());
  return element;
}

export const field = (): HTMLTextAreaElement => {
  const element = focused();
  if (!(element instanceof HTMLTextAreaElement))
    throw new Error(`no field, but ${element.outerHTML.slice(0, 80)}`);
  return element;
};
