/** Turns a freehand stroke over the stages into values; pure: knows no DOM and no store. */
import type { XY } from "./curve";

export interface Strip {
  readonly stage_id: string;
  readonly x: number;
  readonly width: number;
}

/**
 * The y of a stroke at the middle of each stage it was drawn over, by stage.
 *
 * Where it passes the middle several times the last pass counts; a stage of which it only touches a part takes
 * the end that is nearest to the middle.
 */
export function stroke_at(stroke: readonly XY[], columns: readonly Strip[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { stage_id, x, width } of columns) {
    const middle = x + width / 2;
    const y = crossing(stroke, middle) ?? nearest(stroke, x, width);
    if (y !== null) found.set(stage_id, y);
  }
  return found;
}

/** The y of a stroke at an x, where it passes it for the last time. */
export function crossing(stroke: readonly XY[], middle: number): number | null {
  let y: number | null = null;
  for (let i = 1; i < stroke.length; i += 1) {
    const [x0, y0] = stroke[i - 1] as XY;
    const [x1, y1] = stroke[i] as XY;
    if ((x0 - middle) * (x1 - middle) > 0) continue;
    y = x0 === x1 ? y1 : y0 + ((y1 - y0) * (middle - x0)) / (x1 - x0);
  }
  return y;
}

/** A stroke that covers less than a quarter of a stage says nothing of it. */
function nearest(stroke: readonly XY[], x: number, width: number): number | null {
  const inside = stroke.filter(([at]) => at >= x && at <= x + width);
  const xs = inside.map(([at]) => at);
  if (inside.length < 2 || Math.max(...xs) - Math.min(...xs) < width / 4) return null;
  const middle = x + width / 2;
  return inside.reduce((best, each) =>
    Math.abs(each[0] - middle) < Math.abs(best[0] - middle) ? each : best,
  )[1];
}
