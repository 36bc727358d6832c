/** What a page knows of the versions of its document, and what it has asked; knows no screen. */
import { new_id } from "./ids";
import type { KernelMessage, Question, RefusalMessage } from "./protocol";
import type { Store } from "./store";
import type { VersionEntry, VersionLook, VersionMessage, VersionsMessage } from "./version_messages";

/** Which version is looked at, and how. */
export interface Chosen extends VersionLook {
  readonly version: string;
  readonly compared: boolean;
}
/** The requests of which one of a kind is on its way at a time. */
type Kind = "list" | "count" | "one";

/** Asks, hears, and tells those who follow; between `open` and the way out that it returns. */
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
  private readonly asked = new Map<Kind, string>();
  private readonly again = new Set<Kind>();
  private done: (() => void) | null = null;
  private told: () => void = () => {};

  constructor(private readonly store: Store) {}

  /** Follow the kernel, and ask for the list; `told` is called at each change. */
  open(told: () => void): () => void {
    const hear = (message: KernelMessage) => this.hear(message);
    this.told = told;
    this.store.hearers.add(hear);
    this.refresh();
    return () => {
      this.store.hearers.delete(hear);
      for (const id of this.asked.values()) this.store.claimed.delete(id);
      this.asked.clear();
      this.told = () => {};
    };
  }

  /** Ask anew for what is shown: at once, or when the answer on its way has come. */
  refresh(): void {
    this.ask("list");
    this.ask("count");
    if (this.chosen?.compared) this.ask("one");
  }

  choose(chosen: Chosen | null): void {
    this.chosen = chosen;
    this.shown = null;
    this.faults = { ...this.faults, one: undefined };
    if (chosen) this.ask("one");
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

  private ask(kind: Kind): void {
    if (this.asked.has(kind)) {
      this.again.add(kind);
      return;
    }
    const question = this.question(kind);
    if (!question) return;
    this.asked.set(kind, question.id);
    this.store.claimed.add(question.id);
    if (!this.store.say(question)) this.answered(kind);
  }

  private question(kind: Kind): Extract<Question, { id: string }> | null {
    const id = new_id("ask");
    if (kind !== "one") return { type: "versions", id, counted: kind === "count" };
    return this.chosen && { type: "version", id, ...this.chosen };
  }

  /** Wait for a request no longer. */
  private answered(kind: Kind): void {
    this.store.claimed.delete(this.asked.get(kind) ?? null);
    this.asked.delete(kind);
  }

  private hear(message: KernelMessage): void {
    if (message.type === "versions_changed") this.refresh();
    else if (message.type === "snapshot" && message.to === this.store.client) this.afresh();
    else if (message.type === "change") this.carried_out(message.ack, true);
    else if (message.type === "ack") this.carried_out(message.id, true);
    else if (message.type === "versions") this.on(message, (now) => this.take(now));
    else if (message.type === "version") this.on(message, (now) => this.show(now));
    else if (message.type === "refusal") {
      this.carried_out(message.id, false);
      this.on(message, (refusal, kind) => this.fail(refusal, kind));
    }
  }

  /** Act on an answer that was waited for, and ask again where something came between. */
  private on<M extends { id: string | null }>(message: M, act: (message: M, kind: Kind) => void): void {
    const kind = [...this.asked].find(([, id]) => id === message.id)?.[0];
    if (!kind) return;
    this.answered(kind);
    act(message, kind);
    if (this.again.delete(kind)) this.ask(kind);
    this.told();
  }

  private take({ versions, counted, read_only }: VersionsMessage): void {
    const known = new Map((this.versions ?? []).map((each) => [each.id, each.changes]));
    this.versions = counted
      ? versions
      : versions.map((each) => ({ ...each, changes: known.get(each.id) ?? null }));
    this.read_only = read_only;
    this.faults = {};
  }

  private show(message: VersionMessage): void {
    const { chosen } = this;
    if (message.version === chosen?.version && message.compared === chosen.compared) this.shown = message;
  }

  private fail({ message, hint }: RefusalMessage, kind: Kind): void {
    this.faults = { ...this.faults, [kind]: [message, hint].filter(Boolean).join(" ") };
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
    for (const kind of [...this.asked.keys()]) this.answered(kind);
    this.again.clear();
    this.doing = this.done = null;
    this.refresh();
    if (this.chosen && !this.chosen.compared && !this.shown) this.ask("one");
    this.told();
  }
}
