/** The map by keyboard: one tab stop, arrows, typing, committing, adding, moving, removing. */
import { act, cleanup, fireEvent, screen } from "@testing-library/preact";
import { afterEach, describe, expect, it } from "vitest";
import {
  C1,
  C2,
  field,
  focused,
  here,
  L1,
  L2,
  L3,
  press,
  S1,
  S2,
  S3,
  show_map,
  stand_on,
  type,
} from "./map_setup";

afterEach(cleanup);

describe("walking", () => {
  it("has one tab stop, which follows the focus", () => {
    const { container } = show_map();
    const stops = () => [...container.querySelectorAll("[role=grid] [tabindex='0']")];
    expect(stops()).toHaveLength(1);
    const card = stand_on("group", /^Second/);
    expect(stops()).toEqual([card]);
    press("ArrowRight");
    expect(stops()).toEqual([focused()]);
    expect(here()).toBe(`cell:${L1}:${S2}`);
  });

  it("goes over headers, cards, cells and lanes with arrows, Home and End", () => {
    show_map();
    stand_on("columnheader", /^Stage 1/);
    const way = (...keys: string[]) =>
      keys.map((key) => {
        press(key);
        return here();
      });
    expect(way("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp")).toEqual([
      `card:${C1}`,
      `card:${C2}`,
      `cell:${L2}:${S1}`,
      `card:${C2}`,
      `card:${C1}`,
    ]);
    expect(way("Home", "ArrowDown", "End", "ArrowDown")).toEqual([
      `lane:${L1}`,
      `lane:${L2}`,
      `cell:${L2}:${S3}`,
      `cell:${L3}:${S3}`,
    ]);
    press("Home", { ctrlKey: true });
    expect(here()).toBe("phase:phase_aaaa0001");
    press("End", { ctrlKey: true });
    expect(here()).toBe(`cell:lane_aaaa0005:${S3}`);
  });

  it("stays where it is at the edge, and leaves Tab to the browser", () => {
    show_map();
    stand_on("rowheader", /^Actions/);
    press("ArrowLeft");
    expect(here()).toBe(`lane:${L1}`);
    expect(press("Tab")).toBe(true);
  });
});

describe("editing", () => {
  it("opens on Enter with the text, commits once on Enter and gives the focus back", () => {
    const { card, edits } = show_map();
    stand_on("group", /^First/);
    press("Enter");
    expect(field().value).toBe("First");
    type(" of all");
    expect(edits()).toHaveLength(0);
    press("Enter");
    expect(card()?.text).toBe("First of all");
    expect(edits().map(({ label, ops }) => [label, ops])).toEqual([
      ["edit_card", [{ op: "patch", table: "cards", id: C1, fields: { text: "First of all" } }]],
    ]);
    expect(here()).toBe(`card:${C1}`);
  });

  it("replaces the text by what is typed, first letter kept", () => {
    const { card } = show_map();
    stand_on("group", /^First/);
    type("Übung");
    press("Enter");
    expect(card()?.text).toBe("Übung");
  });

  it("keeps the words on Escape", () => {
    const { card, edits } = show_map();
    stand_on("group", /^First/);
    type("gone");
    press("Escape");
    expect(card()?.text).toBe("First");
    expect(edits()).toHaveLength(0);
    expect(here()).toBe(`card:${C1}`);
  });

  it("lets Shift+Enter break the line and Tab commit and go on", () => {
    const { card } = show_map();
    stand_on("group", /^Second/);
    press("F2");
    expect(press("Enter", { shiftKey: true })).toBe(true);
    type(" more");
    press("Tab");
    expect(card(C2)?.text).toBe("Second more");
    expect(here()).toBe(`cell:${L1}:${S2}`);
  });

  it("commits nothing when nothing changed", () => {
    const { edits } = show_map();
    stand_on("group", /^First/);
    press("Enter");
    press("Enter");
    expect(edits()).toHaveLength(0);
  });

  it("removes a card that was emptied", () => {
    const { card, last } = show_map();
    stand_on("group", /^First/);
    press("Enter");
    field().value = "  ";
    press("Enter");
    expect(last()?.label).toBe("remove_cards");
    expect(card()).toBeUndefined();
  });

  it("commits when the focus leaves the field", () => {
    const { card } = show_map();
    stand_on("group", /^First/);
    type("Left");
    act(() => screen.getByRole("button", { name: "+ Add" }).focus());
    expect(card()?.text).toBe("Left");
    expect(focused().textContent).toBe("+ Add");
  });
});

