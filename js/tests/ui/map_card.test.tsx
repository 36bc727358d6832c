/** The panel of a card, links picked in the grid, wide cards: one commit each, spoken, nothing lost. */
import { act, cleanup, fireEvent, screen, within } from "@testing-library/preact";
import { afterEach, describe, expect, it } from "vitest";
import { narrowed } from "../../src/ui/fields/options";
import { arrow_path } from "../../src/ui/map/card/link_path";
import { span_at } from "../../src/ui/map/card/span_drag";
import { C1, C2, focused, here, map_tables, press, show_map, stand_on, type } from "./map_setup";

afterEach(cleanup);

const open = () => {
  stand_on("group", /^First/);
  press("F4");
};
const labels = (edits: { label: string }[]) => edits.map(({ label }) => label);
const leave = (field: HTMLElement) => act(() => void fireEvent.blur(field));

describe("the panel of a card", () => {
  it("opens with F4 in its text, commits on leaving it, and gives the focus back on Escape", () => {
    const { card, edits } = show_map();
    open();
    expect(focused()).toBe(screen.getByRole("textbox", { name: "Text" }));
    type("!");
    expect(edits()).toHaveLength(0);
    press("Enter");
    expect(card()?.text).toBe("First!");
    type("?");
    press("Escape");
    expect((focused() as HTMLTextAreaElement).value).toBe("First!");
    press("Escape");
    expect(screen.queryByRole("group", { name: "Card" })).toBeNull();
    expect(here()).toBe(`card:${C1}`);
    expect(labels(edits())).toEqual(["edit_card"]);
  });

  it("opens from the menu and the small button, and follows the selection without the focus", () => {
    show_map();
    stand_on("group", /^First/);
    act(() => void fireEvent.click(screen.getByRole("button", { name: "Details: First" })));
    const text = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Text" }).value;
    expect(text()).toBe("First");
    press("F4");
    expect(here()).toBe(`card:${C1}`);
    press("ArrowDown");
    expect(text()).toBe("Second");
    expect(here()).toBe(`card:${C2}`);
  });

  it("keeps a draft when its field is taken away, as one step", () => {
    const { card, edits } = show_map();
    open();
    const quote = screen.getByRole("textbox", { name: "Quote" });
    act(() => quote.focus());
    type("Said so");
    act(() => void fireEvent.click(screen.getByRole("button", { name: "Close" })));
    expect(card()?.quote).toBe("Said so");
    expect(edits()).toHaveLength(1);
  });

  it("sets choices, tags and a new channel, each one step", () => {
    const { card, edits, store } = show_map();
    open();
    act(() => void fireEvent.click(screen.getByRole("button", { name: "Attention" })));
    act(() => void fireEvent.click(screen.getByRole("checkbox", { name: /Moment of truth/ })));
    const tags = screen.getByRole("combobox", { name: "Tags" });
    act(() => void fireEvent.input(tags, { target: { value: "#slow" } }));
    act(() => void fireEvent.keyDown(tags, { key: "Enter" }));
    const channel = screen.getByRole("combobox", { name: "Channel" });
    act(() => void fireEvent.input(channel, { target: { value: "Letter" } }));
    leave(channel);
    expect(card()).toMatchObject({ sentiment: "attention", moment_of_truth: true, tags: ["slow"] });
    const names = [...store.snapshot.state.tables.channels.values()].map(({ name }) => name);
    expect(names).toContain("Letter");
    expect(labels(edits())).toEqual(["edit_card", "edit_card", "edit_card", "edit_card"]);
    act(() => void fireEvent.click(screen.getByRole("button", { name: "Remove the tag slow" })));
    expect(card()?.tags).toEqual([]);
  });

  it("chooses an icon by its name", () => {
    const { card } = show_map();
    open();
    act(() => void fireEvent.click(screen.getByRole("button", { name: "Choose an icon" })));
    const field = screen.getByRole("textbox", { name: "Find an icon" });
    act(() => void fireEvent.input(field, { target: { value: "heart" } }));
    act(() => void fireEvent.keyDown(field, { key: "Enter" }));
    expect(card()?.icon).toBe("heart");
  });

  it("says so when its card was removed elsewhere", () => {
    const { page, kernel } = show_map();
    open();
    kernel.commit([{ op: "remove", table: "cards", id: C1 }]);
    act(() => page.flush());
    expect(screen.getByText("This card was removed.")).toBeTruthy();
  });
});

