/** The map when something goes wrong: kernel gone, refusals, other hands, keys of the notebook, errors. */
import { act, cleanup, fireEvent, render, screen } from "@testing-library/preact";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Fields } from "../../src/core/protocol";
import { Board, guardKeys } from "../../src/ui/board";
import { Kernel, Page } from "../core/kernel";
import { C1, C2, field, here, press, S3, show_map, stand_on, type } from "./map_setup";

afterEach(cleanup);

const patch = (id: string, fields: Fields) => ({ op: "patch", table: "cards", id, fields }) as const;

describe("a kernel that is gone", () => {
  it("locks the board at the first edit, keeps the words and gives the work out", () => {
    const { page, card } = show_map();
    page.dead = true;
    stand_on("group", /^First/);
    type("Kept");
    press("Enter");
    expect(card()?.text).toBe("Kept");
    expect(screen.getByRole("alert").textContent).toContain("The kernel is gone: this board is locked");
    expect(screen.getByText("Kernel gone: locked")).toBeTruthy();
    expect(page.store.copy_of_work()).toContain("Kept");
    press("Enter");
    expect(here()).toBe(`card:${C1}`);
    press("Delete");
    expect(card()).toBeTruthy();
    expect(screen.getByRole("button", { name: "Copy my work" })).toBeTruthy();
  });

  it("shows the work as text where the clipboard is out of reach", async () => {
    const kernel = new Kernel();
    const page = new Page(kernel).open();
    const host = { copy_text: async () => false, selection: { get: () => [], set: () => {} } };
    render(
      <Board store={page.store} host={host} kind="test">
        <p>content</p>
      </Board>,
    );
    page.dead = true;
    act(() => void page.store.commit("edit_card", [patch(C1, { text: "Mine" })]));
    await act(async () => screen.getByRole("button", { name: "common.copy_work" }).click());
    expect(((await screen.findByRole("textbox")) as HTMLTextAreaElement).value).toContain("Mine");
  });
});

describe("a file that cannot be written", () => {
  const told = (message: string | null, rev: number) =>
    ({
      type: "status",
      save: { state: message ? "failed" : "saved", path: "map.cjm.json", at: null, message, rev },
    }) as const;

  it("is said with its reason for as long as it lasts, and the work can be taken out", () => {
    const { kernel, flush } = show_map();
    expect(screen.queryByRole("button", { name: "Copy my work" })).toBeNull();
    kernel.tell(told("The disk is full.", kernel.rev));
    flush();
    expect(screen.getByText("Not saved").textContent).toContain("The disk is full.");
    expect(screen.getByRole("button", { name: "Copy my work" })).toBeTruthy();
    stand_on("group", /^First/);
    type("Goes on");
    press("Enter");
    flush();
    kernel.tell(told(null, kernel.rev));
    flush();
    expect(screen.queryByRole("button", { name: "Copy my work" })).toBeNull();
  });
});

describe("a kernel that is busy", () => {
  it("lets editing go on and says how much waits", () => {
    const { page, card, flush } = show_map();
    stand_on("group", /^First/);
    type("One");
    press("Enter");
    act(() => page.clock.advance(1000));
    stand_on("group", /^Second/);
    type("Two");
    press("Enter");
    expect(screen.getByText("2 waiting")).toBeTruthy();
    expect([card()?.text, card(C2)?.text]).toEqual(["One", "Two"]);
    flush();
    expect(screen.getByText("Saved")).toBeTruthy();
  });
});

