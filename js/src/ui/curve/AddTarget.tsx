/** The empty place of a stage in the active curve: a faint plus that makes a point; commits nothing itself. */
import { useState } from "preact/hooks";
import { clamp_value } from "../../core/curve";
import { value_of, y_of } from "./geometry";
import type { Column } from "./types";

export interface AddTargetProps {
  column: Column;
  height: number;
  curve: string;
  label: string;
  tab_stop: boolean;
  /** To the nearest tenth of the scale, or finer. */
  snap: (value: number, event: MouseEvent) => number;
  onAdd: (value: number) => void;
  move_focus: (by: number) => void;
  onFocus: () => void;
}

/** Draw the column as a button; the plus follows the pointer to where the point would go. */
export function AddTarget({
  column,
  height,
  curve,
  label,
  tab_stop,
  snap,
  onAdd,
  move_focus,
  onFocus,
}: AddTargetProps) {
  const [value, setValue] = useState(0);
  const read = (event: MouseEvent & { currentTarget: Element }) => {
    const top = event.currentTarget.querySelector("rect")?.getBoundingClientRect().top ?? 0;
    const value = clamp_value(value_of(y_of(0, height) - (event.clientY - top), height));
    return snap(value, event);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" || event.key === " ") onAdd(0);
    else if (event.key === "ArrowLeft") move_focus(-1);
    else if (event.key === "ArrowRight") move_focus(1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no button element
    <g
      class="cjm-add-point"
      role="button"
      tabindex={tab_stop ? 0 : -1}
      aria-label={label}
      data-curve={curve}
      data-at={column.stage_id}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      onClick={(event) => onAdd(read(event))}
      onPointerMove={(event) => event.pointerType !== "touch" && setValue(read(event))}
      onPointerLeave={() => setValue(0)}
    >
      <rect class="cjm-add-point__area" x={column.x} y={0} width={column.width} height={height} />
      <g transform={`translate(${column.x + column.width / 2} ${y_of(value, height)})`}>
        <circle class="cjm-add-point__ring" r={8} />
        <path class="cjm-add-point__plus" d="M-3.5 0h7M0-3.5v7" />
      </g>
    </g>
  );
}
