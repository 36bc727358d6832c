/** Ranges of texts as spreadsheets put them on the clipboard, read and written; knows no cards and no clipboard. */

const BREAK = /\r\n|\r|\n/g;

interface Read {
  text: string;
  /** Behind the cell: at the tab or the line break after it, or the end. */
  end: number;
}

/** A cell in quotes; null where the quotes are only part of a text, as `"so" he said` is. */
function quoted(text: string, start: number): Read | null {
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return null;
    const next = text[quote + 1];
    if (next === '"') {
      at = quote + 2;
      continue;
    }
    if (next !== undefined && next !== "\t" && next !== "\n" && next !== "\r") return null;
    const inner = text.slice(start + 1, quote).replaceAll('""', '"');
    return { text: inner.replace(BREAK, "\n"), end: quote + 1 };
  }
}

function plain(text: string, start: number): Read {
  let end = start;
  while (end < text.length && text[end] !== "\t" && text[end] !== "\n" && text[end] !== "\r") end += 1;
  return { text: text.slice(start, end), end };
}

/** Rows of cells; a line break at the very end ends the last row, it does not begin another. */
export function read_tsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length || row.length > 0) {
    const cell = (text[at] === '"' ? quoted(text, at) : null) ?? plain(text, at);
    row.push(cell.text);
    at = cell.end;
    const stop = text[at];
    at += stop === "\r" && text[at + 1] === "\n" ? 2 : 1;
    if (stop === "\t") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

function write_cell(text: string): string {
  const lines = text.replace(BREAK, "\n");
  return /[\t\n]|^"/.test(lines) ? `"${lines.replaceAll('"', '""')}"` : lines;
}

/** The text of a range: cells that hold a tab, a line break or begin with a quote stand in quotes. */
export function write_tsv(rows: readonly (readonly string[])[]): string {
  const lines = rows.map((row) => row.map(write_cell).join("\t"));
  // One cell alone is just its text; a range ends each of its rows.
  return lines.length === 1 && lines[0] ? lines[0] : lines.map((line) => `${line}\r\n`).join("");
}
