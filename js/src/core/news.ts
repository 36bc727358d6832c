/** What a board knows at one moment, and what the messages that change no record make of it; sends nothing. */
import { with_part } from "./metric_table";
import type {
  ExportedMessage,
  ExportFormat,
  HistoryLabels,
  KernelMessage,
  LabelsMessage,
  MetricTable,
  Notice,
  OfferedTemplate,
  OwnHistories,
  PersonHere,
  RecipeMessage,
  SaveStatus,
} from "./protocol";
import { EMPTY, type State } from "./state";

/** How it stands with the kernel: "waiting" is busy (no answer for a while), "gone" is locked. */
export type Link = "connecting" | "live" | "waiting" | "gone";

export interface StoreSnapshot {
  /** What is shown: the confirmed records with the pending edits over them. */
  readonly state: State;
  readonly metrics: MetricTable;
  /** Labels of the gestures that undo and redo would take; null where there is none. */
  readonly history: HistoryLabels;
  readonly save: SaveStatus;
  readonly link: Link;
  /** The number of requests the kernel has not answered. */
  readonly waiting: number;
  readonly notices: readonly Notice[];
  readonly ready: boolean;
  readonly read_only: boolean;
  readonly locale: string;
  readonly rev: number;
  /** The journey templates, once they were asked for. */
  readonly templates: readonly OfferedTemplate[] | null;
  /** The labels that were asked for last, and how often it was said that they may have changed. */
  readonly labels: LabelsMessage | null;
  readonly labels_rev: number;
  /** How the number that was asked about last was made. */
  readonly recipe: RecipeMessage | null;
  /** The file that was asked for last, until it is there; why it never will be. */
  readonly sharing: Sharing | null;
  /** The others who have the document open. */
  readonly people: readonly PersonHere[];
  /** The file that was made last. */
  readonly exported: ExportedMessage | null;
}

export interface Sharing {
  readonly id: string;
  readonly format: ExportFormat;
  readonly reason: string | null;
}

/** Before anything was heard. */
export const FIRST: StoreSnapshot = {
  state: EMPTY,
  metrics: {},
  history: { undo: null, redo: null },
  save: { state: "memory", path: null, at: null, message: null },
  link: "connecting",
  waiting: 0,
  notices: [],
  ready: false,
  read_only: false,
  locale: "en",
  rev: 0,
  templates: null,
  labels: null,
  labels_rev: 0,
  recipe: null,
  sharing: null,
  people: [],
  exported: null,
};

/** What undo and redo would take on this page. */
export function history_of(
  { history, own }: { readonly history: HistoryLabels; readonly own?: OwnHistories | undefined },
  page: string | undefined,
): HistoryLabels {
  return own?.[page ?? ""] ?? history;
}

/** True when a message tells of a revision whose change has not come. */
export const missed = (message: KernelMessage, now: StoreSnapshot): boolean =>
  message.type === "status" && now.ready && (message.save.rev ?? 0) > now.rev;

/** True when what was said last of the file is about all that is shown. */
export const covers = ({ save, rev }: StoreSnapshot): boolean => (save.rev ?? rev) >= rev;

/** What was asked for is asked for again once everything came anew. */
export function afresh({ labels_rev }: StoreSnapshot): Pick<StoreSnapshot, "templates" | "labels_rev"> {
  return { templates: null, labels_rev: labels_rev + 1 };
}

/** What a message changes; `for_us` says whether this page may take it for its own. */
export function news_of(message: KernelMessage, now: StoreSnapshot, for_us: boolean): Partial<StoreSnapshot> {
  if (message.type === "metrics") return { metrics: with_part(now.metrics, message.metrics) };
  if (message.type === "status")
    return (message.save.rev ?? 0) < (now.save.rev ?? 0) ? {} : { save: message.save };
  if (message.type === "templates" && for_us) return { templates: message.templates };
  if (message.type === "labels" && for_us) return { labels: message };
  if (message.type === "recipe" && for_us) return { recipe: message };
  if (message.type === "exported" && for_us && message.id === now.sharing?.id)
    return { exported: message, sharing: null };
  if (message.type === "refusal" && now.sharing && message.id === now.sharing.id)
    return { sharing: { ...now.sharing, reason: [message.message, message.hint].filter(Boolean).join(" ") } };
  if (message.type === "labels_changed") return { labels_rev: now.labels_rev + 1 };
  return {};
}
