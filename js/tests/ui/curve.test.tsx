/** The emotion curve: points as sliders, one commit a gesture, adding, gaps, the standalone board. */
import { act, cleanup, fireEvent, screen, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { where } from "../../src/core/state";
import { GROUP_MS } from "../../src/ui/live_value";
import { boxed } from "./board_setup";
import { at, J, JULIE, NoResize, open, STAGES, slider, stage_id, value } from "./curve_setup";

const press = (element: Element, key: string, more: object = {}) =>
  fireEvent.keyDown(element, { key, ...more });
/** The lane is 220 high with 28 free above and below: 41 pixels are one step of the scale. */
const STEP = 41;

beforeEach(() => void vi.stubGlobal("ResizeObserver", NoResize));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a point", () => {
  it("is a slider that says stage, persona, value, word and evidence", () => {
    open();
    const found = slider("Reimbursement");
    expect(found.getAttribute("aria-valuemin")).toBe("-2");
    expect(found.getAttribute("aria-valuemax")).toBe("2");
    expect(found.getAttribute("aria-valuenow")).toBe("-2");
    expect(found.getAttribute("aria-valuetext")).toBe("−2, frustrated, assumed");
    expect(slider("Purchase").getAttribute("aria-valuetext")).toBe("+1.4, relieved, moment of truth");
  });

  it("is hollow when assumed or unsaid, full when seen or said, a star at a moment of truth", () => {
    open();
    const shape = (stage: string) => slider(stage).querySelector("[class*=cjm-point__shape]");
    expect(shape("Discovery")?.getAttribute("class")).toContain("--none");
    expect(shape("Consideration")?.getAttribute("class")).toContain("--solid");
    expect(shape("Reimbursement")?.getAttribute("class")).toContain("--assumed");
    expect(shape("Purchase")?.tagName.toLowerCase()).toBe("path");
    expect(shape("Consideration")?.tagName.toLowerCase()).toBe("circle");
  });

  it("gives each curve one tab stop, and the arrows walk along it", () => {
    const { selected } = open();
    expect(screen.getAllByRole("slider").filter((each) => each.getAttribute("tabindex") === "0")).toEqual([
      slider("Discovery"),
      slider("Discovery", "Robert"),
    ]);
    slider("Discovery").focus();
    press(slider("Discovery"), "ArrowRight");
    expect(document.activeElement).toBe(slider("Consideration"));
    expect(slider("Consideration").getAttribute("tabindex")).toBe("0");
    expect(slider("Discovery").getAttribute("tabindex")).toBe("-1");
    expect(selected.at(-1)).toEqual(["emotion_aaaa0001"]);
    act(() => (slider("Discovery", "Robert") as HTMLElement).focus());
    press(slider("Discovery", "Robert"), "ArrowRight");
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Add an emotion: Consideration, Robert");
  });
});

