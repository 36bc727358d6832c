/** Where something would land if it were let go here, and where to draw the marker; reads elements, changes nothing. */
import { type Place, read_place } from "./place";

export interface Line {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface Drop {
  line: Line;
  /** Before which of all the items of the target, the dragged one counted. */
  index: number;
  lane_id?: string;
  stage_id?: string;
  /** For a stage: the phase of the column it is held over. */
  phase_id?: string;
}

/** Read the place under a pointer; null where nothing can be dropped. */
export function drop_of(
  grid: HTMLElement,
  dragged: Place,
  element: HTMLElement,
  x: number,
  y: number,
): Drop | null {
  if (dragged.kind === "lane") return lane_drop(grid, y);
  if (dragged.kind === "stage") return stage_drop(grid, x, y);
  if (dragged.kind === "phase") return phase_drop(grid, x, y);
  if (dragged.kind === "step") return step_drop(grid, x, y);
  return card_drop(grid, element, x, y);
}

function lane_drop(grid: HTMLElement, y: number): Drop | null {
  const rows = [...grid.querySelectorAll<HTMLElement>("[data-lane-row]")].map((row) =>
    row.getBoundingClientRect(),
  );
  const index = rows.filter((box) => y > box.top + box.height / 2).length;
  const edge = rows[index]?.top ?? rows[rows.length - 1]?.bottom;
  const box = grid.getBoundingClientRect();
  return edge === undefined
    ? null
    : { index, line: { left: box.left, top: edge - 1.5, width: box.width, height: 3 } };
}

function stage_drop(grid: HTMLElement, x: number, y: number): Drop | null {
  const heads = [...grid.querySelectorAll<HTMLElement>("[role=columnheader][data-phase]:not([data-fold])")];
  const boxes = heads.map((head) => head.getBoundingClientRect());
  const all = grid.getBoundingClientRect();
  if (y < all.top - 40 || y > all.bottom + 40) return null;
  for (const fold of grid.querySelectorAll<HTMLElement>("[data-fold]")) {
    const { left, right, width } = fold.getBoundingClientRect();
    if (x < left || x > right) continue;
    const line = { left, top: all.top, width, height: 3 };
    return { index: Number.POSITIVE_INFINITY, phase_id: fold.dataset.phase ?? "", line };
  }
  const index = boxes.filter((box) => x > box.left + box.width / 2).length;
  const edge = boxes[index]?.left ?? boxes[boxes.length - 1]?.right;
  if (edge === undefined) return null;
  const over = Math.max(0, Math.min(heads.length - 1, boxes.filter((box) => x >= box.left).length - 1));
  const phase_id = heads[over]?.dataset.phase ?? "";
  return { index, phase_id, line: { left: edge - 1.5, top: all.top, width: 3, height: all.height } };
}

function phase_drop(grid: HTMLElement, x: number, y: number): Drop | null {
  const heads = [...grid.querySelectorAll<HTMLElement>('[role=columnheader][data-key^="phase:"]')];
  const boxes = heads.map((head) => head.getBoundingClientRect());
  const all = grid.getBoundingClientRect();
  if (y < all.top - 40 || y > all.bottom + 40) return null;
  const index = boxes.filter((box) => x > box.left + box.width / 2).length;
  const edge = boxes[index]?.left ?? boxes[boxes.length - 1]?.right;
  return edge === undefined
    ? null
    : { index, line: { left: edge - 1.5, top: all.top, width: 3, height: all.height } };
}

/** Into the list of the stage under the pointer. */
function step_drop(grid: HTMLElement, x: number, y: number): Drop | null {
  const all = grid.getBoundingClientRect();
  if (y < all.top - 40 || y > all.bottom + 40) return null;
  for (const head of grid.querySelectorAll<HTMLElement>('[role=columnheader][data-key^="stage:"]')) {
    const box = head.getBoundingClientRect();
    if (x < box.left || x > box.right) continue;
    const steps = [...head.querySelectorAll<HTMLElement>('[data-key^="step:"]')];
    const boxes = steps.map((step) => step.getBoundingClientRect());
    const index = boxes.filter((step) => y > step.top + step.height / 2).length;
    const top = (boxes[index]?.top ?? boxes[boxes.length - 1]?.bottom ?? box.bottom - 4) - 1;
    const stage_id = read_place(head.dataset.key)?.id ?? "";
    return { index, stage_id, line: { left: box.left + 6, top, width: box.width - 12, height: 2 } };
  }
  return null;
}

function card_drop(grid: HTMLElement, dragged: HTMLElement, x: number, y: number): Drop | null {
  const root = grid.getRootNode() as Document | ShadowRoot;
  const cell = root.elementFromPoint(x, y)?.closest<HTMLElement>("[data-cell]");
  const place = read_place(cell?.dataset.cell);
  if (!cell || !place || !grid.contains(cell)) return null;
  const cards = [...cell.querySelectorAll<HTMLElement>('[data-key^="card:"]')];
  const boxes = cards.map((card) => card.getBoundingClientRect());
  const chips = cell.hasAttribute("data-chips");
  const index = boxes.filter((box) => (chips ? past(box, x, y) : y > box.top + box.height / 2)).length;
  const target = { index, lane_id: place.id, stage_id: place.stage_id };
  const box = cell.getBoundingClientRect();
  const next = boxes[index];
  const last = boxes[boxes.length - 1];
  if (chips) {
    const left = next ? next.left - 4 : last ? last.right + 2 : box.left + 7;
    const beside = next ?? last;
    return {
      ...target,
      line: { left, top: beside?.top ?? box.top + 8, width: 3, height: beside?.height ?? 22 },
    };
  }
  const top = next ? next.top - 4 : last ? last.bottom + 2 : box.top + 6;
  const width = (next ?? last ?? dragged.getBoundingClientRect()).width;
  return {
    ...target,
    line: {
      left: (next ?? last)?.left ?? box.left + 8,
      top,
      width: Math.min(width, box.width - 16),
      height: 3,
    },
  };
}

/** True when the pointer is behind a chip in reading order. */
function past(box: DOMRect, x: number, y: number): boolean {
  return y > box.bottom || (y >= box.top && x > box.left + box.width / 2);
}
