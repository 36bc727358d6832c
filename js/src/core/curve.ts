/** The shape of an emotion curve and the scale it stands on; knows no records and draws nothing. */

export type XY = readonly [x: number, y: number];
/** A cubic Bézier: start, two controls, end. */
export type Segment = readonly [XY, XY, XY, XY];

export const LOW = -2;
export const HIGH = 2;

/**
 * A monotone cubic through points, as Bézier segments.
 *
 * It passes through every point and never rises above or falls below the two points on either side. A point
 * whose y is null is a gap: nothing is drawn across it. The slopes are those of PCHIP (Fritsch and Butland
 * 1984), the weighted harmonic mean of the slopes on both sides.
 */
export function curve(points: readonly (readonly [x: number, y: number | null])[]): Segment[] {
  const segments: Segment[] = [];
  let run: XY[] = [];
  for (const [x, y] of points) {
    if (y !== null) run.push([x, y]);
    else {
      segments.push(...curve_of(run));
      run = [];
    }
  }
  return [...segments, ...curve_of(run)];
}

function curve_of(run: readonly XY[]): Segment[] {
  const slopes = slopes_of(run);
  return run.slice(1).map((end, i): Segment => {
    const start = run[i] as XY;
    const third = (end[0] - start[0]) / 3;
    const out = (slopes[i] as number) * third;
    const into = (slopes[i + 1] as number) * third;
    return [start, [start[0] + third, start[1] + out], [end[0] - third, end[1] - into], end];
  });
}

/** The slope of the curve at each point of a run. */
function slopes_of(run: readonly XY[]): number[] {
  const widths: number[] = [];
  const rises: number[] = [];
  run.slice(1).forEach(([x, y], i) => {
    const [x0, y0] = run[i] as XY;
    widths.push(x - x0);
    rises.push((y - y0) / (x - x0));
  });
  const count = rises.length;
  if (count < 2) return [rises[0] ?? 0, rises[0] ?? 0];
  const at = (list: number[], i: number) => list[i] as number;
  const inner = run
    .slice(2)
    .map((_, i) => middle(at(widths, i), at(widths, i + 1), at(rises, i), at(rises, i + 1)));
  const first = edge(at(widths, 0), at(widths, 1), at(rises, 0), at(rises, 1));
  const last = edge(at(widths, count - 1), at(widths, count - 2), at(rises, count - 1), at(rises, count - 2));
  return [first, ...inner, last];
}

/** The slope at an inner point: none at a peak or valley. */
function middle(width0: number, width1: number, rise0: number, rise1: number): number {
  if (rise0 * rise1 <= 0) return 0;
  const weight0 = 2 * width1 + width0;
  const weight1 = width1 + 2 * width0;
  return (weight0 + weight1) / (weight0 / rise0 + weight1 / rise1);
}

/** The slope at an end: from three points, kept from overshooting. */
function edge(width0: number, width1: number, rise0: number, rise1: number): number {
  const slope = ((2 * width0 + width1) * rise0 - width0 * rise1) / (width0 + width1);
  if (slope * rise0 <= 0) return 0;
  return rise0 * rise1 <= 0 && Math.abs(slope) > 3 * Math.abs(rise0) ? 3 * rise0 : slope;
}

/** The segments as the `d` of an SVG path. */
export function path_of(segments: readonly Segment[]): string {
  let at: XY | undefined;
  let path = "";
  for (const [start, control0, control1, end] of segments) {
    if (!at || at[0] !== start[0] || at[1] !== start[1]) path += `M${pair(start)}`;
    path += `C${pair(control0)} ${pair(control1)} ${pair(end)}`;
    at = end;
  }
  return path;
}

/** The path of a curve through points. */
export const line_path = (points: readonly XY[]): string => path_of(curve(points));

/** The closed path of the band between two curves. */
export function band_path(upper: readonly XY[], lower: readonly XY[]): string {
  const back = curve(lower)
    .reverse()
    .map(([start, control0, control1, end]): Segment => [end, control1, control0, start]);
  const under = path_of(back);
  return under && `${path_of(curve(upper))}L${under.slice(1)}Z`;
}

/** Points along a curve, `steps` for each segment, and its last one. */
export function sample(points: readonly XY[], steps: number): XY[] {
  const found: XY[] = [];
  for (const segment of curve(points)) {
    for (let step = 0; step < steps; step += 1) found.push(point_at(segment, step / steps));
  }
  return [...found, ...points.slice(-1)];
}

/** The point at `t` (0 … 1) of a segment. */
export function point_at([a, b, c, d]: Segment, t: number): XY {
  const u = 1 - t;
  const at = (i: 0 | 1) => u * u * u * a[i] + 3 * u * u * t * b[i] + 3 * u * t * t * c[i] + t * t * t * d[i];
  return [at(0), at(1)];
}

const pair = ([x, y]: XY): string => `${round(x)},${round(y)}`;
const round = (value: number): number => Math.round(value * 100) / 100;

/** An emotion within the scale, kept to 0.01. */
export function clamp_value(value: number): number {
  return round(Math.max(LOW, Math.min(HIGH, value))) + 0;
}

/** The y of an emotion in a strip `height` high with `pad` left free above and below. */
export function y_of(value: number, height: number, pad = 0): number {
  return pad + ((HIGH - value) / (HIGH - LOW)) * (height - 2 * pad);
}

/** The emotion at a y of that strip. */
export function value_at(y: number, height: number, pad = 0): number {
  return clamp_value(HIGH - ((y - pad) / (height - 2 * pad)) * (HIGH - LOW));
}

const STEPS: { readonly [key: string]: number } = {
  ArrowUp: 0.25,
  ArrowRight: 0.25,
  ArrowDown: -0.25,
  ArrowLeft: -0.25,
  PageUp: 1,
  PageDown: -1,
};

/** The emotion after a key; null when the key means nothing to a point. */
export function step_value(value: number, key: string): number | null {
  if (key === "Home") return LOW;
  if (key === "End") return HIGH;
  const step = Object.hasOwn(STEPS, key) ? STEPS[key] : undefined;
  return step === undefined ? null : clamp_value(value + step);
}
