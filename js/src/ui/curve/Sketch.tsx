/** The sheet on which a curve is sketched in one stroke; gives back what was drawn, commits nothing itself. */
import { useRef, useState } from "preact/hooks";
import type { XY } from "../../core/curve";

export interface SketchProps {
  width: number;
  height: number;
  label: string;
  onDone: (stroke: readonly XY[]) => void;
  onCancel: () => void;
}

export function Sketch({ width, height, label, onDone, onCancel }: SketchProps) {
  const [stroke, set_stroke] = useState<readonly XY[]>([]);
  const held = useRef<{ pointer: number; stroke: XY[] } | null>(null);
  const at = (event: PointerEvent & { currentTarget: Element }): XY => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };
  const ours = (event: PointerEvent) => (event.pointerId === held.current?.pointer ? held.current : null);
  return (
    <div
      class="cjm-sketch"
      role="application"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: Escape must reach it
      tabIndex={0}
      ref={(sheet) => sheet?.focus({ preventScroll: true })}
      style={{ width: `${width}px`, height: `${height}px` }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        held.current = null;
        onCancel();
      }}
      onPointerDown={(event) => {
        if (event.button !== 0 || held.current) return;
        event.currentTarget.setPointerCapture?.(event.pointerId);
        held.current = { pointer: event.pointerId, stroke: [at(event)] };
        event.preventDefault();
        event.stopPropagation();
      }}
      onPointerMove={(event) => {
        const now = ours(event);
        if (!now) return;
        now.stroke.push(at(event));
        set_stroke([...now.stroke]);
      }}
      onPointerUp={(event) => {
        const now = ours(event);
        held.current = null;
        if (now) onDone(now.stroke);
      }}
      onPointerCancel={(event) => {
        if (!ours(event)) return;
        held.current = null;
        set_stroke([]);
      }}
    >
      <svg width={width} height={height} aria-hidden="true">
        <polyline class="cjm-sketch__stroke" points={stroke.map((each) => each.join()).join(" ")} />
      </svg>
      {stroke.length === 0 && <span class="cjm-sketch__hint">{label}</span>}
    </div>
  );
}
