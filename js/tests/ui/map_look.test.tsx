/** How a map is looked at: filters that hide and protect, words found, views saved, depths; by keyboard and press. */
import { act, cleanup, fireEvent, screen, within } from "@testing-library/preact";
import { afterEach, describe, expect, it } from "vitest";
import { where } from "../../src/core/state";
import { P1 } from "../core/make";
import { C1, C2, focused, here, L1, L2, press, S1, S2, show_map, stand_on, type } from "./map_setup";
import { paste, show } from "./range_setup";

afterEach(cleanup);

const P2 = "persona_aaaa0002";

/** The small map with a second persona; the first card is Julie's and bad, the second Robert's. */
function board() {
  return show_map((kernel) => {
    const { tables } = kernel.state;
    const cards = new Map(tables.cards);
    const set = (id: string, fields: object) => cards.set(id, { ...cards.get(id), ...fields } as never);
    set(C1, { persona_id: P1, sentiment: "negative", tags: ["money"], quote: "Où est mon café ?" });
    set(C2, { persona_id: P2 });
    const julie = tables.personas.get(P1);
    const robert = { ...julie, id: P2, name: "Robert", order: "a1" };
    const personas = new Map([...tables.personas, [P2, robert as never]]);
    kernel.state = { tables: { ...tables, cards, personas } };
  });
}

const click = (element: Element) => act(() => void fireEvent.click(element));
const chip = (name: string) => screen.getByTitle(new RegExp(`^Show only ${name}`));
const said = () => document.querySelector("[aria-live=polite]")?.textContent;
const cards = () =>
  [...document.querySelectorAll('[data-key^="card:"]')].map((it) => it.getAttribute("data-key"));
const write = (field: Element, value: string) =>
  act(() => void fireEvent.input(field, { target: { value } }));

describe("the chip of a persona", () => {
  it("shows what is theirs or everybody's, says how much, and shows all again", () => {
    const { store, last } = board();
    expect(cards()).toEqual([`card:${C1}`, `card:${C2}`]);
    click(chip("Robert"));
    expect(chip("Robert").getAttribute("aria-pressed")).toBe("true");
    expect(cards()).toEqual([`card:${C2}`]);
    expect(said()).toBe("1 of 2 cards shown");
    click(chip("Julie"));
    expect(cards()).toEqual([`card:${C1}`, `card:${C2}`]);
    click(chip("Robert"));
    expect(cards()).toEqual([`card:${C1}`]);
    click(screen.getByRole("button", { name: "Clear" }));
    expect(cards()).toHaveLength(2);
    expect(screen.queryByText("1 of 2 cards shown")).toBeNull();
    expect([store.snapshot.state.tables.cards.size, last()]).toEqual([2, undefined]);
  });

  it("says how many customers its rule finds, or why nobody knows", () => {
    const found = { metric: "segment", low: null, high: null, base: null, target: null, unit: "share" };
    show_map((kernel) => {
      const told = { ...found, stage_id: P1, value: 0.19, n: 1412, state: "ok", reason: null };
      kernel.metrics = { segment: { [P1]: told } } as never;
    });
    expect(chip("Julie").textContent).toMatch(/n=1,412$/);
    expect(chip("Julie").title).toContain("1,412 customers, 19% of those in the data");
    cleanup();
    show_map((kernel) => {
      const told = { ...found, stage_id: P1, value: null, n: 0, state: "broken", reason: "No such column." };
      kernel.metrics = { segment: { [P1]: told } } as never;
    });
    expect(chip("Julie").textContent).not.toContain("n=");
    expect(chip("Julie").title).toContain("No such column.");
  });

  it("hides lanes and points of curves of the others", () => {
    const { store } = board();
    act(
      () =>
        void store.commit("edit_lane", [{ op: "patch", table: "lanes", id: L2, fields: { persona_id: P1 } }]),
    );
    expect(screen.getByRole("rowheader", { name: /of Julie/ })).toBeTruthy();
    click(chip("Robert"));
    expect(document.querySelector(`[data-lane-row="${L2}"]`)).toBeNull();
    click(chip("Robert"));
    expect(document.querySelector(`[data-lane-row="${L2}"]`)).not.toBeNull();
  });
});

