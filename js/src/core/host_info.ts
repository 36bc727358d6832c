/** What the interface may ask of the notebook around it; the host implements it, the interface sees only this. */

import type { You } from "./protocol";

/** How a board is looked at, by the names of the traits. */
export type LookName = "view" | "filters" | "search" | "intensity" | "compared_with";

export interface HostInfo {
  /** The name and colour of the person before the page, kept in the browser. */
  you?: { get(): You; set(you: You): void };
  /** The board is a file for reading: there is nothing to save, to undo or to add. */
  viewer?: boolean;
  /** Put text on the clipboard; false when the browser does not allow it. */
  copy_text(text: string): Promise<boolean>;
  /** The ids selected on the board; shared with Python. */
  selection: {
    get(): string[];
    set(ids: string[]): void;
    /** Be told when the selection changes, from here or from Python; returns the way out. */
    subscribe?(fn: () => void): () => void;
  };
  /** How the board is looked at; shared with Python. */
  look?: {
    get(name: LookName): unknown;
    set(name: LookName, value: unknown): void;
    /** Be told when one of them changes, from here or from Python; returns the way out. */
    subscribe(fn: () => void): () => void;
  };
}
