/** Ranges of cells: selected by keys and pointer, cleared, copied, cut, pasted, filled down, duplicated; the sheet. */
import { act, cleanup, fireEvent, screen, within } from "@testing-library/preact";
import { afterEach, describe, expect, it } from "vitest";
import { cell, lanes, stages } from "../../src/core/state";
import { J } from "../core/make";
import { strings } from "./board_setup";
import {
  C1,
  C2,
  focused,
  here,
  L1,
  L2,
  L3,
  L4,
  L5,
  METRICS,
  map_tables,
  press,
  S1,
  S2,
  S3,
  show_map,
  stand_on,
} from "./map_setup";

afterEach(cleanup);

/** The map with more cards, so that a range has something to hold. */
function show(change: Parameters<typeof show_map>[0] = () => {}) {
  const small = map_tables();
  const card = (n: number, lane_id: string, stage_id: string, text: string) => ({
    [`card_bbbb000${n}`]: { id: `card_bbbb000${n}`, journey_id: J, lane_id, stage_id, order: "a0", text },
  });
  const cards = {
    ...small.cards,
    ...card(1, L1, S2, "Third"),
    ...card(2, L2, S1, "Said"),
    ...card(3, L2, S2, "Asked"),
  };
  const board = show_map(change, { ...small, cards });
  const said = () => board.container.querySelector("[aria-live]")?.textContent;
  const marked = () =>
    [...board.container.querySelectorAll<HTMLElement>("[aria-selected=true]")].map(
      (element) => element.dataset.cell ?? element.dataset.key,
    );
  const state = () => board.store.snapshot.state;
  const texts = (lane_id: string, stage_id: string) =>
    cell(state(), lane_id, stage_id).map((one) => one.text);
  return { ...board, said, marked, state, texts };
}

const shift = (...keys: string[]) => keys.map((key) => press(key, { shiftKey: true }));

/** Fire what the browser fires for Ctrl+C, X or V; returns what lies on the clipboard then. */
function clip(name: "copy" | "cut" | "paste", data: Record<string, string> = {}) {
  const held = { ...data };
  const event = new Event(name, { bubbles: true, cancelable: true });
  const clipboardData = {
    getData: (type: string) => held[type] ?? "",
    setData: (type: string, text: string) => void Object.assign(held, { [type]: text }),
  };
  Object.defineProperty(event, "clipboardData", { value: clipboardData });
  act(() => void (focused() ?? document.body).dispatchEvent(event));
  return { held, taken: event.defaultPrevented };
}
const paste = (text: string) => clip("paste", { "text/plain": text });
const first = () => stand_on("group", /^First/);