describe("the keys", () => {
  it("undo and redo from a point, and say so; not while words are typed", () => {
    vi.useFakeTimers();
    const { kernel, page, container } = open();
    act(() => (slider("Consideration") as HTMLElement).focus());
    press(slider("Consideration"), "PageUp");
    act(() => void vi.advanceTimersByTime(GROUP_MS + 50));
    act(() => page.flush());
    expect(value("Consideration")).toBe(-0.5);
    press(slider("Consideration"), "z", { ctrlKey: true });
    act(() => page.flush());
    expect(value("Consideration")).toBe(-1.5);
    expect(container.querySelector(".cjm-root > [aria-live=polite]")?.textContent).toMatch(/^Undone: /);
    press(slider("Consideration"), "Z", { metaKey: true, shiftKey: true });
    act(() => page.flush());
    expect(value("Consideration")).toBe(-0.5);
    press(slider("Consideration"), "Enter");
    press(screen.getByRole("dialog").querySelector("input") as Element, "z", { ctrlKey: true });
    act(() => page.flush());
    expect(kernel.done).toHaveLength(1);
  });

  it("step by a tenth, by one with Page and Shift, to the ends with Home and End", () => {
    vi.useFakeTimers();
    open();
    press(slider("Discovery"), "ArrowUp");
    expect(value("Discovery")).toBe(0);
    press(slider("Discovery"), "ArrowUp", { shiftKey: true });
    expect(value("Discovery")).toBe(1);
    press(slider("Discovery"), "PageDown");
    press(slider("Discovery"), "ArrowDown");
    expect(value("Discovery")).toBe(-0.1);
    press(slider("Discovery"), "Home");
    expect(value("Discovery")).toBe(-2);
    press(slider("Discovery"), "ArrowDown");
    expect(value("Discovery")).toBe(-2);
    press(slider("Discovery"), "End");
    expect(value("Discovery")).toBe(2);
  });

  it("make one commit of presses in a row, another after a pause", () => {
    vi.useFakeTimers();
    const { edits, record } = open();
    press(slider("Purchase"), "ArrowUp");
    vi.advanceTimersByTime(GROUP_MS - 50);
    press(slider("Purchase"), "ArrowUp");
    expect(edits()).toHaveLength(0);
    act(() => void vi.advanceTimersByTime(GROUP_MS));
    expect(edits().map(({ label }) => label)).toEqual(["set_emotion"]);
    expect(record("emotions", "emotion_aaaa0002")?.value).toBe(1.6);
    press(slider("Purchase"), "ArrowDown");
    act(() => void vi.advanceTimersByTime(GROUP_MS));
    expect(edits()).toHaveLength(2);
  });

  it("commit what is shown on leaving the point, and on going to another", () => {
    const { edits, record } = open();
    slider("Purchase").focus();
    press(slider("Purchase"), "ArrowDown");
    press(slider("Purchase"), "ArrowRight");
    expect(record("emotions", "emotion_aaaa0002")?.value).toBe(1.3);
    press(slider("Reimbursement"), "ArrowUp");
    slider("Reimbursement").blur();
    expect(record("emotions", "emotion_aaaa0003")?.value).toBe(-1.9);
    expect(edits()).toHaveLength(2);
  });

  it("take a step back with Escape, and commit nothing that ends where it began", () => {
    vi.useFakeTimers();
    const { edits } = open();
    press(slider("Purchase"), "ArrowDown");
    press(slider("Purchase"), "Escape");
    expect(value("Purchase")).toBe(1.4);
    press(slider("Purchase"), "ArrowDown");
    press(slider("Purchase"), "ArrowUp");
    act(() => void vi.advanceTimersByTime(GROUP_MS));
    expect(edits()).toHaveLength(0);
  });
});

describe("a drag", () => {
  it("shows each value at once and commits once, on release", () => {
    const { edits, record } = open();
    const handle = slider("Discovery");
    fireEvent.pointerDown(handle, at(60, 100));
    fireEvent.pointerMove(handle, at(60, 100 - STEP / 2));
    expect(value("Discovery")).toBe(0.4);
    fireEvent.pointerMove(handle, at(90, 100 - STEP));
    expect(value("Discovery")).toBe(0.9);
    expect(edits()).toHaveLength(0);
    fireEvent.pointerUp(handle, at(90, 100 - STEP));
    expect(edits()).toHaveLength(1);
    expect(record("emotions", "emotion_aaaa0000")?.value).toBe(0.9);
  });

  it("stays on the scale, snaps to tenths, to hundredths with Alt", () => {
    open();
    const handle = slider("Discovery");
    fireEvent.pointerDown(handle, at(60, 100));
    fireEvent.pointerMove(handle, at(60, -900));
    expect(value("Discovery")).toBe(2);
    fireEvent.pointerMove(handle, at(60, 900));
    expect(value("Discovery")).toBe(-2);
    fireEvent.pointerMove(handle, at(60, 90));
    expect(value("Discovery")).toBe(0.1);
    fireEvent.pointerMove(handle, at(60, 90, { altKey: true }));
    expect(value("Discovery")).toBe(0.14);
  });

  it("is taken back by Escape and by a lost pointer, and nothing is sent", () => {
    const { edits } = open();
    const handle = slider("Purchase");
    fireEvent.pointerDown(handle, at(60, 100));
    fireEvent.pointerMove(handle, at(60, 150));
    press(handle, "Escape");
    expect(value("Purchase")).toBe(1.4);
    fireEvent.pointerMove(handle, at(60, 160));
    fireEvent.pointerUp(handle, at(60, 160));
    fireEvent.pointerDown(handle, at(60, 100));
    fireEvent.pointerMove(handle, at(60, 150));
    fireEvent.pointerCancel(handle, at(60, 150));
    expect(value("Purchase")).toBe(1.4);
    expect(edits()).toHaveLength(0);
  });

  it("takes the range along", () => {
    const { record } = open();
    const handle = slider("Consideration");
    fireEvent.pointerDown(handle, at(60, 100));
    fireEvent.pointerMove(handle, at(60, 100 - STEP));
    fireEvent.pointerUp(handle, at(60, 100 - STEP));
    const { value, low, high } = record("emotions", "emotion_aaaa0001")!;
    expect([low, value, high]).toEqual([-0.9, -0.5, 0]);
  });

  it("ignores a second finger and the other buttons", () => {
    const { edits } = open();
    const handle = slider("Purchase");
    fireEvent.pointerDown(handle, at(60, 100, { button: 2 }));
    fireEvent.pointerMove(handle, at(60, 150));
    expect(value("Purchase")).toBe(1.4);
    fireEvent.pointerDown(handle, at(60, 100));
    fireEvent.pointerDown(handle, at(60, 10, { pointerId: 8 }));
    fireEvent.pointerMove(handle, at(60, 150, { pointerId: 8 }));
    expect(value("Purchase")).toBe(1.4);
    fireEvent.pointerUp(handle, at(60, 100));
    expect(edits()).toHaveLength(0);
  });
});

