/** A stand-in for anywidget's models: several proxies of one model, each ended by its own signal. */
import type { Model } from "../../src/host/bridge";

type Listener = (...args: never[]) => void;

/** What the proxies of one widget share. */
export class Widget {
  values: { [name: string]: unknown };
  sent: unknown[] = [];
  saved = 0;
  dead = false;
  listeners: { event: string; fn: Listener }[] = [];
  on_send: (content: unknown) => void = () => {};

  constructor(values: { [name: string]: unknown } = {}) {
    this.values = { board_id: "board_aaaa0001", selection: [], locale: "en", ...values };
  }

  /** A new object that stands for this widget. */
  proxy(): Model {
    return {
      get: (name) => this.values[name],
      set: (name, value) => {
        this.values[name] = value;
        this.emit(`change:${name}`);
      },
      on: (event, fn) => void this.listeners.push({ event, fn }),
      off: (event, fn) => {
        this.listeners = this.listeners.filter((one) => one.event !== event || one.fn !== fn);
      },
      save_changes: () => {
        this.saved += 1;
      },
      send: (content) => {
        if (this.dead) throw new Error("Cannot send");
        this.sent.push(content);
        this.on_send(content);
      },
    };
  }

  emit(event: string, ...args: unknown[]): void {
    for (const one of [...this.listeners]) if (one.event === event) one.fn(...(args as never[]));
  }
}
