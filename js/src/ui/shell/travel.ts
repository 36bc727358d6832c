/** Undo and redo on any board, by key and by button, and the words for it; knows no records. */
import type { BoardValue, Translate } from "./context";

/** Undo or redo, if there is something, and say what. */
export function travel(board: BoardValue, which: "undo" | "redo"): void {
  const label = board.store.snapshot.history[which];
  if (board.locked || label === null) return;
  board.store[which]();
  const what = gesture(board.t, label);
  board.announce(board.t(which === "undo" ? "common.undone" : "common.redone", { what }));
}

/** What a gesture did, in words. */
export function gesture(t: Translate, label: string): string {
  const key = `common.did_${label}` as Parameters<Translate>[0];
  const said = t(key);
  return said === key ? t("common.did_other") : said;
}

/** Act on Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y, except where text is typed; tells whether it was one of them. */
export function travel_key(board: BoardValue, event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.altKey || !(event.ctrlKey || event.metaKey)) return false;
  const key = event.key.toLowerCase();
  if (key !== "z" && key !== "y") return false;
  if ((event.target as Element).closest("textarea,input,select,[contenteditable]")) return false;
  travel(board, key === "y" || event.shiftKey ? "redo" : "undo");
  event.preventDefault();
  return true;
}
