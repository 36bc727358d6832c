/** A few choices side by side as buttons with one tab stop: arrows go, Enter chooses; knows no record. */
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { useBoard } from "../board";

export interface Mark {
  readonly key: string;
  /** Spoken, and shown under the pointer. */
  readonly name: string;
  readonly face: ComponentChildren;
}

interface MarksProps {
  marks: readonly Mark[];
  /** The key of the one that holds; null for none. */
  value: string | null;
  /** Filled up to the one that holds, as a score is. */
  upto?: boolean;
  kind: string;
  onPick: (key: string) => void;
}

export function Marks({ marks, value, upto = false, kind, onPick }: MarksProps) {
  const { locked } = useBoard();
  const line = useRef<HTMLSpanElement>(null);
  const at = marks.findIndex((mark) => mark.key === value);
  const go = (event: KeyboardEvent, from: number) => {
    const steps: Record<string, number> = {
      ArrowRight: from + 1,
      ArrowDown: from + 1,
      ArrowLeft: from - 1,
      ArrowUp: from - 1,
      Home: 0,
      End: marks.length - 1,
    };
    const to = steps[event.key];
    const digit = marks.findIndex((mark) => mark.key === event.key);
    if (event.ctrlKey || event.metaKey || event.altKey || (to === undefined && digit < 0)) return;
    event.preventDefault();
    const buttons = [...(line.current?.querySelectorAll("button") ?? [])];
    buttons[digit >= 0 ? digit : Math.max(0, Math.min(to ?? 0, buttons.length - 1))]?.focus();
    const picked = marks[digit];
    if (picked && !locked) onPick(picked.key);
  };
  return (
    <span class={`cjm-marks cjm-marks--${kind}`} ref={line}>
      {marks.map(({ key, name, face }, index) => (
        <button
          key={key}
          type="button"
          class="cjm-marks__one"
          data-mark={key}
          data-on={upto ? (index <= at ? "" : undefined) : index === at ? "" : undefined}
          aria-pressed={index === at}
          aria-label={name}
          title={name}
          aria-disabled={locked}
          tabIndex={index === Math.max(0, at) ? 0 : -1}
          onKeyDown={(event) => go(event, index)}
          onClick={() => {
            if (!locked) onPick(key);
          }}
        >
          {face}
        </button>
      ))}
    </span>
  );
}
