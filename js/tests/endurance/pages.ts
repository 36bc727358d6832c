/** Pages without a screen, each with the real store, driven by lines of JSON; knows no kernel and no channel. */
import { createInterface } from "node:readline";
import type { FrontMessage, KernelMessage, Op } from "../../src/core/protocol";
import { to_plain } from "../../src/core/state";
import { Store } from "../../src/core/store";
import { status_of } from "../../src/ui/shell/status";
import { Clock } from "../core/kernel";

interface Order {
  page: string;
  do:
    | "open"
    | "close"
    | "edit"
    | "undo"
    | "redo"
    | "receive"
    | "cut"
    | "mend"
    | "lost"
    | "tick"
    | "look"
    | "copy";
  label?: string;
  ops?: readonly Op[];
  message?: KernelMessage;
  ms?: number;
}

/** One page: a store, its clock, and a wire that can be cut. */
class Page {
  readonly clock = new Clock();
  sent: FrontMessage[] = [];
  cut = false;
  readonly store: Store;

  constructor(readonly client: string) {
    this.store = new Store({
      client,
      now: this.clock.now,
      schedule: this.clock.schedule,
      send: (message) => {
        if (this.cut) throw new Error("Cannot send");
        this.sent.push(message);
      },
    });
  }

  /** What of it a test looks at after every order. */
  seen() {
    const { snapshot } = this.store;
    const { rev, waiting, link, ready, notices, save, locale } = snapshot;
    const shown = status_of(snapshot).key;
    return {
      locale,
      says: this.store.t(shown, { count: waiting }),
      reason: save.message,
      rev,
      waiting,
      link,
      ready,
      save: save.state,
      saved: shown === "common.saved" && waiting === 0,
      marks: [...snapshot.state.tables.personas.keys()].filter((id) => id.startsWith("persona_mark")),
      notices: notices.map(({ code, level, message }) => code ?? `${level}: ${message}`),
    };
  }
}

const pages = new Map<string, Page>();

function obey(page: Page, order: Order): unknown {
  const { store } = page;
  switch (order.do) {
    case "open":
      return store.start();
    case "close":
      pages.delete(order.page);
      return store.close();
    case "edit":
      return store.commit(order.label ?? "edit_card", order.ops ?? []);
    case "undo":
      return store.undo();
    case "redo":
      return store.redo();
    case "receive":
      return store.receive(order.message as KernelMessage);
    case "cut":
      page.cut = true;
      return null;
    case "mend":
      page.cut = false;
      return null;
    case "lost":
      return store.link_lost();
    case "tick":
      return page.clock.advance(order.ms ?? 0);
    case "look":
      return to_plain(store.snapshot.state);
    case "copy":
      return JSON.parse(store.copy_of_work());
  }
}

function answer(line: string): unknown {
  const order = JSON.parse(line) as Order;
  const page = pages.get(order.page) ?? new Page(order.page);
  pages.set(order.page, page);
  try {
    const result = obey(page, order);
    const sent = page.sent;
    page.sent = [];
    return { result: result ?? null, sent, seen: page.seen() };
  } catch (error) {
    return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

createInterface({ input: process.stdin }).on("line", (line) => {
  process.stdout.write(`${JSON.stringify(answer(line))}\n`);
});
