/** Menus, header and what the map shows: actions of a place, undo, adding lanes, numbers, prompts. */
import { act, cleanup, fireEvent, screen, within } from "@testing-library/preact";
import { afterEach, describe, expect, it } from "vitest";
import { tables } from "../core/make";
import {
  C1,
  focused,
  here,
  L1,
  L4,
  METRICS,
  map_tables,
  press,
  S1,
  S2,
  show_map,
  stand_on,
  type,
} from "./map_setup";

afterEach(cleanup);

const choose = (role: "menuitem" | "menuitemcheckbox", name: string) =>
  act(() => void fireEvent.click(screen.getByRole(role, { name })));

function with_kind(kind: string): ReturnType<typeof map_tables> {
  const small = map_tables();
  return { ...small, lanes: { ...small.lanes, [L1]: { ...small.lanes?.[L1], id: L1, kind } } };
}

describe("the menu of a place", () => {
  it("opens with Shift+F10, holds the focus, and gives it back on Escape", () => {
    show_map();
    stand_on("group", /^First/);
    press("F10", { shiftKey: true });
    const menu = screen.getByRole("menu", { name: "Actions for First" });
    expect(menu.contains(focused())).toBe(true);
    press("ArrowUp");
    expect(focused().textContent).toContain("Remove");
    press("Home");
    press("ArrowDown");
    press("ArrowDown");
    expect(focused().textContent).toContain("Add card here");
    press("Escape");
    expect(screen.queryByRole("menu")).toBeNull();
    expect(here()).toBe(`card:${C1}`);
  });

  it("opens with the context key, a right click and the dots", () => {
    show_map();
    stand_on("columnheader", /^Stage 2/);
    press("ContextMenu");
    expect(screen.getByRole("menu", { name: "Actions for Stage 2" })).toBeTruthy();
    press("Escape");
    act(() => void fireEvent.contextMenu(screen.getByRole("rowheader", { name: /^Actions/ })));
    expect(screen.getByRole("menu", { name: "Actions for Actions" })).toBeTruthy();
    press("Tab");
    act(() => void fireEvent.click(screen.getByRole("button", { name: "Actions for First" })));
    expect(screen.getByRole("menu", { name: "Actions for First" })).toBeTruthy();
    act(() => void fireEvent.pointerDown(document.body));
    expect(screen.queryByRole("menu")).toBeNull();
  });

  it("sets sentiment, evidence and moment of truth, each one step, and shows them", () => {
    const { card, edits } = show_map();
    const set = (role: "menuitemcheckbox", name: string) => {
      press("F10", { shiftKey: true });
      choose(role, name);
    };
    stand_on("group", /^First/);
    set("menuitemcheckbox", "Negative");
    set("menuitemcheckbox", "reported");
    set("menuitemcheckbox", "Moment of truth");
    expect(card()).toMatchObject({ sentiment: "negative", evidence: "reported", moment_of_truth: true });
    expect(edits().map(({ label }) => label)).toEqual(["edit_card", "edit_card", "edit_card"]);
    expect(screen.getByRole("group", { name: "First, Negative, Moment of truth, reported" })).toBe(focused());
    press("F10", { shiftKey: true });
    expect(screen.getByRole("menuitemcheckbox", { name: "Negative" }).getAttribute("aria-checked")).toBe(
      "true",
    );
  });

  it("renames, and offers scores only where they mean something", () => {
    const { record } = show_map();
    stand_on("columnheader", /^Stage 1/);
    press("F10", { shiftKey: true });
    choose("menuitem", "Rename Enter");
    type("Discovery");
    press("Enter");
    expect(record("stages", S1)?.name).toBe("Discovery");
    stand_on("group", /^First/);
    press("F10", { shiftKey: true });
    expect(screen.queryByRole("group", { name: "Impact" })).toBeNull();
  });

  it("gives a score and takes it back where the lane is of opportunities", () => {
    const { card } = show_map(() => {}, with_kind("opportunities"));
    const score = () => {
      stand_on("group", /^First/);
      press("F10", { shiftKey: true });
      const row = within(screen.getByRole("group", { name: "Impact" }));
      act(() => void fireEvent.click(row.getByRole("menuitemcheckbox", { name: "4" })));
    };
    score();
    expect(card()?.impact).toBe(4);
    score();
    expect(card()?.impact).toBeNull();
  });

  it("asks a pain point how grave and how frequent it is, and an idea neither", () => {
    const { card } = show_map(() => {}, with_kind("pain_points"));
    stand_on("group", /^First/);
    press("F10", { shiftKey: true });
    expect(screen.queryByRole("group", { name: "Impact" })).toBeNull();
    const row = within(screen.getByRole("group", { name: "Severity" }));
    expect(screen.getByRole("group", { name: "Frequency" })).toBeTruthy();
    act(() => void fireEvent.click(row.getByRole("menuitemcheckbox", { name: "5" })));
    expect(card()?.severity).toBe(5);
  });

  it("disables a move that leads nowhere", () => {
    show_map();
    stand_on("columnheader", /^Stage 1/);
    press("F10", { shiftKey: true });
    const item = (name: RegExp) => screen.getByRole("menuitem", { name }).getAttribute("aria-disabled");
    expect([item(/Move left/), item(/Move right/)]).toEqual(["true", "false"]);
  });
});