describe("input methods", () => {
  it("open the field without taking the key, and Enter while composing commits nothing", () => {
    const { card, edits } = show_map();
    stand_on("group", /^First/);
    expect(press("Process", { keyCode: 229 })).toBe(true);
    expect(field().value).toBe("");
    act(() => void fireEvent.compositionStart(field()));
    field().value = "か";
    expect(press("Enter", { isComposing: true })).toBe(true);
    expect(press("Enter", { keyCode: 229 })).toBe(true);
    expect(press("Escape", { isComposing: true })).toBe(true);
    expect(edits()).toHaveLength(0);
    act(() => void fireEvent.compositionEnd(field()));
    press("Enter");
    expect(card()?.text).toBe("か");
  });

  it("take a letter typed with AltGr, but no shortcut", () => {
    show_map();
    stand_on("group", /^First/);
    press("b", { ctrlKey: true });
    expect(here()).toBe(`card:${C1}`);
    press("@", { ctrlKey: true, altKey: true, modifierAltGraph: true });
    expect(field().value).toBe("");
  });
});

describe("cards", () => {
  it("are added behind the one in focus with Insert, one commit, focus on the new one", () => {
    const { store, last } = show_map();
    stand_on("group", /^First/);
    press("Insert");
    type("Between");
    press("Enter");
    expect(last()?.label).toBe("add_card");
    const texts = screen
      .getAllByRole("group")
      .map((element) => element.querySelector(".cjm-card__text")?.textContent);
    expect(texts.filter(Boolean)).toEqual(["First", "Between", "Second"]);
    expect(store.snapshot.state.tables.cards.get(here()?.slice(5) ?? "")?.text).toBe("Between");
  });

  it("are typed straight into an empty cell; an empty text adds none", () => {
    const { store, edits } = show_map();
    stand_on("gridcell", "Quotes, Stage 2: empty");
    press("Enter");
    press("Enter");
    expect(edits()).toHaveLength(0);
    expect(here()).toBe(`cell:${L2}:${S2}`);
    type("Hm");
    press("Enter");
    const added = [...store.snapshot.state.tables.cards.values()].find((card) => card.text === "Hm");
    expect([added?.lane_id, added?.stage_id, added?.journey_id]).toEqual([L2, S2, "journey_aaaa0001"]);
  });

  it("are removed with Delete, spoken, and the focus goes to the next", () => {
    const { card, container } = show_map();
    stand_on("group", /^First/);
    press("Delete");
    expect(card()).toBeUndefined();
    expect(here()).toBe(`card:${C2}`);
    expect(container.querySelector("[aria-live]")?.textContent).toBe("1 card removed");
    press("Delete");
    expect(here()).toBe(`cell:${L1}:${S1}`);
  });

  it("are removed together when several are picked", () => {
    const { last, store, container, selected } = show_map();
    stand_on("group", /^First/);
    press(" ");
    press("ArrowDown");
    expect(selected.at(-1)).toEqual([C1]);
    press(" ");
    expect(container.querySelector("[aria-live]")?.textContent).toBe("2 cards selected");
    press("Delete");
    expect(last()?.ops).toHaveLength(2);
    expect(store.snapshot.state.tables.cards.size).toBe(0);
  });

  it("move between places, cells and lanes with Alt and arrows", () => {
    const { card } = show_map();
    stand_on("group", /^First/);
    const place = () => [card()?.lane_id, card()?.stage_id];
    press("ArrowDown", { altKey: true });
    expect(place()).toEqual([L1, S1]);
    expect((card()?.order ?? "") > "a1").toBe(true);
    press("ArrowDown", { altKey: true });
    expect(place()).toEqual([L2, S1]);
    press("ArrowRight", { altKey: true });
    expect(place()).toEqual([L2, S2]);
    press("ArrowDown", { altKey: true });
    expect(place()).toEqual([L3, S2]);
    press("ArrowDown", { altKey: true });
    expect(place()).toEqual([L3, S2]);
    expect(here()).toBe(`card:${C1}`);
  });
});

