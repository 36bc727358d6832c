/** Tells what is a message of the kernel from what is not; acts on nothing. */
import type { KernelMessage } from "./protocol";
import { is_fields } from "./validate";

export type Check = (value: unknown) => boolean;

export const text: Check = (value) => typeof value === "string";
export const text_or_null: Check = (value) => value == null || typeof value === "string";
const whole: Check = (value) => Number.isInteger(value);
const null_or = (check: Check): Check => {
  return (value) => value === null || check(value);
};
export const each = (check: Check): Check => {
  return (value) => is_fields(value) && Object.values(value).every(check);
};
const cell: Check = (value) => is_fields(value) && text(value.state) && text(value.metric);
const part = each(null_or(each(null_or(cell))));
export const list_of = (check: Check): Check => {
  return (value) => Array.isArray(value) && value.every(check);
};
export const texts = list_of(text);
export const with_texts = (...names: readonly string[]): Check => {
  return (value) => is_fields(value) && names.every((name) => text(value[name]));
};
const status: Check = (value) =>
  is_fields(value) && /^(saved|saving|memory|failed|read_only|conflict)$/.test(String(value.state));

const person: Check = (value) =>
  with_texts("page", "name", "color")(value) &&
  is_fields(value) &&
  whole(value.number) &&
  list_of(with_texts("key"))(value.at);
const own: Check = (value) => value === undefined || each(is_fields)(value);

type Shapes = { [type: string]: { readonly [field: string]: Check } };

/** For each kind, the fields without which it means nothing. */
const SHAPES: Shapes = {
  snapshot: {
    to: text_or_null,
    rev: whole,
    tables: each(is_fields),
    metrics: each(each(cell)),
    history: is_fields,
    own,
    save: status,
    strings: each(text),
    locale: text,
  },
  change: {
    rev: whole,
    ops: Array.isArray,
    ack: text_or_null,
    history: is_fields,
    own,
    metrics: (value) => value === undefined || part(value),
  },
  ack: { to: text_or_null, id: text },
  refusal: { to: text_or_null, id: text_or_null, code: text, message: text },
  metrics: { metrics: part },
  status: { save: status },
  exported: {
    to: text_or_null,
    id: text,
    format: text,
    name: text,
    path: text_or_null,
    size: text,
    mime: text,
    data: text_or_null,
  },
  templates: {
    to: text_or_null,
    templates: (value) => Array.isArray(value) && value.every((each) => is_fields(each) && text(each.name)),
  },
  labels: {
    to: text_or_null,
    ask: whole,
    rows: list_of(with_texts("id", "label", "source", "how")),
    found: whole,
    sums: list_of(with_texts("source")),
    total: is_fields,
    proposals: list_of(with_texts("id", "label", "stage_id", "because")),
  },
  labels_changed: {},
  people: { people: list_of(person), history: is_fields, own },
  previewed: { to: text_or_null },
  recipe: {
    to: text_or_null,
    metric: text,
    stage_id: text,
    lines: texts,
  },
  notice: { level: (value) => /^(error|warning|info)$/.test(String(value)), message: text },
};

/** Know messages that only some boards hear. */
export function learn(shapes: Shapes): void {
  Object.assign(SHAPES, shapes);
}

/** The message, or null when it is not of the protocol. */
export function read_message(value: unknown): KernelMessage | null {
  if (!is_fields(value) || typeof value.type !== "string" || !Object.hasOwn(SHAPES, value.type)) return null;
  const shape = Object.entries(SHAPES[value.type] ?? {});
  return shape.every(([field, check]) => check(value[field])) ? (value as unknown as KernelMessage) : null;
}
