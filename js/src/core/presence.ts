/** Tells the kernel where the person of this page stands, seldom and only while others are there; knows no screen. */
import { in_time } from "./busy";
import type { PersonHere, PlaceHere, PresenceMessage, WhoMessage } from "./protocol";

/** At most one word of the place in this many milliseconds. */
export const PRESENCE_MS = 300;
/** A sign of life while others are there. */
export const ALIVE_MS = 20_000;

/** How long a page may take to go; if it stays after all, it says so later. */
const GOING_MS = 5000;

export interface PresenceOptions {
  client: string;
  /** Who is before the page; undefined where a page has no person. */
  who: (() => WhoMessage) | undefined;
  send: (message: PresenceMessage) => unknown;
  now: () => number;
  schedule?: ((fn: () => void, ms: number) => () => void) | undefined;
}

/** `at()` as the focus goes, `heard()` when the kernel says who is there, `leave()` at the end. */
export class Presence {
  /** Where the person of this page stands on this board. */
  place: PlaceHere | null = null;
  /** The number of the person, by which one without a name is called; 0 for one who is alone. */
  number = 0;
  private _last = Number.NEGATIVE_INFINITY;
  /** Words are numbered: one that comes late is not heard. */
  private _n = 0;
  private _others = false;
  private _left = Number.NEGATIVE_INFINITY;
  private _stop: (() => void) | null = null;

  constructor(private readonly _options: PresenceOptions) {}

  at(place: PlaceHere | null): void {
    const { place: before } = this;
    if (before?.key === place?.key && before?.editing === place?.editing) return;
    this.place = place;
    if (this._others) this._soon(PRESENCE_MS);
  }

  /** The others among those who are there. Who is missing among them says that it is there. */
  heard(people: readonly PersonHere[]): readonly PersonHere[] {
    const page = this._options.who?.().page;
    const others = people.filter((person) => person.page !== page);
    const missing = others.length === people.length;
    this.number = people.find((person) => person.page === page)?.number ?? 0;
    const first = others.length > 0 && !this._others;
    this._others = others.length > 0;
    if (!this._others) this._hush();
    else if (missing || first) this._soon(PRESENCE_MS);
    return others;
  }

  /** Name or colour were chosen anew. */
  tell(): void {
    this._soon(PRESENCE_MS);
  }

  /** Say nothing more. */
  stop(): void {
    this._hush();
    this._others = false;
  }

  /** The page goes. */
  leave(): void {
    this.stop();
    this._left = this._options.now();
    const { client, who, send } = this._options;
    if (who) send({ type: "presence", client, n: this._n++, gone: true });
  }

  private _hush(): void {
    this._stop?.();
    this._stop = null;
  }

  /** Speak once `gap` has passed since the last word. */
  private _soon(gap: number): void {
    const { client, who, send, now, schedule = in_time } = this._options;
    // A page that is going hears of its going, which is not to be answered.
    if (!who || now() - this._left < GOING_MS) return;
    this._hush();
    const wait = this._last + gap - now();
    if (wait > 0) {
      this._stop = schedule(() => this._soon(gap), wait);
      return;
    }
    this._last = now();
    send({ type: "presence", client, n: this._n++, at: this.place, ...who() });
    if (this._others) this._stop = schedule(() => this._soon(ALIVE_MS), ALIVE_MS);
  }
}
