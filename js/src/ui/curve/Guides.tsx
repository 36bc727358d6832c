/** The lines of the scale and its numbers; knows no curve and no store. */
import { y_of } from "./geometry";
import type { Column } from "./types";

export interface GuidesProps {
  columns: readonly Column[];
  width: number;
  height: number;
  format: (value: number) => string;
}

/** Draw them: the zero line as strong as a border, the others fainter. */
export function Guides({ columns, width, height, format }: GuidesProps) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a group of shapes takes no focus
    <g class="cjm-guides" aria-hidden="true">
      {[2, 1, 0, -1, -2].map((value) => (
        <line
          key={value}
          class={value === 0 ? "cjm-guides__zero" : "cjm-guides__line"}
          x1={0}
          x2={width}
          y1={y_of(value, height)}
          y2={y_of(value, height)}
        />
      ))}
      {columns.slice(1).map(({ stage_id, x }) => (
        <line key={stage_id} class="cjm-guides__line" x1={x} x2={x} y1={0} y2={height} />
      ))}
      {[2, 0, -2].map((value) => (
        <text key={value} class="cjm-guides__text" x={6} y={y_of(value, height) - 4}>
          {format(value)}
        </text>
      ))}
    </g>
  );
}
