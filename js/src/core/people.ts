/** Who else is at a place, and how they are called; knows no screen. */
import type { PersonHere } from "./protocol";

/** Those who stand at `key`, who write there first. */
export function people_at(people: readonly PersonHere[], key: string): PersonHere[] {
  const here = people.filter((person) => person.at.some((place) => place.key === key));
  return here.sort((a, b) => Number(edits_at(b, key)) - Number(edits_at(a, key)));
}

export function edits_at(person: PersonHere, key: string): boolean {
  return person.at.some((place) => place.key === key && place.editing);
}

/** One or two letters of a name; the number of a guest. */
export function initials_of({ name, number }: PersonHere): string {
  const words = name.split(/\s+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [...(words[0] ?? "")].slice(0, 2);
  return (
    letters
      .map((word) => [...(word ?? "")][0] ?? "")
      .join("")
      .toUpperCase() || String(number)
  );
}

/** The place as others hear of it: what is on every map, such as its title, is told apart by the journey. */
export function place_of(key: string, journey_id: string | undefined): string {
  return key.includes(":") ? key : `${key}:${journey_id ?? ""}`;
}
