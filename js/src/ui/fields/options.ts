/** Suggestions and how typing narrows them: pure, knows no elements. */

export interface Option {
  readonly key: string;
  readonly name: string;
  /** Small words behind it. */
  readonly note?: string;
  readonly icon?: string;
}

const MOST = 40;

/** A text as it is compared: small letters without their accents. */
export const folded = (text: string): string =>
  text.trim().normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** The options that hold every word typed, those that begin with it first. */
export function narrowed(options: readonly Option[], typed: string): Option[] {
  const wanted = folded(typed);
  if (!wanted) return options.slice(0, MOST);
  const words = wanted.split(/\s+/);
  const fits = options.filter(({ name, note = "" }) => {
    const text = folded(`${name} ${note}`);
    return words.every((word) => text.includes(word));
  });
  const first = fits.filter(({ name }) => folded(name).startsWith(wanted));
  return [...first, ...fits.filter((option) => !first.includes(option))].slice(0, MOST);
}
