/** Revisions, the link and messages: how a store stands with its kernel. */
import { describe, expect, it, vi } from "vitest";
import { remove_cards } from "../../src/core/commands";
import type { EditMessage, KernelMessage, MetricCell, SnapshotMessage } from "../../src/core/protocol";
import { get } from "../../src/core/state";
import { status_of } from "../../src/ui/shell/status";
import { Kernel, Page } from "./kernel";
import { C1, C2, S1, S2 } from "./make";
import { setup, text, write } from "./page";

const metric = (value: number): MetricCell => {
  const cell = {
    metric: "csat",
    stage_id: S1,
    low: null,
    high: null,
    n: 40,
    unit: "share",
    state: "ok",
  } as const;
  return { ...cell, value, reason: null, base: null, target: null };
};

describe("revisions", () => {
  it("that came before are ignored, but their answer counts", () => {
    const { kernel, page, store } = setup();
    write(page, "Mine");
    const { id, ops } = page.up[0] as EditMessage;
    const old = { type: "change", rev: 3, client: null, history: kernel.history() } as const;
    store.receive({ ...old, ops: [{ op: "remove", table: "cards", id: C2 }], ack: null });
    expect(text(page, C2)).toBe("Second");
    page.deliver_up();
    const change = page.down[0] as KernelMessage;
    page.flush();
    store.receive(change);
    expect(store.snapshot).toMatchObject({ rev: 5, waiting: 0 });
    store.receive({ ...old, ops, ack: id });
    expect(text(page)).toBe("Mine");
  });

  it("with a gap lead to a new snapshot; what was on its way is sent again and counts once", () => {
    const { kernel, page, store } = setup();
    write(page, "Mine");
    kernel.commit([{ op: "patch", table: "cards", id: C2, fields: { text: "Lost" } }]);
    page.down.length = 0;
    kernel.commit([]);
    page.deliver_down();
    expect(page.up.map(({ type }) => type)).toEqual(["edit", "hello"]);
    expect(text(page)).toBe("Mine");
    write(page, "Mine 2");
    page.flush();
    expect(store.snapshot).toMatchObject({ waiting: 0, link: "live", rev: kernel.rev, notices: [] });
    expect([text(page), text(page, C2)]).toEqual(["Mine 2", "Lost"]);
    expect(kernel.done.filter(({ label }) => label === "edit_card").length).toBe(2);
  });

  it("that do not fit what is here lead to a new snapshot", () => {
    const { kernel, page, store } = setup();
    const ops = [{ op: "patch", table: "cards", id: "card_none0001", fields: { text: "x" } }] as const;
    store.receive({ type: "change", rev: 5, ops, ack: null, client: null, history: kernel.history() });
    expect(page.up).toEqual([{ type: "hello", client: "page" }]);
    page.flush();
    expect(store.snapshot).toMatchObject({ rev: 4, link: "live" });
  });

  it("an answer that was in the gap is not waited for", () => {
    const { kernel, page, store } = setup();
    write(page, "Mine");
    page.deliver_up();
    page.down.length = 0;
    kernel.commit([]);
    page.flush();
    expect(store.snapshot.waiting).toBe(0);
    expect(page.sent.filter(({ type }) => type === "edit").length).toBe(1);
  });
});

describe("what was overtaken", () => {
  it("takes nothing back: an old snapshot changes nothing", () => {
    const { kernel, page, store } = setup();
    const old = kernel.snapshot("page");
    kernel.commit([{ op: "patch", table: "cards", id: C2, fields: { text: "New" } }]);
    page.flush();
    store.receive(old);
    expect(store.snapshot.rev).toBe(kernel.rev);
    expect(text(page, C2)).toBe("New");
  });

  it("is not believed: a file that was saved before the last change is not shown as saved", () => {
    const { kernel, page, store } = setup();
    const save = { state: "saved", path: "x", at: null, message: null, rev: kernel.rev } as const;
    store.receive({ type: "status", save });
    expect(status_of(store.snapshot).key).toBe("common.saved");
    kernel.commit([{ op: "patch", table: "cards", id: C2, fields: { text: "New" } }]);
    page.flush();
    expect(status_of(store.snapshot).key).toBe("common.saving");
    store.receive({ type: "status", save: { ...save, rev: kernel.rev } });
    store.receive({ type: "status", save: { ...save, state: "saving" } });
    expect(status_of(store.snapshot).key).toBe("common.saved");
  });
});

