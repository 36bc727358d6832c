/** Which fields a persona card shows and in what order; knows no DOM and no store. */
import type { PersonaRecord } from "../../core/types.gen";

export const FACTS = ["age", "place", "occupation", "household"] as const;
export const LISTS = [
  "goals",
  "motivations",
  "frustrations",
  "needs",
  "buying_habits",
  "decision_criteria",
] as const;
export const SCORES = ["digital_ease", "patience"] as const;
export const COLORS = ["indigo", "raspberry", "teal", "ochre", "violet", "slate"] as const;

/** Every field that may be empty and is then offered under "Add a field", in the order of the card. */
export const FIELDS = [
  "quote",
  ...FACTS,
  ...LISTS,
  "channels",
  ...SCORES,
  "device",
  "accessibility_needs",
] as const;

export type Fact = (typeof FACTS)[number];
export type ListName = (typeof LISTS)[number] | "accessibility_needs";
export type FieldName = (typeof FIELDS)[number];
export type Persona = Required<PersonaRecord>;

export function is_empty(persona: Persona, field: FieldName): boolean {
  const value = persona[field];
  return (
    value === null ||
    value === undefined ||
    value.valueOf() === "" ||
    (Array.isArray(value) && value.length === 0)
  );
}
