/** What the parts of one map share without drawing each other again: the text being edited, the menu, the focus. */

import { type Changes, UNCHANGED } from "../../core/comparison";
import { apply } from "../../core/ops";
import type { Op } from "../../core/protocol";
import type { State } from "../../core/state";
import type { Lane } from "../../core/types.gen";
import type { BoardValue } from "../shell/context";
import { sync } from "../shell/sync";
import { Finder } from "./finder";
import { Lens } from "./lens";
import { marked_at, type Place } from "./place";
import { RangeSelection } from "./range";
import { Roving } from "./roving";
import { Nearby } from "./use_near";

export type LaneKind = Lane["kind"];

/** One text under the cursor. */
export interface Editing {
  /** The place that is edited; a new card is edited at the key of its cell. */
  key: string;
  field: string;
  /** A card that is not there yet: the one it comes after, null for the end of its cell. */
  after?: string | null;
  /** How the text starts: all of it selected, the cursor behind it, or replaced by what is typed. */
  start: "all" | "end" | "typed";
  /** What was typed so far; survives the field being drawn elsewhere. */
  draft?: { text: string; from: number; to: number };
}

/** A column or row that is drawn while it is named: it is added with its name, in one gesture, or not at all. */
export interface Unnamed {
  key: string;
  field: "name" | "title";
  label: string;
  ops: Op[];
  said: string;
}

export interface MenuRequest {
  key: string;
  x: number;
  y: number;
}

/** What stands beside the map. */
export type Panel =
  | { kind: "card"; id: string }
  | { kind: "journey" }
  | { kind: "inventory" }
  | { kind: "templates" }
  | { kind: "versions" };

/** A link being drawn: the next card that is picked becomes its target. */
export interface Linking {
  readonly from: string;
  /** It began in the panel: the focus goes back there. */
  readonly from_panel: boolean;
}

/** What is asked or shown over the map. */
export type Dialog =
  | { kind: "keys" }
  /** An icon for a lane. */
  | { kind: "icon"; name: string; value: string; usual: string; answer: (icon: string) => void }
  /** A phase goes; `answer` says whether its stages stay. */
  | {
      kind: "remove_phase";
      name: string;
      stages: number;
      can_keep: boolean;
      answer: (keep: boolean) => void;
    }
  /** A block needs more stages and lanes than there are; `answer` pastes it, with them or without. */
  | { kind: "grow"; stages: number; lanes: number; fits: boolean; answer: (add: boolean) => void };

type Listener = () => void;

/** Shared by all parts of one map; stable for its whole life, so that reading it never redraws. */
export class MapControl {
  editing: Editing | null = null;
  menu: MenuRequest | null = null;
  dialog: Dialog | null = null;
  panel: Panel | null = null;
  linking: Linking | null = null;
  /** Why the last picture for a card was not taken. */
  fault: { readonly id: string; readonly text: string } | null = null;
  unnamed: Unnamed | null = null;
  /** Where the focus was before the naming began. */
  came_from: string | null = null;
  /** The focus was in what was not added after all. */
  left_empty = false;
  private told: Unnamed | null = null;
  private drawn: { on: State; unnamed: Unnamed; state: State } | null = null;
  readonly roving: Roving;
  readonly range: RangeSelection;
  readonly lens: Lens;
  readonly finder: Finder;
  readonly nearby = new Nearby();
  /** What became of records since the version that the map is compared with. */
  changes: Changes = UNCHANGED;
  private readonly listeners = new Map<string, Set<Listener>>();

  constructor(
    public board: BoardValue,
    readonly journey_id: string,
  ) {
    this.roving = new Roving(board.host.selection);
    this.range = new RangeSelection(this.roving, this);
    this.roving.changed = (ids) => this.show_selected(ids);
    this.lens = new Lens(this, board.host.look);
    this.finder = new Finder(this);
  }

  get state(): State {
    return this.board.store.snapshot.state;
  }

  /** The state with only what the filter shows: what keys, ranges and the clipboard act on. */
  get seen(): State {
    return this.lens.see(this.state);
  }

  /** The state with the column or row that is being named; without it, where it has no place any more. */
  get shown(): State {
    const { state, unnamed } = this;
    if (!unnamed) return state;
    if (this.drawn?.on !== state || this.drawn.unnamed !== unnamed) {
      let shown = state;
      try {
        shown = apply(state, unnamed.ops).state;
      } catch {
        // What it stands in was removed elsewhere: its text is handed back (see `orphan`).
      }
      this.drawn = { on: state, unnamed, state: shown };
    }
    return this.drawn.state;
  }

  /** Asked at the moment of the gesture, not when the part was last drawn. */
  get locked(): boolean {
    const { link, read_only, ready } = this.board.store.snapshot;
    return link === "gone" || read_only || !ready;
  }

  readonly t: BoardValue["t"] = (key, values) => this.board.store.t(key, values);

