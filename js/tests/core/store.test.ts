/** Opening, editing, refusals and undo: what a store shows of its own edits. */
import { describe, expect, it } from "vitest";
import { add_card, edit_card } from "../../src/core/commands";
import type { EditMessage } from "../../src/core/protocol";
import { get } from "../../src/core/state";
import { Kernel, Page } from "./kernel";
import { C1, C2, J, S1 } from "./make";
import { setup, text, write } from "./page";

describe("opening", () => {
  it("says hello and shows the snapshot", () => {
    const kernel = new Kernel();
    const page = new Page(kernel);
    expect(page.store.snapshot).toMatchObject({ ready: false, link: "connecting" });
    page.store.start();
    expect(page.sent).toEqual([{ type: "hello", client: "page" }]);
    page.flush();
    expect(page.store.snapshot).toMatchObject({ ready: true, link: "live", rev: 4, locale: "en" });
    expect(page.clock.timers).toBe(0);
  });

  it("asks again while no snapshot comes, ever less often", () => {
    const page = new Page(new Kernel());
    page.store.start();
    page.clock.advance(1499);
    expect(page.sent.length).toBe(1);
    page.clock.advance(1);
    expect(page.sent.length).toBe(2);
    page.clock.advance(2999);
    expect(page.sent.length).toBe(2);
    page.clock.advance(60_000);
    expect(page.sent.length).toBeLessThan(9);
  });

  it("takes the snapshot of another page while it has none, and leaves it alone afterwards", () => {
    const { kernel, page, store } = setup();
    const other = new Page(kernel, "other");
    kernel.send_snapshot("page");
    other.flush();
    expect(other.store.snapshot.ready).toBe(true);
    page.flush();
    const before = store.snapshot;
    kernel.send_snapshot("other");
    page.flush();
    expect(store.snapshot).toBe(before);
  });

  it("ignores changes before the first snapshot", () => {
    const kernel = new Kernel();
    const page = new Page(kernel);
    kernel.commit([]);
    page.flush();
    expect(page.store.snapshot).toMatchObject({ ready: false, rev: 0 });
  });

  it("does nothing before it is ready", () => {
    const page = new Page(new Kernel());
    expect(page.store.commit("edit_card", [{ op: "remove", table: "cards", id: C1 }])).toBe(false);
    page.store.undo();
    expect(page.sent).toEqual([]);
  });
});

describe("an edit", () => {
  it("is shown at once, sent as one message, and confirmed without a change on screen", () => {
    const { page, store } = setup();
    expect(write(page, "New")).toBe(true);
    expect(text(page)).toBe("New");
    expect(store.snapshot).toMatchObject({ waiting: 1, history: { undo: "edit_card", redo: null } });
    const sent = page.up[0] as EditMessage;
    expect(sent).toMatchObject({ type: "edit", client: "page", base_rev: 4, label: "edit_card" });
    expect(sent.ops).toEqual([{ op: "patch", table: "cards", id: C1, fields: { text: "New" } }]);
    expect(JSON.stringify(sent).length).toBeLessThan(300);
    const shown = store.snapshot.state;
    page.flush();
    expect(store.snapshot.state).toBe(shown);
    expect(store.snapshot).toMatchObject({ waiting: 0, rev: 5 });
  });

  it("with no operations is no edit", () => {
    const { page, store } = setup();
    const before = store.snapshot;
    expect(store.commit("edit_card", edit_card(before.state, C1, { text: "First" }))).toBe(true);
    expect(store.snapshot).toBe(before);
    expect(page.up).toEqual([]);
  });

  it("is sent clean, with the values as they are stored", () => {
    const { page } = setup();
    write(page, "a\u0000b\r\nc");
    expect((page.up[0] as EditMessage).ops[0]).toMatchObject({ fields: { text: "ab\nc" } });
    expect(text(page)).toBe("ab\nc");
  });

  it("that does not fit is told and not applied", () => {
    const { page, store } = setup();
    const before = store.snapshot.state;
    const missing = { journey_id: J, lane_id: "lane_gone0001", stage_id: S1, text: "Lost words" };
    expect(store.commit("add_card", add_card(before, missing))).toBe(false);
    expect(store.snapshot.state).toBe(before);
    expect(page.up).toEqual([]);
    const notice = { level: "error", code: "missing_reference", work: "Lost words" };
    expect(store.snapshot.notices).toMatchObject([notice]);
  });

  it("of a read-only document is told and not applied", () => {
    const { kernel, page, store } = setup();
    kernel.read_only = true;
    kernel.send_snapshot(null);
    page.flush();
    expect(write(page, "New")).toBe(false);
    expect(text(page)).toBe("First");
    expect(store.snapshot.notices).toMatchObject([{ code: "read_only", work: "New" }]);
    store.undo();
    expect(page.up).toEqual([]);
  });

  it("stays over a change from elsewhere, record by record", () => {
    const { kernel, page, store } = setup();
    write(page, "Mine");
    kernel.commit([
      { op: "patch", table: "cards", id: C1, fields: { text: "Theirs", sentiment: "negative" } },
    ]);
    kernel.commit([{ op: "patch", table: "cards", id: C2, fields: { text: "Other" } }]);
    const shown = get(store.snapshot.state, "cards", C1);
    page.deliver_down();
    expect(get(store.snapshot.state, "cards", C1)).toMatchObject({ text: "Mine", sentiment: "negative" });
    page.deliver_down();
    expect(text(page, C2)).toBe("Other");
    expect(shown).toMatchObject({ sentiment: "neutral" });
    page.flush();
    expect(get(store.snapshot.state, "cards", C1)).toMatchObject({ text: "Mine", sentiment: "negative" });
  });

  it("keeps the identity of what it shows while other changes pass under it", () => {
    const { kernel, page, store } = setup();
    write(page, "Mine");
    const shown = get(store.snapshot.state, "cards", C1);
    kernel.commit([{ op: "patch", table: "cards", id: C2, fields: { text: "Other" } }]);
    page.deliver_down();
    expect(get(store.snapshot.state, "cards", C1)).toBe(shown);
    kernel.send_snapshot(null);
    page.deliver_down();
    expect(get(store.snapshot.state, "cards", C1)).toBe(shown);
  });

  it("whose card was removed elsewhere leaves the display, then is refused with its words", () => {
    const { kernel, page, store } = setup();
    write(page, "Mine");
    kernel.commit([{ op: "remove", table: "cards", id: C1 }]);
    page.deliver_down();
    expect(text(page)).toBeUndefined();
    expect(store.snapshot).toMatchObject({ waiting: 1, notices: [] });
    page.flush();
    expect(store.snapshot).toMatchObject({
      waiting: 0,
      notices: [{ code: "gone", message: "Gone", work: "Mine" }],
    });
  });
});

