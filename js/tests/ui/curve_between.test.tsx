/** Points between stages on the board: + and Insert, Shift with the arrows, drags to all sides, two clicks. */
import { act, cleanup, fireEvent, screen } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { where } from "../../src/core/state";
import { GROUP_MS } from "../../src/ui/live_value";
import { at, NoResize, open, slider } from "./curve_setup";

const press = (element: Element, key: string, more: object = {}) =>
  fireEvent.keyDown(element, { key, ...more });
const BETWEEN = "between Consideration and Purchase";
/** Columns are 128 wide without a layout: so far are two middles apart. */
const GAP = 128;

beforeEach(() => void vi.stubGlobal("ResizeObserver", NoResize));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** The board with a point added half way from Consideration to Purchase. */
function with_point() {
  const board = open();
  slider("Consideration").focus();
  press(slider("Consideration"), "Insert");
  return board;
}

describe("a point between two stages", () => {
  it("is added by Insert or + on the line, gets the focus, and says where it stands", () => {
    const { edits, page } = with_point();
    expect(edits().map(({ label }) => label)).toEqual(["set_emotion"]);
    expect(document.activeElement).toBe(slider(BETWEEN));
    expect(slider(BETWEEN).getAttribute("aria-valuetext")).toBe("−0.05, 50% of the way");
    press(slider(BETWEEN), "+", { shiftKey: true });
    const found = where(page.store.snapshot.state, "emotions", ({ after }) => after > 0);
    expect(found.map(({ after }) => after).sort()).toEqual([0.5, 0.75]);
  });

  it("is a stop of the arrows between its neighbours, and leaves the focus to its stage when it goes", () => {
    with_point();
    press(slider(BETWEEN), "ArrowRight");
    expect(document.activeElement).toBe(slider("Purchase"));
    press(slider("Purchase"), "ArrowLeft");
    expect(document.activeElement).toBe(slider(BETWEEN));
    press(slider(BETWEEN), "Delete");
    expect(document.activeElement).toBe(slider("Consideration"));
    expect(screen.queryByRole("slider", { name: `${BETWEEN}, Julie` })).toBeNull();
  });

  it("moves aside with Shift and the arrows, as one change with what is pressed beside it", () => {
    vi.useFakeTimers();
    const { edits, record, page } = with_point();
    const id = where(page.store.snapshot.state, "emotions", ({ after }) => after > 0)[0]?.id ?? "";
    press(slider(BETWEEN), "ArrowRight", { shiftKey: true });
    press(slider(BETWEEN), "ArrowRight", { shiftKey: true });
    press(slider(BETWEEN), "ArrowUp");
    expect(slider(BETWEEN).getAttribute("aria-valuetext")).toBe("+0.05, 60% of the way");
    act(() => void vi.advanceTimersByTime(GROUP_MS));
    expect(edits()).toHaveLength(2);
    expect(record("emotions", id)).toMatchObject({ after: 0.6, value: 0.05 });
    press(slider(BETWEEN), "ArrowLeft", { shiftKey: true });
    press(slider(BETWEEN), "Escape");
    expect(slider(BETWEEN).getAttribute("aria-valuetext")).toContain("60%");
    expect(edits()).toHaveLength(2);
  });

  it("is dragged in all directions within its gap, in one step; a point at a stage only up and down", () => {
    const { edits, record, page } = with_point();
    const id = where(page.store.snapshot.state, "emotions", ({ after }) => after > 0)[0]?.id ?? "";
    const handle = slider(BETWEEN);
    fireEvent.pointerDown(handle, at(300, 100));
    fireEvent.pointerMove(handle, at(300 + GAP / 4 + 6, 59));
    fireEvent.pointerUp(handle, at(300 + GAP / 4 + 6, 59));
    expect(edits()).toHaveLength(2);
    expect(record("emotions", id)).toMatchObject({ after: 0.75, value: 1 });
    fireEvent.pointerDown(handle, at(300, 100));
    fireEvent.pointerMove(handle, at(9000, 100));
    fireEvent.pointerUp(handle, at(9000, 100));
    expect(record("emotions", id)?.after).toBe(0.99);
    fireEvent.pointerDown(slider("Purchase"), at(300, 100));
    fireEvent.pointerMove(slider("Purchase"), at(900, 110));
    fireEvent.pointerUp(slider("Purchase"), at(900, 110));
    expect(record("emotions", "emotion_aaaa0002")?.after).toBe(0);
  });

  it("comes with two clicks on the lane, on the line, and not with two on a handle", () => {
    const { edits, page } = open();
    const lane = document.querySelector(".cjm-curve__svg") as Element;
    fireEvent.mouseDown(slider("Discovery"), { detail: 1, clientX: 90, clientY: 90 });
    fireEvent.dblClick(lane, { clientX: 100, clientY: 90 });
    expect(edits()).toHaveLength(0);
    fireEvent.mouseDown(lane, { detail: 1 });
    fireEvent.dblClick(lane, { clientX: GAP, clientY: 90 });
    const [found] = where(page.store.snapshot.state, "emotions", ({ after }) => after > 0);
    expect(found).toMatchObject({ stage_id: "stage_aaaa0000", after: 0.5, value: -1.24 });
  });

  it("says when there is no room for another one", () => {
    open();
    slider("Consideration").focus();
    for (let i = 0; i < 12; i += 1) press(document.activeElement as Element, "+");
    expect(document.body.textContent).toContain("There is no room for another point here.");
    expect(screen.getAllByRole("slider", { name: `${BETWEEN}, Julie` }).length).toBeGreaterThan(4);
  });
});
