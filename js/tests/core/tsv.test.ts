/** Text of ranges as spreadsheets write it: read, written, and there and back. */
import { describe, expect, it } from "vitest";
import { read_tsv, write_tsv } from "../../src/core/tsv";
import { chance, seeds } from "./make";

describe("reading", () => {
  it.each<[string, string, string[][]]>([
    ["nothing", "", []],
    ["a word", "Search", [["Search"]]],
    [
      "Excel: CRLF between rows and at the end",
      "a\tb\r\nc\td\r\n",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      "Excel: a line break in a cell is a bare LF",
      'a\t"one\ntwo"\r\nc\td\r\n',
      [
        ["a", "one\ntwo"],
        ["c", "d"],
      ],
    ],
    [
      "LibreOffice: LF, no end",
      'x\t"1\n2"\ny\tz',
      [
        ["x", "1\n2"],
        ["y", "z"],
      ],
    ],
    ["Sheets: quotes doubled", '"he said ""no""\nand left"\tb', [['he said "no"\nand left', "b"]]],
    ["a tab inside of quotes", '"a\tb"\tc', [["a\tb", "c"]]],
    ["CRLF inside of quotes", '"a\r\nb"\r\n', [["a\nb"]]],
    ["empty cells and rows stay", "\ta\t\r\n\r\nb\r\n", [["", "a", ""], [""], ["b"]]],
    ["an empty cell at the very end stays", "a\t", [["a", ""]]],
    ["old line breaks", "a\rb", [["a"], ["b"]]],
    ["Excel leaves quotes without a break as they are", '"so" he said\tb', [['"so" he said', "b"]]],
    ["a quote that is never closed is text", '"open\tb\nc', [['"open', "b"], ["c"]]],
    ["a quote inside of a word", '5" screen\tb', [['5" screen', "b"]]],
    ["quotes around nothing", '""\tb', [["", "b"]]],
  ])("%s", (_, text, rows) => {
    expect(read_tsv(text)).toEqual(rows);
  });
});

describe("writing", () => {
  it("puts into quotes only what needs them", () => {
    expect(
      write_tsv([
        ["a", "b\nc"],
        ['"q" x', 'in "it"'],
      ]),
    ).toBe('a\t"b\nc"\r\n"""q"" x"\tin "it"\r\n');
  });

  it("leaves one word alone as it is", () => {
    expect(write_tsv([["Search"]])).toBe("Search");
  });

  it.each(seeds(200))("reads back as it was, seed %i", (seed) => {
    const random = chance(seed);
    const pieces = [
      "a",
      "é",
      "か",
      '"',
      '""',
      "\n",
      "\t",
      " ",
      "'",
      ",",
      ";",
      "=1+1",
      "<b>",
      "\u2028",
      "word",
    ];
    const word = () => Array.from({ length: random.below(6) }, () => random.pick(pieces)).join("");
    const width = 1 + random.below(4);
    const rows = Array.from({ length: 1 + random.below(5) }, () => Array.from({ length: width }, word));
    expect(read_tsv(write_tsv(rows))).toEqual(rows);
  });

  it.each(seeds(100))("any text is read without a loss of letters, seed %i", (seed) => {
    const random = chance(seed);
    const pieces = ["a", "b", '"', "\r\n", "\n", "\r", "\t"];
    const text = Array.from({ length: random.below(30) }, () => random.pick(pieces)).join("");
    const letters = (value: string) => value.replace(/[^ab]/g, "");
    const rows = read_tsv(text);
    expect(letters(rows.flat().join(""))).toBe(letters(text));
    expect(read_tsv(write_tsv(rows)).flat().join("\0")).toBe(rows.flat().join("\0"));
  });
});
