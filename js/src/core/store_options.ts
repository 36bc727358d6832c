/** What a store needs of the world around it: a way to the kernel, a name, a clock; knows no records. */
import type { FrontMessage, WhoMessage } from "./protocol";

export interface StoreOptions {
  /** Hand a message to the kernel; throws when there is none. */
  send: (message: FrontMessage) => void;
  client: string;
  /** Who is before the page; a page without says nothing of anybody. */
  who?: () => WhoMessage;
  now?: () => number;
  /** Call `fn` after `ms`; returns the way to call it off. */
  schedule?: (fn: () => void, ms: number) => () => void;
}
