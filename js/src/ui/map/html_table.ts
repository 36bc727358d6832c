/** Tables on the clipboard as HTML: read as text alone, and written for spreadsheets; knows no cards and no map. */

/** What shows no text of the cell it stands in; `comment` is how LibreOffice carries a note. */
const UNREAD = "script,style,template,title,comment,.comment-indicator,.msocomanchor,.msocomhide";
const BLOCK = /^(P|DIV|LI|UL|OL|TR|TABLE|BLOCKQUOTE|PRE|H[1-6]|DT|DD)$/;
/** Programs that say they wrote the table: what stands around it is theirs, not a text that was copied. */
const PROGRAM =
  "google-sheets-html-origin,[data-sheets-root],[data-sheets-value],meta[name=ProgId],meta[name=progid]";
const GENERATOR = /libreoffice|openoffice|excel|numbers|gnumeric|wps/i;
/** A span reaches at most as far as a map can. */
const WIDEST = 100;
const ROOT = "http://www.w3.org/1999/xhtml";

// -- in -------------------------------------------------------------------------------------------

/**
 * The cells of the one table a clipboard holds, or null where it holds something else.
 *
 * The markup is parsed into a document of its own, in which nothing runs or loads, and only its text is taken.
 */
export function read_html(html: string): string[][] | null {
  if (!/<(table|google-sheets|[a-z]+[^>]* data-sheets-)/i.test(html)) return null;
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const element of page.querySelectorAll(UNREAD)) element.remove();
  const program = by_program(page);
  const table = page.querySelector("table");
  // One cell of Sheets is no table.
  if (!table) return program ? [[text_of(page.body)]] : null;
  if (!program && !alone(page.body, table)) return null;
  return cells_of(table);
}

function by_program(page: Document): boolean {
  const generator = page.querySelector("meta[name=generator],meta[name=Generator]");
  return page.querySelector(PROGRAM) !== null || GENERATOR.test(generator?.getAttribute("content") ?? "");
}

/** True when a table is all that was copied: a page with a table in it is read as text. */
function alone(body: Element, table: Element): boolean {
  const letters = (element: Element) => (element.textContent ?? "").replace(/\s/g, "").length;
  return letters(body) === letters(table);
}

/** Rows of texts; a merged cell stands at its first place, the others it covers are empty. */
function cells_of(table: HTMLTableElement): string[][] {
  const rows = [...table.querySelectorAll("tr")].filter((row) => row.closest("table") === table);
  const cells: string[][] = rows.map(() => []);
  rows.forEach((row, y) => {
    let x = 0;
    for (const cell of row.querySelectorAll<HTMLTableCellElement>(":scope > td, :scope > th")) {
      while (cells[y]?.[x] !== undefined) x += 1;
      const wide = span(cell.getAttribute("colspan"));
      const high = Math.min(span(cell.getAttribute("rowspan")), rows.length - y);
      for (let down = 0; down < high; down += 1)
        for (let along = 0; along < wide; along += 1) (cells[y + down] as string[])[x + along] = "";
      (cells[y] as string[])[x] = text_of(cell);
      x += wide;
    }
  });
  return cells.map((row) => Array.from(row, (text) => text ?? ""));
}

function span(value: string | null): number {
  const number = Number.parseInt(value ?? "1", 10);
  return number > 0 ? Math.min(number, WIDEST) : 1;
}

/** The text of a cell as it is seen: `<br>` and blocks break lines, other white space is one space. */
function text_of(cell: Element): string {
  const lines = [""];
  const add = (text: string) => {
    lines[lines.length - 1] += text;
  };
  const walk = (node: Node) => {
    if (node.nodeType === 3) add((node.nodeValue ?? "").replace(/[ \t\r\n\f]+/g, " "));
    else if (node.nodeName === "BR") lines.push("");
    else {
      const block = node !== cell && BLOCK.test(node.nodeName);
      if (block && lines[lines.length - 1]?.trim()) lines.push("");
      for (const child of node.childNodes) walk(child);
      if (block && lines[lines.length - 1]?.trim()) lines.push("");
    }
  };
  walk(cell);
  // One hard space is the author's; several are how a program pads.
  const text = lines.map((line) => line.replace(/[ \u00a0]{2,}/g, " ").trim()).join("\n");
  return text.trim() === "" ? "" : text;
}

// -- out ------------------------------------------------------------------------------------------

/** A cell to be written: its text, and whether it is a heading or a number. */
export interface HtmlCell {
  text: string;
  head?: boolean;
  number?: boolean;
}

/**
 * A table that spreadsheets read cell by cell, line breaks inside a cell kept, texts never taken for formulas.
 *
 * It is built of nodes in an empty document and serialised from there, so that no text becomes markup.
 */
export function write_html(rows: readonly (readonly HtmlCell[])[]): string {
  const page = document.implementation.createHTMLDocument("");
  const table = page.createElement("table");
  for (const row of rows) {
    const line = page.createElement("tr");
    for (const cell of row) line.append(write_cell(page, cell));
    table.append(line);
  }
  return `<meta charset="utf-8">${new XMLSerializer().serializeToString(table).replace(` xmlns="${ROOT}"`, "")}`;
}

function write_cell(page: Document, { text, head = false, number = false }: HtmlCell): HTMLElement {
  const box = page.createElement(head ? "th" : "td");
  if (!number && text) {
    // Excel, then LibreOffice: what stands here is text, be it "=1+1" or "0012".
    box.setAttribute("style", 'mso-number-format:"\\@";white-space:pre-wrap');
    box.setAttribute("sdnum", "1033;0;@");
  }
  readable(text)
    .split("\n")
    .forEach((line, index) => {
      if (index) {
        const stop = page.createElement("br");
        // Without this Excel begins another row at each line.
        stop.setAttribute("style", "mso-data-placement:same-cell");
        box.append(stop);
      }
      if (line) box.append(page.createTextNode(line));
    });
  return box;
}

/** Without the control characters that no markup can carry. */
const readable = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  text.replace(/\r\n?/g, "\n").replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
