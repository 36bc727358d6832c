/** The words beside the points of the active curve; knows no store. */
import { type Pair, type Spot, sampled, y_of } from "./geometry";
import { type Box, fitted, OFF, place, text_width } from "./placing";
import type { Column } from "./types";

const SIZE = 11;
const LINE = 14;
/** What quotation marks take of a width. */
const MARKS = 12;

interface Worded {
  spot: Spot;
  lines: { text: string; bold: boolean }[];
}

export interface LabelsProps {
  runs: readonly (readonly Spot[])[];
  others: readonly (readonly Spot[])[];
  columns: readonly Column[];
  width: number;
  height: number;
  quoted: (text: string) => string;
  /** Marks that are no points of a curve, which words keep clear of too. */
  avoid: readonly Pair[];
  /** What lies over the lane already. */
  taken: readonly Box[];
}

/** In columns narrower than this, quotes are left to the tip. */
export const QUOTE_FROM = 128;

function worded(spot: Spot, column: number, quoted: (text: string) => string): Worded | null {
  const { label } = spot.point;
  const quote = column < QUOTE_FROM ? "" : spot.point.quote;
  const width = Math.max(60, Math.min(230, column * 1.15));
  const lines = [];
  if (label) lines.push({ text: fitted(label, width, SIZE, true), bold: true });
  if (quote) {
    const shown = fitted(quote.replace(/\s+/g, " "), width - MARKS, SIZE, false);
    lines.push({ text: quoted(shown), bold: false });
  }
  return lines.length ? { spot, lines } : null;
}

/** True where the curve comes from above on both sides, or simply stands low. */
function is_trough(run: readonly Spot[], index: number): boolean {
  const around = [run[index - 1], run[index + 1]].filter((each) => each !== undefined);
  const here = run[index]?.point.value ?? 0;
  if (around.length === 0) return here < 0;
  return around.reduce((sum, each) => sum + each.point.value, 0) / around.length > here;
}

/** Draw the words; what does not fit is cut, the tip says it in full. */
export function Labels({ runs, others, columns, width, height, quoted, avoid, taken }: LabelsProps) {
  const narrow = Math.min(...columns.map((column) => column.width));
  const line = [...runs, ...others].flatMap((run) => sampled(run, 24));
  const found = runs.flatMap((run) =>
    run.flatMap((spot, index) => {
      const words = worded(spot, narrow, quoted);
      return words ? [{ ...words, below: is_trough(run, index) }] : [];
    }),
  );
  const boxes = place(
    found.map(({ spot, lines, below }) => ({
      id: spot.point.id,
      x: spot.x,
      y: spot.y,
      below,
      up: Math.max(OFF, spot.y - y_of(spot.point.high ?? spot.point.value, height) + 5),
      down: Math.max(OFF, y_of(spot.point.low ?? spot.point.value, height) - spot.y + 5),
      width: Math.max(...lines.map(({ text, bold }) => text_width(text, SIZE, bold))),
      height: lines.length * LINE,
    })),
    line,
    [...[...runs, ...others].flat().map(({ x, y }): Pair => [x, y]), ...avoid],
    { x: 2, y: 1, width: width - 4, height: height - 2 },
    taken,
  );
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a group of shapes takes no focus
    <g class="cjm-labels" aria-hidden="true">
      {found.map(({ spot, lines }) => {
        const box = boxes.get(spot.point.id);
        return (
          box &&
          lines.map(({ text, bold }, i) => (
            <text
              key={`${spot.point.id}${bold}`}
              class={bold ? "cjm-labels__word" : "cjm-labels__quote"}
              x={box.x + box.width / 2}
              y={box.y + i * LINE + SIZE}
            >
              {text}
            </text>
          ))
        );
      })}
    </g>
  );
}
