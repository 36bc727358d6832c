/** A board in a page for tests: the real store, a kernel that follows the rules, the real English texts. */
import { readFileSync } from "node:fs";
import { render } from "@testing-library/preact";
import type { ComponentType } from "preact";
import { vi } from "vitest";
import { read_tables } from "../../src/core/ops";
import type { EditMessage, PlainTables } from "../../src/core/protocol";
import { get, type Records } from "../../src/core/state";
import { Board } from "../../src/ui/board";
import { Kernel, Page } from "../core/kernel";
import { path_of } from "../root";

export function strings(locale: string): { [key: string]: string } {
  const texts: { [key: string]: string } = {};
  for (const space of [
    "common",
    "errors",
    "persona",
    "curve",
    "map",
    "lanes",
    "panel",
    "card",
    "icons",
    "upload",
    "deck",
    "clipboard",
    "views",
    "channels",
    "journey",
    "templates",
    "matching",
    "share",
    "recipe",
    "versions",
  ]) {
    const own = JSON.parse(readFileSync(path_of(`cjm_widgets/locale/${locale}/${space}.json`), "utf8"));
    for (const [key, text] of Object.entries<string>(own)) texts[`${space}.${key}`] = text;
  }
  return texts;
}

/** Show `Content` on a board of these records. */
export function show(
  tables: PlainTables,
  Content: ComponentType,
  change: (kernel: Kernel) => void = () => {},
) {
  const kernel = new Kernel();
  kernel.state = read_tables(tables);
  kernel.strings = strings("en");
  change(kernel);
  const page = new Page(kernel).open();
  const selected: string[][] = [];
  const held = new Map<string, unknown>();
  const told = new Set<() => void>();
  const look = {
    get: (name: string) => held.get(name),
    set: (name: string, value: unknown) => {
      held.set(name, value);
      for (const fn of [...told]) fn();
    },
    subscribe: (fn: () => void) => {
      told.add(fn);
      return () => void told.delete(fn);
    },
  };
  const host = {
    look,
    copy_text: async () => true,
    selection: { get: () => selected.at(-1) ?? [], set: (ids: string[]) => void selected.push(ids) },
  };
  const view = render(
    <Board store={page.store} host={host} kind="test">
      <Content />
    </Board>,
  );
  const edits = () => page.sent.filter((message): message is EditMessage => message.type === "edit");
  const record = <T extends keyof Records>(table: T, id: string) => get(page.store.snapshot.state, table, id);
  return { ...view, kernel, page, store: page.store, edits, record, selected, look };
}

/** happy-dom lays nothing out: give every element this box. */
export function boxed(box: { left: number; top: number; width: number; height: number }): void {
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockReturnValue({
    ...box,
    x: box.left,
    y: box.top,
    right: box.left + box.width,
    bottom: box.top + box.height,
    toJSON: () => box,
  });
}
