/** What a point says in full, beside it; knows no store. */
import type { Spot } from "./geometry";

export interface TooltipProps {
  spot: Spot;
  width: number;
  height: number;
  value: string;
  /** The words stand beside the point already. */
  brief: boolean;
  quoted: (text: string) => string;
}

/** Stand above the point in the lower half, below it in the upper one; lean away from the edges. */
export function Tooltip({ spot, width, height, value, brief, quoted }: TooltipProps) {
  const { x, y, point } = spot;
  const share = Math.max(0, Math.min(1, (x - 60) / Math.max(1, width - 120)));
  const above = y > height / 2;
  return (
    <div
      class="cjm-tip"
      aria-hidden="true"
      style={{
        left: `${x}px`,
        top: `${above ? y - 14 : y + 14}px`,
        transform: `translate(${-100 * share}%, ${above ? -100 : 0}%)`,
      }}
    >
      <span class="cjm-tip__value">{value}</span>
      {!brief && point.label && <strong class="cjm-tip__word">{point.label}</strong>}
      {!brief && point.quote && <span class="cjm-tip__quote">{quoted(point.quote)}</span>}
    </div>
  );
}
