/** One choice out of a few, as a radio group with one tab stop; knows no record and no store. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { clamped, useLiveValue } from "../live_value";

export interface RadiosProps {
  label: string;
  /** Spoken name of each choice; choices count from 1. */
  options: readonly string[];
  /** 0 is no choice. */
  value: number;
  /** Delete, Backspace or a second click take the choice back. */
  clearable: boolean;
  read_only: boolean;
  /** Words show their names; steps and colours only speak them. */
  kind: "steps" | "colors" | "words";
  option_class?: (choice: number) => string;
  auto_focus?: boolean;
  onPick: (choice: number) => void;
}

/** The choice a key leads to, or null when the key means nothing here. */
function keyed_choice(key: string, value: number, last: number, clearable: boolean): number | null {
  const range = { min: 1, max: last };
  if (key === "ArrowRight" || key === "ArrowUp") return clamped(value + 1, range);
  if (key === "ArrowLeft" || key === "ArrowDown") return clamped(value - 1, range);
  if (key === "Home") return 1;
  if (key === "End") return last;
  if (clearable && (key === "Delete" || key === "Backspace")) return 0;
  const digit = /^[1-9]$/.test(key) ? Number(key) : 0;
  return digit >= 1 && digit <= last ? digit : null;
}

/** Draw the group: arrows and digits choose, what is chosen quickly in a row is one commit. */
export function Radios(props: RadiosProps) {
  const { options, read_only, clearable, kind, auto_focus } = props;
  const group = useRef<HTMLDivElement>(null);
  const pick = (choice: number) => choice !== props.value && props.onPick(choice);
  const live = useLiveValue(props.value, pick);
  const chosen = live.value;
  useLayoutEffect(() => {
    if (auto_focus) group.current?.querySelector("button")?.focus();
  }, [auto_focus]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || read_only) return;
    if (event.key === "Escape" && live.active) {
      event.stopPropagation();
      return live.cancel();
    }
    const next = keyed_choice(event.key, chosen, options.length, clearable);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    live.nudge(next);
    (group.current?.children[Math.max(0, next - 1)] as HTMLElement | undefined)?.focus();
  };
  return (
    <div
      ref={group}
      class={`cjm-radios cjm-radios--${kind}`}
      role="radiogroup"
      aria-label={props.label}
      aria-disabled={read_only}
      onFocusOut={(event) => {
        if (!group.current?.contains(event.relatedTarget as Node | null)) live.flush();
      }}
    >
      {options.map((name, i) => {
        const choice = i + 1;
        const filled = kind === "steps" ? choice <= chosen : choice === chosen;
        return (
          // biome-ignore lint/a11y/useSemanticElements: drawn as a step or a swatch, one tab stop for all
          <button
            key={choice}
            type="button"
            role="radio"
            class={`cjm-radio${filled ? " is-filled" : ""} ${props.option_class?.(choice) ?? ""}`}
            aria-checked={choice === chosen}
            aria-label={kind === "words" ? undefined : name}
            title={kind === "words" ? undefined : name}
            tabIndex={choice === Math.max(1, chosen) ? 0 : -1}
            onKeyDown={onKeyDown}
            onClick={() => {
              if (read_only) return;
              live.cancel();
              pick(clearable && choice === props.value ? 0 : choice);
            }}
          >
            {kind === "words" && name}
          </button>
        );
      })}
    </div>
  );
}
