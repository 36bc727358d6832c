/** The search on one map: what is looked for, where it is found, which place is shown now; marks nothing itself. */
import { find, type Hit, read_query } from "../../core/search";
import type { State } from "../../core/state";
import type { Translate } from "../shell/context";
import { sync } from "../shell/sync";
import type { Lens } from "./lens";
import { place_key } from "./place";
import type { Roving } from "./roving";
import { lane_subtitle, lane_title } from "./titles";

/** What of a map's control is needed here. */
interface Owner {
  readonly state: State;
  readonly seen: State;
  readonly journey_id: string;
  readonly lens: Lens;
  readonly roving: Roving;
  readonly t: Translate;
  tell(key: string): void;
}

const NOTHING: ReadonlySet<string> = new Set();

export class Finder {
  open = false;
  /** The words as they are compared; "" while nothing is looked for. */
  query = "";
  hits: readonly Hit[] = [];
  /** The number of the hit that was gone to last, from 0; -1 before the first. */
  at = -1;
  private keys: ReadonlySet<string> = NOTHING;
  private looked: { state: State; query: string } | null = null;

  constructor(private readonly owner: Owner) {}

  /** The words that are marked at a place; "" where nothing is. */
  marks(key: string): string {
    return this.keys.has(key) ? this.query : "";
  }

  /** The place that was gone to last. */
  get here(): string | null {
    const hit = this.hits[this.at];
    return hit ? place_key(hit.kind, hit.id) : null;
  }

  /** How many places the filter, hidden lanes and collapsed phases keep out of sight. */
  get hidden(): number {
    const { state, seen, journey_id } = this.owner;
    if (!this.query || state === seen) return 0;
    return find(state, journey_id, this.query, this.names()).length - this.hits.length;
  }

  show(): void {
    this.open = true;
    if (this.owner.lens.depth === "overview") this.owner.lens.set({ depth: "detail" });
    this.look(this.owner.lens.search);
    sync(() => this.owner.tell("find"));
  }

  /** Close the field and let go of the marks; the focus goes to the last place found, or back. */
  close(): void {
    // The focus goes first: a field that is taken away while it has it speaks up once more.
    const back = this.here ?? this.owner.roving.current;
    if (back) this.owner.roving.focus(back);
    this.open = false;
    this.owner.lens.set({ search: "" });
    this.look("");
    sync(() => this.owner.tell("find"));
  }

  /** Look for other words. */
  look(words: string): void {
    this.query = read_query(words);
    this.at = -1;
    this.refresh();
  }

  /** Look again after a change of the map; the place gone to last stays the one. */
  refresh(): void {
    const { owner, query } = this;
    const state = owner.seen;
    if (this.looked?.state === state && this.looked.query === query) return;
    if (!query && !this.looked?.query) return;
    const { here } = this;
    const asked = this.looked?.query !== query;
    this.looked = { state, query };
    this.hits = query ? find(state, owner.journey_id, query, this.names()) : [];
    const before = this.keys;
    this.keys = this.hits.length ? new Set(this.hits.map((hit) => place_key(hit.kind, hit.id))) : NOTHING;
    if (here) this.at = this.hits.findIndex((hit) => place_key(hit.kind, hit.id) === here);
    for (const key of asked ? new Set([...before, ...this.keys]) : changed(before, this.keys)) {
      owner.tell(`find:${key}`);
    }
    owner.tell("find");
  }

  /** Go to the next place, or the one before; round at the ends. The first is the one at or behind the focus. */
  step(by: 1 | -1): void {
    const { hits } = this;
    if (hits.length === 0) return;
    const from = this.at < 0 && by < 0 ? 0 : this.at;
    this.at = (from + by + hits.length) % hits.length;
    const key = this.here;
    const element = key ? this.owner.roving.find(key) : null;
    if (key) this.owner.roving.make_current(key);
    element?.scrollIntoView?.({ block: "nearest", inline: "nearest" });
    this.paint();
    this.owner.tell("find");
  }

  /** Mark the place gone to last on the elements of now. */
  paint(): void {
    const { grid } = this.owner.roving;
    const now = this.open ? this.owner.roving.find(this.here) : null;
    for (const element of grid?.querySelectorAll("[data-hit]") ?? [])
      if (element !== now) element.removeAttribute("data-hit");
    now?.setAttribute("data-hit", "");
  }

  private names() {
    const { t } = this.owner;
    return {
      lane: (lane: Parameters<typeof lane_title>[1]) => [lane_title(t, lane), lane_subtitle(t, lane)],
    };
  }
}

function changed(before: ReadonlySet<string>, after: ReadonlySet<string>): string[] {
  return [...[...before].filter((key) => !after.has(key)), ...[...after].filter((key) => !before.has(key))];
}
