/** How one map is looked at: depth, filter and words, shared with Python; shows and hides, edits nothing. */
import { type Filters, is_filtered, plain_filters, pruned, read_filters, seer } from "../../core/filters";
import type { HostInfo, LookName } from "../../core/host_info";
import type { Op } from "../../core/protocol";
import type { Look } from "../../core/saved";
import { opened } from "../../core/shown";
import type { State } from "../../core/state";
import type { SavedView } from "../../core/types.gen";
import { sync } from "../shell/sync";

export type Depth = SavedView["depth"];
export const DEPTHS: readonly Depth[] = ["overview", "detail", "evidence"];

/** What of a map's control is needed here. */
interface Owner {
  readonly state: State;
  readonly journey_id: string;
  readonly roving: { ids(): string[]; select(ids: string[]): void };
  tell(key: string): void;
}

export type { Look } from "../../core/saved";

export class Lens implements Look {
  depth: Depth = "detail";
  filters: Filters = read_filters(null);
  search = "";
  /** The saved view that was applied last. */
  view_id: string | null = null;
  /** The choices of the filter are open. */
  filtering = false;
  /** The view that is being named: a new one, or the one of this id. */
  naming: { id: string | null } | null = null;
  /** Cards that stay in sight whatever the filter says: those written or changed under it. */
  private kept = new Set<string>();
  /** What is sent comes back at once, one part before the other: that is no news. */
  private sending = false;
  private readonly seer: ReturnType<typeof seer>;
  private readonly open = new WeakMap<State, State>();

  constructor(
    private readonly owner: Owner,
    private readonly host: HostInfo["look"],
  ) {
    this.seer = seer(owner.journey_id);
    this.read();
  }

  /** The state with only what the filter shows, hidden lanes and collapsed phases left out. */
  see(state: State): State {
    const sifted = this.sift(state);
    let found = this.open.get(sifted);
    if (!found) {
      found = opened(sifted, this.owner.journey_id);
      this.open.set(sifted, found);
    }
    return found;
  }

  /** The state with only what the filter shows. */
  sift(state: State): State {
    return is_filtered(this.filters) ? this.seer.see(state, this.filters, this.kept) : state;
  }

  get filtered(): boolean {
    return this.owner.state !== this.sift(this.owner.state) || is_filtered(this.filters);
  }

  /** Note the cards that an edit is about: they do not vanish under the hand. */
  keep(ops: readonly Op[]): void {
    if (!is_filtered(this.filters)) return;
    const before = this.kept.size;
    const now = this.see(this.owner.state).tables.cards;
    for (const op of ops) {
      if (op.table !== "cards" || op.op === "remove") continue;
      const id = op.op === "put" ? op.record.id : op.id;
      if (op.op === "put" || now.has(id)) this.kept.add(id);
    }
    if (this.kept.size !== before) this.seer.forget();
  }

  /** Look at the map in another way; what is not given stays. */
  set(wish: Partial<Look>): void {
    const { state, journey_id } = this.owner;
    const wanted = { depth: this.depth, filters: this.filters, search: this.search, ...wish };
    const next: Look = { ...wanted, filters: pruned(state, journey_id, wanted.filters) };
    this.take(next);
    this.sending = true;
    this.send("view", next.depth);
    this.send("filters", plain_filters(next.filters));
    this.send("search", next.search);
    this.sending = false;
  }

  show_filter(open: boolean): void {
    this.filtering = open;
    sync(() => this.owner.tell("lens"));
  }

  name_view(naming: Lens["naming"]): void {
    this.naming = naming;
    sync(() => this.owner.tell("lens"));
  }

  /** Take over what Python, or another display of the board, says. */
  follow(): void {
    if (!this.sending && this.read()) sync(() => this.owner.tell("lens"));
  }

  private send(name: LookName, value: unknown): void {
    if (this.host && JSON.stringify(this.host.get(name)) !== JSON.stringify(value))
      this.host.set(name, value);
  }

  private read(): boolean {
    const { host } = this;
    if (!host) return false;
    const depth = DEPTHS.find((one) => one === host.get("view")) ?? "detail";
    const search = host.get("search");
    return this.change({
      depth,
      filters: read_filters(host.get("filters")),
      search: typeof search === "string" ? search : "",
    });
  }

  private take(look: Look): void {
    if (this.change(look)) sync(() => this.owner.tell("lens"));
  }

  /** True when anything is different now. */
  private change(look: Look): boolean {
    const refiltered = JSON.stringify(look.filters) !== JSON.stringify(this.filters);
    if (!refiltered && look.depth === this.depth && look.search === this.search) return false;
    const { depth, filters, search } = look;
    const deeper = depth !== this.depth;
    Object.assign(this, { depth, filters, search });
    if (refiltered) {
      this.kept = new Set();
      this.seer.forget();
      this.let_go();
    }
    if (deeper) this.owner.tell("depth");
    return true;
  }

  /** What is hidden is not selected: the next key must not reach it. */
  private let_go(): void {
    const { roving, state } = this.owner;
    const { cards, lanes } = this.see(state).tables;
    const ids = roving.ids();
    const left = ids.filter(
      (id) =>
        (!state.tables.cards.has(id) || cards.has(id)) && (!state.tables.lanes.has(id) || lanes.has(id)),
    );
    if (left.length < ids.length) roving.select(left);
  }
}
