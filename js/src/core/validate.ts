/** Checks and cleans the fields of one record by the generated table of fields; knows no other records. */
import type { Fields } from "./protocol";
import { type FieldSpec, SCHEMA, type TableSpec } from "./schema.gen";
import type { TableName } from "./state";

export type RefusalCode =
  | "unknown_table"
  | "unknown_field"
  | "invalid_value"
  | "gone"
  | "missing_reference"
  | "in_use"
  | "invalid_message"
  | "read_only";

/** A batch that would leave the document invalid; nothing of it was applied. */
export class Refused extends Error {
  readonly message_key: string;
  constructor(
    readonly code: RefusalCode,
    readonly table: string | null = null,
    readonly id: string | null = null,
    readonly field: string | null = null,
    key: string = code,
    /** What the text of `message_key` is filled with. */
    readonly values: { readonly [name: string]: number } = {},
  ) {
    super([code, table, id, field].filter(Boolean).join(" "));
    this.message_key = `errors.${key}`;
  }
}

/** What is wrong with a value, while the place is not known yet. */
class Fault {
  constructor(
    readonly key?: string,
    readonly values?: { readonly [name: string]: number },
  ) {}
}

/** Control characters but tab and line end, and halves of a pair that stand alone. */
const FORBIDDEN = /[^\P{Cc}\t\n]|\p{Cs}/gu;
const SURROGATES = /[\ud800-\udbff][\udc00-\udfff]/g;
const patterns = new Map<string, RegExp>();

/** Drop what no text may hold: NUL, other control characters, lone surrogates; line ends become "\n". */
export function clean_text(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(FORBIDDEN, "");
}

/** The length in characters: a pair of surrogates is one. */
function length_of(text: string, limit: number): number {
  return text.length <= limit ? text.length : text.replace(SURROGATES, "_").length;
}

function clean_string(field: FieldSpec, value: unknown): string {
  if (typeof value !== "string") throw new Fault();
  const limit = field.max_length;
  const text = limit === undefined ? value : clean_text(value);
  if (limit !== undefined && length_of(text, limit) > limit) throw new Fault("too_long", { max: limit });
  if (field.enum && !field.enum.includes(text)) throw new Fault();
  if (field.pattern) {
    const pattern = patterns.get(field.pattern) ?? new RegExp(field.pattern);
    patterns.set(field.pattern, pattern);
    if (!pattern.test(text)) throw new Fault();
  }
  return text;
}

function clean_number(field: FieldSpec, value: unknown): number {
  const fits = field.type === "integer" ? Number.isInteger(value) : Number.isFinite(value);
  const number = value as number;
  if (!fits || number < (field.min ?? -Infinity) || number > (field.max ?? Infinity)) throw new Fault();
  return number + 0; // -0 becomes 0
}

function clean_value(field: FieldSpec, value: unknown): unknown {
  if (value === null && field.nullable) return null;
  switch (field.type) {
    case "string":
      return clean_string(field, value);
    case "integer":
    case "number":
      return clean_number(field, value);
    case "boolean":
      if (typeof value !== "boolean") throw new Fault();
      return value;
    case "array":
      if (!Array.isArray(value)) throw new Fault();
      return value.map((item) => clean_value(field.items as FieldSpec, item));
    default:
      if (!is_fields(value)) throw new Fault();
      return clean_object(field.fields ?? {}, value);
  }
}

function clean_object(fields: TableSpec, value: Fields): Fields {
  for (const name of Object.keys(value)) if (!Object.hasOwn(fields, name)) throw new Fault();
  const clean: { [name: string]: unknown } = {};
  for (const [name, field] of Object.entries(fields)) {
    if (Object.hasOwn(value, name)) clean[name] = clean_value(field, value[name]);
    else if (field.default === undefined || (field.default === null && !field.nullable)) throw new Fault();
    else clean[name] = field.default;
  }
  return clean;
}

/** True for a JSON object. */
export function is_fields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The clean values of the fields that `data` names; throws `Refused` at the first fault. */
export function clean_fields(table: TableName, id: string | null, data: Fields): Fields {
  const fields = SCHEMA[table] as TableSpec;
  const clean: { [name: string]: unknown } = {};
  for (const [name, field] of Object.entries(fields)) {
    if (!Object.hasOwn(data, name)) continue;
    try {
      clean[name] = clean_value(field, data[name]);
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
      throw new Refused("invalid_value", table, id, name, fault.key, fault.values);
    }
  }
  const unknown = Object.keys(data).find((name) => !Object.hasOwn(fields, name));
  if (unknown !== undefined) throw new Refused("unknown_field", table, id, unknown);
  return clean;
}

/** The valid record that `data` describe, defaults filled in; throws `Refused` at the first fault. */
export function read_record(table: TableName, data: Fields): Fields & { readonly id: string } {
  const id = typeof data.id === "string" ? data.id : null;
  const full: { [name: string]: unknown } = {};
  for (const [name, field] of Object.entries(SCHEMA[table] as TableSpec)) {
    if (Object.hasOwn(data, name)) full[name] = data[name];
    else if (!field.required) full[name] = field.default;
    else full[name] = undefined;
  }
  return clean_fields(table, id, { ...full, ...data }) as Fields & { readonly id: string };
}
