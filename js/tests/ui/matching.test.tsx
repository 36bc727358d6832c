/** The board that matches labels: what it asks for, what one gesture commits, what stays in its place. */
import { act, cleanup, fireEvent, screen } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { decide, decided_stage, refuse, take_back } from "../../src/core/assignments";
import { apply, read_tables } from "../../src/core/ops";
import type { AskLabelsMessage, LabelRow } from "../../src/core/protocol";
import { Matching } from "../../src/ui/matching/Matching";
import { in_place, QUIET } from "../../src/ui/matching/use_labels";
import { show } from "./board_setup";

const JOURNEY = "journey_aaaa0001";
const [BUY, CHOOSE] = ["stage_aaaa0001", "stage_aaaa0002"] as const;
const TABLES = {
  journeys: { [JOURNEY]: { id: JOURNEY, title: "Glasses" } },
  phases: { phase_aaaa0001: { id: "phase_aaaa0001", journey_id: JOURNEY } },
  stages: {
    [BUY]: { id: BUY, journey_id: JOURNEY, phase_id: "phase_aaaa0001", name: "Buy", order: "a1" },
    [CHOOSE]: { id: CHOOSE, journey_id: JOURNEY, phase_id: "phase_aaaa0001", name: "Choose", order: "a2" },
  },
};
const row = (label: string, rows: number, more: Partial<LabelRow> = {}): LabelRow => ({
  id: `assignment_${label}0`,
  source: "events",
  label,
  stage_id: null,
  how: "unassigned",
  rows,
  share: rows / 100,
  ...more,
});
const ROWS = [row("paid", 40), row("page", 30), row("main", 30, { stage_id: CHOOSE, how: "exact" })];
const PROPOSAL = { ...row("page", 30), stage_id: BUY, likeness: 0.7, because: "a page" };

const asked: AskLabelsMessage[] = [];

function board(change: { rows?: readonly LabelRow[]; found?: number; bound?: boolean } = {}) {
  const made = show(TABLES, Matching, (kernel) => {
    kernel.labels = (message) => {
      asked.push(message);
      const { rows = ROWS, found = rows.length, bound = true } = change;
      const total = { source: "", labels: found, rows: 100, unassigned_labels: 2, unassigned_rows: 70 };
      const sums = [{ ...total, source: "events" }];
      const proposals = bound ? [PROPOSAL] : [];
      return { type: "labels", ask: message.ask, bound, rows, found, sums, total, proposals };
    };
  });
  flush = () => act(() => made.page.flush());
  wait();
  return made;
}
let flush = () => {};
/** Let the page ask, and the kernel answer. */
const wait = () => {
  act(() => void vi.advanceTimersByTime(QUIET + 1));
  flush();
};
const stage_of = (label: string) =>
  screen.getByRole<HTMLSelectElement>("combobox", { name: `Stage of ${label}` });
const pick = (select: HTMLElement, value: string) => fireEvent.change(select, { target: { value } });
const names = () => screen.getAllByRole("rowheader").map((each) => each.textContent);

