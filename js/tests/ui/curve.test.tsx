/** The emotion curve: points as sliders, one commit a gesture, adding, editing, gaps, the standalone board. */
import { act, cleanup, fireEvent, screen, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { PlainTables } from "../../src/core/protocol";
import { where } from "../../src/core/state";
import { CurveBoard } from "../../src/ui/curve/CurveBoard";
import { GROUP_MS } from "../../src/ui/live_value";
import { boxed, show } from "./board_setup";

const J = "journey_aaaa0001";
const JULIE = "persona_aaaa0001";
const ROBERT = "persona_aaaa0002";
const STAGES = ["Discovery", "Consideration", "Purchase", "Reimbursement", "Loyalty"];
const stage_id = (n: number) => `stage_aaaa000${n}`;
const point = (n: number, stage: number, value: number, fields: object = {}) => ({
  id: `emotion_aaaa000${n}`,
  journey_id: J,
  stage_id: stage_id(stage),
  persona_id: JULIE,
  value,
  ...fields,
});

/** Julie: a point at each stage but Loyalty. Robert: two points with a gap between them. */
function tables(): PlainTables {
  const of = (...records: { id: string }[]) =>
    Object.fromEntries(records.map((record) => [record.id, record])) as never;
  return {
    personas: of(
      { id: JULIE, name: "Julie", order: "a0" } as never,
      { id: ROBERT, name: "Robert", order: "a1" } as never,
    ),
    journeys: of({ id: J, title: "Glasses", personas: [JULIE, ROBERT] } as never),
    phases: of({ id: "phase_aaaa0001", journey_id: J } as never),
    stages: of(
      ...STAGES.map((name, i) => {
        return { id: stage_id(i), journey_id: J, phase_id: "phase_aaaa0001", name, order: `a${i}` };
      }),
    ),
    emotions: of(
      point(0, 0, -0.1),
      point(1, 1, -1.5, { low: -1.9, high: -1, evidence: "reported" }),
      point(2, 2, 1.4, { label: "relieved", moment_of_truth: true, evidence: "observed" }),
      point(3, 3, -2, { label: "frustrated", quote: "Still nothing after 3 weeks", evidence: "assumed" }),
      point(4, 0, 0.6, { persona_id: ROBERT }),
      point(5, 2, 0.5, { persona_id: ROBERT }),
    ),
  };
}

const open = (change?: Parameters<typeof show>[2]) => show(tables(), CurveBoard, change);
const slider = (stage: string, who = "Julie") => screen.getByRole("slider", { name: `${stage}, ${who}` });
const value = (stage: string, who = "Julie") => Number(slider(stage, who).getAttribute("aria-valuenow"));
const press = (element: Element, key: string, more: object = {}) =>
  fireEvent.keyDown(element, { key, ...more });
const at = (clientX: number, clientY: number, more: object = {}) => ({
  clientX,
  clientY,
  pointerId: 7,
  button: 0,
  ...more,
});
/** The lane is 220 high with 28 free above and below: 41 pixels are one step of the scale. */
const STEP = 41;

beforeEach(() => {
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      disconnect() {}
    },
  );
});
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

describe("the editor of a point", () => {
  const dialog = () => screen.getByRole("dialog", { name: "Purchase, Julie" });

  it("opens with Enter, keeps word, quote, evidence and moment of truth as one step", () => {
    const { edits, record } = open();
    press(slider("Purchase"), "Enter");
    fireEvent.input(within(dialog()).getByLabelText("Emotion"), { target: { value: "proud " } });
    fireEvent.input(within(dialog()).getByLabelText("In their words"), { target: { value: "At last" } });
    fireEvent.change(within(dialog()).getByLabelText("Evidence"), { target: { value: "inferred" } });
    fireEvent.click(within(dialog()).getByLabelText("moment of truth"));
    fireEvent.click(within(dialog()).getByRole("button", { name: "Done" }));
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(edits().map(({ label }) => label)).toEqual(["edit_emotion"]);
    expect(record("emotions", "emotion_aaaa0002")).toMatchObject({
      label: "proud",
      quote: "At last",
      evidence: "inferred",
      moment_of_truth: false,
      value: 1.4,
    });
    expect(document.activeElement).toBe(slider("Purchase"));
  });

  it("offers the vocabulary", () => {
    open();
    press(slider("Purchase"), "F2");
    const words = [...dialog().querySelectorAll("option")].map((option) => option.value);
    expect(words).toEqual(expect.arrayContaining(["frustrated", "relieved", "confident", "anxious"]));
  });

  it("drops everything on Escape and sends nothing when nothing changed", () => {
    const { edits } = open();
    press(slider("Purchase"), "Enter");
    fireEvent.input(within(dialog()).getByLabelText("Emotion"), { target: { value: "proud" } });
    press(within(dialog()).getByLabelText("Emotion"), "Escape");
    press(slider("Purchase"), "Enter");
    press(within(dialog()).getByLabelText("Emotion"), "Enter");
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(edits()).toHaveLength(0);
  });

  it("removes the point", () => {
    const { record } = open();
    press(slider("Purchase"), "Enter");
    fireEvent.click(within(dialog()).getByRole("button", { name: "Remove" }));
    expect(record("emotions", "emotion_aaaa0002")).toBeUndefined();
  });

  it("opens at a second tap on the point, not at the first", () => {
    open();
    const handle = slider("Purchase");
    fireEvent.pointerDown(handle, at(60, 100));
    fireEvent.pointerUp(handle, at(61, 101));
    expect(screen.queryByRole("dialog")).toBeNull();
    fireEvent.pointerDown(handle, at(60, 100));
    fireEvent.pointerUp(handle, at(60, 100));
    expect(dialog()).toBeTruthy();
  });

  it("keeps what is being written when the point changes elsewhere", () => {
    const { kernel, page, record } = open();
    press(slider("Purchase"), "Enter");
    fireEvent.input(within(dialog()).getByLabelText("Emotion"), { target: { value: "proud" } });
    act(() => {
      const fields = { value: -1, label: "angry", quote: "No" };
      kernel.commit([{ op: "patch", table: "emotions", id: "emotion_aaaa0002", fields }]);
      page.flush();
    });
    fireEvent.click(within(dialog()).getByRole("button", { name: "Done" }));
    expect(record("emotions", "emotion_aaaa0002")).toMatchObject({ label: "proud", quote: "No", value: -1 });
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
