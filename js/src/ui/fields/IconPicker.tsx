/** An icon chosen by name or by eye: a button that unfolds into a field to search and a grid; knows no record. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { TextKey } from "../../core/i18n";
import { CHOICES } from "../../core/icons";
import { type Translate, useBoard } from "../board";
import { Icon } from "../shell/icon";
import { folded } from "./options";

const COLUMNS = 8;

/** What an icon is called in the language of the board. */
export const icon_name = (t: Translate, name: string): string =>
  t(`icons.is_${name.replaceAll("-", "_")}` as TextKey);

interface IconPickerProps {
  value: string;
  /** What is shown where none is chosen: the icon that holds then. */
  fallback?: string;
  onPick: (name: string) => void;
}

export function IconPicker({ value, fallback = "", onPick }: IconPickerProps) {
  const { locked, t } = useBoard();
  const [open, set_open] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = (name?: string) => {
    set_open(false);
    button.current?.focus();
    if (name !== undefined && name !== value) onPick(name);
  };
  const known = Object.hasOwn(CHOICES, value);
  return (
    <span class="cjm-icons">
      <button
        type="button"
        class="cjm-icons__button"
        ref={button}
        aria-expanded={open}
        disabled={locked}
        onClick={() => set_open(!open)}
      >
        {known ? <Icon name={value} /> : fallback ? <Icon name={fallback} /> : null}
        <span class={known ? undefined : "cjm-faint"}>{known ? icon_name(t, value) : t("icons.choose")}</span>
      </button>
      {open && !locked && <IconChoices value={value} onClose={close} />}
    </span>
  );
}

/** The field to search and the grid; `onClose` gets what was picked, or nothing. */
export function IconChoices({ value, onClose }: { value: string; onClose: (name?: string) => void }) {
  const { t } = useBoard();
  const [typed, set_typed] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const wanted = folded(typed);
  const found = Object.keys(CHOICES).filter((name) =>
    folded(`${icon_name(t, name)} ${name}`).includes(wanted),
  );
  const names = wanted ? found : ["", ...found];
  const buttons = () => [...(grid.current?.querySelectorAll("button") ?? [])];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") onClose();
    else if (event.target === field.current) {
      if (event.key === "ArrowDown") buttons()[0]?.focus();
      else if (event.key === "Enter" && wanted && found[0] !== undefined) onClose(found[0]);
      else if (event.key !== "Enter") return;
    } else if (!step(event, buttons(), field.current)) return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears the keys of what is inside
    <div class="cjm-icons__sheet" onKeyDown={onKeyDown}>
      <input
        class="cjm-input"
        type="text"
        ref={field}
        aria-label={t("icons.find")}
        placeholder={t("icons.find")}
        value={typed}
        onInput={({ currentTarget }) => set_typed(currentTarget.value)}
      />
      <div class="cjm-icons__grid" role="group" aria-label={t("icons.choose")} ref={grid}>
        {names.map((name) => {
          const title = name ? icon_name(t, name) : t("icons.none");
          return (
            <button
              key={name}
              type="button"
              class="cjm-icons__choice"
              aria-label={title}
              aria-pressed={name === value}
              title={title}
              tabIndex={-1}
              onClick={() => onClose(name)}
            >
              {name ? <Icon name={name} size={16} /> : <Icon name="x" size={12} />}
            </button>
          );
        })}
      </div>
      {names.length === 0 && <p class="cjm-faint">{t("icons.nothing")}</p>}
    </div>
  );
}

/** Arrows go over the grid; up from its first row is the field. */
function step(event: KeyboardEvent, all: HTMLButtonElement[], field: HTMLInputElement | null): boolean {
  const at = all.indexOf(event.target as HTMLButtonElement);
  const moves: Record<string, number> = {
    ArrowRight: at + 1,
    ArrowLeft: at - 1,
    ArrowDown: at + COLUMNS,
    ArrowUp: at - COLUMNS,
    Home: 0,
    End: all.length - 1,
  };
  const to = moves[event.key];
  if (at < 0 || to === undefined) return false;
  if (to < 0) field?.focus();
  else all[Math.min(to, all.length - 1)]?.focus();
  return true;
}
