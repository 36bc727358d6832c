/** Finds a place for each point's words that is inside the lane and off the lines; pure: knows no DOM. */
import type { Pair } from "./geometry";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Wanted {
  readonly id: string;
  /** The middle of the point. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** How far above and below the middle the words must be: clear of the whisker. */
  readonly up: number;
  readonly down: number;
  /** A trough: look below before above. */
  readonly below: boolean;
}

/** Distance between the middle of a point and words beside it; the least one above and below. */
export const OFF = 14;
const SIDES: readonly Pair[] = [
  [0, -1],
  [0, 1],
  [-0.8, -1],
  [0.8, -1],
  [-0.8, 1],
  [0.8, 1],
  [1, 0],
  [-1, 0],
];

/** The box on one side of a point, slid along until it is inside the lane. */
function box_at(want: Wanted, [dx, side]: Pair, lane: Box): Box {
  const { x, y, width, height } = want;
  const dy = want.below ? -side : side;
  const top = dy < 0 ? y - want.up - height : dy > 0 ? y + want.down : y - height / 2;
  const shift = dy === 0 ? dx * (width / 2 + OFF) : (dx * width) / 2;
  const left = Math.min(x + shift - width / 2, lane.x + lane.width - width);
  return { x: dy === 0 ? x + shift - width / 2 : Math.max(lane.x, left), y: top, width, height };
}

function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

function outside(box: Box, lane: Box): number {
  return box.width * box.height - overlap(box, lane);
}

/**
 * Place the words one after the other, each where it costs least: leaving the lane costs most, then lying on
 * what is `taken`, on words placed before or on a point, then lying on a line. Earlier sides are preferred: above
 * a peak, below a trough.
 */
export function place(
  wanted: readonly Wanted[],
  line: readonly Pair[],
  points: readonly Pair[],
  lane: Box,
  taken: readonly Box[] = [],
): Map<string, Box> {
  const handles = points.map(([x, y]) => ({ x: x - 8, y: y - 8, width: 16, height: 16 }));
  const placed = new Map<string, Box>();
  for (const want of wanted) {
    const inside = (box: Box) =>
      line.filter(([x, y]) => overlap(box, { x, y: y - 1, width: 1, height: 2 }) > 0).length;
    let best: { cost: number; box: Box } | null = null;
    SIDES.forEach((side, rank) => {
      const box = box_at(want, side, lane);
      let cost = outside(box, lane) * 4 + inside(box) * 40 + rank * 6;
      for (const other of [...taken, ...placed.values(), ...handles]) cost += overlap(box, other) * 2;
      if (!best || cost < best.cost) best = { cost, box };
    });
    const found = best as { box: Box } | null;
    if (found) placed.set(want.id, found.box);
  }
  return placed;
}

/** How wide a text will be, near enough, without asking the browser. */
export function text_width(text: string, size: number, bold: boolean): number {
  return text.length * size * (bold ? 0.6 : 0.53) + 2;
}

/** The text, cut to `width` pixels with an ellipsis. */
export function fitted(text: string, width: number, size: number, bold: boolean): string {
  if (text_width(text, size, bold) <= width) return text;
  const room = Math.max(1, Math.floor(width / (size * (bold ? 0.6 : 0.53))) - 1);
  return `${[...text].slice(0, room).join("").trimEnd()}…`;
}
