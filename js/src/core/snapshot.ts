/** What a store shows and what it needs, as types; nothing is done here. */
import type {
  FrontMessage,
  HistoryLabels,
  MetricTable,
  Notice,
  OfferedTemplate,
  RecipeMessage,
  SaveStatus,
} from "./protocol";
import type { State } from "./state";

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
  /** How the number that was asked about last was made. */
  readonly recipe: RecipeMessage | null;
}

export interface StoreOptions {
  /** Hand a message to the kernel; throws when there is none. */
  send: (message: FrontMessage) => void;
  client: string;
  now?: () => number;
  /** Call `fn` after `ms`; returns the way to call it off. */
  schedule?: (fn: () => void, ms: number) => () => void;
}