describe("stages and lanes", () => {
  it("rename in place and keep a name that was emptied", () => {
    const { record, last, edits } = show_map();
    stand_on("columnheader", /^Stage 2/);
    type("Choice");
    press("Enter");
    expect(record("stages", S2)?.name).toBe("Choice");
    expect(last()?.label).toBe("rename_stage");
    press("Enter");
    field().value = "";
    press("Enter");
    expect(record("stages", S2)?.name).toBe("Choice");
    stand_on("rowheader", /^Actions/);
    press("F2");
    expect(field().placeholder).toBe("Actions");
    type("Doing");
    press("Enter");
    expect(record("lanes", L1)?.title).toBe("Doing");
    expect(edits()).toHaveLength(2);
  });

  it("move with Alt and arrows; a stage goes over into the next phase", () => {
    const { record, container } = show_map();
    stand_on("columnheader", /^Stage 2/);
    press("ArrowRight", { altKey: true });
    expect(record("stages", S2)?.phase_id).toBe("phase_aaaa0002");
    expect(here()).toBe(`stage:${S2}`);
    const names = () =>
      screen.getAllByRole("columnheader", { name: /^Stage \d/ }).map((head) => head.dataset.key);
    expect(names()).toEqual([`stage:${S1}`, `stage:${S2}`, `stage:${S3}`]);
    press("ArrowRight", { altKey: true });
    expect(names()).toEqual([`stage:${S1}`, `stage:${S3}`, `stage:${S2}`]);
    expect(container.querySelector("[aria-live]")?.textContent).toBe("Stage Stage 2 is now number 3 of 3");
    stand_on("rowheader", /^Quotes/);
    press("ArrowUp", { altKey: true });
    expect(screen.getAllByRole("rowheader").map((head) => head.dataset.key?.slice(-1))).toEqual([
      "2",
      "1",
      "3",
      "4",
      "5",
    ]);
  });

  it("come and go with Insert and Delete, cards and points with them, in one step", () => {
    const { store, last, record, page, flush } = show_map();
    stand_on("columnheader", /^Stage 1/);
    press("Insert");
    expect(field().selectionEnd).toBe("New stage".length);
    press("Escape");
    expect(last()).toBeUndefined();
    expect(here()).toBe(`stage:${S1}`);
    press("Insert");
    type("Renewal");
    press("Enter");
    expect(last()?.label).toBe("add_stage");
    expect(screen.getByRole("columnheader", { name: "Renewal" })).toBeTruthy();
    expect(last()?.ops).toHaveLength(1);
    press("ArrowLeft");
    press("Delete");
    expect(last()?.label).toBe("remove_stage");
    expect(last()?.ops).toHaveLength(4);
    expect(record("stages", S1)).toBeUndefined();
    expect(here()?.startsWith("stage:")).toBe(true);
    flush();
    press("z", { ctrlKey: true });
    flush();
    expect(page.kernel.done.map((step) => step.label)).toEqual(["add_stage"]);
    expect(store.snapshot.state.tables.cards.size).toBe(2);
    expect(record("stages", S1)?.name).toBe("Stage 1");
  });
});