describe("a stage without a point", () => {
  it("is a gap in the line", () => {
    const { container } = open();
    const lines = [...container.querySelectorAll(".cjm-line")].map(
      (line) => line.querySelectorAll(".cjm-line__stroke").length,
    );
    expect(lines.sort()).toEqual([0, 1]);
  });

  it("offers a plus for the curve in front: Enter makes a point at 0 and goes to it", () => {
    const { edits, store } = open();
    const plus = screen.getByRole("button", { name: "Add an emotion: Loyalty, Julie" });
    press(plus, "Enter");
    expect(document.activeElement).toBe(slider("Loyalty"));
    expect(value("Loyalty")).toBe(0);
    expect(edits().map(({ label }) => label)).toEqual(["set_emotion"]);
    const made = where(store.snapshot.state, "emotions", (each) => each.stage_id === stage_id(4))[0];
    expect([made?.persona_id, made?.journey_id, made?.variant]).toEqual([JULIE, J, "as_is"]);
  });

  it("makes the point at the height of a click", () => {
    boxed({ left: 0, top: 10, width: 100, height: 220 });
    open();
    fireEvent.click(screen.getByRole("button", { name: "Add an emotion: Loyalty, Julie" }), {
      clientX: 40,
      clientY: 10 + 28 + STEP,
    });
    expect(value("Loyalty")).toBe(1);
  });

  it("is what Delete leaves behind, with the focus on its plus", () => {
    const { edits, record } = open();
    slider("Purchase").focus();
    press(slider("Purchase"), "Delete");
    expect(record("emotions", "emotion_aaaa0002")).toBeUndefined();
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Add an emotion: Purchase, Julie");
    expect(edits().map(({ label }) => label)).toEqual(["remove_emotion"]);
  });

  it("belongs to the persona chosen in the legend", () => {
    open();
    fireEvent.click(within(screen.getByRole("group", { name: "Whose curve" })).getByText("Robert"));
    expect(
      screen
        .getAllByRole("button", { name: /^Add an emotion/ })
        .map((each) => each.getAttribute("aria-label")),
    ).toEqual(["Consideration", "Reimbursement", "Loyalty"].map((name) => `Add an emotion: ${name}, Robert`));
  });
});

describe("the board", () => {
  it("draws a change that arrives, and leaves a drag under way alone", () => {
    const { kernel, page, record } = open();
    const handle = slider("Purchase");
    fireEvent.pointerDown(handle, at(60, 100));
    fireEvent.pointerMove(handle, at(60, 100 + STEP));
    act(() => {
      kernel.commit([{ op: "patch", table: "emotions", id: "emotion_aaaa0002", fields: { value: 2 } }]);
      kernel.commit([{ op: "patch", table: "emotions", id: "emotion_aaaa0000", fields: { value: 1 } }]);
      page.flush();
    });
    expect(value("Discovery")).toBe(1);
    expect(value("Purchase")).toBe(0.4);
    fireEvent.pointerUp(handle, at(60, 100 + STEP));
    expect(record("emotions", "emotion_aaaa0002")?.value).toBe(0.4);
  });

  it("names the stages in order and lets nothing be changed in a read-only document", () => {
    const { edits } = open((kernel) => {
      kernel.read_only = true;
    });
    expect(screen.getAllByRole("listitem").map((item) => item.textContent)).toEqual(STAGES);
    press(slider("Purchase"), "ArrowUp");
    press(slider("Purchase"), "Delete");
    press(slider("Purchase"), "Enter");
    fireEvent.pointerDown(slider("Purchase"), at(60, 100));
    fireEvent.pointerMove(slider("Purchase"), at(60, 150));
    fireEvent.pointerUp(slider("Purchase"), at(60, 150));
    expect(value("Purchase")).toBe(1.4);
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(screen.queryByRole("button", { name: /^Add/ })).toBeNull();
    expect(edits()).toHaveLength(0);
  });
});
