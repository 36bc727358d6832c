/** What a page knows of the versions of its document, and what it has asked; knows no screen. */
import { Asks, reason_of } from "./asks";
import type { KernelMessage } from "./protocol";
import type { Store } from "./store";
import type { VersionEntry, VersionLook, VersionMessage, VersionsMessage } from "./version_messages";

/** Which version is looked at, and how. */
export interface Chosen extends VersionLook {
  readonly version: string;
  readonly compared: boolean;
}
type Kind = "list" | "count" | "one";

/** Asks, hears, and tells the one who follows; between `open` and the way out that it returns. */
export class Past {
  versions: readonly VersionEntry[] | null = null;
  /** Why the document may not be changed. */
  read_only: string | null = null;
  chosen: Chosen | null = null;
  /** The picture of what is chosen, once it is there. */
  shown: VersionMessage | null = null;
  /** Why the list, or the picture, cannot be had. */
  faults: { readonly [kind in Kind]?: string | undefined } = {};
  /** A name or a restore that the kernel has not answered. */
  doing: string | null = null;
  private done: (() => void) | null = null;
  private told: () => void = () => {};
  private readonly asks: Asks<Kind>;

  constructor(private readonly store: Store) {
    this.asks = new Asks(store, {
      question: (kind, id) => {
        if (kind !== "one") return { type: "versions", id, counted: kind === "count" };
        return this.chosen && { type: "version", id, ...this.chosen };
      },
      answered: (kind, answer) => {
        if (answer.type === "versions") this.take(answer);
        else if (answer.type === "version") this.show(answer);
        else if (answer.type === "refusal") this.faults = { ...this.faults, [kind]: reason_of(answer) };
        this.told();
      },
    });
  }

  /** Follow the kernel, and ask for the list; `told` is called at each change. */
  open(told: () => void): () => void {
    const hear = (message: KernelMessage) => this.hear(message);
    this.told = told;
    this.store.hearers.add(hear);
    this.refresh();
    return () => {
      this.store.hearers.delete(hear);
      this.asks.end();
      this.told = () => {};
    };
  }

  /** Ask anew for what is shown. */
  refresh(): void {
    this.asks.ask("list");
    this.asks.ask("count");
    if (this.chosen?.compared) this.asks.ask("one");
  }

  choose(chosen: Chosen | null): void {
    this.chosen = chosen;
    this.shown = null;
    this.faults = { ...this.faults, one: undefined };
    if (chosen) this.asks.ask("one");
    this.told();
  }

  /** Name the present state; `done` is called when it is kept. */
  save(label: string, done: () => void): void {
    this.carry_out(this.store.ask("save_version", { label }), done);
  }

  restore(version: string, done: () => void): void {
    this.carry_out(this.store.ask("restore_version", { version }), done);
  }

  private carry_out(id: string | null, done: () => void): void {
    this.doing = id;
    this.done = id ? done : null;
    this.told();
  }

  private hear(message: KernelMessage): void {
    if (message.type === "versions_changed") this.refresh();
    else if (message.type === "snapshot" && message.to === this.store.client) this.afresh();
    else if (message.type === "change") this.carried_out(message.ack, true);
    else if (message.type === "ack") this.carried_out(message.id, true);
    else if (message.type === "refusal") this.carried_out(message.id, false);
    this.asks.hear(message);
  }

  private take({ versions, counted, read_only }: VersionsMessage): void {
    const known = new Map((this.versions ?? []).map((each) => [each.id, each.changes]));
    this.versions = counted
      ? versions
      : versions.map((each) => ({ ...each, changes: known.get(each.id) ?? null }));
    this.read_only = read_only;
    this.faults = { one: this.faults.one };
  }

  private show(message: VersionMessage): void {
    const { chosen } = this;
    if (message.version === chosen?.version && message.compared === chosen.compared) this.shown = message;
  }

  private carried_out(id: string | null, well: boolean): void {
    if (id === null || id !== this.doing) return;
    const { done } = this;
    this.doing = this.done = null;
    if (well) done?.();
    this.refresh();
    this.told();
  }

  /** The kernel was away: what was asked of it has no answer any more. */
  private afresh(): void {
    this.asks.end();
    this.doing = this.done = null;
    this.refresh();
    if (this.chosen && !this.shown) this.asks.ask("one");
    this.told();
  }
}