describe("a link", () => {
  const choose = (name: string) => {
    press("F10", { shiftKey: true });
    act(() => void fireEvent.click(screen.getByRole("menuitem", { name })));
  };

  it("is picked by walking and Enter; all other keys wait", () => {
    const { card, edits } = show_map();
    stand_on("group", /^First/);
    choose("Link to…");
    press("Delete");
    type("x");
    press("Enter");
    expect(edits()).toHaveLength(0);
    press("ArrowDown");
    press("Enter");
    expect(card()?.links).toEqual([C2]);
    expect(here()).toBe(`card:${C1}`);
    expect(labels(edits())).toEqual(["link_cards"]);
    choose("Link to…");
    press("ArrowDown");
    press("Enter");
    expect(edits()).toHaveLength(1);
    press("Escape");
    expect(here()).toBe(`card:${C1}`);
  });

  it("is picked by a click, listed both ways and taken back", () => {
    const { card } = show_map();
    open();
    act(() => void fireEvent.click(screen.getByRole("button", { name: "Pick on the map" })));
    act(() => void fireEvent.click(screen.getByRole("group", { name: /^Second/ })));
    expect(card()?.links).toEqual([C2]);
    const onward = screen.getByRole("group", { name: "Leads to" });
    act(() => void fireEvent.click(within(onward).getByRole("button", { name: /^Second/ })));
    expect(here()).toBe(`card:${C2}`);
    act(() => void fireEvent.click(screen.getByRole("button", { name: "Remove the link from First" })));
    expect(card()?.links).toEqual([]);
  });
});

describe("a wide card", () => {
  it("grows and shrinks by key, never beyond the last stage", () => {
    const { card, edits } = show_map();
    stand_on("group", /^First/);
    for (let step = 0; step < 5; step += 1) press("ArrowRight", { altKey: true, shiftKey: true });
    expect(card()?.span).toBe(3);
    expect(labels(edits())).toEqual(["resize_card", "resize_card"]);
    press("ArrowLeft", { altKey: true, shiftKey: true });
    expect(card()?.span).toBe(2);
    expect(screen.getByRole("group", { name: /^First.*covers 2 stages/ }).dataset.wide).toBe("");
    expect(here()).toBe(`card:${C1}`);
  });

  it("ends where the pulled edge is nearest", () => {
    expect(span_at(290, [100, 200, 300])).toBe(3);
    expect(span_at(120, [100, 200, 300])).toBe(1);
    expect(span_at(-50, [100, 200])).toBe(1);
  });
});

describe("small parts", () => {
  it("an arrow leaves below and meets from above, or goes sideways in one row", () => {
    const box = (left: number, top: number) => ({ left, top, width: 100, height: 40 });
    expect(arrow_path(box(0, 0), box(0, 100))).toMatch(/^M50 40C50 \d.* 50 100M/);
    expect(arrow_path(box(0, 0), box(200, 10))).toMatch(/^M100 20C.* 200 30M/);
    expect(arrow_path(box(0, 100), box(0, 0))).toMatch(/^M50 100C.* 50 40M/);
  });

  it("suggestions are narrowed without case and accents, beginnings first", () => {
    const options = ["Site web", "Été", "Le site"].map((name) => ({ key: name, name }));
    expect(narrowed(options, "SITE").map(({ name }) => name)).toEqual(["Site web", "Le site"]);
    expect(narrowed(options, "ete").map(({ name }) => name)).toEqual(["Été"]);
    expect(narrowed(options, "")).toHaveLength(3);
  });

  it("a picture that is no picture address is never on a card", () => {
    const tables = map_tables();
    const first = tables.cards?.[C1];
    const cards = { ...tables.cards, [C1]: { ...first, picture: "https://example.org/a.png" } };
    expect(() => show_map(() => {}, { ...tables, cards } as never)).toThrow();
  });
});
