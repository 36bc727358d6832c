/** Compares JSON values by content, and keeps the identity of what did not change; knows no records. */

type Plain = { readonly [key: string]: unknown };

const is_object = (value: unknown): value is Plain => typeof value === "object" && value !== null;

/** True when two JSON values hold the same; the order of keys does not count. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (!is_object(a) || !is_object(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]));
}

/** Return `next`, with every part that equals the same part of `previous` replaced by it. */
export function share<T>(previous: unknown, next: T): T {
  if (previous === next || !is_object(previous) || !is_object(next)) return next;
  if (Array.isArray(previous) !== Array.isArray(next)) return next;
  const before = previous as Plain;
  const after = next as { [key: string]: unknown };
  const keys = Object.keys(after);
  let same = keys.length === Object.keys(before).length;
  for (const key of keys) {
    after[key] = share(before[key], after[key]);
    same &&= after[key] === before[key] && Object.hasOwn(before, key);
  }
  return same ? (previous as T) : next;
}
