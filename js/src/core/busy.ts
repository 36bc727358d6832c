/** Notices when the kernel has not answered for a while; knows no messages. */

/** Milliseconds without an answer after which the kernel counts as busy. */
export const BUSY_AFTER = 700;
/** Milliseconds without an answer after which a request may have been lost on its way. */
export const LOST_AFTER = 15_000;

export interface BusyOptions {
  now: () => number;
  schedule: (fn: () => void, ms: number) => () => void;
  /** When the oldest request that has no answer was sent; undefined when there is none. */
  oldest: () => number | undefined;
  on_busy: () => void;
  on_lost: () => void;
}

/** Watches one link: `watch()` after a request, `heard()` after an answer. */
export class Busy {
  private _heard = 0;
  private _off: (() => void) | null = null;

  constructor(private readonly _options: BusyOptions) {}

  watch(): void {
    const left = this._left();
    if (!this._off && left !== null)
      this._off = this._options.schedule(() => this._look(), Math.max(1, left));
  }

  heard(): void {
    this._heard = this._options.now();
    this.stop();
    this.watch();
  }

  stop(): void {
    this._off?.();
    this._off = null;
  }

  /** Milliseconds until the kernel counts as busy; null when nothing is waited for. */
  private _left(): number | null {
    const oldest = this._options.oldest();
    return oldest === undefined ? null : Math.max(oldest, this._heard) + BUSY_AFTER - this._options.now();
  }

  private _look(): void {
    this._off = null;
    const left = this._left();
    if (left === null) return;
    if (left > 0) this.watch();
    else {
      this._off = this._options.schedule(this._options.on_lost, LOST_AFTER - BUSY_AFTER);
      this._options.on_busy();
    }
  }
}

/** Call `fn` after `ms` by the clock; returns the way to call it off. */
export function in_time(fn: () => void, ms: number): () => void {
  const timer = setTimeout(fn, ms);
  return () => clearTimeout(timer);
}
