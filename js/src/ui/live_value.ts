/** A number under the finger or the keys: shown at once, committed once at the end; knows no records and no store. */
import { useReducer, useRef } from "preact/hooks";
import { useLeave } from "./leave";

/** Key presses closer together than this are one change, one undo step. */
export const GROUP_MS = 600;

export interface LiveValue {
  /** What to draw: the value being set, or the one that is settled. */
  readonly value: number;
  readonly active: boolean;
  /** Show only (a drag under way). */
  show(value: number): void;
  /** Show, and commit when no further step comes for a while. */
  nudge(value: number): void;
  /** Commit now what is shown. */
  flush(): void;
  /** Back to the settled value; nothing is committed. */
  cancel(): void;
}

interface Held {
  draft: number | null;
  timer: ReturnType<typeof setTimeout> | undefined;
  commit: (value: number) => void;
}

/** Make the live value of one slider. `commit` gets the last value shown, once a gesture; it may be the old one. */
export function useLiveValue(settled: number, commit: (value: number) => void, wait = GROUP_MS): LiveValue {
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const held = useRef<Held>({ draft: null, timer: undefined, commit });
  const now = held.current;
  now.commit = commit;

  const end = (): number | null => {
    clearTimeout(now.timer);
    const draft = now.draft;
    now.draft = null;
    return draft;
  };
  const flush = () => {
    const draft = end();
    if (draft === null) return;
    now.commit(draft);
    redraw(0);
  };
  const show = (value: number) => {
    clearTimeout(now.timer);
    now.draft = value;
    redraw(0);
  };
  useLeave(flush);

  return {
    value: now.draft ?? settled,
    active: now.draft !== null,
    show,
    nudge(value) {
      show(value);
      now.timer = setTimeout(flush, wait);
    },
    flush,
    cancel() {
      if (end() !== null) redraw(0);
    },
  };
}

export interface Scale {
  min: number;
  max: number;
  step: number;
  big: number;
}

/** The value a key leads to on a slider, or null when the key is none of a slider's. */
export function keyed(event: KeyboardEvent, value: number, scale: Scale, sideways: boolean): number | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const step = event.shiftKey ? scale.big : scale.step;
  const moves: Record<string, number> = {
    ArrowUp: value + step,
    ArrowDown: value - step,
    PageUp: value + scale.big,
    PageDown: value - scale.big,
    Home: scale.min,
    End: scale.max,
  };
  if (sideways) Object.assign(moves, { ArrowRight: value + step, ArrowLeft: value - step });
  const next = moves[event.key];
  return next === undefined ? null : clamped(next, scale);
}

/** `value` inside the scale, without the dust of binary fractions. */
export function clamped(value: number, scale: { min: number; max: number }): number {
  const rounded = Math.round(Math.min(scale.max, Math.max(scale.min, value)) * 100) / 100;
  return rounded === 0 ? 0 : rounded;
}
