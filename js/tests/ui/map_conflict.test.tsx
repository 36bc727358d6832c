/** A true conflict stands on the card until someone chooses, by hand or by keys, in one step. */
import { act, cleanup, fireEvent, screen, within } from "@testing-library/preact";
import { afterEach, describe, expect, it } from "vitest";
import { C1, focused, map_tables, press, show_map, stand_on } from "./map_setup";

afterEach(cleanup);

const K = "conflict_0001";
const content = (field = "text", other: unknown = "Theirs") => ({
  ...map_tables(),
  conflicts: { [K]: { id: K, of_table: "cards", of_id: C1, field, other: JSON.stringify(other) } },
});
const show = (field?: string, other?: unknown) => show_map(undefined, content(field, other) as never);
const mark = () => screen.queryByRole("button", { name: "2 values for 1 field: choose one" });
/** The pair of values of a field; other parts of the panel may be called the same. */
const choice_named = (name: string) =>
  document.querySelector<HTMLElement>(`.cjm-conflict[aria-label="${name}"]`) as HTMLElement;
const click = (element: HTMLElement) => act(() => void fireEvent.click(element));

describe("a conflict on a card", () => {
  it("is said on the card and in its name, and opens with both values", () => {
    show();
    expect(screen.getByRole("group", { name: /^First.*2 values/ }).dataset.conflict).toBe("");
    click(mark() as HTMLElement);
    const choice = choice_named("Text");
    expect(within(choice).getByRole("button", { name: "Keep the value shown First" })).toBe(focused());
    expect(within(choice).getByRole("button", { name: "Take the other one Theirs" })).toBeTruthy();
  });

  it("ends with one step that undo brings back", () => {
    const { card, edits, record } = show();
    click(mark() as HTMLElement);
    click(screen.getByRole("button", { name: "Take the other one Theirs" }));
    expect(card()?.text).toBe("Theirs");
    expect(record("conflicts", K)).toBeUndefined();
    expect(edits().map(({ label }) => label)).toEqual(["resolve_conflict"]);
    expect(mark()).toBeNull();
    expect(focused().tagName).toBe("TEXTAREA");
  });

  it("keeps what is shown, too", () => {
    const { card, record } = show();
    click(mark() as HTMLElement);
    click(screen.getByRole("button", { name: /^Keep/ }));
    expect(card()?.text).toBe("First");
    expect(record("conflicts", K)).toBeUndefined();
  });

  it("is reached by keys through the menu of the card", () => {
    show();
    stand_on("group", /^First/);
    press("F10", { shiftKey: true });
    click(screen.getByRole("menuitem", { name: "Choose between two values…" }));
    expect(focused().dataset.conflict).toBe("");
  });

  it.each([
    ["sentiment", "negative", "Sentiment", "Negative"],
    ["tags", ["a", "b"], "Tags", "a, b"],
    ["channel_id", null, "Channel", "nothing"],
  ])("says %s in words", (field, other, name, words) => {
    show(field, other);
    click(mark() as HTMLElement);
    const choice = choice_named(name);
    expect(within(choice).getByRole("button", { name: `Take the other one ${words}` })).toBeTruthy();
  });

  it("is absent where there is none", () => {
    show_map();
    expect(mark()).toBeNull();
    expect(document.querySelector("[data-conflict]")).toBeNull();
  });
});
