/** The lines of the scale and its numbers; knows no curve and no store. */
import { y_of } from "./geometry";

export interface GuidesProps {
  width: number;
  height: number;
  format: (value: number) => string;
}

export function Guides({ width, height, format }: GuidesProps) {
  return (
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
      {[2, 0, -2].map((value) => (
        <text key={value} class="cjm-guides__text" x={6} y={y_of(value, height) - 4}>
          {format(value)}
        </text>
      ))}
    </g>
  );
}