describe("what was lost", () => {
  it("is noticed by the next word about the file", () => {
    const { kernel, page, store } = setup();
    kernel.commit([{ op: "patch", table: "cards", id: C2, fields: { text: "Lost" } }]);
    page.down.length = 0;
    store.receive({
      type: "status",
      save: { state: "saved", path: "x", at: null, message: null, rev: kernel.rev },
    });
    page.flush();
    expect(text(page, C2)).toBe("Lost");
  });

  it("is sent again when no answer came for fifteen seconds, and counts once", () => {
    const { kernel, page, store } = setup();
    write(page, "Mine");
    page.up.length = 0;
    page.clock.advance(14_999);
    expect(page.up).toEqual([]);
    page.clock.advance(1);
    page.flush();
    expect(store.snapshot).toMatchObject({ waiting: 0, link: "live" });
    expect(kernel.done.filter(({ label }) => label === "edit_card").length).toBe(1);
    expect(page.clock.timers).toBe(0);
  });
});

describe("an answer out of turn", () => {
  it("shows that the edit before it was lost, which is sent again", () => {
    const { kernel, page, store } = setup();
    write(page, "Lost");
    page.up.length = 0;
    write(page, "Heard", C2);
    page.deliver_up();
    page.deliver_down();
    expect(store.snapshot.waiting).toBe(1);
    expect([text(page), text(page, C2)]).toEqual(["Lost", "Heard"]);
    page.flush();
    expect(store.snapshot).toMatchObject({ waiting: 0, link: "live" });
    expect(get(kernel.state, "cards", C1)?.text).toBe("Lost");
  });
});

describe("the link", () => {
  it("waits after 700 ms without an answer, and lives again with the first one", () => {
    const { page, store } = setup();
    page.clock.advance(5000);
    write(page, "One");
    page.clock.advance(400);
    write(page, "Two");
    page.clock.advance(299);
    expect(store.snapshot.link).toBe("live");
    page.clock.advance(1);
    expect(store.snapshot).toMatchObject({ link: "waiting", waiting: 2 });
    expect(write(page, "Three")).toBe(true);
    page.deliver_up();
    page.deliver_down();
    expect(store.snapshot).toMatchObject({ link: "live", waiting: 2 });
    page.clock.advance(700);
    expect(store.snapshot.link).toBe("waiting");
    page.flush();
    expect(store.snapshot).toMatchObject({ link: "live", waiting: 0 });
    expect(text(page)).toBe("Three");
    expect(page.clock.timers).toBe(0);
  });

  it("is gone as soon as a message cannot be sent; the work stays on screen and can be copied", () => {
    const { page, store } = setup();
    page.dead = true;
    expect(write(page, "Unsent")).toBe(false);
    expect(store.snapshot).toMatchObject({ link: "gone", waiting: 1 });
    expect(text(page)).toBe("Unsent");
    expect(write(page, "Typed on")).toBe(false);
    const work = JSON.parse(store.copy_of_work());
    expect(work).toMatchObject({ format: "cjm_widgets work", rev: 4 });
    expect(work.pending.map(({ ops }: EditMessage) => ops)).toMatchObject([
      [{ op: "patch", table: "cards", id: C1, fields: { text: "Unsent" } }],
      [{ op: "patch", table: "cards", id: C1, fields: { text: "Typed on" } }],
    ]);
    expect(work.document.tables.cards[C1].text).toBe("Typed on");
    expect(store.snapshot.notices).toMatchObject([{ code: "locked", message: "Locked", work: "Typed on" }]);
    store.undo();
    page.clock.advance(60_000);
    expect(store.snapshot.link).toBe("gone");
  });

  it("is gone when the host says so, unless the kernel answers", () => {
    const { page, store } = setup();
    page.dead = true;
    store.link_lost();
    expect(store.snapshot.link).toBe("gone");
    page.dead = false;
    write(page, "Kept");
    store.link_lost();
    page.flush();
    expect(store.snapshot).toMatchObject({ link: "live", waiting: 0 });
    expect(text(page)).toBe("Kept");
  });

  it("that was gone asks for everything when the kernel speaks again", () => {
    const { kernel, page, store } = setup();
    page.dead = true;
    write(page, "Kept");
    page.dead = false;
    kernel.commit([]);
    page.flush();
    expect(store.snapshot).toMatchObject({ link: "live", waiting: 0, rev: kernel.rev });
    expect(get(kernel.state, "cards", C1)?.text).toBe("Kept");
  });

  it("leaves no timer behind when it is closed", () => {
    const { page, store } = setup();
    write(page, "One");
    store.start();
    store.close();
    expect(page.clock.timers).toBe(0);
  });
});