beforeEach(() => {
  asked.length = 0;
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe("a decision", () => {
  const state = read_tables(TABLES);
  const label = { id: "assignment_aaaa0001", label: "paid" };

  it("is one record a label, and goes without a trace", () => {
    const first = apply(state, decide(state, JOURNEY, [{ ...label, stage_id: BUY }])).state;
    expect(decided_stage(first, label.id)).toBe(BUY);
    expect(decide(first, JOURNEY, [{ ...label, stage_id: BUY }])).toEqual([]);
    const out = apply(first, decide(first, JOURNEY, [{ ...label, stage_id: null }])).state;
    expect(decided_stage(out, label.id)).toBeNull();
    expect(apply(out, take_back(out, label.id)).state.tables.assignments.size).toBe(0);
    expect(take_back(state, label.id)).toEqual([]);
  });

  it("leaves what was refused", () => {
    const refused = apply(state, refuse(state, JOURNEY, label, BUY)).state;
    expect(refuse(refused, JOURNEY, label, BUY)).toEqual([]);
    expect(decided_stage(refused, label.id)).toBeUndefined();
    const decided = apply(refused, decide(refused, JOURNEY, [{ ...label, stage_id: CHOOSE }])).state;
    const back = apply(decided, take_back(decided, label.id)).state;
    expect(back.tables.assignments.get(label.id)).toMatchObject({ stage_id: null, refused: [BUY] });
  });

  it("is taken once of a label that two sources have", () => {
    const twice = [BUY, BUY].map((stage_id) => ({ ...label, stage_id }));
    expect(decide(state, JOURNEY, twice)).toHaveLength(1);
  });
});

it("keeps rows in their places, takes their news and puts new ones behind", () => {
  const news = [row("new", 90), row("page", 31, { stage_id: BUY, how: "by_hand" })];
  expect(in_place(ROWS, news).map(({ label, rows }) => [label, rows])).toEqual([
    ["paid", 40],
    ["page", 31],
    ["main", 30],
    ["new", 90],
  ]);
});

it("shows a decision before the kernel has said anything, and commits it as one step", () => {
  const shown = board();
  expect(names()).toEqual(["paid", "page", "main"]);
  pick(stage_of("paid"), BUY);
  expect(shown.edits().map((edit) => edit.label)).toEqual(["assign_labels"]);
  expect(stage_of("paid").value).toBe(BUY);
  expect(screen.getByRole("button", { name: "Take back the decision about paid" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Take back the decision about main" })).toBeNull();
  pick(stage_of("main"), "out");
  expect(shown.record("assignments", "assignment_main0")).toMatchObject({ stage_id: null, outside: true });
  expect(screen.getByText("left out by hand")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Take back the decision about paid" }));
  expect(shown.record("assignments", "assignment_paid0")).toBeUndefined();
  expect(document.activeElement).toBe(stage_of("paid"));
});

it("takes a proposal away at once, whichever way it is answered", () => {
  const shown = board();
  fireEvent.click(screen.getByRole("button", { name: "Dismiss: page to Buy" }));
  expect(shown.edits().at(-1)?.label).toBe("dismiss_proposals");
  expect(screen.queryByRole("button", { name: "Accept all" })).toBeNull();
  flush();
  act(() => shown.store.undo());
  flush();
  fireEvent.click(screen.getByRole("button", { name: "Accept: page to Buy" }));
  expect(shown.record("assignments", "assignment_page0")).toMatchObject({ stage_id: BUY });
  expect(screen.queryByRole("button", { name: "Accept all" })).toBeNull();
});

it("asks once for words that are typed, and again when it is told that something changed", () => {
  const shown = board({ found: 300 });
  expect(asked.map(({ words, most }) => [words, most])).toEqual([["", 100]]);
  const field = screen.getByRole("searchbox");
  for (const words of ["p", "pa", "pai"]) fireEvent.input(field, { target: { value: words } });
  wait();
  fireEvent.click(screen.getByRole("button", { name: "Show more" }));
  wait();
  act(() => shown.store.receive({ type: "labels_changed" }));
  act(() => shown.store.receive({ type: "labels_changed" }));
  wait();
  expect(asked.slice(1).map(({ words, most }) => [words, most])).toEqual([
    ["pai", 100],
    ["pai", 200],
    ["pai", 200],
  ]);
  fireEvent.keyDown(field, { key: "Escape" });
  wait();
  expect(asked.at(-1)).toMatchObject({ words: "", most: 100 });
});

it("gives all that are found to one stage in one step", () => {
  const shown = board();
  expect(screen.queryByLabelText(/^Assign the/)).toBeNull();
  fireEvent.input(screen.getByRole("searchbox"), { target: { value: "a" } });
  wait();
  pick(screen.getByLabelText(/^Assign the 3 shown to/), BUY);
  expect(shown.edits()).toHaveLength(1);
  expect(shown.store.snapshot.state.tables.assignments.size).toBe(3);
});

it("says so where nothing is bound", () => {
  board({ bound: false, rows: [] });
  expect(screen.getByText(/^No data are bound/)).toBeTruthy();
  expect(screen.queryByRole("searchbox")).toBeNull();
});
