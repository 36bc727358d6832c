/** What the sheet of shortcuts lists: the keys of the grid, then every action of the one table; draws nothing. */
import type { TextKey } from "../../core/i18n";
import type { Translate } from "../shell/context";
import { ACTIONS, INLINE } from "./actions";
import { maybe } from "./titles";

type Line = readonly [label: TextKey, keys: string];

const GRID: readonly (readonly [title: TextKey, lines: readonly Line[]])[] = [
  [
    "map.keys_walk",
    [
      ["map.keys_cells", "← ↑ → ↓"],
      ["map.keys_row", "Home, End"],
      ["map.keys_corner", "Ctrl+Home, Ctrl+End"],
      ["map.keys_points", "Enter, Esc"],
      ["views.find_title", "Ctrl+F"],
      ["views.find_next", "F3"],
      ["views.find_previous", "Shift+F3"],
    ],
  ],
  [
    "map.keys_select",
    [
      ["map.keys_range", "Shift+← ↑ → ↓"],
      ["map.keys_range_far", "Shift+Home, Shift+End"],
      ["map.keys_all", "Ctrl+A"],
      ["map.keys_pick", "Space"],
      ["map.keys_none", "Esc"],
    ],
  ],
  [
    "map.keys_change",
    [
      ["map.keys_edit", "Enter, F2"],
      ["map.keys_line", "Shift+Enter"],
      ["map.keys_next", "Tab"],
      ["map.keys_cancel", "Esc"],
      ["map.keys_paste", "Ctrl+V"],
      ["map.keys_undo", "Ctrl+Z"],
      ["map.keys_redo", "Ctrl+Y, Ctrl+Shift+Z"],
      ["map.keys_menu", "Shift+F10"],
    ],
  ],
  [
    "map.keys_curve",
    [
      ["curve.key_between", "Insert, +"],
      ["curve.key_aside", "Shift+← →"],
    ],
  ],
];

export interface Section {
  title: string;
  lines: { label: string; keys: string }[];
}

/** The names that stand on the keys of this keyboard. */
function named(t: Translate, keys: string): string {
  const apple = /Mac|iP(hone|ad)/.test(globalThis.navigator?.platform ?? "");
  const name = (key: string) =>
    apple && key === "Ctrl" ? "⌘" : (maybe(t, `map.key_${key.toLowerCase()}`) ?? key);
  return keys
    .split(", ")
    .map((one) => one.split("+").map(name).join("+"))
    .join(", ");
}

/** All sections; choices of one kind share a line, and an action that several places offer is named once. */
export function shortcuts(t: Translate): Section[] {
  const grid = GRID.map(([title, lines]) => ({
    title: t(title),
    lines: lines.map(([label, keys]) => ({ label: t(label), keys: named(t, keys) })),
  }));
  const actions = new Map<string, { label: string; keys: string }>();
  for (const { group, label, label_values, keys } of ACTIONS) {
    const heading = INLINE[group];
    const text = t(label, label_values);
    const id = heading ? group : text;
    const line = actions.get(id);
    if (!line) {
      const whole = heading ? t("map.keys_choice", { name: t(heading), choices: text }) : text;
      actions.set(id, { label: whole, keys: keys ? named(t, keys) : t("map.keys_in_menu") });
    } else if (heading) line.label += `, ${text}`;
  }
  return [...grid, { title: t("map.keys_actions"), lines: [...actions.values()] }];
}
