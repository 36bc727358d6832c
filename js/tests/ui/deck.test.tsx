/** The deck: keys and places on the 2×2, gestures of whole personas, the filter; one commit a gesture. */
import { act, cleanup, fireEvent, screen } from "@testing-library/preact";
import { afterEach, describe, expect, it, vi } from "vitest";
import { PersonaDeck } from "../../src/ui/deck/PersonaDeck";
import { keyed_spot, spot_at } from "../../src/ui/deck/Token";
import { GROUP_MS } from "../../src/ui/live_value";
import { show } from "./board_setup";

const ANA = { id: "persona_aaaa0001", name: "Ana", order: "a0", goals: ["Calm"], x: 0, y: 0.5 };
const BOB = { id: "persona_aaaa0002", name: "Bob", order: "a1" };
const TEMPLATES = [
  { name: "blank", group: "blank", title: "Blank", about: "", fields: {} },
  { name: "loyal", group: "temper", title: "Loyal", about: "", fields: { goals: ["Stay"] } },
];

function deck(read_only = false) {
  return show({ personas: { [ANA.id]: ANA, [BOB.id]: BOB } }, PersonaDeck, (kernel) => {
    kernel.read_only = read_only;
    kernel.strings = { ...kernel.strings, "deck.templates": JSON.stringify(TEMPLATES) };
  });
}
const button = (name: string | RegExp) => screen.getByRole("button", { name });
const key = (name: string, more: object = {}) => new KeyboardEvent("keydown", { key: name, ...more });
const labels = (board: ReturnType<typeof deck>) => board.edits().map((edit) => edit.label);

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe("a spot", () => {
  const box = { left: 100, top: 50, right: 300, bottom: 250, width: 200, height: 200 } as DOMRect;

  it("is where the pointer is, the ends of the axes a little inside the edges", () => {
    expect(spot_at(box, 200, 150)).toEqual({ x: 0, y: 0 });
    expect(spot_at(box, 280, 70)).toEqual({ x: 1, y: 1 });
    expect(spot_at(box, 299, 249)).toEqual({ x: 1, y: -1 });
    expect(spot_at(box, 400, 150)).toBeNull();
  });

  it("moves by small and big steps and stops at the ends", () => {
    expect(keyed_spot(key("ArrowRight"), { x: 0, y: 0 })).toEqual({ x: 0.05, y: 0 });
    expect(keyed_spot(key("ArrowUp", { shiftKey: true }), { x: 0, y: 0.9 })).toEqual({ x: 0, y: 1 });
    expect(keyed_spot(key("Home"), { x: 0.4, y: 0 })).toEqual({ x: -1, y: 0 });
    expect(keyed_spot(key("Delete"), { x: 0.4, y: 0 })).toBeNull();
    expect(keyed_spot(key("a"), { x: 0.4, y: 0 })).toBeUndefined();
    expect(keyed_spot(key("ArrowLeft", { altKey: true }), { x: 0, y: 0 })).toBeUndefined();
    expect(keyed_spot(key("Enter"), null)).toEqual({ x: 0, y: 0 });
    expect(keyed_spot(key("Delete"), null)).toBeUndefined();
  });
});

it("makes one step of many arrows, and none of those taken back", () => {
  const board = deck();
  fireEvent.click(button("2×2"));
  vi.useFakeTimers();
  const token = button(/^Ana/);
  for (let n = 0; n < 4; n += 1) fireEvent.keyDown(token, { key: "ArrowRight" });
  expect(token.getAttribute("aria-label")).toBe("Ana, 20% towards right, 50% towards top");
  expect(board.edits()).toHaveLength(0);
  act(() => void vi.advanceTimersByTime(GROUP_MS + 1));
  expect(labels(board)).toEqual(["place_persona"]);
  fireEvent.keyDown(token, { key: "End" });
  fireEvent.keyDown(token, { key: "Escape" });
  act(() => void vi.advanceTimersByTime(GROUP_MS + 1));
  expect(board.edits()).toHaveLength(1);
  expect(board.record("personas", ANA.id)).toMatchObject({ x: 0.2, y: 0.5 });
});

it("adds from a starting point under a name that is free", () => {
  const board = deck();
  for (let n = 0; n < 2; n += 1) {
    fireEvent.click(button("Add a persona"));
    fireEvent.click(screen.getByRole("menuitem", { name: "Loyal" }));
  }
  expect(labels(board)).toEqual(["add_persona", "add_persona"]);
  const names = screen.getAllByRole<HTMLTextAreaElement>("textbox", { name: "Name" });
  expect(names.map((each) => each.value)).toEqual(["Ana", "Bob", "Loyal", "Loyal 2"]);
  expect(document.activeElement).toBe(names[3]);
});

it("keeps edits in a filtered column, and says who is found", () => {
  deck();
  fireEvent.input(screen.getByRole("searchbox"), { target: { value: "calm" } });
  expect(screen.getAllByRole("columnheader")).toHaveLength(1);
  expect(screen.getByText("1 of 2")).toBeTruthy();
  fireEvent.keyDown(screen.getByRole("searchbox"), { key: "Escape" });
  expect(screen.getAllByRole("columnheader")).toHaveLength(2);
});

it("changes nothing in a read-only document", () => {
  const board = deck(true);
  expect(screen.queryByRole("button", { name: "Add a persona" })).toBeNull();
  expect(screen.queryByRole("button", { name: /What to do/ })).toBeNull();
  fireEvent.click(button("2×2"));
  fireEvent.keyDown(button(/^Ana/), { key: "ArrowRight" });
  fireEvent.keyDown(button(/^Bob/), { key: "Enter" });
  expect(board.edits()).toHaveLength(0);
});