describe("the header", () => {
  it("undoes and redoes, and says what", () => {
    const { card, flush, container } = show_map();
    const step = (name: string) => screen.getByRole("button", { name });
    expect(step("Undo").getAttribute("aria-disabled")).toBe("true");
    expect(step("Undo").title).toBe("Nothing to undo");
    stand_on("group", /^First/);
    type("Else");
    press("Enter");
    flush();
    expect(step("Undo").title).toBe("Undo: edit card");
    act(() => step("Undo").click());
    flush();
    expect(card()?.text).toBe("First");
    expect(container.querySelector("[aria-live]")?.textContent).toBe("Undone: edit card");
    act(() => step("Redo").click());
    flush();
    expect(card()?.text).toBe("Else");
  });

  it("edits the title in place", () => {
    const { record } = show_map();
    act(() => screen.getByRole("button", { name: "Glasses" }).click());
    type("Spectacles");
    press("Enter");
    expect(record("journeys", "journey_aaaa0001")?.title).toBe("Spectacles");
    expect(focused().textContent).toBe("Spectacles");
  });

  it("adds stages, phases and lanes of every kind, but no second curve", () => {
    const { store, last } = show_map();
    const open = () => act(() => screen.getByRole("button", { name: "+ Add" }).click());
    open();
    expect(screen.queryByRole("menuitem", { name: "Emotion" })).toBeNull();
    choose("menuitem", "Pain points");
    expect(last()?.label).toBe("add_lane");
    expect(screen.getByRole("rowheader", { name: /^Pain points/ })).toBe(focused());
    open();
    choose("menuitem", "Stage");
    type("After");
    press("Enter");
    const names = [...store.snapshot.state.tables.stages.values()].map((stage) => stage.name);
    expect(names).toContain("After");
    open();
    choose("menuitem", "Phase");
    type("Later");
    press("Enter");
    expect(screen.getByRole("columnheader", { name: "Later" })).toBe(focused());
  });

  it("changes the kind of map", () => {
    const { record } = show_map();
    act(() => screen.getByRole("button", { name: "Current state" }).click());
    choose("menuitemcheckbox", "Service blueprint");
    expect(record("journeys", "journey_aaaa0001")?.kind).toBe("service_blueprint");
  });
});

describe("what is shown", () => {
  it("numbers say value, interval, n and what is wrong with them", () => {
    show_map((kernel) => {
      const plain = kernel.snapshot.bind(kernel);
      kernel.snapshot = (to) => Object.assign(plain(to), { metrics: METRICS });
    });
    const number = (name: RegExp) => screen.getByRole("gridcell", { name });
    expect(number(/^CSAT, Stage 1: 64%/).textContent).toBe("64% 59–69 · n=371");
    expect(number(/^CSAT, Stage 2: 41%/).textContent).toContain("off target");
    expect(number(/^CSAT, Stage 2: 41%/).getAttribute("aria-label")).toContain("target 75%");
    const few = number(/^CSAT, Stage 3: 71%/);
    expect([few.dataset.state, few.getAttribute("aria-label")?.includes("17 answers")]).toEqual([
      "too_few",
      true,
    ]);
  });

  it("numbers are no fields", () => {
    const { edits } = show_map();
    stand_on("gridcell", /^CSAT, Stage 1/);
    type("x");
    press("Enter");
    expect(here()).toBe(`cell:lane_aaaa0005:${S1}`);
    expect(edits()).toHaveLength(0);
  });

  it("an empty map asks, an empty touchpoint is named", () => {
    show_map(() => {}, { ...map_tables(), cards: {} });
    const cell = screen.getByRole("gridcell", { name: /^Actions, Stage 1: empty/ });
    expect(cell.textContent).toContain("What does the person do here?");
    const touch = screen.getByRole("gridcell", { name: /^Touchpoints, Stage 2: empty/ });
    expect(touch.textContent).toContain("no channel");
  });

  it("a map without stages offers the first one", () => {
    const { journeys, personas } = tables();
    const { store } = show_map(() => {}, { journeys: journeys ?? {}, personas: personas ?? {} });
    act(() => screen.getByRole("button", { name: "Add the first stage" }).click());
    type("Start");
    press("Enter");
    expect([...store.snapshot.state.tables.stages.values()].map((stage) => stage.name)).toEqual(["Start"]);
    expect(screen.getByRole("columnheader", { name: "Start" })).toBeTruthy();
  });

  it("long text is cut on the board and whole in its field", () => {
    const long = "word ".repeat(20_000).trim();
    const small = map_tables();
    show_map(() => {}, { ...small, cards: { [C1]: { ...small.cards?.[C1], id: C1, text: long } } });
    const card = stand_on("group", /^word/);
    expect(card.textContent?.length).toBeLessThan(2000);
    press("Enter");
    expect((focused() as HTMLTextAreaElement).value).toHaveLength(long.length);
  });

  it("the emotion lane spans all stages as one cell", () => {
    show_map();
    const cells = within(screen.getByRole("row", { name: /^Emotion/ })).getAllByRole("gridcell");
    expect(cells.map((cell) => [cell.dataset.key, cell.getAttribute("aria-colspan")])).toEqual([
      [`curve:${L4}`, "3"],
    ]);
  });

  it("only what an edit touched is drawn again", () => {
    const { container } = show_map();
    const other = screen.getByRole("group", { name: /^Second/ });
    let changes = 0;
    const observer = new MutationObserver((list) => {
      changes += list.filter((change) => other.contains(change.target)).length;
    });
    observer.observe(container, { subtree: true, childList: true, characterData: true, attributes: true });
    stand_on("group", /^First/);
    type("New");
    press("Enter");
    changes += observer.takeRecords().filter((change) => other.contains(change.target)).length;
    expect(changes).toBe(0);
    expect(screen.getByRole("group", { name: "New" })).toBeTruthy();
    expect(screen.getByRole("gridcell", { name: "Quotes, Stage 2: empty" }).dataset.key).toContain(S2);
  });
});
