/** The persona card: each field edited in place, one commit a field, drafts kept. */
import { act, cleanup, fireEvent, screen, within } from "@testing-library/preact";
import { afterEach, describe, expect, it, vi } from "vitest";
import { GROUP_MS } from "../../src/ui/live_value";
import { PersonaCard } from "../../src/ui/persona/PersonaCard";
import { boxed, show } from "./board_setup";

const ID = "persona_aaaa0001";
const JULIE = {
  id: ID,
  name: "Julie",
  role: "Mother of two",
  quote: "I just want to know what I will pay.",
  goals: ["Glasses before term", "No money up front"],
  channels: [
    { channel: "App", weight: 0.8 },
    { channel: "Phone", weight: 0.45 },
  ],
  digital_ease: 4,
};

function card(fields: object = {}) {
  const board = show({ personas: { [ID]: { ...JULIE, ...fields } } }, PersonaCard);
  return { ...board, persona: () => board.record("personas", ID)! };
}

const box = (name: string | RegExp) => screen.getByRole<HTMLTextAreaElement>("textbox", { name });
const type = (area: HTMLTextAreaElement, value: string) => fireEvent.input(area, { target: { value } });
const leave = (area: HTMLElement) => {
  fireEvent.blur(area);
  fireEvent.focusOut(area, { relatedTarget: document.body });
};
const enter = (area: HTMLElement) => {
  fireEvent.focus(area);
  fireEvent.focusIn(area);
};

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe("texts", () => {
  it("shows the name as a heading and commits it once, on leaving", () => {
    const { edits, persona } = card();
    expect(within(screen.getByRole("heading")).getByRole("textbox")).toBe(box("Name"));
    enter(box("Name"));
    type(box("Name"), "Juli");
    type(box("Name"), "Julia ");
    expect(edits()).toHaveLength(0);
    leave(box("Name"));
    expect(edits().map(({ label, ops }) => [label, ops])).toEqual([
      ["edit_persona", [{ op: "patch", table: "personas", id: ID, fields: { name: "Julia" } }]],
    ]);
    expect(persona().name).toBe("Julia");
  });

  it("takes Enter as done, but not the Enter of an input method nor Shift+Enter", () => {
    const { edits } = card();
    const quote = box("Quote");
    enter(quote);
    type(quote, "Je veux savoir.");
    fireEvent.keyDown(quote, { key: "Enter", isComposing: true });
    fireEvent.keyDown(quote, { key: "Enter", shiftKey: true });
    expect(edits()).toHaveLength(0);
    fireEvent.keyDown(quote, { key: "Enter" });
    leave(quote);
    expect(edits()).toHaveLength(1);
  });

  it("shows after Enter what was committed, and goes on from there", () => {
    const { edits, persona } = card();
    const role = box("Role");
    enter(role);
    type(role, "Nurse");
    fireEvent.keyDown(role, { key: "Enter" });
    expect(role.value).toBe("Nurse");
    fireEvent.keyDown(role, { key: "Escape" });
    expect(role.value).toBe("Nurse");
    type(role, "Nurse at night");
    leave(role);
    expect(persona().role).toBe("Nurse at night");
    expect(edits()).toHaveLength(2);
  });

  it("goes back on Escape, and never empties the name", () => {
    const { edits } = card();
    enter(box("Name"));
    type(box("Name"), "X");
    fireEvent.keyDown(box("Name"), { key: "Escape" });
    expect(box("Name").value).toBe("Julie");
    type(box("Name"), "  ");
    leave(box("Name"));
    expect(box("Name").value).toBe("Julie");
    expect(edits()).toHaveLength(0);
  });

  it("keeps what is being typed when a change arrives, and the rest follows", () => {
    const { kernel, page } = card();
    enter(box("Name"));
    type(box("Name"), "Julia");
    act(() => {
      kernel.commit([{ op: "patch", table: "personas", id: ID, fields: { name: "Anna", role: "Nurse" } }]);
      page.flush();
    });
    expect(box("Name").value).toBe("Julia");
    expect(box("Role").value).toBe("Nurse");
    leave(box("Name"));
    page.flush();
    expect(kernel.plain().personas?.[ID]?.name).toBe("Julia");
  });

  it("does not write a change that arrived back as its own", () => {
    const { kernel, page, edits } = card();
    enter(box("Name"));
    act(() => {
      kernel.commit([{ op: "patch", table: "personas", id: ID, fields: { name: "Anna" } }]);
      page.flush();
    });
    leave(box("Name"));
    expect(box("Name").value).toBe("Anna");
    expect(edits()).toHaveLength(0);
  });

  it("commits a draft when the card is taken off the page", () => {
    const { unmount, persona } = card();
    enter(box("Name"));
    type(box("Name"), "Julia");
    unmount();
    expect(persona().name).toBe("Julia");
  });
});

