/** Any interleaving of two pages, Python, undo and a bad connection ends the same everywhere. */
import { describe, expect, it } from "vitest";
import { Refused } from "../../src/core/ops";
import { to_plain } from "../../src/core/state";
import { Clock, Kernel, Page } from "./kernel";
import { type Chance, chance, seeds } from "./make";
import { random_batch } from "./wishes";

function act(kernel: Kernel, pages: readonly Page[], random: Chance, bad: boolean): void {
  const page = random.pick(pages);
  const dice = random.next();
  if (dice < 0.3) page.store.commit("edit_card", random_batch(page.store.snapshot.state, random));
  else if (dice < 0.36) page.store.undo();
  else if (dice < 0.4) page.store.redo();
  else if (dice < 0.45) kernel.commit(random_batch(kernel.state, random));
  else if (dice < 0.66) page.deliver_up();
  else if (dice < 0.9) page.deliver_down();
  else if (dice < 0.95) page.clock.advance(random.below(2000));
  else if (bad) lose(kernel, page, random);
}

/** Lose messages of a page, the last change among them, so that the next one shows a gap. */
function lose(kernel: Kernel, page: Page, random: Chance): void {
  if (random.next() < 0.5) page.up.splice(random.below(page.up.length + 1));
  kernel.commit(random_batch(kernel.state, random));
  page.down.splice(random.below(page.down.length));
}

function settle(kernel: Kernel, pages: readonly Page[]): void {
  for (let round = 0; round < 12; round += 1) {
    for (const page of pages) page.flush();
    kernel.commit([]);
    for (const page of pages) page.clock.advance(100_000);
  }
  for (const page of pages) page.flush();
}

function expect_agreement(kernel: Kernel, pages: readonly Page[]): void {
  for (const { store } of pages) {
    expect(to_plain(store.snapshot.state)).toEqual(kernel.plain());
    expect(store.snapshot).toMatchObject({
      rev: kernel.rev,
      waiting: 0,
      link: "live",
      history: kernel.history(),
    });
  }
}

describe.each([
  ["a good connection", false],
  ["a connection that loses messages", true],
])("two pages over %s", (_what, bad) => {
  it.each(seeds(80))("end as the kernel does, seed %i", (seed) => {
    const random = chance(seed);
    const kernel = new Kernel();
    const clock = new Clock();
    const pages = [new Page(kernel, "a", clock).open(), new Page(kernel, "b", clock).open()];
    for (const page of pages) page.flush();
    for (let i = 0; i < 150; i += 1) act(kernel, pages, random, bad);
    settle(kernel, pages);
    expect_agreement(kernel, pages);
  });
});

describe("a good connection", () => {
  it.each(seeds(30))("loses no edit that was not refused, seed %i", (seed) => {
    const random = chance(seed);
    const kernel = new Kernel();
    const pages = [new Page(kernel, "a").open(), new Page(kernel, "b").open()];
    for (const page of pages) page.flush();
    for (let i = 0; i < 100; i += 1) act(kernel, pages, random, false);
    settle(kernel, pages);
    for (const { sent, store } of pages) {
      const edits = sent.filter((message) => message.type === "edit");
      const answers = edits.map(({ id }) => kernel.answered.get(id)?.type);
      expect(answers.every((type) => type === "ack" || type === "refusal")).toBe(true);
      const refused = answers.filter((type) => type === "refusal").length;
      expect(store.snapshot.notices.length).toBeGreaterThanOrEqual(Math.min(refused, 20));
    }
  });

  it("shows an edit the same before and after the kernel confirms it", () => {
    const random = chance(5);
    const kernel = new Kernel();
    const page = new Page(kernel).open();
    for (let i = 0; i < 60; i += 1) {
      page.store.commit("edit_card", random_batch(page.store.snapshot.state, random));
      const shown = page.store.snapshot.state;
      page.flush();
      expect(page.store.snapshot.state).toBe(shown);
    }
    expect(() => kernel.commit([{ op: "remove", table: "cards", id: "card_none0001" }])).toThrow(Refused);
  });
});
