/** Who is before this page: name and colour kept in the browser, the id of the page in the tab; knows no board. */
import { new_id } from "../core/ids";
import type { You } from "../core/protocol";

const YOU = "cjm_widgets.you";
const PAGE = "cjm_widgets.page";
const NOBODY: You = { name: "", color: "" };

/** What the bundles of one page share, where the browser keeps nothing. */
interface Kept {
  page?: string;
  you?: You;
}
const kept = (): Kept => {
  const all = globalThis as { [name: symbol]: Kept | undefined };
  const name = Symbol.for("cjm_widgets.identity");
  all[name] ??= {};
  return all[name];
};

/** Browsers may refuse to keep anything. */
function quietly<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/**
 * The id of this page: the same for all its boards and after a reload, another one in each tab.
 *
 * It lies in the tab only between two loads, so that a tab that is duplicated gets its own.
 */
export function page_id(): string {
  const here = kept();
  if (!here.page) {
    const page = quietly(() => sessionStorage.getItem(PAGE)) || new_id("page");
    quietly(() => sessionStorage.removeItem(PAGE));
    globalThis.addEventListener?.("pagehide", () => quietly(() => sessionStorage.setItem(PAGE, page)));
    here.page = page;
  }
  return here.page;
}

/** The name and the colour the person chose; empty where they did not. */
export function you(): You {
  const text = quietly(() => localStorage.getItem(YOU));
  const stored = text ? quietly(() => JSON.parse(text) as Partial<You>) : null;
  if (!stored) return kept().you ?? NOBODY;
  const { name, color } = stored;
  return { name: typeof name === "string" ? clean(name) : "", color: typeof color === "string" ? color : "" };
}

export function set_you(you: You): void {
  const chosen = { name: clean(you.name), color: you.color };
  kept().you = chosen;
  quietly(() => localStorage.setItem(YOU, JSON.stringify(chosen)));
}

/** One line of at most 40 signs, as the kernel takes it. */
function clean(name: string): string {
  return [...name.replace(/[\p{C}\p{Z}]+/gu, " ").trim()].slice(0, 40).join("").trim();
}
