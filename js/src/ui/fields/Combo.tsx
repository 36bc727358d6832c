/** A field with suggestions: type to narrow them, arrows and Enter choose; knows no record. */
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useBoard } from "../board";
import { composing } from "../composing";
import { useLeave } from "../leave";
import { Icon } from "../shell/icon";
import { folded, narrowed, type Option } from "./options";

export interface ComboProps {
  /** Where no label stands around it. */
  label?: string;
  /** The text it shows while nothing is typed. */
  value?: string;
  placeholder?: string;
  options: readonly Option[];
  /** Words beyond the suggestions are taken too; this is how such a one is offered. */
  fresh?: (word: string) => string;
  /** Emptying it is a choice. */
  clearable?: boolean;
  onPick: (key: string) => void;
  /** Backspace where nothing stands. */
  onBack?: () => void;
}

/** What is typed, which suggestion is active, and what the keys do about it. */
function useCombo(props: ComboProps) {
  const { options, value = "", fresh } = props;
  const [typed, set_typed] = useState<string | null>(null);
  const [open, set_open] = useState(false);
  const [active, set_active] = useState(-1);
  const word = (typed ?? "").trim();
  const same = options.find((option) => folded(option.name) === folded(word));
  const found = narrowed(options, word);
  const rows: readonly Option[] =
    fresh && word && !same ? [...found, { key: word, name: fresh(word) }] : found;
  const close = () => {
    set_open(false);
    set_active(-1);
  };
  const pick = (key: string) => {
    close();
    set_typed(null);
    props.onPick(key);
  };
  /** What was typed and not chosen from the list: the word itself, where words are free. */
  const settle = () => {
    close();
    if (typed === null) return;
    const taken = word ? fresh !== undefined || same !== undefined : props.clearable === true;
    if (taken && word !== value.trim()) pick(word && same ? same.key : word);
    else set_typed(null);
  };
  useLeave(settle);
  const onKeyDown = (event: KeyboardEvent) => {
    if (composing(event)) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step && !event.altKey) {
      set_active(open ? (active + step + rows.length) % Math.max(1, rows.length) : step > 0 ? 0 : -1);
      set_open(true);
    } else if (event.key === "Enter") {
      const only = !fresh && word && rows.length === 1 ? rows[0] : undefined;
      const chosen = (open ? rows[active] : undefined) ?? only;
      if (chosen) pick(chosen.key);
      else settle();
    } else if (event.key === "Escape" && (open || typed !== null)) {
      close();
      set_typed(null);
    } else if (event.key === "Backspace" && !typed && !value && props.onBack) props.onBack();
    else return;
    event.preventDefault();
  };
  const onInput = (text: string) => {
    set_typed(text);
    set_open(true);
    set_active(-1);
  };
  return {
    text: typed ?? value,
    word,
    open,
    active,
    rows,
    pick,
    settle,
    onKeyDown,
    onInput,
    show: () => set_open(true),
  };
}

export function Combo(props: ComboProps) {
  const { placeholder, label } = props;
  const { locked, t } = useBoard();
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const combo = useCombo(props);
  const { active, rows } = combo;
  const open = combo.open && !locked && (rows.length > 0 || combo.word !== "");
  useLayoutEffect(() => {
    if (active >= 0) list.current?.children[active]?.scrollIntoView?.({ block: "nearest" });
  }, [active]);
  return (
    <span class="cjm-combo">
      <input
        class="cjm-input"
        type="text"
        role="combobox"
        dir="auto"
        autocomplete="off"
        aria-label={label}
        aria-expanded={open}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={open && active >= 0 ? `${id}-${active}` : undefined}
        placeholder={placeholder}
        readOnly={locked}
        value={combo.text}
        onInput={({ currentTarget }) => combo.onInput(currentTarget.value)}
        onClick={combo.show}
        onKeyDown={combo.onKeyDown}
        onBlur={combo.settle}
      />
      <div class="cjm-combo__list" id={id} role="listbox" aria-label={label} hidden={!open} ref={list}>
        {open &&
          rows.map((option, index) => (
            <Suggestion
              key={option.key}
              id={`${id}-${index}`}
              option={option}
              on={index === active}
              onPick={combo.pick}
            />
          ))}
        {open && rows.length === 0 && (
          <div class="cjm-combo__none" role="option" aria-selected="false" aria-disabled="true" tabIndex={-1}>
            {t("card.no_match")}
          </div>
        )}
      </div>
    </span>
  );
}

interface SuggestionProps {
  id: string;
  option: Option;
  on: boolean;
  onPick: (key: string) => void;
}

function Suggestion({ id, option, on, onPick }: SuggestionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field it belongs to
    <div
      id={id}
      class="cjm-combo__option"
      role="option"
      tabIndex={-1}
      aria-selected={on}
      dir="auto"
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => {
        // Inside a label, or the click would be passed on to the field.
        event.preventDefault();
        onPick(option.key);
      }}
    >
      {option.icon && <Icon name={option.icon} size={13} />}
      <span class="cjm-combo__name">{option.name}</span>
      {option.note && <span class="cjm-combo__note">{option.note}</span>}
    </div>
  );
}
