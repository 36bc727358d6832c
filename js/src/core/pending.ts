/** What was sent and not answered yet, and how it is replayed over what the kernel confirmed; pure. */
import { equal } from "./equal";
import { apply, Refused } from "./ops";
import type { Fields, Op } from "./protocol";
import { SCHEMA } from "./schema.gen";
import { type State, to_plain } from "./state";

/** One request on its way. All but edits carry no operations: only the kernel knows what they change. */
export interface Pending {
  readonly kind: "edit" | "undo" | "redo" | "command";
  readonly id: string;
  readonly label: string;
  readonly base_rev: number;
  readonly ops: readonly Op[];
  /** When it was sent, in milliseconds. */
  readonly sent: number;
  /** What is shown with it and all before it; null when it does not apply for now. */
  readonly after: State | null;
}

/** Apply what is pending again over `confirmed`; what no longer applies is left out of the display, not dropped. */
export function replay(confirmed: State, pending: readonly Pending[], reuse: State) {
  let shown = confirmed;
  const replayed = pending.map((batch): Pending => {
    try {
      shown = apply(shown, batch.ops, { reuse }).state;
      return { ...batch, after: shown };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { ...batch, after: null };
    }
  });
  return { shown, pending: replayed };
}

/** True when the kernel confirmed the first pending batch exactly as it is shown. */
export function confirms(first: Pending | undefined, ack: string | null, ops: readonly Op[]): boolean {
  return first !== undefined && first.id === ack && first.after !== null && equal(first.ops, ops);
}

/** The words a batch would have written, one a line, so that they can be copied when it is refused. */
export function words_of(ops: readonly unknown[]): string {
  const words: string[] = [];
  for (const op of ops as readonly Op[]) {
    const fields = (op.op === "put" ? op.record : op.op === "patch" ? op.fields : {}) as Fields;
    for (const [name, value] of Object.entries(fields ?? {})) {
      const field = SCHEMA[op.table]?.[name];
      const texts = field?.items?.max_length ? value : field?.max_length ? [value] : [];
      for (const text of Array.isArray(texts) ? texts : [])
        if (text && typeof text === "string") words.push(text);
    }
  }
  return words.join("\n");
}

/** Everything that is shown and every edit that was not confirmed, as JSON. */
export function copy_of({ state, rev }: { state: State; rev: number }, open: readonly Pending[]): string {
  const pending = open
    .filter((batch) => batch.kind === "edit")
    .map(({ id, label, base_rev, ops }) => ({ id, label, base_rev, ops }));
  return JSON.stringify(
    { format: "cjm_widgets work", rev, pending, document: { tables: to_plain(state) } },
    null,
    1,
  );
}
