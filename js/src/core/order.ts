/** Fractional order keys, so that a move changes one record; knows no tables. */
import { generateKeyBetween } from "fractional-indexing";

/**
 * A key between two keys; null means the open end.
 *
 * Two records made at the same moment can carry equal keys. Then the new key goes behind both.
 */
export function between(before: string | null, after: string | null): string {
  const end = before !== null && after !== null && before >= after ? null : after;
  try {
    return generateKeyBetween(before, end);
  } catch {
    // A key written by hand that is no fractional index still has a place behind it.
    return `${before ?? ""}V`;
  }
}

/** The key that puts a new item at `index` of sorted `items`; undefined means at the end. */
export function key_at(items: readonly { readonly order?: string }[], index?: number | null): string {
  const at = index == null ? items.length : Math.max(0, Math.min(index, items.length));
  return between(items[at - 1]?.order ?? null, items[at]?.order ?? null);
}
