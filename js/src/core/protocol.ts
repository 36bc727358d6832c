/** The messages between a page and its kernel, as types; must not know how they travel or what is done with them. */
import type { AskConflictsMessage, ConflictsMessage } from "./dispute_messages";
import type { TableName } from "./state";
import type {
  AskMarksMessage,
  AskVersionMessage,
  AskVersionsMessage,
  MarksMessage,
  VersionMessage,
  VersionsChangedMessage,
  VersionsMessage,
} from "./version_messages";

export type PlainRecord = { readonly id: string } & { readonly [field: string]: unknown };
export type PlainTables = { readonly [table: string]: { readonly [id: string]: PlainRecord } };
export type Fields = { readonly [field: string]: unknown };

export interface Put {
  readonly op: "put";
  readonly table: TableName;
  readonly record: { readonly id: string };
}
export interface Patch {
  readonly op: "patch";
  readonly table: TableName;
  readonly id: string;
  readonly fields: Fields;
}
export interface Remove {
  readonly op: "remove";
  readonly table: TableName;
  readonly id: string;
}
export type Op = Put | Patch | Remove;

export interface MetricCell {
  readonly metric: string;
  readonly stage_id: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
  readonly unit: "share" | "score" | "count" | "seconds" | "money";
  readonly state: "ok" | "off_target" | "too_few" | "stale" | "no_source" | "broken";
  readonly reason: string | null;
  readonly base: number | null;
  readonly target: number | null;
}
export type MetricTable = { readonly [metric: string]: { readonly [stage_id: string]: MetricCell } };
/** What changed: null takes a cell, or a whole metric, away. */
export type MetricPart = {
  readonly [metric: string]: { readonly [stage_id: string]: MetricCell | null } | null;
};

export interface SaveStatus {
  readonly state: "saved" | "saving" | "memory" | "failed" | "read_only" | "conflict";
  readonly path: string | null;
  readonly at: string | null;
  readonly message: string | null;
  /** The revision this was said of: what came after it is not meant. */
  readonly rev?: number;
}

export interface HistoryLabels {
  readonly undo: string | null;
  readonly redo: string | null;
}

/** How a person is called and drawn; empty: the kernel gives a number, and a colour by turn. */
export interface You {
  readonly name: string;
  readonly color: string;
}
export interface WhoMessage extends You {
  /** Several boards can be on one page. */
  readonly page: string;
}
/** A card, point, cell or field by its key, and whether somebody writes there. */
export interface PlaceHere {
  readonly key: string;
  readonly editing: boolean;
}
/** Somebody who has the document open, and the places on each board of their page. */
export interface PersonHere extends WhoMessage {
  readonly number: number;
  readonly at: readonly PlaceHere[];
}
/** What undo and redo would take, for pages that are not alone. */
export type OwnHistories = { readonly [page: string]: HistoryLabels };

export interface HelloMessage extends Partial<WhoMessage> {
  type: "hello";
  client: string;
}
/** Where the person of a page stands; none of it is kept. */
export interface PresenceMessage extends Partial<WhoMessage> {
  type: "presence";
  client: string;
  /** Counts what a board said; the kernel may hear it in another order. */
  n: number;
  at?: PlaceHere | null;
  gone?: boolean;
}
export interface EditMessage {
  type: "edit";
  client: string;
  id: string;
  /** The request before it that has no answer yet: what overtakes it waits for it. */
  after: string | null;
  base_rev: number;
  label: string;
  ops: readonly Op[];
}
export interface StepMessage {
  type: "undo" | "redo";
  client: string;
  id: string;
  after: string | null;
}
/** What reaches beyond the board is carried out by the kernel, as one step. */
export interface CommandMessage {
  type: "command";
  client: string;
  id: string;
  after: string | null;
  name: CommandName;
  args: { readonly [name: string]: string };
}
export type CommandName =
  | "merge_channels"
  | "remove_channel"
  | "apply_template"
  | "resolve_conflict"
  | "save_version"
  | "restore_version";
/** Asks for the journey templates in the language of the board. */
export interface AskTemplatesMessage {
  type: "templates";
  client: string;
}
/** Asks for the labels of the data: those that hold all words, the first `most` of them. */
export interface AskLabelsMessage {
  type: "labels";
  client: string;
  /** Given back with the answer. */
  ask: number;
  words: string;
  show: LabelShow;
  most: number;
}
export type LabelShow = "all" | "unassigned" | "by_hand";
/** Where a drag is that is not committed; none of it is kept. No operations: back to what is. */
export interface PreviewMessage {
  type: "preview";
  client: string;
  ops: readonly Op[];
}
/** Asks how a number was made. */
export interface AskRecipeMessage {
  type: "recipe";
  client: string;
  metric: string;
  stage_id: string;
}
/** Asks for a file of what the board shows, as it is looked at. */
export interface ExportMessage {
  type: "export";
  client: string;
  id: string;
  format: ExportFormat;
  view: string;
  filters: { readonly [group: string]: readonly string[] };
  theme: "light" | "dark";
}
export type ExportFormat = "html" | "pdf" | "pptx" | "png" | "svg" | "xlsx" | "csv" | "json" | "md" | "mmd";
/** A request without its page. */
export type Question =
  | Omit<AskTemplatesMessage, "client">
  | Omit<AskLabelsMessage, "client">
  | Omit<AskRecipeMessage, "client">
  | Omit<AskConflictsMessage, "client">
  | Omit<AskMarksMessage, "client">
  | Omit<AskVersionsMessage, "client">
  | Omit<AskVersionMessage, "client">;
