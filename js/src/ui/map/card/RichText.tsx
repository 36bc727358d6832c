/** The little Markdown of a card as elements made one by one, never as markup; an address is only shown on hover. */
import { Fragment, h, type VNode } from "preact";
import { type Line, type Run, read_markdown } from "../../../core/markdown";
import { Marked } from "../look/Marked";

/** `place` is the key of its place on the map, where words that are looked for are marked. */
export function RichText({ text, place = "" }: { text: string; place?: string }) {
  const lines = read_markdown(text);
  if (lines.every(({ mark, runs }) => !mark && runs.every(is_plain)))
    return <Marked text={text} place={place} />;
  const last = lines.length - 1;
  return h(Fragment, null, ...lines.map((line, at) => h(RichLine, { line, place, last: at === last })));
}

const is_plain = ({ bold, italic, code, href }: Run): boolean => !(bold || italic || code || href);

function RichLine({ line, place, last }: { line: Line; place: string; last: boolean }) {
  const runs = line.runs.map((run, key) => piece(run, key, place));
  if (line.mark) {
    return (
      <span class="cjm-rich__item">
        <span class="cjm-rich__mark">{line.mark} </span>
        <span>{runs}</span>
      </span>
    );
  }
  return h(Fragment, null, runs, last ? null : "\n");
}

function piece({ text, bold, italic, code, href }: Run, key: number, place: string): VNode {
  let made = <Marked text={text} place={place} />;
  if (code) made = <code class="cjm-rich__code">{made}</code>;
  if (italic) made = <em>{made}</em>;
  if (bold) made = <strong>{made}</strong>;
  return (
    <span key={key} class={href ? "cjm-rich__link" : undefined} title={href}>
      {made}
    </span>
  );
}