describe("what is hidden", () => {
  it("is neither selected, copied nor removed by what takes everything", () => {
    const { selected, record, edits } = board();
    click(chip("Robert"));
    stand_on("group", /^Second/);
    press("a", { ctrlKey: true });
    expect(selected.at(-1)).toEqual([C2]);
    press("Delete");
    expect(edits().at(-1)?.ops).toEqual([{ op: "remove", table: "cards", id: C2 }]);
    expect(record("cards", C1)?.text).toBe("First");
  });

  it("lets go of the selection, so that the next key does not reach it", () => {
    const { selected, edits } = board();
    stand_on("group", /^First/);
    press(" ");
    expect(selected.at(-1)).toEqual([C1]);
    click(chip("Robert"));
    expect(selected.at(-1)).toEqual([]);
    stand_on("group", /^Second/);
    press("Delete");
    expect(
      edits()
        .at(-1)
        ?.ops.map((op) => "id" in op && op.id),
    ).toEqual([C2]);
  });

  it("stays where a card before or behind it is moved or added", () => {
    const { store } = board();
    const order = () =>
      where(store.snapshot.state, "cards", (card) => card.stage_id === S1).map(({ text }) => text);
    click(chip("Robert"));
    stand_on("group", /^Second/);
    press("Insert");
    type("Third");
    press("Escape");
    press("Insert");
    type("Third");
    press("Enter", { ctrlKey: true });
    expect(order()).toContain("First");
  });

  it("is spoken of where a whole stage goes", () => {
    const { record } = board();
    click(chip("Robert"));
    stand_on("columnheader", /^Stage 1/);
    press("Delete");
    expect(said()).toBe("Stage Stage 1 removed. This includes 1 card that is out of sight");
    expect(record("cards", C1)).toBeUndefined();
  });

  it("counts no card of a lane that nobody looks at", () => {
    const { store } = board();
    const hide = (hidden: boolean) =>
      act(
        () => void store.commit("hide_lane", [{ op: "patch", table: "lanes", id: L1, fields: { hidden } }]),
      );
    click(screen.getByRole("button", { name: "Filter" }));
    hide(true);
    expect(screen.getByText("No card in sight")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Negative 0 cards" })).toBeTruthy();
    hide(false);
    click(screen.getByRole("button", { name: "Negative 1 card" }));
    expect(screen.getAllByText("1 of 2 cards shown").length).toBe(2);
  });

  it("is not what is written under a filter: that stays in sight until the filter changes", () => {
    board();
    click(screen.getByRole("button", { name: "Filter" }));
    click(screen.getByRole("button", { name: "Negative 1 card" }));
    expect(cards()).toEqual([`card:${C1}`]);
    stand_on("gridcell", /^Actions, Stage 2: empty/);
    press("Enter");
    type("Fine");
    press("Enter");
    expect(screen.getByText("Fine")).toBeTruthy();
    click(screen.getByRole("button", { name: "Attention 0 cards" }));
    expect(screen.queryByText("Fine")).toBeNull();
    expect(screen.getAllByText("1 of 3 cards shown").length).toBe(2);
  });
});

describe("the filter", () => {
  it("opens with its counts, works with keys, and closes with Escape", () => {
    board();
    const button = screen.getByRole("button", { name: "Filter" });
    click(button);
    const bar = within(screen.getByRole("region", { name: "Show only some of the cards" }));
    expect(focused()).toBe(bar.getByRole("button", { name: "Julie 1 card" }));
    click(bar.getByRole("button", { name: "#money 1 card" }));
    expect(cards()).toEqual([`card:${C1}`]);
    expect(bar.getByRole("button", { name: "Robert 0 cards" })).toBeTruthy();
    click(bar.getByRole("button", { name: "observed 0 cards" }));
    expect(bar.getByText(/No card fits this filter/)).toBeTruthy();
    press("Escape");
    expect(screen.getByRole("button", { name: "Filter, 2 choices" })).toBe(focused());
    expect(screen.queryByRole("button", { name: "#money 1 card" })).toBeNull();
  });
});

describe("the search", () => {
  it("opens with Ctrl+F, marks without accents or case, walks, and gives the focus to what it found", () => {
    board();
    stand_on("group", /^Second/);
    expect(press("f", { ctrlKey: true })).toBe(false);
    const field = screen.getByRole("textbox", { name: "Find words on this map" });
    expect(focused()).toBe(field);
    write(field, "stage");
    expect(screen.getByText("1 of 4")).toBeTruthy();
    press("Enter");
    press("Enter");
    expect(screen.getAllByText("3 of 4").length).toBe(2);
    press("Enter", { shiftKey: true });
    expect(screen.getAllByText("2 of 4").length).toBe(2);
    expect([...document.querySelectorAll("mark")].map((it) => it.textContent)).toEqual([
      "Stage",
      "Stage",
      "Stage",
      "stage",
    ]);
    write(field, "FIRST");
    expect([...document.querySelectorAll("mark")].map((it) => it.textContent)).toEqual(["First"]);
    write(field, "ou est mon cafe");
    expect(screen.getByText("1 of 1")).toBeTruthy();
    write(field, "nowhere");
    expect(screen.getByText("Nothing found")).toBeTruthy();
    write(field, "second");
    press("Escape");
    expect([here(), document.querySelector("mark")]).toEqual([`card:${C2}`, null]);
    expect(press("F3")).toBe(true);
  });

  it("keeps what was typed when it is asked for again", () => {
    board();
    stand_on("group", /^Second/);
    press("f", { ctrlKey: true });
    write(focused(), "first");
    stand_on("group", /^Second/);
    press("f", { ctrlKey: true });
    expect((focused() as HTMLInputElement).value).toBe("first");
    expect(screen.getByText("1 of 1")).toBeTruthy();
  });

  it("says what the filter hides", () => {
    board();
    click(chip("Robert"));
    stand_on("group", /^Second/);
    press("f", { ctrlKey: true });
    write(focused(), "first");
    expect(screen.getByText(/1 more out of sight/)).toBeTruthy();
  });
});

describe("saved views", () => {
  const open = () => click(screen.getByRole("button", { name: /^Saved views/ }));
  const item = (name: RegExp | string) => within(screen.getByRole("menu")).getByText(name);

  it("are saved under a name, applied, updated, renamed and removed", () => {
    const { store, edits } = board();
    const saved = () => where(store.snapshot.state, "views");
    click(chip("Robert"));
    open();
    click(item("Save this view…"));
    const field = screen.getByRole("textbox", { name: "Name of the view" });
    (field as HTMLInputElement).value = "His";
    act(() => field.focus());
    press("Enter");
    expect(saved().map(({ name, personas, depth }) => [name, personas, depth])).toEqual([
      ["His", [P2], "detail"],
    ]);
    click(chip("Robert"));
    expect(screen.getByRole("button", { name: "Saved views: His (changed)" })).toBeTruthy();
    open();
    click(item("His"));
    expect(cards()).toEqual([`card:${C2}`]);
    click(screen.getByRole("radio", { name: "Evidence" }));
    open();
    click(item(/^Update/));
    expect(saved()[0]?.depth).toBe("evidence");
    open();
    click(item(/^Rename/));
    const rename = screen.getByRole("textbox", { name: "Name of the view" }) as HTMLInputElement;
    expect(rename.value).toBe("His");
    rename.value = "overview";
    act(() => rename.focus());
    press("Enter");
    expect(screen.getByRole("alert").textContent).toBe("This is the name of a depth; choose another.");
    rename.value = "Robert’s";
    press("Enter");
    expect(saved()[0]?.name).toBe("Robert’s");
    open();
    click(item(/^Remove/));
    expect(saved()).toEqual([]);
    expect(edits().map(({ label }) => label)).toEqual(["add_view", "edit_view", "edit_view", "remove_view"]);
  });
});

describe("the depths", () => {
  it("are one tab stop, walked with arrows", () => {
    board();
    const stops = screen.getAllByRole("radio").map((it) => it.tabIndex);
    expect(stops).toEqual([-1, 0, -1]);
    act(() => screen.getByRole("radio", { name: "Detail" }).focus());
    press("ArrowRight");
    expect(focused().textContent).toBe("Evidence");
    expect(screen.getAllByText("no evidence given").length).toBe(2);
    press("ArrowRight");
    expect(screen.getByRole("region", { name: "Overview of Glasses" })).toBeTruthy();
    expect(screen.queryByRole("grid")).toBeNull();
  });

  it("lead from the overview to the place in the detail", () => {
    board();
    click(screen.getByRole("radio", { name: "Overview" }));
    click(screen.getByRole("button", { name: /^Actions, Stage 1: 2 cards, 1 Negative First/ }));
    expect([here(), screen.getByRole("radio", { name: "Detail" }).getAttribute("aria-checked")]).toEqual([
      `card:${C1}`,
      "true",
    ]);
    click(screen.getByRole("radio", { name: "Overview" }));
    act(() => screen.getByRole("button", { name: "Actions" }).focus());
    press("ArrowRight");
    press("ArrowRight");
    expect(focused().textContent).toMatch(/^Actions, Stage 2: empty/);
    press("ArrowUp");
    expect(focused().textContent).toBe("Stage 2");
  });
});

describe("a paste under a filter", () => {
  it("replaces only what is shown", () => {
    const { texts, store } = show();
    const hide = (id: string) =>
      [{ op: "patch", table: "cards", id, fields: { sentiment: "negative" } }] as const;
    act(() => void store.commit("edit_card", [...hide(C1), ...hide("card_bbbb0002")]));
    click(screen.getByRole("button", { name: "Filter" }));
    click(screen.getByRole("button", { name: "Neutral 3 cards" }));
    stand_on("group", /^Second/);
    paste("New\tOther\nWords\tMore");
    expect([texts(L1, S1), texts(L1, S2)]).toEqual([["New", "First"], ["Other"]]);
    expect([texts(L2, S1), texts(L2, S2)]).toEqual([["Words", "Said"], ["More"]]);
  });
});