describe("a refusal", () => {
  it("takes its batch off the screen and keeps the others", () => {
    const { kernel, page, store } = setup();
    write(page, "Refused");
    write(page, "Kept", C2);
    const { id } = page.up[0] as EditMessage;
    const refusal = { code: "odd", message: "No", where: "here", hint: "try" };
    store.receive({ type: "refusal", to: "page", id, ...refusal });
    expect(text(page)).toBe("First");
    expect(text(page, C2)).toBe("Kept");
    expect(store.snapshot).toMatchObject({ waiting: 1, notices: [{ ...refusal, work: "Refused" }] });
    expect(kernel.rev).toBe(4);
  });

  it("to another page is not ours", () => {
    const { page, store } = setup();
    write(page, "Mine");
    const { id } = page.up[0] as EditMessage;
    const refusal = { code: "gone", message: "No", where: null, hint: null };
    store.receive({ type: "refusal", to: "other", id, ...refusal });
    store.receive({ type: "refusal", to: null, id: "batch_unknown1", ...refusal });
    expect(store.snapshot).toMatchObject({ waiting: 1, notices: [] });
  });

  it("can be dismissed; no more than twenty are kept", () => {
    const { store } = setup();
    for (let i = 0; i < 30; i += 1)
      store.receive({ type: "notice", level: "info", message: `${i}`, detail: null });
    expect(store.snapshot.notices.length).toBe(20);
    expect(store.snapshot.notices.at(-1)?.message).toBe("29");
    const first = store.snapshot.notices[0]?.id ?? "";
    store.dismiss(first);
    expect(store.snapshot.notices.map(({ id }) => id)).not.toContain(first);
  });
});

describe("undo and redo", () => {
  it("are the kernel's, and wait their turn behind edits on their way", () => {
    const { page, store } = setup();
    write(page, "One");
    write(page, "Two");
    store.undo();
    expect(page.up.map(({ type }) => type)).toEqual(["edit", "edit", "undo"]);
    expect(store.snapshot.waiting).toBe(3);
    page.flush();
    expect(text(page)).toBe("One");
    store.undo();
    page.flush();
    expect(text(page)).toBe("First");
    store.redo();
    store.redo();
    page.flush();
    expect(text(page)).toBe("Two");
    expect(store.snapshot).toMatchObject({ waiting: 0, history: { undo: "edit_card", redo: null } });
  });

  it("are not sent when there is nothing to take back", () => {
    const { page, store } = setup();
    store.undo();
    store.redo();
    expect(page.up).toEqual([]);
  });

  it("once too often is no error", () => {
    const { page, store } = setup();
    write(page, "One");
    for (let i = 0; i < 3; i += 1) store.undo();
    page.flush();
    expect(text(page)).toBe("First");
    expect(store.snapshot).toMatchObject({ waiting: 0, notices: [] });
  });
});
