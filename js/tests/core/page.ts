/** An open page with a good connection, and the gestures that most tests make on it. */
import { edit_card } from "../../src/core/commands";
import { get } from "../../src/core/state";
import { Kernel, Page } from "./kernel";
import { C1 } from "./make";

export function setup() {
  const kernel = new Kernel();
  const page = new Page(kernel).open();
  return { kernel, page, store: page.store };
}

export const text = (page: Page, id = C1): string | undefined =>
  get(page.store.snapshot.state, "cards", id)?.text;

export const write = (page: Page, value: string, id = C1): boolean =>
  page.store.commit("edit_card", edit_card(page.store.snapshot.state, id, { text: value }));