describe("a range by keyboard", () => {
  it("grows and shrinks with Shift and arrows, is marked, spoken, and known to Python", () => {
    const { marked, said, selected } = show();
    first();
    expect(marked()).toEqual([]);
    shift("ArrowRight", "ArrowDown");
    expect(marked()).toEqual([
      `cell:${L1}:${S1}`,
      `cell:${L1}:${S2}`,
      `cell:${L2}:${S1}`,
      `cell:${L2}:${S2}`,
    ]);
    expect(said()).toBe("2 × 2 cells selected");
    expect(here()).toBe("card:card_bbbb0003");
    expect(selected.at(-1)).toEqual([C1, C2, "card_bbbb0001", "card_bbbb0002", "card_bbbb0003"]);
    shift("ArrowUp", "ArrowUp");
    expect(marked()).toEqual([`cell:${L1}:${S1}`, `cell:${L1}:${S2}`]);
    shift("End");
    expect(marked()).toHaveLength(3);
    press("ArrowLeft");
    expect(marked()).toEqual([]);
  });

  it("goes over the curve and takes numbers in", () => {
    const { marked } = show();
    stand_on("gridcell", /^Touchpoints, Stage 1/);
    shift("ArrowDown");
    expect(here()).toBe(`curve:${L4}`);
    shift("ArrowDown");
    expect(marked()).toEqual([`cell:${L3}:${S1}`, `cell:${L5}:${S1}`]);
  });

  it("takes all cells with Ctrl+A, and lets go of them with Escape", () => {
    const { marked, said, selected } = show();
    first();
    expect(press("a", { ctrlKey: true })).toBe(false);
    expect(marked()).toHaveLength(12);
    expect(said()).toBe("5 × 3 cells selected");
    expect(here()).toBe(`card:${C1}`);
    press("Escape");
    expect([marked(), selected.at(-1)]).toEqual([[], []]);
  });

  it("is cleared with Delete as one step, and undone", () => {
    const { edits, said, state, texts, flush } = show();
    first();
    shift("ArrowRight", "ArrowDown");
    press("Delete");
    expect(edits().map(({ label, ops }) => [label, ops.length])).toEqual([["remove_cards", 5]]);
    expect(said()).toBe("5 cards removed");
    expect(here()).toBe(`cell:${L2}:${S2}`);
    flush();
    press("z", { ctrlKey: true });
    flush();
    expect([state().tables.cards.size, texts(L1, S1)]).toEqual([5, ["First", "Second"]]);
  });

  it("stays on its cells when the map is drawn anew", () => {
    const { marked, kernel, flush } = show();
    first();
    shift("ArrowRight");
    act(() => kernel.commit([{ op: "patch", table: "lanes", id: L1, fields: { order: "a1V" } }]));
    flush();
    expect(marked()).toEqual([`cell:${L1}:${S1}`, `cell:${L1}:${S2}`]);
    expect(screen.getAllByRole("rowheader").map((head) => head.dataset.key)).toEqual(
      [L2, L1, L3, L4, L5].map((id) => `lane:${id}`),
    );
  });
});

describe("a range by pointer", () => {
  const over = (lane: string, stage: string) =>
    document.querySelector<HTMLElement>(`[data-cell="cell:${lane}:${stage}"]`)!;
  const pointer = (name: "pointerDown" | "pointerMove" | "pointerUp", on: Element, more: object = {}) =>
    act(
      () =>
        void fireEvent[name](on, {
          button: 0,
          buttons: name === "pointerUp" ? 0 : 1,
          pointerType: "mouse",
          ...more,
        }),
    );

  it("is pulled over empty space, and the click at its end selects nothing else", () => {
    const { marked, said } = show();
    pointer("pointerDown", over(L1, S3));
    pointer("pointerMove", over(L1, S2));
    pointer("pointerMove", over(L2, S2));
    pointer("pointerUp", over(L2, S2));
    act(() => void fireEvent.click(over(L2, S2)));
    expect(marked()).toHaveLength(4);
    expect(said()).toBe("2 × 2 cells selected");
    expect(here()).toBe("card:card_bbbb0003");
    pointer("pointerDown", screen.getByRole("group", { name: /^First/ }));
    expect(marked()).toEqual([]);
  });

  it("reaches to a press with Shift, and not to a finger's pull", () => {
    const { marked, selected } = show();
    first();
    pointer("pointerDown", screen.getByRole("group", { name: /^Asked/ }), { shiftKey: true });
    act(() => void fireEvent.click(screen.getByRole("group", { name: /^Asked/ }), { shiftKey: true }));
    expect(marked()).toHaveLength(4);
    expect(selected.at(-1)).toHaveLength(5);
    pointer("pointerDown", over(L2, S3), { pointerType: "touch" });
    pointer("pointerMove", over(L1, S3), { pointerType: "touch" });
    expect(marked()).toEqual([]);
  });
});

