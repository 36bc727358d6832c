/** The fields of what is no card that two people changed at once, kept up to date; knows no screen. */
import { Asks } from "./asks";
import type { Dispute } from "./dispute_messages";
import type { Store } from "./store";

export class Disputes {
  found: readonly Dispute[] = [];
  private seen = "";
  private file = "";
  private readonly asks: Asks<"all">;

  /** `told` is called at each change. */
  constructor(
    private readonly store: Store,
    private readonly told: () => void,
  ) {
    this.asks = new Asks(store, {
      question: (_, id) => ({ type: "conflicts", id }),
      answered: (_, answer) => {
        if (answer.type !== "conflicts") return;
        this.found = answer.conflicts;
        this.told();
      },
    });
  }

  /** Ask at once, and again when there can be others or other words; returns the way out. */
  open(): () => void {
    const close = this.asks.open(() => {
      this.seen = "";
      this.follow();
    });
    const off = this.store.subscribe(() => this.follow());
    this.follow();
    return () => {
      off();
      close();
    };
  }

  choose(id: string, keep: "ours" | "theirs"): void {
    this.store.ask("resolve_conflict", { conflict: id, keep });
  }

  /** The file says that conflicts came, here or in another kernel; while there are some, every step may end one. */
  private follow(): void {
    const { rev, ready, save } = this.store.snapshot;
    if (save.state !== "saving") this.file = `${save.state === "conflict"} ${save.message ?? ""}`;
    const now = `${this.file} ${this.found.length > 0 ? rev : ""}`;
    if (!ready || now === this.seen) return;
    this.seen = now;
    this.asks.ask("all");
  }
}
