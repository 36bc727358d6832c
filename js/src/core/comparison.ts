/** What became of the records of a map since a version, kept up to date; knows no screen. */
import { Asks, reason_of } from "./asks";
import type { Store } from "./store";
import type { ChangeKind, MarksMessage } from "./version_messages";

export type Changes = ReadonlyMap<string, ChangeKind>;
export const UNCHANGED: Changes = new Map();

export class Comparison {
  /** What the kernel said last; null until it has, and where nothing is compared. */
  found: MarksMessage | null = null;
  /** Why it cannot be had. */
  fault = "";
  changes: Changes = UNCHANGED;
  private version = "";
  private rev = -1;
  private readonly asks: Asks<"marks">;

  /** `told` is called at each change. */
  constructor(
    private readonly store: Store,
    private readonly told: () => void,
  ) {
    this.asks = new Asks(store, {
      question: (_, id) => (this.version ? { type: "marks", id, version: this.version } : null),
      answered: (_, answer) => {
        if (answer.type === "refusal") this.set(null, reason_of(answer));
        else if (answer.type === "marks" && answer.version === this.version) this.set(answer, "");
      },
    });
  }

  open(): () => void {
    const close = this.asks.open(() => {
      this.rev = -1;
      this.with(this.version);
    });
    const off = this.store.subscribe(() => this.with(this.version));
    return () => {
      off();
      close();
    };
  }

  /** Compare with a version from now on; "" with none. */
  with(version: string): void {
    const { rev, ready } = this.store.snapshot;
    const other = version !== this.version;
    this.version = version;
    if (other) this.set(null, "");
    if (!version || !ready || (!other && rev === this.rev)) return;
    this.rev = rev;
    this.asks.ask("marks");
  }

  private set(found: MarksMessage | null, fault: string): void {
    this.found = found;
    this.fault = fault;
    this.changes = found ? new Map(Object.entries(found.marks)) : UNCHANGED;
    this.told();
  }
}
