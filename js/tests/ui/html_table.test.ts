/** Tables of spreadsheets on the clipboard: their fixtures read as cards, ours written and read back, markup as text. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { block_from } from "../../src/core/block";
import { read_tsv } from "../../src/core/tsv";
import { read_html, write_html } from "../../src/ui/map/html_table";
import { path_of } from "../root";

const fixture = (name: string) => readFileSync(path_of(`tests/fixtures/clipboard/${name}`), "utf-8");
const TABLE = JSON.parse(fixture("table.json")) as { cells: string[][]; cards: string[][][] };
const cards = (rows: string[][] | null) =>
  block_from(rows ?? []).map((row) => row.map((cell) => cell.map((card) => card.text)));

describe("a table of", () => {
  it.each(["excel", "libreoffice", "libreoffice_took_ours", "sheets", "ours"])("%s is read", (name) => {
    expect(cards(read_html(fixture(`${name}.html`)))).toEqual(TABLE.cards);
  });

  it.each(["excel", "sheets", "ours"])("%s as text is read too", (name) => {
    expect(cards(read_tsv(fixture(`${name}.txt`)))).toEqual(TABLE.cards);
  });

  it("LibreOffice as text alone has lost its line breaks, so the table is what counts", () => {
    expect(cards(read_tsv(fixture("libreoffice.txt")))[0]?.[1]).toEqual(["Compares frames Asks a friend"]);
  });

  it("Excel keeps the place of merged cells, and leaves notes out", () => {
    expect(read_html(fixture("excel_merged.html"))).toEqual([
      ["Wide and high", "", "Right"],
      ["", "", "Below"],
      ["Bold and red", "A link", "Beyond the end"],
    ]);
  });

  it("Sheets, one cell of it, is no table", () => {
    expect(read_html(fixture("sheets_cell.html"))).toEqual([["Waits\nCalls"]]);
  });
});

describe("reading", () => {
  it("takes a table that stands alone, and not a page with a table in it", () => {
    const table = "<table><tr><td>a<td>b</table>";
    expect(read_html(`<p> </p>${table}`)).toEqual([["a", "b"]]);
    expect(read_html(`<p>A letter</p>${table}`)).toBeNull();
    expect(read_html("<p>no table</p>")).toBeNull();
    expect(read_html("")).toBeNull();
  });

  it("breaks lines where the eye sees them break", () => {
    const cell = "<p>one</p><p>two<br>three</p><ul><li>four</li><li>five</li></ul> six\n  seven&nbsp;!";
    expect(read_html(`<table><tr><td>${cell}</td></tr></table>`)).toEqual([
      ["one\ntwo\nthree\nfour\nfive\nsix seven\u00a0!"],
    ]);
  });

  it("never runs, loads or keeps markup", () => {
    const bad =
      "<img src=x onerror=fail()><script>fail()</script><style>x</style><svg><text>t</text></svg>ok";
    expect(read_html(`<table><tr><td>${bad}</td></tr></table>`)).toEqual([["tok"]]);
    expect(document.querySelector("img,script")).toBeNull();
  });

  it("holds absurd spans in bounds", () => {
    const rows = read_html(
      "<table><tr><td colspan=65000 rowspan=65000>a<td colspan=-3>b<td colspan=x>c</table>",
    );
    expect([rows?.length, rows?.[0]?.length, rows?.[0]?.[100], rows?.[0]?.[101]]).toEqual([1, 102, "b", "c"]);
  });
});

describe("writing", () => {
  it("is what the fixture holds that LibreOffice was given", () => {
    const rows = TABLE.cells.map((row) => row.map((text) => ({ text })));
    // Browsers write a hard space as it is.
    expect(write_html(rows).replaceAll("&nbsp;", "\u00a0")).toBe(fixture("ours.html"));
  });

  it("keeps every text a text", () => {
    const text = '"><script>x</script>&amp;\u0000\u0007]]>';
    const html = write_html([
      [
        { text, head: true },
        { text: "64%", number: true },
      ],
    ]);
    expect(html).not.toContain("<script");
    expect(html).toContain("<td>64%</td>");
    expect(read_html(html)).toEqual([['"><script>x</script>&amp;]]>', "64%"]]);
  });
});
