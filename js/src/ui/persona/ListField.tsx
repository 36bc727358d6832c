/** A list of short texts edited in place, committed where an item is left; knows no record and no store. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { composing } from "../composing";
import { useDraft } from "./draft";
import {
  drop,
  type Edited,
  type Item,
  same_texts,
  shift,
  split,
  spread,
  to_items,
  to_texts,
} from "./list_edit";

export interface ListFieldProps {
  values: readonly string[];
  label: string;
  item_label: (index: number) => string;
  placeholder: string;
  read_only: boolean;
  auto_focus?: boolean;
  onCommit: (values: string[]) => boolean;
}

/** What a key does to the items, or null when it is left to the browser. */
function key_edit(event: KeyboardEvent, items: readonly Item[], index: number): Edited | null {
  const area = event.currentTarget as HTMLTextAreaElement;
  const [start, end] = [area.selectionStart, area.selectionEnd];
  if (event.key === "Enter") return split(items, index, start);
  if (event.key === "Backspace" && area.value === "") return drop(items, index);
  const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
  if (by === 0) return null;
  if (event.altKey) return shift(items, index, by, start);
  const beyond = items[index + by];
  const at_edge = by < 0 ? end === 0 : start === area.value.length;
  return beyond && at_edge
    ? { items: [...items], key: beyond.key, caret: by < 0 ? beyond.text.length : 0 }
    : null;
}

/** Draw the field: Enter adds an item, Backspace in an empty one removes it, Alt+arrows move it. */
export function ListField(props: ListFieldProps) {
  const { read_only } = props;
  const list = useRef<HTMLUListElement>(null);
  const caret = useRef<{ key: number; caret: number } | null>(props.auto_focus ? { key: 0, caret: 0 } : null);
  const draft = useDraft<Item[]>(
    to_items(props.values),
    (items) => props.onCommit(to_texts(items)),
    same_texts,
  );
  const items = draft.value.length > 0 ? draft.value : [{ key: 0, text: "" }];

  useLayoutEffect(() => {
    const want = caret.current;
    const area = want && list.current?.querySelector<HTMLTextAreaElement>(`[data-item="${want.key}"]`);
    if (!want || !area) return;
    caret.current = null;
    area.focus();
    area.setSelectionRange(want.caret, want.caret);
  });
  const apply = (edited: Edited) => {
    caret.current = edited;
    draft.set(edited.items);
  };
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    if (composing(event) || read_only) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      draft.revert();
      return;
    }
    const edited = key_edit(event, items, index);
    if (!edited) return;
    event.preventDefault();
    event.stopPropagation();
    apply(edited);
  };
  const onText = (text: string, index: number) => {
    const lines = text.split(/\r?\n/);
    const filled = lines.filter((line) => line.trim() !== "");
    if (lines.length > 1) apply(spread(items, index, filled));
    else draft.set(items.map((item, i) => (i === index ? { ...item, text } : item)));
  };
  return (
    <ul
      ref={list}
      class="cjm-list"
      aria-label={props.label}
      onFocusIn={draft.begin}
      onFocusOut={(event) => {
        const inside = list.current?.contains(event.relatedTarget as Node | null);
        if (caret.current) event.stopPropagation();
        if (inside) draft.settle();
        else if (!caret.current) draft.end();
      }}
    >
      {items.map((item, index) => (
        <Line
          key={item.key}
          item={item}
          label={props.item_label(index)}
          placeholder={props.placeholder}
          read_only={read_only}
          spellcheck={draft.editing}
          onText={(text) => onText(text, index)}
          onKeyDown={(event) => onKeyDown(event, index)}
        />
      ))}
    </ul>
  );
}

interface LineProps {
  item: Item;
  label: string;
  placeholder: string;
  read_only: boolean;
  spellcheck: boolean;
  onText: (text: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

function Line({ item, label, placeholder, read_only, spellcheck, onText, onKeyDown }: LineProps) {
  return (
    <li class="cjm-list__item cjm-grow" data-value={`${item.text || placeholder} `}>
      <textarea
        class="cjm-grow__text"
        data-item={item.key}
        rows={1}
        dir="auto"
        aria-label={label}
        placeholder={placeholder}
        readOnly={read_only}
        spellcheck={spellcheck}
        value={item.text}
        onInput={(event) => onText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
    </li>
  );
}
