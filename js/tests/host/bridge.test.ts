import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { edit_card } from "../../src/core/commands";
import type { FrontMessage } from "../../src/core/protocol";
import { get } from "../../src/core/state";
import { connect } from "../../src/host/bridge";
import { Kernel } from "../core/kernel";
import { C1 } from "../core/make";
import { Widget } from "./model";

let views: AbortController[] = [];
const life = () => {
  const view = new AbortController();
  views.push(view);
  return view;
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  for (const view of views) view.abort();
  views = [];
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

/** A widget whose messages a kernel answers at once. */
function alive(): { widget: Widget; kernel: Kernel } {
  const widget = new Widget();
  const kernel = new Kernel();
  kernel.pages.push((message) => widget.emit("msg:custom", message, []));
  widget.on_send = (content) => kernel.receive(content as FrontMessage);
  return { widget, kernel };
}

describe("connecting", () => {
  it("says hello once for a board, whatever the number of its models", () => {
    const { widget } = alive();
    const board = connect(widget.proxy(), life().signal);
    expect(connect(widget.proxy(), life().signal)).toBe(board);
    expect(connect(widget.proxy(), life().signal)).toBe(board);
    expect(widget.sent).toEqual([
      {
        type: "hello",
        client: board.store.client,
        page: expect.stringMatching(/^page_/),
        name: "",
        color: "",
      },
    ]);
    expect(board.store.snapshot).toMatchObject({ ready: true, link: "live" });
  });

  it("keeps boards apart, and models without a board id too", () => {
    const boards = [
      new Widget(),
      new Widget({ board_id: "b" }),
      new Widget({ board_id: "" }),
      new Widget({ board_id: "" }),
    ];
    const stores = boards.map((widget) => connect(widget.proxy(), life().signal).store);
    expect(new Set(stores).size).toBe(4);
    expect(new Set(stores.map(({ client }) => client)).size).toBe(4);
  });

  it.each([
    ["a model of its own", false],
    ["the same model", true],
  ])("hears each message once where the host gives every view %s", (_name, same) => {
    const { widget, kernel } = alive();
    const model = widget.proxy();
    const { store } = connect(model, life().signal);
    connect(same ? model : widget.proxy(), life().signal);
    const receive = vi.spyOn(store, "receive");
    kernel.commit([]);
    expect(receive).toHaveBeenCalledTimes(1);
    expect(store.snapshot.rev).toBe(5);
  });

  it("asks again when no snapshot comes within a second and a half", () => {
    const widget = new Widget();
    connect(widget.proxy(), life().signal);
    vi.advanceTimersByTime(1499);
    expect(widget.sent.length).toBe(1);
    vi.advanceTimersByTime(1);
    expect(widget.sent.length).toBe(2);
  });

  it("that is over before it begins leaves nothing behind", () => {
    const widget = new Widget();
    const over = life();
    over.abort();
    connect(widget.proxy(), over.signal);
    expect([widget.sent, widget.listeners]).toEqual([[], []]);
    expect(connect(widget.proxy(), life().signal).store.snapshot.link).toBe("connecting");
    expect(widget.sent.length).toBe(1);
  });
});

describe("ending", () => {
  it("takes every listener and timer away with the last model", () => {
    const widget = new Widget();
    const [first, second] = [life(), life()];
    const board = connect(widget.proxy(), first.signal);
    connect(widget.proxy(), second.signal);
    board.host.selection.subscribe?.(() => {});
    board.on_trait("locale", () => {}, second.signal);
    first.abort();
    expect(widget.listeners.length).toBeGreaterThan(0);
    second.abort();
    expect(widget.listeners).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
    expect(connect(widget.proxy(), life().signal)).not.toBe(board);
  });

  it("of the first model leaves the board to the next one", () => {
    const { widget, kernel } = alive();
    const first = life();
    const { store } = connect(widget.proxy(), first.signal);
    connect(widget.proxy(), life().signal);
    first.abort();
    expect(store.commit("edit_card", edit_card(store.snapshot.state, C1, { text: "New" }))).toBe(true);
    expect(get(kernel.state, "cards", C1)?.text).toBe("New");
    expect(store.snapshot).toMatchObject({ waiting: 0, rev: 5 });
  });
});

describe("a kernel that is gone", () => {
  it("is noticed by the first edit", () => {
    const { widget } = alive();
    const { store } = connect(widget.proxy(), life().signal);
    widget.dead = true;
    expect(store.commit("edit_card", edit_card(store.snapshot.state, C1, { text: "New" }))).toBe(false);
    expect(store.snapshot.link).toBe("gone");
  });

  it("is noticed when the host says so", () => {
    const { widget } = alive();
    const { store } = connect(widget.proxy(), life().signal);
    widget.dead = true;
    widget.emit("comm_live_update");
    expect(store.snapshot.link).toBe("gone");
  });

  it("that is not gone after all answers, and the board lives on", () => {
    const { widget } = alive();
    const { store } = connect(widget.proxy(), life().signal);
    widget.emit("comm_live_update");
    expect(store.snapshot.link).toBe("live");
  });

  it("from the start locks the board", () => {
    const widget = new Widget();
    widget.dead = true;
    expect(connect(widget.proxy(), life().signal).store.snapshot).toMatchObject({
      link: "gone",
      ready: false,
    });
  });
});

describe("traits", () => {
  it("are read, set and followed until the view ends", () => {
    const widget = new Widget({ width: "80%" });
    const view = life();
    const board = connect(widget.proxy(), life().signal);
    const heard = vi.fn();
    board.on_trait("width", heard, view.signal);
    expect([board.trait("width"), board.trait("height")]).toEqual(["80%", undefined]);
    widget.proxy().set("width", "50%");
    expect(heard).toHaveBeenCalledTimes(1);
    view.abort();
    board.set_trait("width", "10%");
    expect(heard).toHaveBeenCalledTimes(1);
    expect([widget.values.width, widget.saved]).toEqual(["10%", 1]);
  });

  it("carry the selection both ways, and only when it changes", () => {
    const widget = new Widget();
    const { selection } = connect(widget.proxy(), life().signal).host;
    const heard = vi.fn();
    const off = selection.subscribe?.(heard);
    selection.set([C1]);
    selection.set([C1]);
    expect([widget.values.selection, widget.saved]).toEqual([[C1], 1]);
    widget.proxy().set("selection", ["card_aaaa0002", 5, null]);
    expect(selection.get()).toEqual(["card_aaaa0002"]);
    expect(heard).toHaveBeenCalledTimes(2);
    off?.();
    widget.values.selection = null;
    expect(selection.get()).toEqual([]);
    selection.set([]);
    expect(heard).toHaveBeenCalledTimes(2);
  });
});

describe("the clipboard", () => {
  const clipboard = (writeText: () => Promise<void>) =>
    vi.stubGlobal("navigator", { clipboard: { writeText } });
  afterEach(() => void vi.unstubAllGlobals());
  const copy = () => connect(new Widget().proxy(), life().signal).host.copy_text("words");

  it("takes text where the browser lets us", async () => {
    const write = vi.fn(() => Promise.resolve());
    clipboard(write);
    expect(await copy()).toBe(true);
    expect(write).toHaveBeenCalledWith("words");
  });

  it("is reached by the old way where the new one is refused, and says when neither works", async () => {
    clipboard(() => Promise.reject(new Error("denied")));
    const command = vi.fn(() => true);
    document.execCommand = command;
    expect(await copy()).toBe(true);
    expect(command).toHaveBeenCalledWith("copy");
    command.mockImplementation(() => {
      throw new Error("no");
    });
    expect(await copy()).toBe(false);
    expect(document.querySelector("textarea")).toBeNull();
  });
});
