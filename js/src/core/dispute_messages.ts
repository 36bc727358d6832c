/** The messages about fields in conflict, as types and as checks; must not know what is done with them. */
import { list_of, text, text_or_null, with_texts } from "./messages";

/** Asks which fields of what is no card two people changed at once. */
export interface AskConflictsMessage {
  type: "conflicts";
  client: string;
  id: string;
}
/** One field in words. */
export interface Dispute {
  readonly id: string;
  /** The record: what it is and what it is called. */
  readonly name: string;
  readonly field: string;
  readonly ours: string;
  /** Null where it can no longer be read. */
  readonly theirs: string | null;
}
export interface ConflictsMessage {
  type: "conflicts";
  to: string | null;
  id: string;
  conflicts: readonly Dispute[];
}

export const DISPUTE_SHAPES = {
  conflicts: { to: text_or_null, id: text, conflicts: list_of(with_texts("id", "name", "field", "ours")) },
};
