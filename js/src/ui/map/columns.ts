/** The columns of the grid: open stages, and one narrow column for each collapsed phase; draws nothing. */
import type { StageView } from "../../core/project";
import type { Fold } from "../../core/shown";

/** As wide as a collapsed phase stands; the style sheet says the same for stages. */
export const FOLD_WIDTH = 92;
export const STAGE_WIDTH = 148;

export type GridColumn =
  | { readonly kind: "stage"; readonly stage: StageView; readonly index: number }
  | { readonly kind: "fold"; readonly fold: Fold; readonly index: number };

/** All columns from left to right; `index` counts stages and folds each for themselves. */
export function columns_of(stages: readonly StageView[], folds: readonly Fold[]): GridColumn[] {
  const columns: GridColumn[] = [];
  let next = 0;
  const take = (at: number) => {
    for (let fold = folds[next]; fold && fold.at <= at; fold = folds[next]) {
      columns.push({ kind: "fold", fold, index: next });
      next += 1;
    }
  };
  stages.forEach((stage, index) => {
    take(index);
    columns.push({ kind: "stage", stage, index });
  });
  take(stages.length);
  return columns;
}

/** What the style sheet needs of them. */
export function tracks(columns: readonly GridColumn[]): { "--cjm-tracks": string; "--cjm-least": string } {
  const widths = columns.map(({ kind }) =>
    kind === "fold" ? `${FOLD_WIDTH}px` : `minmax(${STAGE_WIDTH}px, 1fr)`,
  );
  const least = columns.reduce((sum, { kind }) => sum + (kind === "fold" ? FOLD_WIDTH : STAGE_WIDTH), 0);
  return { "--cjm-tracks": widths.join(" "), "--cjm-least": `${least}px` };
}

/** Where the strip of each stage stands in `width` pixels of columns. */
export function strips(
  columns: readonly GridColumn[],
  width: number,
): { stage_id: string; x: number; width: number }[] {
  const folds = columns.filter(({ kind }) => kind === "fold").length;
  const each = columns.length > folds ? (width - folds * FOLD_WIDTH) / (columns.length - folds) : 0;
  let x = 0;
  return columns.flatMap((column) => {
    const left = x;
    x += column.kind === "fold" ? FOLD_WIDTH : each;
    return column.kind === "stage" ? [{ stage_id: column.stage.id, x: left, width: each }] : [];
  });
}
