/** What every part of a board can reach: the store, its snapshot, words, the host, and ways to speak to the person. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { HostInfo } from "../../core/host_info";
import type { TextKey } from "../../core/i18n";
import type { Store, StoreSnapshot } from "../../core/store";

export type Translate = (key: TextKey, values?: Record<string, string | number>) => string;

/** A notice of the store; `work` is the refused batch as JSON, where there is one. */
export type BoardNotice = StoreSnapshot["notices"][number] & {
  hint?: string | null;
  work?: string | null;
};

export interface BoardValue {
  store: Store;
  snap: StoreSnapshot;
  t: Translate;
  locale: string;
  host: HostInfo;
  journey_id?: string | undefined;
  persona_id?: string | undefined;
  /** True when nothing can be edited: kernel gone, or a read-only document. */
  locked: boolean;
  /** Say something to screen readers, politely. */
  announce: (text: string) => void;
  /** Put text on the clipboard, or show it in a box where that fails. */
  copy: (text: string) => void;
  /** Show text that would be lost otherwise. */
  rescue: (text: string) => void;
}

export const BoardContext = createContext<BoardValue | null>(null);

/** The board a component stands on. */
export function useBoard(): BoardValue {
  const value = useContext(BoardContext);
  if (!value) throw new Error("useBoard() is called outside of <Board>");
  return value;
}