describe("messages", () => {
  const snapshot = () => new Kernel().snapshot("page") as SnapshotMessage;
  it.each<[string, unknown]>([
    ["nothing", null],
    ["a text", "change"],
    ["a list", []],
    ["no type", {}],
    ["an unknown type", { type: "destroy" }],
    ["a type by inheritance", { type: "toString" }],
    ["a change without a revision", { type: "change", ops: [] }],
    ["a change whose revision is no number", { type: "change", rev: "5", ops: [], ack: null, history: {} }],
    ["a change without operations", { type: "change", rev: 5, ack: null, history: {} }],
    ["a snapshot without tables", { ...snapshot(), tables: null }],
    ["a snapshot with a broken table", { ...snapshot(), tables: { cards: [] } }],
    ["numbers that are none", { type: "metrics", metrics: null }],
    ["numbers of no metric", { type: "metrics", metrics: { csat: 5 } }],
    ["a number without a state", { type: "metrics", metrics: { csat: { stage_0000: { value: 5 } } } }],
    ["a status without status", { type: "status" }],
    ["a status of no kind", { type: "status", save: { state: "fine" } }],
    ["a snapshot whose texts are none", { ...snapshot(), strings: { "common.undo": 5 } }],
    ["a notice of no level", { type: "notice", message: "x", level: "loud" }],
    ["a refusal without words", { type: "refusal", to: "page", id: null, code: 5 }],
  ])("that are not of the protocol are left alone: %s", (_what, message) => {
    const { page, store } = setup();
    const before = store.snapshot;
    expect(() => store.receive(message as KernelMessage)).not.toThrow();
    expect(store.snapshot).toBe(before);
    expect(page.up).toEqual([]);
  });

  it("with a snapshot that cannot be read change nothing and say so", () => {
    const { kernel, store } = setup();
    const before = store.snapshot;
    const message = kernel.snapshot(null) as SnapshotMessage;
    store.receive({ ...message, tables: { cards: { [C1]: { id: C1, colour: "new" } } } } as never);
    expect(store.snapshot.state).toBe(before.state);
    expect(store.snapshot.notices.length).toBe(1);
  });

  it("carry the numbers that changed, with a change or alone", () => {
    const { kernel, page, store } = setup();
    store.receive({ type: "metrics", metrics: { csat: { [S1]: metric(0.5), [S2]: metric(0.6) } } });
    const kept = store.snapshot.metrics.csat?.[S2];
    const history = kernel.history();
    const metrics = { csat: { [S1]: metric(0.7) }, nps: { [S1]: metric(12) } };
    store.receive({ type: "change", rev: 5, ops: [], ack: null, client: null, history, metrics });
    expect(store.snapshot.metrics.csat?.[S1]?.value).toBe(0.7);
    expect(store.snapshot.metrics.csat?.[S2]).toBe(kept);
    store.receive({ type: "metrics", metrics: { csat: { [S1]: null }, nps: null } });
    expect(store.snapshot.metrics).toEqual({ csat: { [S2]: kept } });
    expect(page.up).toEqual([]);
  });

  it("carry the state of the file", () => {
    const { store } = setup();
    store.receive({ type: "status", save: { state: "failed", path: "x", at: null, message: "disk full" } });
    expect(store.snapshot.save).toMatchObject({ state: "failed", message: "disk full" });
  });
});

describe("the snapshot of the store", () => {
  it("is the same object until something changes, and listeners hear of every change once", () => {
    const { page, store } = setup();
    const heard = vi.fn();
    const off = store.subscribe(heard);
    const before = store.snapshot;
    expect(store.snapshot).toBe(before);
    write(page, "One");
    expect(heard).toHaveBeenCalledTimes(1);
    expect(store.snapshot).not.toBe(before);
    page.flush();
    expect(heard).toHaveBeenCalledTimes(2);
    off();
    store.commit("remove_cards", remove_cards(store.snapshot.state, [C1]));
    expect(heard).toHaveBeenCalledTimes(2);
  });

  it("speaks the language of the last snapshot", () => {
    const { kernel, page, store } = setup();
    expect(store.t("errors.gone")).toBe("Gone");
    expect(store.t("common.undo")).toBe("common.undo");
    kernel.strings = { "errors.gone": "Parti" };
    kernel.send_snapshot(null);
    page.flush();
    expect(store.t("errors.gone")).toBe("Parti");
  });

  it("answers a kernel that answers at once", () => {
    const kernel = new Kernel();
    const page = new Page(kernel);
    kernel.pages = [(message) => page.store.receive(message)];
    const { store } = page;
    const send = vi.spyOn(page.up, "push").mockImplementation((message) => {
      kernel.receive(message);
      return 0;
    });
    store.start();
    expect(write(page, "At once")).toBe(true);
    expect(store.snapshot).toMatchObject({ waiting: 0, rev: 5 });
    expect(text(page)).toBe("At once");
    expect(send).toHaveBeenCalledTimes(2);
  });
});
