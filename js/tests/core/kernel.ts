/** A kernel for tests: the same rules as the session in Python, and connections that can be slow or lose messages. */
import type { Dispute } from "../../src/core/dispute_messages";
import { apply, Refused } from "../../src/core/ops";
import type {
  AskLabelsMessage,
  CommandMessage,
  EditMessage,
  ExportMessage,
  FrontMessage,
  KernelMessage,
  LabelsMessage,
  MetricTable,
  OfferedTemplate,
  Op,
  PlainTables,
  PresenceMessage,
  StepMessage,
} from "../../src/core/protocol";
import { type State, to_plain } from "../../src/core/state";
import { Store } from "../../src/core/store";
import type {
  AskMarksMessage,
  AskVersionMessage,
  AskVersionsMessage,
  VersionEntry,
} from "../../src/core/version_messages";
import { state } from "./make";

interface Step {
  label: string;
  ops: readonly Op[];
  inverse: readonly Op[];
}

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value));

export class Kernel {
  state: State = state();
  rev = 4;
  done: Step[] = [];
  undone: Step[] = [];
  answered = new Map<string, KernelMessage>();
  read_only = false;
  metrics: MetricTable = {};
  strings: { [key: string]: string } = {
    "errors.gone": "Gone",
    "errors.in_use": "In use",
    "errors.locked": "Locked",
  };
  templates: readonly OfferedTemplate[] = [];
  /** What the commands of a test do. */
  commands: { [name: string]: (args: { readonly [name: string]: string }) => readonly Op[] } = {};
  /** What is answered to a page that asks for labels. */
  labels: (asked: AskLabelsMessage) => Omit<LabelsMessage, "to"> = ({ ask }) => ({
    type: "labels",
    ask,
    bound: false,
    rows: [],
    found: 0,
    sums: [],
    total: { source: "", labels: 0, rows: 0, unassigned_labels: 0, unassigned_rows: 0 },
    proposals: [],
  });
  /** What a file that was asked for becomes. */
  exported = ({ client, id, format }: ExportMessage): KernelMessage => ({
    type: "exported",
    to: client,
    id,
    format,
    name: `map.${format}`,
    path: `/maps/map.${format}`,
    problem: "",
    size: "1 kB",
    mime: "text/plain",
    data: btoa("a map"),
  });
  /** The newest first. */
  versions: VersionEntry[] = [];
  read_only_reason: string | null = null;
  listed = ({ client, id, counted }: AskVersionsMessage): KernelMessage => ({
    type: "versions",
    to: client,
    id,
    counted,
    versions: this.versions.map((each) => (counted ? each : { ...each, changes: null })),
    read_only: this.read_only_reason,
  });
  /** What a version that was asked for becomes. */
  version = ({ client, id, version, compared, theme }: AskVersionMessage): KernelMessage => ({
    type: "version",
    to: client,
    id,
    version,
    compared,
    title: "Glasses",
    alt: `Map in ${theme}.`,
    svg: '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="600"/>',
    sum: compared ? "1 added, 0 changed, 0 removed" : "",
    lines: compared ? [{ id: "card_x", kind: "added", text: "Card “New”", fields: ["Text: changed"] }] : [],
    more: compared ? 3 : 0,
  });
  /** What became of the records since. */
  marks = ({ client, id, version }: AskMarksMessage): KernelMessage => ({
    type: "marks",
    to: client,
    id,
    version,
    title: "then",
    sum: "No difference",
    marks: {},
    lines: [],
    more: 0,
  });
  /** Fields in conflict of what is no card. */
  disputes: Dispute[] = [];
  /** What pages said of their people. */
  said: PresenceMessage[] = [];
  pages: ((message: KernelMessage) => void)[] = [];

  receive(message: FrontMessage): void {
    const { client } = message;
    if (message.type === "hello") this.send_snapshot(client);
    else if (message.type === "templates")
      this.tell({ type: "templates", to: client, templates: this.templates });
    else if (message.type === "labels") this.tell({ to: client, ...this.labels(message) });
    else if (message.type === "presence") this.said.push(message);
    else if (message.type === "preview") this.tell({ type: "previewed", to: client });
    else if (message.type === "recipe")
      this.tell({ ...message, to: client, lines: [`${message.metric} of ${message.stage_id}`] });
    else if (message.type === "export") this.tell(this.exported(message));
    else if (message.type === "versions") this.tell(this.listed(message));
    else if (message.type === "version") this.tell(this.version(message));
    else if (message.type === "marks") this.tell(this.marks(message));
    else if (message.type === "conflicts")
      this.tell({ type: "conflicts", to: client, id: message.id, conflicts: this.disputes });
    else if (!this.answered.has(message.id)) this.carry_out(message);
    else this.tell(this.answered.get(message.id) as KernelMessage);
  }