describe("copy and cut", () => {
  it("write a range as a spreadsheet reads it, numbers too", () => {
    const { said } = show((kernel) => {
      const plain = kernel.snapshot.bind(kernel);
      kernel.snapshot = (to) => Object.assign(plain(to), { metrics: METRICS });
    });
    first();
    shift("ArrowRight", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown");
    const { held, taken } = clip("copy");
    expect(taken).toBe(true);
    expect(held["text/plain"]).toBe('"First\nSecond"\tThird\r\nSaid\tAsked\r\n\t\r\n\t\r\n64%\t41%\r\n');
    expect(said()).toBe("5 cards copied");
  });

  it("take one card, with all it says, to another cell", () => {
    const { texts, edits, state } = show();
    first();
    press("F10", { shiftKey: true });
    act(() => void fireEvent.click(screen.getByRole("menuitemcheckbox", { name: "Negative" })));
    const { held } = clip("copy");
    expect(held["text/plain"]).toBe("First");
    stand_on("gridcell", /^Quotes, Stage 3/);
    clip("paste", held);
    expect(texts(L2, S3)).toEqual(["First"]);
    expect(cell(state(), L2, S3)[0]).toMatchObject({ sentiment: "negative" });
    expect(edits().at(-1)?.label).toBe("paste_cards");
    expect(here()).toBe(`card:${cell(state(), L2, S3)[0]?.id}`);
  });

  it("cut a range in one step", () => {
    const { edits, said, state } = show();
    first();
    shift("ArrowDown");
    const { held } = clip("cut");
    expect(held["text/plain"]).toBe('"First\nSecond"\r\nSaid\r\n');
    expect(edits().map(({ label, ops }) => [label, ops.length])).toEqual([["cut_cards", 3]]);
    expect([said(), state().tables.cards.size]).toEqual(["3 cards cut", 2]);
  });

  it("leave the events alone in a text, outside, and on a head", () => {
    show();
    expect(clip("copy").taken).toBe(false);
    stand_on("columnheader", /^Stage 1/);
    expect(clip("copy").taken).toBe(false);
    first();
    press("Enter");
    expect([clip("copy").taken, paste("x").taken]).toEqual([false, false]);
  });

  it("can be chosen from the menu", () => {
    const { edits } = show();
    const copied: string[] = [];
    const doc = document as unknown as { execCommand: (name: string) => boolean };
    doc.execCommand = (name) => void copied.push(clip(name as "copy").held["text/plain"] ?? "") === undefined;
    first();
    press("F10", { shiftKey: true });
    act(() => void fireEvent.click(screen.getByRole("menuitem", { name: "Cut Ctrl+X" })));
    expect(copied).toEqual(["First"]);
    expect(edits().at(-1)?.label).toBe("cut_cards");
    delete (doc as { execCommand?: unknown }).execCommand;
  });
});

describe("paste", () => {
  it("fills the range from the cell in focus as one step, as text", () => {
    const { edits, said, texts, marked } = show();
    first();
    paste('"<b>x</b>\ny"\t=1+1\r\nz\t"a ""q"""\r\n');
    expect([texts(L1, S1), texts(L1, S2), texts(L2, S1), texts(L2, S2)]).toEqual([
      ["<b>x</b>", "y"],
      ["=1+1"],
      ["z"],
      ['a "q"'],
    ]);
    expect(edits().map(({ label }) => label)).toEqual(["paste_cards"]);
    expect(said()).toBe("5 cards pasted");
    expect(marked()).toHaveLength(4);
    expect(screen.getByRole("group", { name: "<b>x</b>" })).toBe(focused());
  });

  it("one cell joins the cards that are there, behind the one in focus", () => {
    const { texts } = show();
    first();
    paste("Between");
    expect(texts(L1, S1)).toEqual(["First", "Between", "Second"]);
  });

  it("one cell fills every cell of a range", () => {
    const { texts } = show();
    stand_on("gridcell", /^Touchpoints, Stage 1/);
    shift("ArrowRight");
    paste("Web");
    expect([texts(L3, S1), texts(L3, S2), texts(L3, S3)]).toEqual([["Web"], ["Web"], []]);
  });

  it("never writes into the curve or numbers, and says so", () => {
    const { texts, said, state, edits } = show();
    stand_on("gridcell", /^Touchpoints, Stage 1/);
    paste("a\nb\nc");
    expect(said()).toBe("1 card pasted. 2 lanes hold no cards and were left alone");
    expect(texts(L3, S1)).toEqual(["a"]);
    expect(
      [...state().tables.cards.values()].some((card) => card.lane_id === L4 || card.lane_id === L5),
    ).toBe(false);
    stand_on("gridcell", /^CSAT, Stage 2/);
    paste("x");
    expect(said()).toBe("1 lane holds no cards and was left alone");
    expect(edits()).toHaveLength(1);
  });

  it("says when there is nothing, and when the board is locked", () => {
    const { said, edits } = show((kernel) => {
      const plain = kernel.snapshot.bind(kernel);
      kernel.snapshot = (to) => Object.assign(plain(to), { read_only: true });
    });
    first();
    paste("x");
    expect(said()).toContain("read");
    expect(edits()).toHaveLength(0);
    cleanup();
    const other = show();
    first();
    paste("\t\r\n");
    expect(other.said()).toBe("There is nothing to paste");
  });
});

describe("a paste that does not fit", () => {
  const wide = () => {
    const board = show();
    stand_on("gridcell", /^Quotes, Stage 3/);
    paste("a\tb\tc\r\nd\te\tf\r\n");
    const ask = within(screen.getByRole("alertdialog"));
    const choose = (name: string) => act(() => ask.getByRole("button", { name }).click());
    return { ...board, choose };
  };

  it("asks, and adds the stages in the same step", () => {
    const { edits, state, choose, texts, flush, page } = wide();
    expect(edits()).toHaveLength(0);
    expect(focused().textContent).toBe("Add 2 stages to fit");
    choose("Add 2 stages to fit");
    const columns = stages(state(), J);
    expect(columns.slice(3).map((stage) => stage.name)).toEqual(["New stage", "New stage"]);
    expect(texts(L3, columns[4]?.id ?? "")).toEqual(["f"]);
    expect(edits()).toHaveLength(1);
    expect(here()).toBe(`card:${cell(state(), L2, S3)[0]?.id}`);
    flush();
    expect(page.kernel.done.at(-1)?.label).toBe("paste_cards");
    press("z", { ctrlKey: true });
    flush();
    expect([stages(state(), J).length, state().tables.cards.size]).toEqual([3, 5]);
  });

  it("takes only what fits", () => {
    const { state, choose, texts } = wide();
    choose("Only what fits");
    expect([stages(state(), J).length, texts(L2, S3), texts(L3, S3)]).toEqual([3, ["a"], ["d"]]);
  });

  it("is left alone with Cancel or Escape, and the focus comes back", () => {
    const { edits } = wide();
    press("Escape");
    expect(screen.queryByRole("alertdialog")).toBeNull();
    expect([edits().length, here()]).toEqual([0, `cell:${L2}:${S3}`]);
    paste("a\tb");
    act(() => screen.getByRole("button", { name: "Cancel" }).click());
    expect([edits().length, here()]).toEqual([0, `cell:${L2}:${S3}`]);
  });

  it("adds lanes too, and never hundreds", () => {
    const { state } = show();
    stand_on("gridcell", /^CSAT, Stage 3/);
    paste("a\tb\nc\td");
    act(() => screen.getByRole("button", { name: "Add 1 stage and 1 lane to fit" }).click());
    expect(lanes(state(), J).at(-1)?.kind).toBe("free_text");
    first();
    paste("x\n".repeat(500));
    expect(screen.queryByRole("button", { name: /^Add .* to fit/ })).toBeNull();
    expect(focused().textContent).toBe("Only what fits");
  });
});

describe("fill down and duplicate", () => {
  it("Ctrl+D fills a range with its first row, one step", () => {
    const { texts, edits, said, marked } = show();
    first();
    shift("ArrowRight", "ArrowDown", "ArrowDown");
    expect(press("d", { ctrlKey: true })).toBe(false);
    expect([texts(L2, S1), texts(L2, S2), texts(L3, S1), texts(L3, S2)]).toEqual([
      ["First", "Second"],
      ["Third"],
      ["First", "Second"],
      ["Third"],
    ]);
    expect(edits().map(({ label }) => label)).toEqual(["fill_down"]);
    expect(said()).toBe("6 cards filled down");
    expect(marked()).toHaveLength(6);
  });

  it("Ctrl+D alone takes the cell above; nothing above the first lane", () => {
    const { texts, said, edits } = show();
    stand_on("group", /^Asked/);
    press("d", { ctrlKey: true });
    expect(texts(L2, S2)).toEqual(["Third"]);
    press("ArrowUp");
    press("d", { ctrlKey: true });
    expect(said()).toBe("There is nothing above to fill down");
    expect(edits()).toHaveLength(1);
  });

  it("Ctrl+Shift+D duplicates cards, stages and lanes; the focus goes to the copy", () => {
    const { texts, state, edits, said } = show();
    const again = () => press("D", { ctrlKey: true, shiftKey: true });
    first();
    again();
    expect(texts(L1, S1)).toEqual(["First", "First", "Second"]);
    expect(here()).toBe(`card:${cell(state(), L1, S1)[1]?.id}`);
    expect(said()).toBe("1 card duplicated");
    stand_on("columnheader", /^Stage 2/);
    again();
    expect(stages(state(), J).map((stage) => stage.name)).toEqual([
      "Stage 1",
      "Stage 2",
      "Stage 2 (copy)",
      "Stage 3",
    ]);
    expect(texts(L1, stages(state(), J)[2]?.id ?? "")).toEqual(["Third"]);
    expect(here()).toBe(`stage:${stages(state(), J)[2]?.id}`);
    stand_on("rowheader", /^Quotes/);
    press("F10", { shiftKey: true });
    act(() => void fireEvent.click(screen.getByRole("menuitem", { name: /^Duplicate/ })));
    expect(screen.getByRole("rowheader", { name: /^Quotes \(copy\)/ })).toBe(focused());
    expect(edits().map(({ label }) => label)).toEqual([
      "duplicate_cards",
      "duplicate_stage",
      "duplicate_lane",
    ]);
  });

  it("there is but one curve to duplicate", () => {
    const { edits } = show();
    stand_on("rowheader", /^Emotion/);
    press("d", { ctrlKey: true, shiftKey: true });
    press("F10", { shiftKey: true });
    expect(screen.queryByRole("menuitem", { name: /^Duplicate/ })).toBeNull();
    expect(edits()).toHaveLength(0);
  });
});

describe("the sheet of shortcuts", () => {
  it("opens with ?, lists every action of the table with its keys, and closes", () => {
    const { edits } = show();
    first();
    expect(press("?", { shiftKey: true })).toBe(false);
    const sheet = screen.getByRole("dialog", { name: "Keyboard shortcuts" });
    const line = (label: string) => within(sheet).getByText(label).nextElementSibling?.textContent;
    expect(["Remove", "Duplicate", "Fill down", "Copy", "Select all cells", "Move left"].map(line)).toEqual([
      "Del",
      "Ctrl+Shift+D",
      "Ctrl+D",
      "Ctrl+C",
      "Ctrl+A",
      "Alt+←",
    ]);
    expect(line("Sentiment: Positive, Attention, Negative, Neutral")).toBe("in the menu");
    expect(sheet.textContent).not.toMatch(/map\.|\{/);
    press("Tab");
    expect(sheet.contains(focused())).toBe(true);
    press("Escape");
    expect([screen.queryByRole("dialog"), here(), edits().length]).toEqual([null, `card:${C1}`, 0]);
  });

  it("is in the menu too, and speaks French", () => {
    show((kernel) => {
      kernel.strings = strings("fr");
      const plain = kernel.snapshot.bind(kernel);
      kernel.snapshot = (to) => Object.assign(plain(to), { locale: "fr" });
    });
    first();
    press("F10", { shiftKey: true });
    act(() => void fireEvent.click(screen.getByRole("menuitem", { name: /^Raccourcis clavier/ })));
    const sheet = screen.getByRole("dialog", { name: "Raccourcis clavier" });
    expect(within(sheet).getByText("Supprimer").nextElementSibling?.textContent).toBe("Suppr");
    act(() => within(sheet).getByRole("button", { name: "Fermer" }).click());
    expect(here()).toBe(`card:${C1}`);
  });
});
