/** The little Markdown of a card as elements made one by one, never as markup; an address is only shown on hover. */
import { Fragment, h, type VNode } from "preact";
import { type Line, type Run, read_markdown } from "../../../core/markdown";

export function RichText({ text }: { text: string }) {
  const lines = read_markdown(text);
  if (lines.every(({ mark, runs }) => !mark && runs.every(is_plain))) return <>{text}</>;
  const last = lines.length - 1;
  return h(Fragment, null, ...lines.map((line, at) => h(RichLine, { line, last: at === last })));
}

const is_plain = ({ bold, italic, code, href }: Run): boolean => !(bold || italic || code || href);

function RichLine({ line, last }: { line: Line; last: boolean }) {
  const runs = line.runs.map(piece);
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

function piece({ text, bold, italic, code, href }: Run, key: number): VNode | string {
  let made: VNode | string = text;
  if (code) made = <code class="cjm-rich__code">{made}</code>;
  if (italic) made = <em>{made}</em>;
  if (bold) made = <strong>{made}</strong>;
  return href || made !== text ? (
    <span key={key} class={href ? "cjm-rich__link" : undefined} title={href}>
      {made}
    </span>
  ) : (
    text
  );
}
