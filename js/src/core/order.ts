/**
 * Fractional order keys, so that a move changes one record; knows no tables.
 *
 * The same keys as the package `fractional-indexing` makes, in a tenth of its size: a head letter that says how
 * long the integer part is (a = 2 characters … z = 27, Z = 2 … A = 27), the integer, and a fraction in base 62.
 */

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const HEADS = DIGITS.slice(10);
const SMALLEST = `A${"0".repeat(26)}`;

/** The integer part of a key; throws where it is no fractional index. */
function integer_of(key: string): string {
  const head = HEADS.indexOf(key.charAt(0));
  const length = head < 26 ? 27 - head : head - 24;
  if (head < 0 || key.length < length || key === SMALLEST) throw new Error(key);
  if (key.length > length && key.endsWith("0")) throw new Error(key);
  return key.slice(0, length);
}

/** The next integer (`step` 1) or the one before (-1); null past the last one. */
function next_integer(integer: string, step: 1 | -1): string | null {
  const from = step > 0 ? "z" : "0";
  const to = step > 0 ? "0" : "z";
  const body = integer.slice(1);
  let at = body.length - 1;
  while (at >= 0 && body[at] === from) at -= 1;
  const turned = to.repeat(body.length - 1 - at);
  if (at >= 0) {
    return (
      integer.charAt(0) + body.slice(0, at) + DIGITS.charAt(DIGITS.indexOf(body.charAt(at)) + step) + turned
    );
  }
  const index = HEADS.indexOf(integer.charAt(0)) + step;
  const head = HEADS.charAt(index);
  if (!head) return null;
  // Away from the middle integers grow by a digit, towards it they shrink by one; a and Z are equally long.
  const length = index < 26 ? 26 - index : index - 25;
  return head + to.repeat(length);
}

/** A fraction between two fractions; null is the open end above. */
function middle(low: string, high: string | null): string {
  let same = 0;
  if (high) while ((low.charAt(same) || "0") === high.charAt(same)) same += 1;
  if (high && same) return high.slice(0, same) + middle(low.slice(same), high.slice(same));
  const from = low ? DIGITS.indexOf(low.charAt(0)) : 0;
  const to = high ? DIGITS.indexOf(high.charAt(0)) : DIGITS.length;
  if (to - from > 1) return DIGITS.charAt(Math.round((from + to) / 2));
  return high && high.length > 1 ? high.charAt(0) : DIGITS.charAt(from) + middle(low.slice(1), null);
}

function key_between(low: string | null, high: string | null): string {
  const floor = low === null ? "" : integer_of(low);
  const ceiling = high === null ? "" : integer_of(high);
  if (low === null) {
    if (high === null) return "a0";
    if (ceiling === SMALLEST) return ceiling + middle("", high.slice(27));
    return ceiling < high ? ceiling : (next_integer(ceiling, -1) as string);
  }
  const fraction = low.slice(floor.length);
  if (high !== null && floor === ceiling) return floor + middle(fraction, high.slice(floor.length));
  const next = next_integer(floor, 1);
  return next !== null && (high === null || next < high) ? next : floor + middle(fraction, null);
}

/**
 * A key between two keys; null means the open end.
 *
 * Two records made at the same moment can carry equal keys. Then the new key goes behind both.
 */
export function between(before: string | null, after: string | null): string {
  const end = before !== null && after !== null && before >= after ? null : after;
  try {
    return key_between(before, end);
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
