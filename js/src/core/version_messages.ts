/** The messages about the versions of a document, as types; must not know how they travel or what is done with them. */

/** Asks for the list; counted, it takes longer. */
export interface AskVersionsMessage {
  type: "versions";
  client: string;
  id: string;
  counted: boolean;
}
/** Asks for one version as a picture, or compared with now. */
export interface AskVersionMessage extends VersionLook {
  type: "version";
  client: string;
  id: string;
  version: string;
  compared: boolean;
}
/** Asks what became of each record of the map since a version. */
export interface AskMarksMessage {
  type: "marks";
  client: string;
  id: string;
  version: string;
}
export interface VersionLook {
  readonly view: string;
  readonly theme: "light" | "dark";
}

export interface VersionEntry {
  readonly id: string;
  /** What a person called it; "" for one that was made by itself. */
  readonly label: string;
  readonly kind: VersionKind;
  /** In ISO 8601, with its time zone. */
  readonly at: string;
  /** How many records differ from now; null where that is not known (yet). */
  readonly changes: number | null;
}
export type VersionKind = "named" | "opening" | "automatic" | "before_import" | "before_restore";

/** All versions, the newest first. */
export interface VersionsMessage {
  type: "versions";
  to: string | null;
  id: string;
  versions: readonly VersionEntry[];
  counted: boolean;
  /** Why the document may not be changed, or null. */
  read_only: string | null;
}
export type ChangeKind = "added" | "changed" | "removed";
/** One record that differs from now, and what of it. */
export interface VersionLine {
  readonly id: string;
  readonly kind: ChangeKind;
  readonly text: string;
  readonly fields: readonly string[];
}
export interface VersionMessage {
  type: "version";
  to: string | null;
  id: string;
  version: string;
  compared: boolean;
  /** Of the journey, as it was called then; compared, as it is called now. */
  title: string;
  alt: string;
  /** Null where the journey was not there yet. */
  svg: string | null;
  /** Compared, how much differs; else what the picture leaves out. */
  sum: string;
  lines: readonly VersionLine[];
  /** Lines that were left out. */
  more: number;
}
/** What became of the records that are there, and all that differs of the map in words. */
export interface MarksMessage {
  type: "marks";
  to: string | null;
  id: string;
  version: string;
  title: string;
  sum: string;
  marks: { readonly [record_id: string]: ChangeKind };
  lines: readonly VersionLine[];
  more: number;
}
/** There is a version more. */
export interface VersionsChangedMessage {
  type: "versions_changed";
}