describe("refusals", () => {
  it("are shown with their reason; the card is as it was and the words can be had", () => {
    const { kernel, card, flush } = show_map();
    kernel.edit = (message) => {
      kernel.tell({
        type: "refusal",
        to: message.client,
        id: message.id,
        code: "gone",
        message: "No such card",
        where: null,
        hint: "Undo",
      });
    };
    stand_on("group", /^First/);
    type("Lost");
    press("Enter");
    flush();
    expect(card()?.text).toBe("First");
    expect(screen.getByRole("alert").textContent).toContain("This edit was refused");
    expect(screen.getByRole("button", { name: "Copy the refused edit" })).toBeTruthy();
    act(() => screen.getByRole("button", { name: "Dismiss" }).click());
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("of the browser leave the field open with what was typed", () => {
    const { edits } = show_map();
    stand_on("group", /^First/);
    press("Enter");
    field().value = "x".repeat(100_001);
    press("Enter");
    expect(field().value).toHaveLength(100_001);
    expect(edits()).toHaveLength(0);
    expect(screen.getByRole("alert")).toBeTruthy();
  });

  it("a notice of Python opens its traceback", () => {
    const { kernel, flush } = show_map();
    kernel.tell({ type: "notice", level: "error", message: "ValueError: x", detail: "Traceback…" });
    flush();
    expect(screen.queryByText("Traceback…")).toBeNull();
    act(() => screen.getByRole("button", { name: "Details" }).click());
    expect(screen.getByText("Traceback…")).toBeTruthy();
  });
});

describe("other hands", () => {
  it("never overwrite what is being typed, but say so", () => {
    const { kernel, flush, card } = show_map();
    stand_on("group", /^First/);
    press("Enter");
    type(" mine");
    field().setSelectionRange(2, 4);
    kernel.commit([patch(C1, { text: "Theirs" })]);
    flush();
    expect(field().value).toBe("First mine");
    expect([field().selectionStart, field().selectionEnd]).toEqual([2, 4]);
    expect(screen.getByText(/Changed elsewhere meanwhile: “Theirs”/)).toBeTruthy();
    press("Enter");
    expect(card()?.text).toBe("First mine");
  });

  it("may move the card: the field goes with it, text and caret kept", () => {
    const { kernel, flush } = show_map();
    stand_on("group", /^First/);
    press("Enter");
    type(" mine");
    kernel.commit([patch(C1, { stage_id: S3 })]);
    flush();
    expect(field().value).toBe("First mine");
    expect(field().selectionStart).toBe("First mine".length);
    expect(field().closest("[data-cell]")?.getAttribute("data-cell")).toContain(S3);
  });

  it("may remove the card: the words are handed back", () => {
    const { kernel, flush, edits } = show_map();
    stand_on("group", /^First/);
    press("Enter");
    type(" mine");
    kernel.commit([{ op: "remove", table: "cards", id: C1 }]);
    flush();
    expect(edits()).toHaveLength(0);
    expect(screen.getByRole<HTMLTextAreaElement>("textbox").value).toBe("First mine");
  });
});

describe("read-only documents", () => {
  it("can be walked and read, not edited", () => {
    const { edits } = show_map((kernel) => {
      kernel.read_only = true;
    });
    expect(screen.getByText("Read-only")).toBeTruthy();
    stand_on("group", /^First/);
    press("Enter");
    type("x");
    press("Delete");
    press("ArrowRight", { altKey: true });
    expect(here()).toBe(`card:${C1}`);
    expect(edits()).toHaveLength(0);
  });
});

describe("keys of the notebook", () => {
  it("stop at the board, but Ctrl+S goes through", () => {
    const heard: string[] = [];
    const listen = (event: KeyboardEvent) => heard.push(event.key);
    document.addEventListener("keydown", listen);
    show_map();
    stand_on("gridcell", "Quotes, Stage 2: empty");
    for (const key of ["ArrowDown", "Escape", "Home"]) press(key);
    stand_on("rowheader", /^Actions/);
    type("amxdd00");
    press("Escape");
    press("Enter", { shiftKey: true });
    press("s", { ctrlKey: true });
    press("s", { metaKey: true });
    document.removeEventListener("keydown", listen);
    expect(heard).toEqual(["s", "s"]);
  });

  it("every focusable element carries the mark, also those drawn later", async () => {
    const { container } = show_map();
    const missing = async () => {
      await Promise.resolve();
      const all = [...container.querySelectorAll("button,textarea,input,select,[tabindex],a[href]")];
      expect(all.length).toBeGreaterThan(20);
      return all.filter((element) => element.getAttribute("data-lm-suppress-shortcuts") !== "true");
    };
    expect(await missing()).toEqual([]);
    stand_on("group", /^First/);
    press("F10", { shiftKey: true });
    expect(screen.getByRole("menu")).toBeTruthy();
    expect(await missing()).toEqual([]);
    press("Escape");
    press("Insert");
    type("New");
    expect(await missing()).toEqual([]);
    press("Enter");
    act(() => void fireEvent.click(screen.getByRole("button", { name: "+ Add" })));
    expect(await missing()).toEqual([]);
  });

  it("no mark is above a part while Ctrl+S climbs to the host; all are there again afterwards", async () => {
    const { container } = show_map();
    await Promise.resolve();
    const marked = () => container.querySelectorAll("[data-lm-suppress-shortcuts]").length;
    const all = marked();
    const button = container.querySelector("[role=gridcell] button, [role=rowheader] button") as Element;
    expect(button.parentElement?.closest("[data-lm-suppress-shortcuts]")).toBeTruthy();
    const above: (Element | null)[] = [];
    const listen = () => above.push(button.closest("[data-lm-suppress-shortcuts]"));
    // Hosts differ: Notebook 7 listens on the way down, JupyterLab on the way up.
    for (const down of [true, false]) document.addEventListener("keydown", listen, down);
    fireEvent.keyDown(button, { key: "s", ctrlKey: true });
    for (const down of [true, false]) document.removeEventListener("keydown", listen, down);
    expect(above).toEqual([null, null]);
    expect(marked()).toBeLessThan(all);
    await new Promise((done) => setTimeout(done));
    expect(marked()).toBe(all);
  });

  it("the guard can be taken off again", () => {
    const root = document.createElement("div");
    root.append(document.createElement("button"));
    document.body.append(root);
    const off = guardKeys(root);
    const heard = vi.fn();
    document.addEventListener("keydown", heard);
    fireEvent.keyDown(root.firstElementChild as Element, { key: "x" });
    expect(heard).not.toHaveBeenCalled();
    off();
    fireEvent.keyDown(root.firstElementChild as Element, { key: "x" });
    expect(heard).toHaveBeenCalledOnce();
    root.remove();
  });
});

const weather = { broken: false };

function Fragile() {
  if (weather.broken) throw new Error("boom");
  return <p>whole</p>;
}

describe("an error while drawing", () => {
  it("is shown in place, with its details, and can be tried again", () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    weather.broken = true;
    const page = new Page(new Kernel()).open();
    const copied: string[] = [];
    const host = {
      copy_text: async (text: string) => copied.push(text) > 0,
      selection: { get: () => [], set: () => {} },
    };
    render(
      <Board store={page.store} host={host} kind="test">
        <Fragile />
      </Board>,
    );
    expect(screen.getByRole("alert").textContent).toContain("boom");
    act(() => screen.getByRole("button", { name: "Copy the details" }).click());
    expect(copied[0]).toContain("boom");
    weather.broken = false;
    act(() => screen.getByRole("button", { name: "Try again" }).click());
    expect(screen.getByText("whole")).toBeTruthy();
  });

  it("says nothing wrong while the snapshot is still on its way", () => {
    const page = new Page(new Kernel());
    const host = { copy_text: async () => true, selection: { get: () => [], set: () => {} } };
    const { container } = render(
      <Board store={page.store} host={host} kind="test">
        <p>content</p>
      </Board>,
    );
    expect(container.querySelector("[aria-busy=true]")).toBeTruthy();
    act(() => void page.open());
    expect(screen.getByText("content")).toBeTruthy();
  });
});
