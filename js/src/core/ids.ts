/** Random ids for what a hand makes; knows no records. */

const ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
const LENGTH = 8;
/** Bytes from here on are drawn again, so that every letter is equally likely. */
const LIMIT = 252;

/** A random id such as `card_k3f9x2ab`. */
export function new_id(prefix: string): string {
  let letters = "";
  while (letters.length < LENGTH) {
    for (const byte of crypto.getRandomValues(new Uint8Array(16))) {
      if (byte < LIMIT && letters.length < LENGTH) letters += ALPHABET[byte % 36];
    }
  }
  return `${prefix}_${letters}`;
}
