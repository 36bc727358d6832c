/** Reads the little Markdown that cards may hold into runs of words, as Python does; draws nothing. */

/** A piece of a line that is set in one way; `href` is the address of a link. */
export interface Run {
  readonly text: string;
  readonly bold?: true;
  readonly italic?: true;
  readonly code?: true;
  readonly href?: string;
}

/** A line: its runs and, of an item of a list, the mark in front ("•" or "1."). */
export interface Line {
  readonly runs: readonly Run[];
  readonly mark?: string;
}

/** What stands beside a word: a single star or underscore opens and closes only there. */
const EDGE = " \t\u00a0([{\"'«“‘-–—,.;:!?*_…»”’)]}/";
const ESCAPED = /\\([*_`[\]()#-])/y;
const CODE = /`([^`\n]+)`/y;
const LINK = /\[([^[\]\n]+)\]\(((?:https?:\/\/|mailto:)[^\s()<>"]+)\)/iy;
const STRONG = /\*\*(?![ \t\u00a0*])([^\n]+?)(?<![ \t\u00a0*])\*\*(?!\*)/y;
const SOFT: Readonly<Record<string, RegExp>> = {
  "*": /\*(?![ \t\u00a0*])([^*\n]+?)(?<![ \t\u00a0])\*(?!\*)/y,
  _: /_(?![ \t\u00a0_])([^_\n]+?)(?<![ \t\u00a0])_(?!_)/y,
};
const BULLET = /^[ \t]*[-*•][ \t]+(?=[^ \t])/;
const NUMBER = /^[ \t]*([0-9]{1,3})[.)][ \t]+(?=[^ \t])/;

/** The lines of a text; one of a single line holds no list. */
export function read_markdown(text: string): Line[] {
  const lines = text.split("\n");
  return lines.map((line) => read_line(line, lines.length > 1));
}

/** What is read of a text: its words without the marks of Markdown. */
export const plain_text = (text: string): string =>
  read_markdown(text)
    .map(({ mark, runs }) => (mark ? `${mark} ` : "") + runs.map((run) => run.text).join(""))
    .join("\n");

function read_line(line: string, lists: boolean): Line {
  const bullet = lists && BULLET.exec(line);
  if (bullet) return { mark: "•", runs: runs_of(line.slice(bullet[0].length), {}) };
  const number = lists && NUMBER.exec(line);
  if (number) return { mark: `${number[1]}.`, runs: runs_of(line.slice(number[0].length), {}) };
  return { runs: runs_of(line, {}) };
}

type Like = Omit<Run, "text">;
type Found = [made: Run[] | string, end: number];

function runs_of(text: string, like: Like): Run[] {
  const runs: Run[] = [];
  let held = "";
  let at = 0;
  while (at < text.length) {
    const found = special(text, at, like);
    if (!found) {
      held += text[at];
      at += 1;
      continue;
    }
    const [made, end] = found;
    at = end;
    if (typeof made === "string") {
      held += made;
      continue;
    }
    if (held) runs.push({ ...like, text: held });
    runs.push(...made);
    held = "";
  }
  return held ? [...runs, { ...like, text: held }] : runs;
}

/** What a mark makes, and where the text goes on; null where it is plain. */
function special(text: string, at: number, like: Like): Found | null {
  const sign = text[at] ?? "";
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    return found && { inner: found[1] ?? "", more: found[2] ?? "", end: at + found[0].length };
  };
  const escaped = sign === "\\" && match(ESCAPED);
  if (escaped) return [escaped.inner, escaped.end];
  const code = sign === "`" && match(CODE);
  if (code) return [[{ ...like, text: code.inner, code: true }], code.end];
  const link = sign === "[" && !like.href && match(LINK);
  if (link) return [runs_of(link.inner, { ...like, href: link.more }), link.end];
  if (text.startsWith("**", at)) {
    const strong = like.bold ? null : match(STRONG);
    return strong ? [runs_of(strong.inner, { ...like, bold: true }), strong.end] : ["**", at + 2];
  }
  const soft = SOFT[sign];
  if (soft && !like.italic && (at === 0 || EDGE.includes(text[at - 1] ?? ""))) {
    const found = match(soft);
    if (found && (found.end === text.length || EDGE.includes(text[found.end] ?? "")))
      return [runs_of(found.inner, { ...like, italic: true }), found.end];
  }
  return null;
}
