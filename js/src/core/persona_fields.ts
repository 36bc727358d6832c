/** The fields of a persona as their author sees them: evidence, privacy, own fields; pure, as in Python. */
import type { CustomField, FieldEvidence, PersonaRecord } from "./types.gen";

export type Persona = Required<PersonaRecord>;
export type Changes = Partial<Persona>;
export type Evidence = NonNullable<FieldEvidence["evidence"]>;
/** Fields of the record with their new values. */
type Draft = { -readonly [name in keyof Persona]?: Persona[name] };

export const CUSTOM = "custom:";
export const EVIDENCE: readonly Evidence[] = ["observed", "reported", "inferred", "assumed"];
export const KINDS = ["text", "list", "tags", "slider"] as const;

/** The fields that can rest on evidence, in the order of the card. */
export const FIELDS = [
  "role",
  "archetype",
  "quote",
  "age",
  "place",
  "occupation",
  "household",
  "goals",
  "motivations",
  "frustrations",
  "needs",
  "buying_habits",
  "decision_criteria",
  "channels",
  "digital_ease",
  "patience",
  "device",
  "accessibility_needs",
] as const;
export type FieldName = (typeof FIELDS)[number];

export const custom_key = (name: string): string => CUSTOM + name;

export function own_field(persona: Persona, key: string): CustomField | undefined {
  return persona.custom_fields.find((own) => custom_key(own.name) === key);
}

function own_is_empty(own: CustomField): boolean {
  return own.text.trim() === "" && own.items.length === 0 && own.kind !== "slider";
}

/** Whether a field of the record holds nothing. */
export function is_empty(persona: Persona, field: keyof Persona): boolean {
  const value = persona[field];
  return value == null || value === "" || (Array.isArray(value) && value.length === 0);
}

/** The keys of the fields that hold something and can rest on evidence, in order. */
export function filled(persona: Persona): string[] {
  const own = persona.custom_fields.filter((each) => !own_is_empty(each));
  return [...FIELDS.filter((name) => !is_empty(persona, name)), ...own.map((each) => custom_key(each.name))];
}

export function evidence_of(persona: Persona, key: string): FieldEvidence | undefined {
  return persona.evidence.find((each) => each.field === key);
}

export type Tally = { total: number; unmarked: number } & { [kind in Evidence]: number };

/** Count what the filled fields rest on. */
export function tally(persona: Persona): Tally {
  const keys = filled(persona);
  const counts: Tally = {
    total: keys.length,
    unmarked: 0,
    observed: 0,
    reported: 0,
    inferred: 0,
    assumed: 0,
  };
  for (const key of keys) counts[evidence_of(persona, key)?.evidence ?? "unmarked"] += 1;
  return counts;
}

/** Say what a field rests on; an entry that says nothing is taken out. */
export function with_evidence(persona: Persona, key: string, said: Partial<FieldEvidence>): Changes {
  const silent = { evidence: null, quote: "", source: "", rows: "" };
  const entry = { ...silent, ...evidence_of(persona, key), ...said, field: key };
  const at = persona.evidence.findIndex((each) => each.field === key);
  const evidence = persona.evidence.filter((each) => each.field !== key);
  if (entry.evidence || entry.quote || entry.source || entry.rows) {
    evidence.splice(at < 0 ? evidence.length : at, 0, entry);
  }
  return { evidence };
}

export const is_private = (persona: Persona, key: string): boolean => persona.private.includes(key);

export function with_private(persona: Persona, keys: readonly string[], wanted: boolean): Changes {
  const others = persona.private.filter((key) => !keys.includes(key));
  const added = keys.filter((key) => !persona.private.includes(key));
  return { private: wanted ? [...persona.private, ...added] : others };
}

/** A name that no other field of the persona has. */
export function free_name(persona: Persona, wanted: string): string {
  const taken = new Set(persona.custom_fields.map((own) => own.name));
  let name = wanted;
  for (let n = 2; taken.has(name); n += 1) name = `${wanted} ${n}`;
  return name;
}

export function add_custom(
  persona: Persona,
  name: string,
  kind: CustomField["kind"],
  values: Partial<CustomField> = {},
): Changes {
  if (persona.custom_fields.some((own) => own.name === name)) return {};
  const blank = { text: "", items: [], value: 0.5, low: "", high: "" };
  return { custom_fields: [...persona.custom_fields, { ...blank, ...values, name, kind }] };
}

/** What becomes of evidence and privacy when a key changes or goes. */
function renamed(persona: Persona, old: string, next: string | null): Changes {
  const changes: Draft = {};
  if (old === next) return changes;
  if (evidence_of(persona, old)) {
    const kept = persona.evidence.filter((each) => each.field !== old || next !== null);
    changes.evidence = kept.map((each) => (each.field === old ? { ...each, field: next ?? "" } : each));
  }
  if (is_private(persona, old)) {
    changes.private = persona.private.flatMap((key) => (key !== old ? [key] : next === null ? [] : [next]));
  }
  return changes;
}

const place_of = (persona: Persona, key: string): number =>
  persona.custom_fields.findIndex((own) => custom_key(own.name) === key);

/** Change a field of one's own; a name another field has is not taken. */
export function edit_custom(persona: Persona, key: string, values: Partial<CustomField>): Changes {
  const at = place_of(persona, key);
  const old = persona.custom_fields[at];
  if (!old) return {};
  const name = values.name ?? old.name;
  if (name !== old.name && persona.custom_fields.some((own) => own.name === name)) return {};
  const custom_fields = persona.custom_fields.map((own, i) => (i === at ? { ...own, ...values } : own));
  return { custom_fields, ...renamed(persona, key, custom_key(name)) };
}

export function move_custom(persona: Persona, key: string, index: number): Changes {
  const at = place_of(persona, key);
  const moved = persona.custom_fields[at];
  if (!moved) return {};
  const custom_fields = persona.custom_fields.filter((_, i) => i !== at);
  custom_fields.splice(Math.max(0, Math.min(index, custom_fields.length)), 0, moved);
  return { custom_fields };
}

export function remove_custom(persona: Persona, key: string): Changes {
  const custom_fields = persona.custom_fields.filter((own) => custom_key(own.name) !== key);
  return { custom_fields, ...renamed(persona, key, null) };
}
