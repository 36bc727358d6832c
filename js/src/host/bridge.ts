/** The one file that knows anywidget: joins a model of the notebook to a store; draws nothing. */
import type { HostInfo } from "../core/host_info";
import { new_id } from "../core/ids";
import type { FrontMessage, KernelMessage } from "../core/protocol";
import { Store } from "../core/store";
import { copy_text } from "./clipboard";
import { page_id, set_you, you } from "./identity";

/** What of anywidget's model is used; nothing else of it may be, so that every host will do. */
export interface Model {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  on(event: string, fn: (...args: never[]) => void): void;
  off(event: string, fn: (...args: never[]) => void): void;
  save_changes(): void;
  send(content: unknown): void;
}

/** The small traits that a page and Python share. */
export type TraitName =
  | "selection"
  | "locale"
  | "theme"
  | "view"
  | "filters"
  | "search"
  | "intensity"
  | "compared_with"
  | "width"
  | "height"
  | "journey_id"
  | "persona_id";

export interface Board {
  store: Store;
  host: HostInfo;
  /** The value of a trait; undefined when the widget has none of that name. */
  trait(name: TraitName): unknown;
  set_trait(name: TraitName, value: unknown): void;
  /** Call `fn` when the trait changes, until `signal` aborts. */
  on_trait(name: TraitName, fn: () => void, signal: AbortSignal): void;
}

interface Shared {
  board: Board;
  /** Every live use of this board, the one that speaks for it first; two may be of one model. */
  users: { readonly model: Model }[];
  end: () => void;
}

/** Boards of this page by `board_id`: `initialize` and every view of a board share one store. */
const boards = new Map<unknown, Shared>();

/**
 * The board of a model, until `signal` aborts.
 *
 * Models of the same board may be different objects; the board ends when the last of them is gone.
 */
export function connect(model: Model, signal: AbortSignal): Board {
  const key = model.get("board_id") || model;
  let shared = boards.get(key);
  if (!shared) {
    shared = open_board(key);
    boards.set(key, shared);
  }
  join(shared, model, signal);
  if (shared.users.length === 0) shared.end();
  else if (shared.users.length === 1) shared.board.store.start();
  return shared.board;
}

function open_board(key: unknown): Shared {
  const users: Shared["users"] = [];
  const timers = new Set<() => void>();
  const in_use = (): Model => {
    const user = users[0];
    if (!user) throw new Error("Cannot send");
    return user.model;
  };
  const store = new Store({
    client: new_id("client"),
    who: () => ({ page: page_id(), ...you() }),
    send: (message: FrontMessage) => in_use().send(message),
    schedule: (fn, ms) => in_time(timers, fn, ms),
  });
  const trait = (name: TraitName): unknown => users[0]?.model.get(name);
  const set_trait = (name: TraitName, value: unknown): void => {
    users[0]?.model.set(name, value);
    users[0]?.model.save_changes();
  };
  const on_trait = (name: TraitName, fn: () => void, signal: AbortSignal): void => {
    const user = users[0];
    if (user) listen(user.model, `change:${name}`, fn, signal);
  };
  const ended = new AbortController();
  const board: Board = {
    store,
    host: host_of(trait, set_trait, on_trait, ended.signal),
    trait,
    set_trait,
    on_trait,
  };
  for (const going of ["beforeunload", "pagehide"])
    globalThis.addEventListener?.(going, () => store.presence.leave(), { signal: ended.signal });
  const end = () => {
    boards.delete(key);
    ended.abort();
    for (const stop of timers) stop();
    store.close();
  };
  return { board, users, end };
}

/** Let a model speak for a board until `signal` aborts; only one at a time hears the kernel. */
function join(shared: Shared, model: Model, signal: AbortSignal): void {
  const { users, board } = shared;
  if (signal.aborted) return;
  const user = { model };
  users.push(user);
  const speaks = () => users[0] === user;
  listen(model, "msg:custom", (message: KernelMessage) => speaks() && board.store.receive(message), signal);
  listen(model, "comm_live_update", () => speaks() && board.store.link_lost(), signal);
  signal.addEventListener("abort", () => {
    if (users.length === 1) shared.board.store.presence.leave();
    users.splice(users.indexOf(user), 1);
    if (!users.length) shared.end();
  });
}

function listen<A extends unknown[]>(
  model: Model,
  event: string,
  fn: (...args: A) => unknown,
  signal: AbortSignal,
) {
  const heard = (...args: never[]): void => void fn(...(args as unknown as A));
  model.on(event, heard);
  signal.addEventListener("abort", () => model.off(event, heard));
}

function in_time(timers: Set<() => void>, fn: () => void, ms: number): () => void {
  const stop = () => {
    clearTimeout(timer);
    timers.delete(stop);
  };
  const timer = setTimeout(() => {
    timers.delete(stop);
    fn();
  }, ms);
  timers.add(stop);
  return stop;
}

function host_of(
  trait: Board["trait"],
  set_trait: Board["set_trait"],
  on_trait: Board["on_trait"],
  ended: AbortSignal,
): HostInfo {
  const listen_to = (names: readonly TraitName[], fn: () => void): (() => void) => {
    const off = new AbortController();
    ended.addEventListener("abort", () => off.abort(), { signal: off.signal });
    for (const name of names) on_trait(name, fn, off.signal);
    return () => off.abort();
  };
  return {
    copy_text,
    you: { get: you, set: set_you },
    selection: {
      get: () => {
        const ids = trait("selection");
        return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
      },
      set: (ids) => {
        if (ids.join() !== String(trait("selection") ?? "")) set_trait("selection", ids);
      },
      subscribe: (fn) => listen_to(["selection"], fn),
    },
    look: {
      get: trait,
      set: set_trait,
      subscribe: (fn) => listen_to(["view", "filters", "search", "intensity", "compared_with"], fn),
    },
  };
}