describe("lists", () => {
  const goal = (n: number) => box(`Goals, ${n}`);

  it("adds with Enter at the caret, and commits the whole list once", () => {
    const { edits, persona } = card();
    enter(goal(1));
    goal(1).setSelectionRange(7, 7);
    fireEvent.keyDown(goal(1), { key: "Enter" });
    expect([goal(1).value, goal(2).value, goal(3).value]).toEqual([
      "Glasses",
      "before term",
      "No money up front",
    ]);
    expect(document.activeElement).toBe(goal(2));
    type(goal(2), "Before school");
    expect(edits()).toHaveLength(0);
    leave(goal(2));
    expect(edits()).toHaveLength(1);
    expect(persona().goals).toEqual(["Glasses", "Before school", "No money up front"]);
  });

  it("removes an empty item with Backspace and goes to the end of the one before", () => {
    const { persona } = card();
    enter(goal(2));
    type(goal(2), "");
    fireEvent.keyDown(goal(2), { key: "Backspace" });
    expect(screen.queryByRole("textbox", { name: "Goals, 2" })).toBeNull();
    expect(document.activeElement).toBe(goal(1));
    expect(goal(1).selectionStart).toBe("Glasses before term".length);
    leave(goal(1));
    expect(persona().goals).toEqual(["Glasses before term"]);
  });

  it("moves items with Alt and the arrows, the focus with them", () => {
    const { persona } = card();
    enter(goal(2));
    fireEvent.keyDown(goal(2), { key: "ArrowUp", altKey: true });
    expect(document.activeElement).toBe(goal(1));
    expect(goal(1).value).toBe("No money up front");
    fireEvent.keyDown(goal(1), { key: "ArrowUp", altKey: true });
    leave(goal(1));
    expect(persona().goals).toEqual(["No money up front", "Glasses before term"]);
  });

  it("drops empty items, keeps a list as it was on Escape", () => {
    const { edits, persona } = card();
    enter(goal(1));
    type(goal(1), "gone in a moment");
    fireEvent.keyDown(goal(1), { key: "Escape" });
    leave(goal(1));
    expect(edits()).toHaveLength(0);
    enter(goal(1));
    type(goal(1), "   ");
    leave(goal(1));
    expect(persona().goals).toEqual(["No money up front"]);
  });

  it("makes an item of each pasted line", () => {
    const { persona } = card();
    enter(goal(2));
    type(goal(2), "one\r\n\r\ntwo\nthree");
    leave(goal(2));
    expect(persona().goals).toEqual(["Glasses before term", "one", "two", "three"]);
  });
});

describe("empty fields", () => {
  it("offers them under one button and opens the chosen one with the focus in it", () => {
    const { persona } = card();
    expect(screen.queryByRole("textbox", { name: /Needs/ })).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: /Add a field/ }));
    const offered = within(screen.getByRole("group", { name: "Add a field" })).getAllByRole("button");
    expect(offered.map((button) => button.textContent)).not.toContain("+ Goals");
    fireEvent.click(screen.getByRole("button", { name: /Needs/ }));
    const area = box("Needs, 1");
    expect(document.activeElement).toBe(area);
    enter(area);
    type(area, "A price");
    leave(area);
    expect(persona().needs).toEqual(["A price"]);
  });

  it("puts a field that stays empty away again, without a commit", () => {
    const { edits } = card();
    fireEvent.click(screen.getByRole("button", { name: /Add a field/ }));
    fireEvent.click(screen.getByRole("button", { name: /Age/ }));
    enter(box("Age"));
    leave(box("Age"));
    expect(screen.queryByRole("textbox", { name: "Age" })).toBeNull();
    expect(edits()).toHaveLength(0);
  });
});

