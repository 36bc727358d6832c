/** What a board shows: confirmed records and the edits on their way; knows no screen and no notebook. */
import { Busy, in_time, LOST_AFTER } from "./busy";
import { type Strings, type TextKey, translate, type Values } from "./i18n";
import { new_id } from "./ids";
import { read_message } from "./messages";
import { with_part } from "./metric_table";
import { afresh, FIRST, history_of, missed, news_of, type StoreSnapshot } from "./news";
import { apply, Refused, read_tables } from "./ops";
import { confirms, message_of, messages_of, type Pending, replay, words_of, work_of } from "./pending";
import { Presence } from "./presence";
import { Preview } from "./preview";
import type {
  AskLabelsMessage,
  ChangeMessage,
  CommandMessage,
  ExportMessage,
  FrontMessage,
  HistoryLabels,
  KernelMessage,
  Notice,
  Op,
  Question,
  RefusalMessage,
  SnapshotMessage,
  StepMessage,
} from "./protocol";
import { notice_here, notice_there } from "./refusals";
import { EMPTY, type State } from "./state";
import type { StoreOptions } from "./store_options";

export type { Link, StoreSnapshot } from "./news";
export type { HistoryLabels, MetricCell, MetricTable, Notice, SaveStatus } from "./protocol";
export type { StoreOptions } from "./store_options";

/** Milliseconds after which a snapshot that did not come is asked for again; doubled each time. */
export const ASK_AGAIN = 1500;
const MAX_NOTICES = 20;

export class Store {
  private readonly _options: Required<Omit<StoreOptions, "who">> & StoreOptions;
  private readonly _listeners = new Set<() => void>();
  private _snapshot: StoreSnapshot;
  private _confirmed: State = EMPTY;
  private _history: HistoryLabels = FIRST.history;
  private _pending: readonly Pending[] = [];
  private _strings: Strings = {};
  private _asked = false;
  private readonly _busy: Busy;
  readonly preview: Preview;
  readonly presence: Presence;
  /** Parts that hear what the store has acted on, and the requests whose refusal they tell themselves. */
  readonly hearers = new Set<(message: KernelMessage) => void>();
  readonly claimed = new Set<string | null>();
  private _count = 0;
  private _stop_asking = () => {};

  constructor(options: StoreOptions) {
    this._options = { now: () => performance.now(), schedule: in_time, ...options };
    const { now, schedule, client, who } = this._options;
    const live = () => this._snapshot.link === "live";
    this.presence = new Presence({ client, who, now, schedule, send: (said) => live() && this._send(said) });
    this.preview = new Preview({
      now,
      schedule,
      send: (ops) => live() && this._send({ type: "preview", client: this.client, ops }),
    });
    this._busy = new Busy({
      now,
      schedule,
      oldest: () => this._pending[0]?.sent,
      on_busy: () => live() && this._set({ link: "waiting" }),
      on_lost: () => this._snapshot.link === "waiting" && this._ask(LOST_AFTER),
    });
    this._snapshot = FIRST;
  }

  /** The same object until something changes. */
  get snapshot(): StoreSnapshot {
    return this._snapshot;
  }

  get client(): string {
    return this._options.client;
  }

  subscribe(fn: () => void): () => void {
    this._listeners.add(fn);
    return () => void this._listeners.delete(fn);
  }

  /** Say hello, and ask for everything there is to show. */
  start(): void {
    this._ask(ASK_AGAIN);
  }

  t(key: TextKey, values?: Values): string {
    return translate(this._strings, this._snapshot.locale, key, values);
  }

  /**
   * Show a batch at once and send it as one undo step.
   *
   * False when it was refused here (a notice says why) or could not be sent. What could not be sent stays
   * on screen and in `copy_of_work()`.
   */
  commit(label: string, ops: readonly Op[]): boolean {
    this.preview.end();
    if (!ops.length) return true;
    const { state, ready, read_only, rev, link } = this._snapshot;
    if (!ready) return false;
    try {
      if (read_only) throw new Refused("read_only");
      const done = apply(state, ops);
      const batch: Pending = {
        kind: "edit",
        id: new_id("batch"),
        label,
        base_rev: rev,
        ops: done.ops,
        sent: this._options.now(),
        after: done.state,
      };
      const message = message_of(this.client, batch, this._pending.at(-1));
      this._push(batch);
      this._set({ state: done.state });
      if (link !== "gone") return this._send(message);
      this._tell({ level: "error", message: this.t("errors.locked"), code: "locked", work: words_of(ops) });
      return false;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this._tell(notice_here(error, (key, values) => this.t(key, values), words_of(ops)));
      return false;
    }
  }

  undo(): void {
    this._step("undo");
  }

  redo(): void {
    this._step("redo");
  }

