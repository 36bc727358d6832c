/** The Versions panel: the list, one as a map, one compared, a name for now, the way back; by mouse and keyboard. */
import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, describe, expect, it } from "vitest";
import { edit_card, remove_cards } from "../../src/core/commands";
import type { KernelMessage } from "../../src/core/protocol";
import type { VersionEntry } from "../../src/core/version_messages";
import { MapWith } from "../../src/ui/map/JourneyMap";
import { ComparedBar } from "../../src/ui/map/versions/ComparedBar";
import { VersionsPanel } from "../../src/ui/map/versions/VersionsPanel";
import type { Kernel } from "../core/kernel";
import { C1, C2, tables } from "../core/make";
import { show } from "./board_setup";
import { focused, press } from "./map_setup";

afterEach(cleanup);

const MORE = { versions: VersionsPanel, bar: ComparedBar };
const Map_ = () => <MapWith more={MORE} />;
const entry = (id: string, more: Partial<VersionEntry> = {}): VersionEntry => ({
  id,
  label: "",
  kind: "automatic",
  at: "2026-11-30T11:25:00+00:00",
  changes: 2,
  ...more,
});
const TWO = [
  entry("version_b", { label: "after the workshop", kind: "named", changes: 1 }),
  entry("version_a", { kind: "opening", changes: 0 }),
];

const gone = ({ client, id }: { client: string; id: string }): KernelMessage => ({
  type: "refusal",
  to: client,
  id,
  code: "gone",
  message: "It is gone.",
  where: null,
  hint: null,
});
const with_versions = (versions: VersionEntry[]) => (kernel: Kernel) => {
  kernel.versions = [...versions];
};

/** Open the panel by its button; the kernel answers when told to. */
function open(change = with_versions(TWO)) {
  const board = show(tables(), Map_, change);
  const flush = () => act(() => board.page.flush());
  const button = screen.getByRole("button", { name: "Versions" });
  button.focus();
  fireEvent.click(button);
  flush();
  const panel = screen.getByRole("group", { name: "Versions" });
  const asked = (type: string) => board.page.sent.filter((message) => message.type === type);
  return { ...board, flush, button, panel, asked };
}
const item = (name: RegExp) => screen.getByRole("button", { name });
const pick = (board: ReturnType<typeof open>, name: RegExp) => {
  fireEvent.click(item(name));
  board.flush();
};

describe("the list", () => {
  it("asks only when it is opened, and says what each is, when, and how far from now", () => {
    const board = show(tables(), Map_, with_versions(TWO));
    act(() => board.page.flush());
    expect(board.page.sent.some(({ type }) => type === "versions")).toBe(false);
    cleanup();
    const { panel, asked } = open();
    expect(asked("versions").map((message) => "counted" in message && message.counted)).toEqual([
      false,
      true,
    ]);
    const [first, second] = within(panel)
      .getAllByRole("listitem")
      .map(({ textContent }) => textContent);
    expect(first).toMatch(/^after the workshop.*Nov 30, 2026.* · named1 change since$/);
    expect(second).toMatch(/^As it was opened.*the same as now$/);
  });

  it("takes the focus, gives it back, and closes on Escape", () => {
    const { panel, button } = open();
    expect(panel.contains(focused())).toBe(true);
    press("Escape");
    expect(screen.queryByRole("group", { name: "Versions" })).toBeNull();
    expect(document.activeElement).toBe(button);
  });

  it("is one tab stop that the arrows go through", () => {
    open();
    const [first, second] = [item(/^after/), item(/^As it was opened/)];
    expect([first.tabIndex, second.tabIndex]).toEqual([0, -1]);
    act(() => first.focus());
    press("ArrowDown");
    expect(document.activeElement).toBe(second);
    press("ArrowDown");
    expect(document.activeElement).toBe(second);
    press("Home");
    expect(document.activeElement).toBe(first);
  });

  it("says what versions are where there is none, and that memory ends with the kernel", () => {
    open(with_versions([]));
    expect(screen.getByText("No version yet")).toBeTruthy();
    expect(screen.getByText(/every ten minutes of work/)).toBeTruthy();
    cleanup();
    open((kernel) => {
      kernel.versions = [];
      const { snapshot } = kernel;
      kernel.snapshot = (to) =>
        ({
          ...snapshot.call(kernel, to),
          save: { state: "memory", path: null, at: null, message: null },
        }) as never;
    });
    expect(screen.getByText(/end with the kernel/)).toBeTruthy();
  });

  it("follows edits and versions made elsewhere, with one request of a kind on its way", () => {
    const board = open();
    const before = board.asked("versions").length;
    act(() => {
      for (const text of ["a", "b", "c"]) board.kernel.commit(edit_card(board.kernel.state, C1, { text }));
      board.kernel.versions.unshift(entry("version_c", { label: "from the other page", kind: "named" }));
      board.kernel.tell({ type: "versions_changed" });
    });
    board.flush();
    expect(item(/^from the other page/)).toBeTruthy();
    expect(board.asked("versions").length - before).toBeLessThanOrEqual(4);
  });

  it("says in place why the history cannot be read", () => {
    const { panel } = open((kernel) => {
      kernel.listed = ({ client, id }) => ({
        type: "refusal",
        to: client,
        id,
        code: "not_readable",
        message: "The folder cannot be read.",
        where: null,
        hint: null,
      });
    });
    expect(within(panel).getByRole("alert").textContent).toBe("The folder cannot be read.");
    expect(document.querySelector(".cjm-notices")).toBeNull();
  });
});

