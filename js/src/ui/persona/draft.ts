/** Text being typed: kept here until it is committed, never overwritten by what arrives; knows no records, no store. */
import { useReducer, useRef } from "preact/hooks";
import { useLeave } from "../leave";

export interface Draft<T> {
  /** What to show: the draft while there is one. */
  readonly value: T;
  readonly editing: boolean;
  begin(): void;
  set(value: T): void;
  /** Commit once if it differs from where it began; text that could not be sent stays. */
  end(): void;
  /** Commit and stay: what was committed is what stands in the field now. */
  settle(): void;
  revert(): void;
}

/** Hold the draft of one field. `commit` says whether the change was taken. */
export function useDraft<T>(
  settled: T,
  commit: (value: T) => boolean,
  same: (a: T, b: T) => boolean = Object.is,
): Draft<T> {
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const held = useRef<{ draft: T; base: T } | null>(null);
  const latest = useRef({ settled, commit });

  const begin = () => {
    if (held.current) return;
    held.current = { draft: latest.current.settled, base: latest.current.settled };
    redraw(0);
  };
  const end = () => {
    const now = held.current;
    if (!now) return;
    if (same(now.draft, now.base) || latest.current.commit(now.draft)) held.current = null;
    redraw(0);
  };
  latest.current = { settled, commit };
  useLeave(end);

  return {
    value: held.current ? held.current.draft : settled,
    editing: held.current !== null,
    begin,
    set(value) {
      begin();
      if (held.current) held.current.draft = value;
      redraw(0);
    },
    end,
    settle() {
      const draft = held.current?.draft;
      end();
      // The record of now comes with the next drawing; until then the field must not show the old one.
      if (!held.current && draft !== undefined) held.current = { draft, base: draft };
    },
    revert() {
      held.current = null;
      begin();
    },
  };
}
