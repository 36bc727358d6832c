/** The undo and redo buttons of a small board; knows no records. */
import { useBoard } from "./board";
import { travel } from "./shell/travel";

const UNDO = "M5.5 3 2.5 6l3 3M2.5 6h7a4 4 0 0 1 0 8h-3";
const REDO = "m10.5 3 3 3-3 3M13.5 6h-7a4 4 0 0 0 0 8h3";

/** Two icon buttons; a button that can do nothing stays focusable and says so. */
export function HistoryButtons() {
  const board = useBoard();
  const { snap, t, locked } = board;
  const steps = [
    { key: "undo", path: UNDO, label: snap.history.undo },
    { key: "redo", path: REDO, label: snap.history.redo },
  ] as const;
  return (
    <span class="cjm-history">
      {steps.map(({ key, path, label }) => (
        <button
          key={key}
          type="button"
          class="cjm-button cjm-button--icon"
          aria-label={t(`common.${key}`)}
          aria-disabled={locked || label === null}
          title={label === null ? t(`common.nothing_to_${key}`) : t(`common.${key}`)}
          onClick={() => travel(board, key)}
        >
          <svg class="cjm-icon" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
            <path
              d={path}
              fill="none"
              stroke="currentColor"
              stroke-width="1.6"
              stroke-linecap="round"
              stroke-linejoin="round"
            />
          </svg>
        </button>
      ))}
    </span>
  );
}
