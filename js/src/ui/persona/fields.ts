/** Which fields a persona card shows and in what order; knows no DOM and no store. */
export type { Persona } from "../../core/persona_fields";
export { is_empty } from "../../core/persona_fields";

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
  "archetype",
  ...LISTS,
  "channels",
  ...SCORES,
  "device",
  "accessibility_needs",
  "segment",
] as const;

export type Fact = (typeof FACTS)[number];
export type ListName = (typeof LISTS)[number] | "accessibility_needs";
export type FieldName = (typeof FIELDS)[number];