  /** Commit one gesture and say what came of it. */
  commit(label: string, ops: Op[], said?: string): boolean {
    this.lens.keep(ops);
    const done = this.board.store.commit(label, ops);
    if (done && said && ops.length > 0) this.board.announce(said);
    return done;
  }

  /** Be told when the editing of `key`, the menu (key "menu"), the dialog (key "dialog") or the panel (key "panel")
   * changes. */
  on(key: string, listener: Listener): () => void {
    const set = this.listeners.get(key) ?? new Set();
    this.listeners.set(key, set.add(listener));
    return () => {
      set.delete(listener);
      if (set.size === 0) this.listeners.delete(key);
    };
  }

  tell(key: string | undefined): void {
    if (key) for (const listener of this.listeners.get(key) ?? []) listener();
  }

  /** Mark what became of records; those of which nothing new is known are not drawn again. */
  set_changes(changes: Changes): void {
    const before = this.changes;
    if (before === changes) return;
    this.changes = changes;
    for (const id of new Set([...before.keys(), ...changes.keys()]))
      if (before.get(id) !== changes.get(id)) this.tell(`change:${id}`);
  }

  /** Draw the map anew, but only when what is being named began or ended. */
  private tell_unnamed(): void {
    if (this.told !== this.unnamed) this.tell("unnamed");
    this.told = this.unnamed;
  }

  /** True, and said, when nothing can be changed now. */
  private refuse(): boolean {
    if (!this.locked) return false;
    this.board.announce(this.t(this.board.store.snapshot.read_only ? "errors.read_only" : "errors.locked"));
    return true;
  }

  /** Open the field of a place; drawn before this returns, with the focus in it. */
  edit(key: string, field: string, start: Editing["start"] = "end", after?: string | null): void {
    if (this.refuse()) return;
    const before = this.editing?.key;
    this.editing = { key, field, start, ...(after === undefined ? {} : { after }) };
    sync(() => {
      if (before !== key) this.tell(before);
      this.tell(key);
    });
  }

  /** Draw what is to be added and ask for its name, the one proposed selected. */
  begin(unnamed: Unnamed): void {
    if (this.refuse()) return;
    const { key, field } = unnamed;
    this.unnamed = unnamed;
    this.came_from = this.roving.current;
    this.editing = { key, field, start: "all" };
    this.roving.make_current(key);
    sync(() => this.tell_unnamed());
  }

  /** Close the field; the focus goes to `focus`, or stays where it is when that is null. */
  stop_editing(focus: string | null): void {
    const key = this.editing?.key;
    this.editing = null;
    sync(() => {
      this.tell(key);
      this.tell_unnamed();
    });
    if (focus) this.roving.focus(focus);
  }

  open_menu(request: MenuRequest): void {
    this.menu = request;
    this.tell("menu");
  }

  open_dialog(dialog: Dialog): void {
    this.dialog = dialog;
    this.tell("dialog");
  }

  /** Close the dialog; the focus goes back to the grid. */
  close_dialog(): void {
    this.dialog = null;
    this.tell("dialog");
    if (this.roving.current) this.roving.focus(this.roving.current);
  }

  /** Show a panel beside the map, in place of the one before; the focus goes into it. */
  open_panel(panel: Panel): void {
    this.panel = panel;
    this.tell("panel");
  }

  /** Close the panel; the focus goes back to the grid. */
  close_panel(): void {
    this.panel = null;
    this.tell("panel");
    if (this.roving.current) this.roving.focus(this.roving.current);
  }

  /** Put the focus into the open panel: on what `selector` names, else on its first field. */
  focus_panel(selector = "textarea,input,button"): void {
    const root = this.roving.grid?.closest(".cjm-map");
    root?.querySelector<HTMLElement>(`.cjm-panel__body :is(${selector})`)?.focus();
  }

  /** Mark what stands at a place: of a number, its lane and its stage. */
  mark(place: Place | null): void {
    this.roving.select(marked_at(place, (id) => this.state.tables.lanes.get(id)?.kind === "metrics"));
  }

  /** The panel of a card follows the selection; the focus stays where it is. */
  private show_selected(ids: readonly string[]): void {
    const [id] = ids;
    if (this.panel?.kind !== "card" || ids.length !== 1 || !id || id === this.panel.id) return;
    if (!this.state.tables.cards.has(id) || this.linking) return;
    this.panel = { kind: "card", id };
    this.tell("panel");
  }

  set_linking(linking: Linking | null): void {
    this.linking = linking;
    this.tell("linking");
  }

  /** Note why a picture was not taken; the panel of the card says so. */
  set_fault(id: string, text: string | null): void {
    this.fault = text === null ? null : { id, text };
    this.tell("panel");
  }

  close_menu(refocus: boolean): void {
    const key = this.menu?.key;
    this.menu = null;
    this.tell("menu");
    if (refocus && key) this.roving.focus(key);
  }
}