  carry_out(message: EditMessage | StepMessage | CommandMessage): void {
    const { client } = message;
    this.answered.set(message.id, { type: "ack", to: client, id: message.id });
    try {
      if (message.type === "edit") this.edit(message);
      else if (message.type === "command")
        this.commit(this.commands[message.name]?.(message.args) ?? [], message.name, client, message.id);
      else this.step(message.type, client, message.id);
    } catch (error) {
      if (!(error instanceof Refused || error instanceof RangeError)) throw error;
      const code = error instanceof Refused ? error.code : "nothing";
      const refusal = { code, message: error.message, where: null, hint: null };
      this.answered.set(message.id, { type: "refusal", to: client, id: message.id, ...refusal });
      this.tell({ type: "refusal", to: client, id: message.id, ...refusal });
    }
  }

  /** An edit from Python. */
  commit(ops: readonly Op[], label = "python", client: string | null = null, id: string | null = null): void {
    if (this.read_only) throw new Refused("read_only");
    const done = apply(this.state, ops);
    this.done.push({ label, ops: done.ops, inverse: done.inverse });
    this.undone = [];
    this.advance(done.state, done.ops, client, id);
  }

  edit(message: EditMessage): void {
    this.commit(message.ops, message.label, message.client, message.id);
  }

  step(kind: "undo" | "redo", client: string, id: string): void {
    const [from, to] = kind === "undo" ? [this.done, this.undone] : [this.undone, this.done];
    const step = from.pop();
    if (!step) throw new RangeError(`There is nothing to ${kind}.`);
    const done = apply(this.state, kind === "undo" ? step.inverse : step.ops);
    to.push(step);
    this.advance(done.state, done.ops, client, id);
  }

  advance(after: State, ops: readonly Op[], client: string | null, ack: string | null): void {
    this.state = after;
    this.rev += 1;
    this.tell({ type: "change", rev: this.rev, ops, ack, client, history: this.history() });
  }

  history() {
    return { undo: this.done.at(-1)?.label ?? null, redo: this.undone.at(-1)?.label ?? null };
  }

  snapshot(to: string | null): KernelMessage {
    const acked = [...this.answered].filter(([, a]) => "to" in a && a.to === to).map(([id]) => id);
    return {
      type: "snapshot",
      to,
      rev: this.rev,
      tables: to_plain(this.state),
      metrics: this.metrics,
      history: this.history(),
      save: { state: "saved", path: "x", at: null, message: null },
      strings: this.strings,
      locale: "en",
      read_only: this.read_only,
      acked,
    };
  }

  send_snapshot(to: string | null): void {
    this.tell(this.snapshot(to));
  }

  tell(message: KernelMessage): void {
    for (const page of this.pages) page(copy(message));
  }

  plain(): PlainTables {
    return to_plain(this.state);
  }
}

/** A clock that only moves when told. */
export class Clock {
  at = 0;
  private waiting: { due: number; fn: () => void }[] = [];
  now = (): number => this.at;
  schedule = (fn: () => void, ms: number): (() => void) => {
    const entry = { due: this.at + ms, fn };
    this.waiting.push(entry);
    return () => {
      this.waiting = this.waiting.filter((other) => other !== entry);
    };
  };
  advance(ms: number): void {
    const end = this.at + ms;
    for (;;) {
      const next = this.waiting.filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0];
      if (!next) break;
      this.waiting = this.waiting.filter((other) => other !== next);
      this.at = Math.max(this.at, next.due);
      next.fn();
    }
    this.at = end;
  }
  get timers(): number {
    return this.waiting.length;
  }
}

/** A page: a store, and a connection whose two directions each keep their order. */
export class Page {
  up: FrontMessage[] = [];
  down: KernelMessage[] = [];
  sent: FrontMessage[] = [];
  dead = false;
  readonly store: Store;

  constructor(
    readonly kernel: Kernel,
    readonly client = "page",
    readonly clock = new Clock(),
  ) {
    this.store = new Store({
      client,
      now: clock.now,
      schedule: clock.schedule,
      send: (message) => {
        if (this.dead) throw new Error("Cannot send");
        this.up.push(copy(message));
        this.sent.push(copy(message));
      },
    });
    kernel.pages.push((message) => void this.down.push(message));
  }

  /** Let the kernel read one message of this page. */
  deliver_up(): void {
    const message = this.up.shift();
    if (message) this.kernel.receive(message);
  }

  /** Let the page read one message of the kernel. */
  deliver_down(): void {
    const message = this.down.shift();
    if (message) this.store.receive(message);
  }

  /** Let everything arrive. */
  flush(): void {
    while (this.up.length || this.down.length) {
      this.deliver_up();
      this.deliver_down();
    }
  }

  open(): this {
    this.store.start();
    this.flush();
    return this;
  }
}
