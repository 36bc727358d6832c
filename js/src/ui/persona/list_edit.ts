/** What the keys of a list field do to its items; pure: knows no DOM, no record, no store. */

export interface Item {
  key: number;
  text: string;
}

/** Items after a key, and where the caret goes. */
export interface Edited {
  items: Item[];
  key: number;
  caret: number;
}

export function to_items(texts: readonly string[]): Item[] {
  return texts.map((text, key) => ({ key, text }));
}

/** The texts that are worth keeping: trimmed, the empty ones left out. */
export function to_texts(items: readonly Item[]): string[] {
  return items.map((item) => item.text.trim()).filter((text) => text !== "");
}

export function same_texts(a: readonly Item[], b: readonly Item[]): boolean {
  return JSON.stringify(to_texts(a)) === JSON.stringify(to_texts(b));
}

/** Enter: break the item at `at` in two. */
export function split(items: readonly Item[], index: number, at: number): Edited {
  const item = items[index] ?? { key: -1, text: "" };
  const key = 1 + Math.max(-1, ...items.map((each) => each.key));
  const halves = [
    { key: item.key, text: item.text.slice(0, at).trimEnd() },
    { key, text: item.text.slice(at).trimStart() },
  ];
  return { items: [...items.slice(0, index), ...halves, ...items.slice(index + 1)], key, caret: 0 };
}

/** Put texts of several lines (a paste) in place of one item. */
export function spread(items: readonly Item[], index: number, lines: readonly string[]): Edited {
  let next = 1 + Math.max(-1, ...items.map((each) => each.key));
  const first = items[index]?.key ?? next++;
  const added = lines.map((text, i) => ({ key: i === 0 ? first : next++, text }));
  const last = added[added.length - 1] ?? { key: first, text: "" };
  return {
    items: [...items.slice(0, index), ...added, ...items.slice(index + 1)],
    key: last.key,
    caret: last.text.length,
  };
}

/** Backspace in an empty item: take it out, the caret goes to the end of the one before. */
export function drop(items: readonly Item[], index: number): Edited | null {
  if (items.length < 2) return null;
  const left = items.filter((_, i) => i !== index);
  const before = left[Math.max(0, index - 1)] as Item;
  return { items: left, key: before.key, caret: before.text.length };
}

/** Alt+Up and Alt+Down: move the item by `by` places. */
export function shift(items: readonly Item[], index: number, by: number, caret: number): Edited | null {
  const item = items[index];
  const to = index + by;
  if (!item || to < 0 || to >= items.length) return null;
  const left = items.filter((_, i) => i !== index);
  left.splice(to, 0, item);
  return { items: left, key: item.key, caret };
}
