/** The editor of one point of the curve: one commit a visit, drafts kept. */
import { act, cleanup, fireEvent, screen, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { at, NoResize, open, slider } from "./curve_setup";

const press = (element: Element, key: string, more: object = {}) =>
  fireEvent.keyDown(element, { key, ...more });
beforeEach(() => void vi.stubGlobal("ResizeObserver", NoResize));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
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

  it("keeps its keys to itself, but not the one that saves the notebook", () => {
    open();
    press(slider("Purchase"), "Enter");
    const heard: string[] = [];
    const listen = (event: KeyboardEvent) => heard.push(event.key);
    document.addEventListener("keydown", listen);
    const word = within(dialog()).getByLabelText("Emotion");
    press(word, "x");
    press(word, "s", { ctrlKey: true });
    document.removeEventListener("keydown", listen);
    expect(heard).toEqual(["s"]);
    expect(screen.getByRole("dialog")).toBeTruthy();
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
