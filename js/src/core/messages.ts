/** Tells what is a message of the kernel from what is not; acts on nothing. */
import type { KernelMessage } from "./protocol";
import { is_fields } from "./validate";

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === "string";
const text_or_null: Check = (value) => value == null || typeof value === "string";
const whole: Check = (value) => Number.isInteger(value);

/** For each kind, the fields without which it means nothing. */
const SHAPES: { readonly [type: string]: { readonly [field: string]: Check } } = {
  snapshot: {
    to: text_or_null,
    rev: whole,
    tables: (value) => is_fields(value) && Object.values(value).every(is_fields),
    metrics: is_fields,
    history: is_fields,
    save: is_fields,
    strings: is_fields,
    locale: text,
  },
  change: { rev: whole, ops: Array.isArray, ack: text_or_null, history: is_fields },
  ack: { to: text_or_null, id: text },
  refusal: { to: text_or_null, id: text_or_null, code: text, message: text },
  metrics: { metrics: is_fields },
  status: { save: is_fields },
  notice: { level: (value) => /^(error|warning|info)$/.test(String(value)), message: text },
};

/** The message, or null when it is not of the protocol. */
export function read_message(value: unknown): KernelMessage | null {
  if (!is_fields(value) || typeof value.type !== "string" || !Object.hasOwn(SHAPES, value.type)) return null;
  const shape = Object.entries(SHAPES[value.type] ?? {});
  return shape.every(([field, check]) => check(value[field])) ? (value as unknown as KernelMessage) : null;
}
