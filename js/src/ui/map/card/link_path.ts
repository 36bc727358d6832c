/** The curve of an arrow between two boxes, and its head: numbers in, path data out; knows no elements. */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
  /** Away from the box. */
  readonly dx: number;
  readonly dy: number;
}

const HEAD = 6;
const round = (value: number): number => Math.round(value * 10) / 10;

/** Where an arrow leaves `from` and meets `to`: below and above where one stands over the other, else at the sides. */
function ends(from: Box, to: Box): [Point, Point] {
  const middle = (box: Box) => ({ x: box.left + box.width / 2, y: box.top + box.height / 2 });
  const a = middle(from);
  const b = middle(to);
  const apart = to.top >= from.top + from.height || from.top >= to.top + to.height;
  if (apart) {
    const down = b.y > a.y ? 1 : -1;
    // Side by side arrows of one column do not hide each other.
    const shift = Math.abs(a.x - b.x) < 4 ? 0 : Math.sign(b.x - a.x) * Math.min(24, from.width / 4);
    return [
      { x: a.x + shift, y: a.y + (down * from.height) / 2, dx: 0, dy: down },
      { x: b.x, y: b.y - (down * to.height) / 2, dx: 0, dy: -down },
    ];
  }
  const right = b.x > a.x ? 1 : -1;
  return [
    { x: a.x + (right * from.width) / 2, y: a.y, dx: right, dy: 0 },
    { x: b.x - (right * to.width) / 2, y: b.y, dx: -right, dy: 0 },
  ];
}

/** Path data of a curve that ends in an arrow's head. */
export function arrow_path(from: Box, to: Box): string {
  const [start, end] = ends(from, to);
  const reach = Math.max(14, Math.min(90, Math.hypot(end.x - start.x, end.y - start.y) * 0.45));
  const c1 = { x: start.x + start.dx * reach, y: start.y + start.dy * reach };
  const c2 = { x: end.x + end.dx * reach, y: end.y + end.dy * reach };
  const point = ({ x, y }: { x: number; y: number }) => `${round(x)} ${round(y)}`;
  const side = (sign: 1 | -1) =>
    point({
      x: end.x + end.dx * HEAD + sign * end.dy * HEAD * 0.7,
      y: end.y + end.dy * HEAD + sign * end.dx * HEAD * 0.7,
    });
  return `M${point(start)}C${point(c1)} ${point(c2)} ${point(end)}M${side(1)}L${point(end)}L${side(-1)}`;
}