describe("channels", () => {
  const bar = (name: string) => screen.getByRole("slider", { name: `Weight of ${name}` });

  it("is a slider in percent, and groups quick key presses", () => {
    vi.useFakeTimers();
    const { edits, persona } = card();
    expect(bar("App").getAttribute("aria-valuenow")).toBe("80");
    expect(bar("App").getAttribute("aria-valuetext")).toBe("80%");
    fireEvent.keyDown(bar("App"), { key: "ArrowLeft" });
    vi.advanceTimersByTime(GROUP_MS - 1);
    fireEvent.keyDown(bar("App"), { key: "ArrowLeft" });
    expect(bar("App").getAttribute("aria-valuenow")).toBe("70");
    expect(edits()).toHaveLength(0);
    act(() => void vi.advanceTimersByTime(GROUP_MS));
    expect(edits()).toHaveLength(1);
    expect(persona().channels[0]).toEqual({ channel: "App", weight: 0.7 });
  });

  it("follows a drag and commits once; Escape takes it back", () => {
    boxed({ left: 0, top: 0, width: 200, height: 8 });
    const { edits, persona } = card();
    const at = (clientX: number) => ({ clientX, clientY: 4, pointerId: 1, button: 0 });
    fireEvent.pointerDown(bar("Phone"), at(90));
    fireEvent.pointerMove(bar("Phone"), at(120));
    fireEvent.pointerMove(bar("Phone"), at(500));
    expect(bar("Phone").getAttribute("aria-valuenow")).toBe("100");
    fireEvent.keyDown(bar("Phone"), { key: "Escape" });
    fireEvent.pointerUp(bar("Phone"), at(500));
    expect(bar("Phone").getAttribute("aria-valuenow")).toBe("45");
    expect(edits()).toHaveLength(0);
    fireEvent.pointerDown(bar("Phone"), at(90));
    fireEvent.pointerMove(bar("Phone"), at(121));
    fireEvent.pointerUp(bar("Phone"), at(121));
    expect(edits()).toHaveLength(1);
    expect(persona().channels[1]?.weight).toBe(0.6);
  });

  it("adds, renames and removes", () => {
    const { persona } = card();
    fireEvent.click(screen.getByRole("button", { name: "Add a channel" }));
    enter(box("Add a channel"));
    type(box("Add a channel"), "Email");
    leave(box("Add a channel"));
    enter(box("Channel: Phone"));
    type(box("Channel: Phone"), "Hotline");
    leave(box("Channel: Phone"));
    fireEvent.click(screen.getByRole("button", { name: "Remove App" }));
    expect(persona().channels).toEqual([
      { channel: "Hotline", weight: 0.45 },
      { channel: "Email", weight: 0.5 },
    ]);
  });
});

describe("steps and colours", () => {
  it("is a radio group with one tab stop, changed by arrows and digits as one step", () => {
    vi.useFakeTimers();
    const { edits, persona } = card();
    const group = screen.getByRole("radiogroup", { name: "Digital ease" });
    const radios = within(group).getAllByRole("radio");
    expect(radios.map((radio) => radio.tabIndex)).toEqual([-1, -1, -1, 0, -1]);
    fireEvent.keyDown(radios[3]!, { key: "ArrowRight" });
    fireEvent.keyDown(radios[4]!, { key: "2" });
    expect(document.activeElement).toBe(radios[1]);
    expect(radios[1]!.getAttribute("aria-checked")).toBe("true");
    act(() => void vi.advanceTimersByTime(GROUP_MS));
    expect(edits()).toHaveLength(1);
    expect(persona().digital_ease).toBe(2);
  });

  it("is cleared by Delete, and by pressing the chosen step again", () => {
    vi.useFakeTimers();
    const { persona } = card({ patience: 3 });
    const ease = within(screen.getByRole("radiogroup", { name: "Digital ease" })).getAllByRole("radio");
    fireEvent.keyDown(ease[3]!, { key: "Delete" });
    act(() => void vi.advanceTimersByTime(GROUP_MS));
    expect(persona().digital_ease).toBeNull();
    const patience = within(screen.getByRole("radiogroup", { name: "Patience" })).getAllByRole("radio");
    fireEvent.click(patience[2]!);
    expect(persona().patience).toBeNull();
  });

  it("chooses a colour under the avatar", () => {
    const { persona } = card();
    const face = screen.getByRole("button", { name: "JM, Colour: indigo" });
    fireEvent.click(face);
    fireEvent.click(screen.getByRole("radio", { name: "teal" }));
    expect(persona().color).toBe("teal");
    fireEvent.keyDown(face, { key: "Escape" });
    expect(screen.queryByRole("radiogroup", { name: "Colour" })).toBeNull();
  });
});

describe("the frame", () => {
  it("undoes and redoes", () => {
    const { page, persona } = card();
    const undo = screen.getByRole("button", { name: "Undo" });
    expect(undo.getAttribute("aria-disabled")).toBe("true");
    enter(box("Role"));
    type(box("Role"), "Nurse");
    leave(box("Role"));
    act(() => page.flush());
    fireEvent.click(undo);
    act(() => page.flush());
    expect(persona().role).toBe("Mother of two");
    fireEvent.click(screen.getByRole("button", { name: "Redo" }));
    act(() => page.flush());
    expect(box("Role").value).toBe("Nurse");
  });

  it("shows everything and changes nothing in a read-only document", () => {
    const { edits } = show({ personas: { [ID]: JULIE } }, PersonaCard, (kernel) => {
      kernel.read_only = true;
    });
    expect(box("Name").readOnly).toBe(true);
    expect(screen.queryByRole("button", { name: /Add/ })).toBeNull();
    fireEvent.keyDown(screen.getByRole("slider", { name: "Weight of App" }), { key: "ArrowLeft" });
    fireEvent.click(screen.getAllByRole("radio")[0]!);
    expect(edits()).toHaveLength(0);
  });

  it("says so when the persona is removed", () => {
    const { kernel, page } = card();
    act(() => {
      kernel.commit([{ op: "remove", table: "personas", id: ID }]);
      page.flush();
    });
    expect(screen.getByText("This persona was removed.")).toBeTruthy();
  });
});
