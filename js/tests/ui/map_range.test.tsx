/** Ranges of cells: selected by keys and pointer, cleared, filled down, duplicated; the sheet of shortcuts. */
import { act, cleanup, fireEvent, screen, within } from "@testing-library/preact";
import { afterEach, describe, expect, it } from "vitest";
import { cell, stages } from "../../src/core/state";
import { J } from "../core/make";
import { strings } from "./board_setup";
import { C1, C2, focused, here, L1, L2, L3, L4, L5, press, S1, S2, S3, stand_on } from "./map_setup";
import { first, shift, show } from "./range_setup";

afterEach(cleanup);

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
