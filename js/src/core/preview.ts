/** Tells the kernel where a drag is, so that charts move along: seldom, one at a time, the latest; commits nothing. */
import { in_time } from "./busy";
import type { Op } from "./protocol";

/** At most one preview in this many milliseconds. */
export const PREVIEW_MS = 100;
/** An answer that has not come after this many milliseconds was lost. */
const LOST_MS = 10_000;

export interface PreviewOptions {
  /** Hand a preview to the kernel; no operations at all: back to what is. */
  send: (ops: readonly Op[]) => unknown;
  now: () => number;
  schedule?: (fn: () => void, ms: number) => () => void;
}

/** `show()` while a drag lasts, `end()` when it is committed, `cancel()` when it is not. */
export class Preview {
  private _next: readonly Op[] | null = null;
  private _last = Number.NEGATIVE_INFINITY;
  /** The kernel has not answered the last one: it is busy, and more would only queue. */
  private _open = false;
  private _shown = false;
  private _stop: (() => void) | null = null;

  constructor(private readonly _options: PreviewOptions) {}

  show(ops: readonly Op[]): void {
    this._next = ops;
    this._go();
  }

  /** The kernel took the last one in. */
  heard(): void {
    this._open = false;
    this._go();
  }

  /** What comes next is the commit itself: nothing more is said. */
  end(): void {
    this._stop?.();
    this._stop = this._next = null;
    this._shown = false;
  }

  cancel(): void {
    const shown = this._shown;
    this.end();
    if (shown) this._options.send([]);
  }

  private _go(): void {
    const { now, send, schedule = in_time } = this._options;
    const age = now() - this._last;
    if (!this._next || this._stop || (this._open && age < LOST_MS)) return;
    const wait = PREVIEW_MS - age;
    if (wait > 0) {
      this._stop = schedule(() => {
        this._stop = null;
        this._go();
      }, wait);
      return;
    }
    const ops = this._next;
    this._next = null;
    this._last = now();
    this._open = this._shown = true;
    send(ops);
  }
}