  /** Let the kernel carry out what reaches beyond this board; null when there is none, else the request's id. */
  ask(name: CommandMessage["name"], args: CommandMessage["args"]): string | null {
    return this._request({ type: "command", ...this._head(), name, args });
  }

  /** Let the kernel write a file of what is shown; it is told of in the snapshot. */
  ask_export(format: ExportMessage["format"], look: Pick<ExportMessage, "view" | "filters" | "theme">): void {
    const id = new_id("export");
    this._set({ sharing: { id, format, reason: null }, exported: null });
    this._send({ type: "export", client: this.client, id, format, ...look });
  }

  /** What came of the last file has been read. */
  end_export(): void {
    this._set({ sharing: null, exported: null });
  }

  /** Ask what changes nothing; false when there is no kernel. */
  say(question: Question): boolean {
    return this._send({ ...question, client: this.client });
  }

  ask_labels(query: Pick<AskLabelsMessage, "ask" | "words" | "show" | "most">): void {
    this.say({ type: "labels", ...query });
  }

  ask_recipe(metric: string, stage_id: string): void {
    if (this._snapshot.link !== "gone") this.say({ type: "recipe", metric, stage_id });
  }

  /** Act on one message of the kernel; what is not of the protocol is left alone. */
  receive(message: KernelMessage): void {
    const known = read_message(message);
    if (!known) return;
    if (this._snapshot.link === "gone" && known.type !== "snapshot") this._ask(ASK_AGAIN);
    try {
      this._act(known);
    } catch (error) {
      // It does not fit what is confirmed here: the kernel is right, take everything anew.
      if (known.type !== "snapshot") this._ask(ASK_AGAIN);
      else this._tell({ level: "error", message: String(error) });
    }
    for (const hear of [...this.hearers]) hear(known);
  }

  /** The host says that there is no kernel any more. An answer to the last hello proves it wrong. */
  link_lost(): void {
    this._set({ link: "gone" });
    this._stop_asking();
    this._asked = false;
    try {
      this._options.send(this._hello());
    } catch {
      // As expected.
    }
  }

  /** Stop all timers; the store is not used any more. */
  close(): void {
    this._stop_asking();
    this._busy.stop();
    this.presence.stop();
    this.preview.end();
    this._listeners.clear();
  }

  dismiss(notice_id: string): void {
    this._set({ notices: this._snapshot.notices.filter((notice) => notice.id !== notice_id) });
  }

  /** Everything that is shown and every edit that was not confirmed, as JSON. */
  copy_of_work(): string {
    return work_of(this._snapshot.rev, this._snapshot.state, this._pending);
  }

  // -- messages ---------------------------------------------------------------------------------------

  private _act(message: KernelMessage): void {
    if (missed(message, this._snapshot)) this._ask(ASK_AGAIN);
    const for_us = "to" in message && (message.to === this.client || message.to === null);
    if (message.type === "snapshot") this._on_snapshot(message, for_us);
    else if (message.type === "change") this._on_change(message);
    else if (message.type === "ack" && for_us) this._on_ack(message.id);
    else if (message.type === "refusal" && for_us && message.id !== this._snapshot.sharing?.id) {
      if (!this.claimed.has(message.id)) this._on_refusal(message);
    } else if (message.type === "previewed" && for_us) this.preview.heard();
    else if (message.type === "people") {
      this._history = this._own(message);
      this._set({ people: this.presence.heard(message.people) });
    } else if (message.type === "notice") {
      this._tell({ level: message.level, message: message.message, detail: message.detail });
    } else this._set(news_of(message, this._snapshot, for_us));
  }

  private _own(message: Parameters<typeof history_of>[0]): HistoryLabels {
    return history_of(message, this._options.who?.().page);
  }

  private _on_snapshot(message: SnapshotMessage, for_us: boolean): void {
    const { ready, state, rev: known } = this._snapshot;
    // One that was overtaken would take back what came since.
    if (ready && (!for_us || message.rev < known)) return;
    this._confirmed = read_tables(message.tables, state);
    this._history = this._own(message);
    this._strings = message.strings;
    this._asked = false;
    this._stop_asking();
    // An undo is not sent twice: where it was lost, the person sees so and presses again.
    const open = this._pending.filter((batch) => batch.kind === "edit" && !message.acked?.includes(batch.id));
    const { metrics, save, rev, locale } = message;
    const read_only = message.read_only === true;
    this._redraw(open, {
      metrics,
      save,
      rev,
      locale,
      read_only,
      ready: true,
      link: "live",
      ...afresh(this._snapshot),
    });
    this._busy.heard();
    messages_of(this.client, open).every((edit) => this._send(edit));
  }

