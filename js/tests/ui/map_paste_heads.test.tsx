/** Stages and lanes on the clipboard: copied with their cells, names pasted onto heads, a table asked to fit. */
import { act, cleanup, fireEvent, screen } from "@testing-library/preact";
import { afterEach, describe, expect, it } from "vitest";
import { lanes, stages } from "../../src/core/state";
import { J, L1, L2, press, S1, S2, S3, stand_on } from "./map_setup";
import { clip, first, paste, shift, show } from "./range_setup";

afterEach(cleanup);

const names = (board: ReturnType<typeof show>) => stages(board.state(), J).map((stage) => stage.name);

describe("names", () => {
  it("rename the stages from the one in focus on, as one step", () => {
    const board = show();
    stand_on("columnheader", /^Stage 2/);
    paste("Look\tBuy");
    expect(names(board)).toEqual(["Stage 1", "Look", "Buy"]);
    expect(board.edits().map(({ label }) => label)).toEqual(["paste_names"]);
    expect(board.said()).toBe("2 names pasted");
  });

  it("ask before they add stages", () => {
    const board = show();
    stand_on("columnheader", /^Stage 3/);
    paste("Look\tBuy\tUse");
    expect(board.edits()).toHaveLength(0);
    act(() => screen.getByRole("button", { name: "Add 2 stages to fit" }).click());
    expect(names(board)).toEqual(["Stage 1", "Stage 2", "Look", "Buy", "Use"]);
  });

  it("rename lanes, and a known name adds its kind", () => {
    const board = show();
    stand_on("rowheader", /^CSAT/);
    paste("Satisfaction\nPain points");
    act(() => screen.getByRole("button", { name: "Add 1 lane to fit" }).click());
    expect(
      lanes(board.state(), J)
        .slice(4)
        .map(({ kind, title }) => [kind, title]),
    ).toEqual([
      ["metrics", "Satisfaction"],
      ["pain_points", ""],
    ]);
  });

  it("that are none say so", () => {
    const { said, edits } = show();
    stand_on("columnheader", /^Stage 1/);
    paste(" \t ");
    expect([said(), edits().length]).toEqual(["There is nothing to paste", 0]);
  });
});

describe("a stage", () => {
  it("is copied with its name and its cells, and pasted onto another", () => {
    const board = show();
    stand_on("columnheader", /^Stage 1/);
    const { held } = clip("copy");
    expect(held["text/plain"]).toBe('Stage 1\r\n"First\nSecond"\r\nSaid\r\n\r\n\r\n\r\n');
    expect(held["text/html"]).toContain("<th");
    stand_on("columnheader", /^Stage 3/);
    clip("paste", held);
    expect([names(board)[2], board.texts(L1, S3), board.texts(L2, S3)]).toEqual([
      "Stage 1",
      ["First", "Second"],
      ["Said"],
    ]);
    expect(board.edits()).toHaveLength(1);
  });

  it("is not cut", () => {
    const { edits } = show();
    stand_on("columnheader", /^Stage 1/);
    expect(clip("cut").taken).toBe(false);
    expect(edits()).toHaveLength(0);
  });
});

describe("a range with names", () => {
  it("is copied from the menu as a table with both heads", () => {
    show();
    first();
    shift("ArrowRight", "ArrowDown");
    const copied: Record<string, string>[] = [];
    const doc = document as unknown as { execCommand: (name: string) => boolean };
    doc.execCommand = (name) => void copied.push(clip(name as "copy").held) === undefined;
    press("F10", { shiftKey: true });
    act(() => void fireEvent.click(screen.getByRole("menuitem", { name: "Copy with stage and lane names" })));
    delete (doc as { execCommand?: unknown }).execCommand;
    expect(copied[0]?.["text/plain"]).toBe(
      '\tStage 1\tStage 2\r\nActions\t"First\nSecond"\tThird\r\nQuotes\tSaid\tAsked\r\n',
    );
    cleanup();
    const other = show();
    stand_on("columnheader", /^Stage 2/);
    clip("paste", copied[0]);
    expect([names(other), other.texts(L1, S2), other.texts(L2, S3)]).toEqual([
      ["Stage 1", "Stage 1", "Stage 2"],
      ["First", "Second"],
      ["Asked"],
    ]);
    expect(other.texts(L1, S1)).toEqual(["First", "Second"]);
  });
});

describe("the table of a spreadsheet", () => {
  it("counts for more than its text, which loses line breaks", () => {
    const { texts } = show();
    stand_on("gridcell", /^Quotes, Stage 3/);
    const html = '<meta name="generator" content="LibreOffice 7"><table><tr><td>a<br>b</td></tr></table>';
    clip("paste", { "text/html": html, "text/plain": "a b" });
    expect(texts(L2, S3)).toEqual(["a", "b"]);
  });

  it("is left to an open field when it is one cell", () => {
    show();
    act(() => screen.getByRole("button", { name: "Add a card: Touchpoints, Stage 2" }).click());
    const html = "<table><tr><td>word</td></tr></table>";
    expect(clip("paste", { "text/html": html, "text/plain": "word" }).taken).toBe(false);
  });

  it("of our own keeps its line breaks there, and one word is no table", () => {
    show();
    first();
    expect(clip("copy").held["text/html"]).toBeUndefined();
    shift("ArrowRight");
    expect(clip("copy").held["text/html"]).toContain(
      'First<br style="mso-data-placement:same-cell" />Second',
    );
  });
});

describe("a card of several lines", () => {
  it("stays one card on its way through a text", () => {
    const { texts, flush } = show();
    first();
    press("Enter");
    const field = document.activeElement as HTMLTextAreaElement;
    act(() => {
      field.value = "One\ntwo";
      fireEvent.input(field);
    });
    press("Enter");
    flush();
    stand_on("group", /^One/);
    shift("ArrowDown");
    const text = clip("copy").held["text/plain"] ?? "";
    expect(text).toBe('"One\ntwo\n\nSecond"\r\nSaid\r\n');
    stand_on("gridcell", /^Actions, Stage 3/);
    paste(text);
    expect(texts(L1, S3)).toEqual(["One\ntwo", "Second"]);
  });
});