export type FrontMessage =
  | ExportMessage
  | HelloMessage
  | PresenceMessage
  | EditMessage
  | StepMessage
  | CommandMessage
  | AskTemplatesMessage
  | AskLabelsMessage
  | AskRecipeMessage
  | AskConflictsMessage
  | AskMarksMessage
  | AskVersionMessage
  | AskVersionsMessage
  | PreviewMessage;

/** A label of one source of the data, and the stage it meets. */
export interface LabelRow {
  /** That of the record in which a decision about the label is kept. */
  readonly id: string;
  readonly source: string;
  readonly label: string;
  readonly stage_id: string | null;
  readonly how: "exact" | "normalised" | "alias" | "pattern" | "by_hand" | "unassigned";
  readonly rows: number;
  /** Of the rows of the source, from 0 to 1. */
  readonly share: number;
}
/** How much of a source, or of all, meets a stage; rows are those that count. */
export interface LabelSum {
  readonly source: string;
  readonly labels: number;
  readonly rows: number;
  readonly unassigned_labels: number;
  readonly unassigned_rows: number;
}
/** A stage proposed for a label that has none, and the text it is like. */
export interface LabelProposal {
  readonly id: string;
  readonly label: string;
  readonly stage_id: string;
  readonly likeness: number;
  readonly because: string;
  readonly rows: number;
  readonly share: number;
}

/** A journey template as it is offered: words only. */
export interface OfferedTemplate {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly stages: readonly string[];
  readonly lanes: readonly string[];
}

export interface SnapshotMessage {
  type: "snapshot";
  to: string | null;
  rev: number;
  tables: PlainTables;
  metrics: MetricTable;
  history: HistoryLabels;
  own?: OwnHistories;
  save: SaveStatus;
  strings: { readonly [key: string]: string };
  locale: string;
  read_only: boolean;
  /** Batches of this page that the kernel has carried out, so that they are not waited for. */
  acked?: readonly string[];
}
export interface ChangeMessage {
  type: "change";
  rev: number;
  ops: readonly Op[];
  ack: string | null;
  client: string | null;
  label?: string;
  history: HistoryLabels;
  own?: OwnHistories;
  metrics?: MetricPart;
}
/** The answer to a batch that came twice: it was carried out the first time. */
export interface AckMessage {
  type: "ack";
  to: string | null;
  id: string;
}
export interface RefusalMessage {
  type: "refusal";
  to: string | null;
  id: string | null;
  code: string;
  message: string;
  where: string | null;
  hint: string | null;
}
export interface MetricsMessage {
  type: "metrics";
  metrics: MetricPart;
}
export interface StatusMessage {
  type: "status";
  save: SaveStatus;
}
export interface NoticeMessage {
  type: "notice";
  level: NoticeLevel;
  message: string;
  detail: string | null;
}
export interface TemplatesMessage {
  type: "templates";
  to: string | null;
  templates: readonly OfferedTemplate[];
}
export interface LabelsMessage {
  type: "labels";
  to: string | null;
  ask: number;
  bound: boolean;
  rows: readonly LabelRow[];
  /** Labels that were asked for, sent or not. */
  found: number;
  sums: readonly LabelSum[];
  total: LabelSum;
  proposals: readonly LabelProposal[];
}
/** What was said of labels may not hold any more. */
export interface LabelsChangedMessage {
  type: "labels_changed";
}
/** How a number was made, in lines; none where there is no such number (any more). */
export interface RecipeMessage {
  type: "recipe";
  to: string | null;
  metric: string;
  stage_id: string;
  lines: readonly string[];
}
/** A file that was made: where it is, or why not, and what is in it. */
export interface ExportedMessage {
  type: "exported";
  to: string | null;
  id: string;
  format: ExportFormat;
  name: string;
  path: string | null;
  problem: string;
  size: string;
  mime: string;
  /** In base64; null where it is too large to be handed over. */
  data: string | null;
}
/** Who has the document open. */
export interface PeopleMessage {
  type: "people";
  people: readonly PersonHere[];
  history: HistoryLabels;
  own?: OwnHistories;
}
/** A preview was taken in: the next one may come. */
export interface PreviewedMessage {
  type: "previewed";
  to: string | null;
}
export type KernelMessage =
  | ExportedMessage
  | LabelsMessage
  | LabelsChangedMessage
  | PeopleMessage
  | PreviewedMessage
  | TemplatesMessage
  | RecipeMessage
  | SnapshotMessage
  | ChangeMessage
  | AckMessage
  | RefusalMessage
  | MetricsMessage
  | StatusMessage
  | ConflictsMessage
  | MarksMessage
  | VersionMessage
  | VersionsMessage
  | VersionsChangedMessage
  | NoticeMessage;

export type NoticeLevel = "error" | "warning" | "info";

/** What a person is told. `work` holds the text of an edit that was refused, to be copied; "" when it held none. */
export interface Notice {
  readonly id: string;
  readonly level: NoticeLevel;
  readonly message: string;
  readonly code?: string | null;
  readonly where?: string | null;
  readonly hint?: string | null;
  readonly detail?: string | null;
  readonly work?: string | null;
}
