/** The words offered for an emotion: those of the vocabulary and those people used; knows no element. */
import type { State } from "./state";

/** From the pleasant to the painful; any other word is as good. */
const VOCABULARY = [
  "delighted", "relieved", "satisfied", "confident", "hopeful", "proud", "reassured", "calm",
  "surprised", "curious", "indifferent", "impatient", "confused", "anxious", "disappointed",
  "overwhelmed", "frustrated", "angry",
] as const; // biome-ignore format: a list of words

/** The words of people's own that the document holds already, by the alphabet, then those of the vocabulary. */
export function emotion_words(
  state: State,
  named: (word: (typeof VOCABULARY)[number]) => string,
  locale: string,
): string[] {
  const known = VOCABULARY.map(named);
  const taken = new Set(known.map((word) => word.toLowerCase()));
  const own: string[] = [];
  for (const { label = "" } of state.tables.emotions.values()) {
    const word = label.trim();
    const small = word.toLowerCase();
    if (small && !taken.has(small)) own.push(word);
    taken.add(small);
  }
  return [...own.sort((one, other) => one.localeCompare(other, locale)), ...known];
}
