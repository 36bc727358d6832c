/** Looks up a text and fills it in; the texts themselves travel with the snapshot. */
import type { TextKey as CatalogueKey } from "./keys.gen";

type Base<Key> = Key extends `${infer Stem}.${"one" | "other"}` ? Stem : Key;
/** A key of the catalogue; for a plural, the key without `.one` and `.other`. */
export type TextKey = Base<CatalogueKey>;
export type Values = { readonly [name: string]: string | number | null | undefined };
export type Strings = { readonly [key: string]: string };

/** Which form a count takes: French counts nothing as one, English does not. */
export function plural(locale: string, count: number): "one" | "other" {
  const size = Math.abs(count);
  return (locale.startsWith("fr") ? size < 2 : size === 1) ? "one" : "other";
}

/** The text of `key` with its {placeholders} filled; a missing key shows itself. */
export function translate(strings: Strings, locale: string, key: string, values: Values = {}): string {
  const { count } = values;
  const text =
    (typeof count === "number" ? own(strings, `${key}.${plural(locale, count)}`) : undefined) ??
    own(strings, key) ??
    key;
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => String(own(values, name) ?? hole));
}

function own<V>(table: { readonly [key: string]: V }, key: string): V | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
