/** Cells to the clipboard and from it: copied, cut, pasted, and what a paste that does not fit asks. */
import { act, cleanup, fireEvent, screen, within } from "@testing-library/preact";
import { afterEach, describe, expect, it } from "vitest";
import { cell, lanes, stages } from "../../src/core/state";
import { J } from "../core/make";
import { focused, here, L1, L2, L3, L4, L5, METRICS, press, S1, S2, S3, stand_on } from "./map_setup";
import { clip, first, paste, shift, show } from "./range_setup";

afterEach(cleanup);

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

  it("leave the events alone in a text and outside", () => {
    show();
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

describe("a paste into the field that a press on an empty cell opens", () => {
  const open = () => {
    const board = show();
    act(() => screen.getByRole("button", { name: "Add a card: Touchpoints, Stage 2" }).click());
    expect(focused().tagName).toBe("TEXTAREA");
    return board;
  };

  it("is left to the field when it is a word", () => {
    const { edits } = open();
    expect(paste("word").taken).toBe(false);
    expect(edits()).toHaveLength(0);
  });

  it("fills the map when it is of cells", () => {
    const { texts, edits } = open();
    expect(paste("a\tb").taken).toBe(true);
    expect([texts(L3, S2), texts(L3, S3)]).toEqual([["a"], ["b"]]);
    expect(edits().map(({ label }) => label)).toEqual(["paste_cards"]);
    expect(screen.queryByRole("textbox")).toBeNull();
  });
});