describe("one version", () => {
  it("is shown as a picture with words, marked as past", () => {
    const board = open();
    pick(board, /^after/);
    const image = screen.getByRole("img") as HTMLImageElement;
    expect(image.src).toMatch(/^data:image\/svg\+xml,%3Csvg/);
    expect(image.alt).toMatch(/^Past state of Nov 30, 2026.*Map in light\.$/);
    expect(screen.getByText(/to be looked at only/)).toBeTruthy();
    expect(board.asked("version")).toMatchObject([
      { version: "version_b", compared: false, view: "detail", theme: "light" },
    ]);
    expect(item(/^after/).getAttribute("aria-pressed")).toBe("true");
  });

  it("is compared in a picture and in sentences, by arrow keys", () => {
    const board = open();
    pick(board, /^after/);
    act(() => screen.getByRole("radio", { name: "As it was" }).focus());
    press("ArrowRight");
    board.flush();
    expect(screen.getByRole("heading", { name: "1 added, 0 changed, 0 removed" })).toBeTruthy();
    const line = document.querySelector(".cjm-version-view__lines li");
    expect(line?.textContent).toBe("+added:Card “New”Text: changed");
    expect(screen.getByText("and 3 more changes")).toBeTruthy();
  });

  it("says that a journey was not there", () => {
    const board = open((kernel) => {
      kernel.versions = [...TWO];
      const { version } = kernel;
      kernel.version = (asked) => ({ ...version(asked), svg: null }) as never;
    });
    pick(board, /^after/);
    expect(screen.getByText("This journey was not there yet.")).toBeTruthy();
    expect(screen.queryByRole("img")).toBeNull();
  });

  it("that was let go says so in place", () => {
    const board = open((kernel) => {
      kernel.versions = [...TWO];
      kernel.version = gone;
    });
    pick(board, /^after/);
    expect(screen.getByRole("alert").textContent).toBe("It is gone.");
  });
});

describe("a name for the present state", () => {
  it("is kept with Enter, said, and listed", () => {
    const board = open((kernel) => {
      kernel.versions = [];
      kernel.commands.save_version = ({ label = "" }) => {
        kernel.versions.unshift(entry("version_n", { label, kind: "named", changes: 0 }));
        kernel.tell({ type: "versions_changed" });
        return [];
      };
      const { commit } = kernel;
      kernel.commit = (ops, label, client = null, id = null) =>
        ops.length > 0
          ? commit.call(kernel, ops, label, client, id)
          : kernel.tell({ type: "ack", to: client, id: id ?? "" });
    });
    const field = screen.getByRole("textbox", { name: "Name the present state" }) as HTMLInputElement;
    expect(screen.getByRole("button", { name: "Keep as a version" }).getAttribute("aria-disabled")).toBe(
      "true",
    );
    act(() => field.focus());
    fireEvent.input(field, { target: { value: "  before the workshop " } });
    press("Enter");
    board.flush();
    expect(field.value).toBe("");
    expect(document.querySelector("[aria-live]")?.textContent).toBe("“before the workshop” is kept.");
    expect(item(/^before the workshop/)).toBeTruthy();
    expect(document.activeElement).toBe(field);
  });
});