  private _on_change(message: ChangeMessage): void {
    const { rev, ready, metrics, state } = this._snapshot;
    if (!ready) return;
    if (message.rev <= rev) {
      this._on_ack(message.ack);
      return;
    }
    if (message.rev > rev + 1) {
      this._ask(ASK_AGAIN);
      return;
    }
    const first = this._pending[0];
    const exact = confirms(first, message.ack, message.ops);
    this._confirmed =
      (exact && first?.after) || apply(this._confirmed, message.ops, { trusted: true, reuse: state }).state;
    this._history = this._own(message);
    const news = {
      rev: message.rev,
      metrics: message.metrics ? with_part(metrics, message.metrics) : metrics,
    };
    if (!exact) this._redraw(this._answered(message.ack), news);
    else this._keep(this._pending.slice(1), news);
  }

  /** The kernel carried out a batch whose effect is confirmed here already. */
  private _on_ack(id: string | null): void {
    if (this._pending.some((batch) => batch.id === id)) this._redraw(this._answered(id), {});
  }

  /** What is still open once `id` is answered. An edit that was passed over was lost: the snapshot sends it again. */
  private _answered(id: string | null): readonly Pending[] {
    const at = this._pending.findIndex((batch) => batch.id === id);
    const lost = this._pending.slice(0, Math.max(0, at)).filter((batch) => batch.kind === "edit");
    if (lost.length) this._ask(ASK_AGAIN);
    return [...lost, ...this._pending.slice(at + 1)];
  }

  private _on_refusal(message: RefusalMessage): void {
    const batch = this._pending.find((one) => one.id === message.id);
    if (!batch && message.to === null) return;
    if (batch) this._redraw(this._answered(batch.id), {});
    if (batch && batch.kind !== "edit" && message.code === "nothing") return;
    this._tell(notice_there(message, (key) => this.t(key), words_of(batch?.ops ?? [])));
  }

  // -- sending ----------------------------------------------------------------------------------------

  /** Ask for a snapshot, and again after a while when none comes. */
  private _ask(patience: number): void {
    if (this._asked) return;
    this._asked = true;
    if (this._send(this._hello())) {
      this._stop_asking = this._options.schedule(() => {
        this._asked = false;
        this._ask(patience * 2);
      }, patience);
    }
  }

  private _hello(): FrontMessage {
    return { type: "hello", client: this.client, ...this._options.who?.() };
  }

  private _head() {
    return { client: this.client, id: new_id("batch"), after: this._pending.at(-1)?.id ?? null };
  }

  private _step(type: "undo" | "redo"): void {
    if (this._history[type] === null && !this._pending.length) return;
    this._request({ type, ...this._head() });
  }

  private _request(message: StepMessage | CommandMessage): string | null {
    const { ready, read_only, rev, link, state } = this._snapshot;
    if (!ready || read_only || link === "gone") return null;
    const { type: kind, id } = message;
    this._push({ kind, id, label: kind, base_rev: rev, ops: [], sent: this._options.now(), after: state });
    this._set({});
    return this._send(message) ? id : null;
  }

  /** Hand a message to the kernel; false, and the board is locked, when there is none. */
  private _send(message: FrontMessage): boolean {
    try {
      this._options.send(message);
      return true;
    } catch {
      this._asked = false;
      this._set({ link: "gone" });
      return false;
    }
  }

  private _push(batch: Pending): void {
    this._pending = [...this._pending, batch];
    this._busy.watch();
  }

  // -- showing ----------------------------------------------------------------------------------------

  /** Replay what is open over what is confirmed. */
  private _redraw(open: readonly Pending[], news: Partial<StoreSnapshot>): void {
    const { shown, pending } = replay(this._confirmed, open, this._snapshot.state);
    this._keep(pending, { ...news, state: shown });
  }

  /** Take `open` for what is pending; an answer has come if it is shorter than before. */
  private _keep(open: readonly Pending[], news: Partial<StoreSnapshot>): void {
    const answered = open.length < this._pending.length;
    this._pending = open;
    if (answered) this._busy.heard();
    this._set(answered && this._snapshot.link === "waiting" ? { link: "live", ...news } : news);
  }

  private _tell(notice: Omit<Notice, "id">): void {
    this._count += 1;
    const known = this._snapshot.notices.slice(1 - MAX_NOTICES);
    this._set({ notices: [...known, { ...notice, id: `notice_${this._count}` }] });
  }

  private _set(news: Partial<StoreSnapshot>): void {
    const last = this._pending.at(-1);
    const history = last?.kind === "edit" ? { undo: last.label, redo: null } : this._history;
    const next = { ...this._snapshot, history, waiting: this._pending.length, ...news };
    const before = this._snapshot;
    const same = (Object.keys(next) as (keyof StoreSnapshot)[]).every((key) => next[key] === before[key]);
    if (same) return;
    this._snapshot = next;
    for (const fn of [...this._listeners]) fn();
  }
}