describe("the way back", () => {
  const restoring = (kernel: Kernel) => {
    kernel.versions = [...TWO];
    kernel.commands.restore_version = () => remove_cards(kernel.state, [C2]);
  };

  it("asks first, says what happens, and can be called off by Escape", () => {
    const board = open(restoring);
    pick(board, /^after/);
    fireEvent.click(screen.getByRole("button", { name: "Restore…" }));
    const question = screen.getByRole("alertdialog");
    expect(question.textContent).toMatch(/kept as a version first, and one Undo takes the restore back/);
    expect(document.activeElement).toBe(within(question).getByRole("button", { name: "Restore" }));
    press("Escape");
    expect(screen.queryByRole("alertdialog")).toBeNull();
    expect(screen.getByRole("group", { name: "Versions" })).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Restore…" }));
    expect(board.asked("command")).toEqual([]);
  });

  it("is one step, said when it is done, and Undo takes it back", async () => {
    const board = open(restoring);
    pick(board, /^after/);
    fireEvent.click(screen.getByRole("button", { name: "Restore…" }));
    fireEvent.click(screen.getByRole("button", { name: "Restore" }));
    expect(board.asked("command")).toMatchObject([
      { name: "restore_version", args: { version: "version_b" } },
    ]);
    expect(screen.getByRole("group", { name: "Versions" })).toBeTruthy();
    board.flush();
    expect(board.record("cards", C2)).toBeUndefined();
    expect(screen.queryByRole("group", { name: "Versions" })).toBeNull();
    await waitFor(() =>
      expect(document.querySelector("[aria-live]")?.textContent).toBe(
        "“after the workshop” is restored. Undo takes it back.",
      ),
    );
    expect(document.activeElement).toBe(board.button);
    fireEvent.click(screen.getByRole("button", { name: "Undo" }));
    board.flush();
    expect(board.record("cards", C2)).toBeDefined();
  });

  it("is not offered where nothing differs", () => {
    const board = open(restoring);
    pick(board, /^As it was opened/);
    const button = screen.getByRole("button", { name: "Restore…" });
    expect(button.getAttribute("aria-disabled")).toBe("true");
    fireEvent.click(button);
    expect(screen.queryByRole("alertdialog")).toBeNull();
  });

  it("is refused with the reason where the document may not be changed", () => {
    const board = open((kernel) => {
      restoring(kernel);
      kernel.read_only = true;
      kernel.read_only_reason = "It was written by a newer version of cjm_widgets.";
    });
    pick(board, /^after/);
    expect(screen.getByRole("img")).toBeTruthy();
    const said = "This version cannot be restored. It was written by a newer version of cjm_widgets.";
    expect(screen.getByText(said)).toBeTruthy();
    expect(screen.getByRole("button", { name: "Restore…" }).getAttribute("aria-disabled")).toBe("true");
    expect(screen.queryByRole("textbox", { name: "Name the present state" })).toBeNull();
  });
});

describe("the marks on the map", () => {
  const marking = (kernel: Kernel) => {
    kernel.versions = [...TWO];
    const { marks } = kernel;
    kernel.marks = (asked) =>
      ({
        ...marks(asked),
        title: "after the workshop",
        sum: "1 added, 1 changed, 1 removed",
        marks: { [C1]: "changed", [C2]: "added" },
        lines: [{ id: "card_gone", kind: "removed", text: "Card “Cuts the label”", fields: [] }],
      }) as never;
  };
  const card = (id: string) => document.querySelector(`[data-key="card:${id}"]`);

  it("come from the panel, are said with each card and kept up to date, and go again", () => {
    const board = open(marking);
    pick(board, /^after/);
    fireEvent.click(screen.getByRole("button", { name: "Mark on the map" }));
    board.flush();
    expect(screen.queryByRole("group", { name: "Versions" })).toBeNull();
    expect(board.look.get("compared_with")).toBe("version_b");
    expect(card(C1)?.getAttribute("data-change")).toBe("changed");
    expect(card(C1)?.getAttribute("aria-label")).toMatch(/, changed since/);
    expect(card(C2)?.getAttribute("aria-label")).toMatch(/, added since/);
    expect(
      screen.getByText("Compared with “after the workshop”: 1 added, 1 changed, 1 removed."),
    ).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "1 change" }));
    expect(screen.getByText("Card “Cuts the label”")).toBeTruthy();
    act(() => board.kernel.commit(edit_card(board.kernel.state, C1, { text: "More" })));
    board.flush();
    expect(board.asked("marks").length).toBe(2);
    fireEvent.click(screen.getByRole("button", { name: "Stop comparing" }));
    board.flush();
    expect(board.look.get("compared_with")).toBe("");
    expect(card(C1)?.getAttribute("data-change")).toBeNull();
    expect(document.activeElement).toBe(board.button);
  });

  it("follow Python, and say why where the version is gone", () => {
    const board = open(marking);
    press("Escape");
    act(() => board.look.set("compared_with", "version_b"));
    board.flush();
    expect(card(C1)?.getAttribute("data-change")).toBe("changed");
    board.kernel.marks = gone;
    act(() => board.look.set("compared_with", "version_c"));
    board.flush();
    expect(card(C1)?.getAttribute("data-change")).toBeNull();
    expect(screen.getByText("It is gone.")).toBeTruthy();
  });
});

describe("a kernel that went away", () => {
  it("is asked anew when it is back", () => {
    const board = open();
    board.kernel.versions = [];
    board.page.up.length = 0;
    act(() => {
      board.page.store.link_lost();
      board.page.flush();
    });
    expect(screen.getByText("No version yet")).toBeTruthy();
  });
});
