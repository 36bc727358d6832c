/** A text that is edited where it stands; knows its label and value, no record and no store. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { composing } from "../composing";
import { useDraft } from "./draft";

export interface InlineTextProps {
  value: string;
  label: string;
  placeholder?: string;
  /** Enter commits in any case; Shift+Enter breaks the line unless the field holds a single one. */
  single?: boolean;
  /** An emptied field goes back to what it was. */
  required?: boolean;
  read_only?: boolean;
  auto_focus?: boolean;
  /** With the focus comes a selection of everything: for names that wait to be replaced. */
  select_all?: boolean;
  onCommit: (text: string) => boolean;
}

/** Draw the field: a textarea that grows with its text and looks like text until it is used. */
export function InlineText(props: InlineTextProps) {
  const {
    value,
    label,
    placeholder = "",
    single = false,
    required = false,
    read_only = false,
    auto_focus = false,
  } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const draft = useDraft(value, (text) => {
    const clean = text.trim();
    return (required && clean === "") || clean === value ? true : props.onCommit(clean);
  });
  useLayoutEffect(() => {
    if (!auto_focus) return;
    area.current?.focus();
    if (props.select_all) area.current?.select();
  }, [auto_focus, props.select_all]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (composing(event)) return;
    if (event.key === "Enter" && (single || !event.shiftKey)) {
      event.preventDefault();
      if (required && draft.value.trim() === "") draft.revert();
      else draft.settle();
    } else if (event.key === "Escape" && draft.editing && draft.value !== value) {
      event.stopPropagation();
      draft.revert();
    }
  };
  return (
    <span class="cjm-grow" data-value={`${draft.value || placeholder} `}>
      <textarea
        ref={area}
        class="cjm-grow__text"
        rows={1}
        dir="auto"
        aria-label={label}
        placeholder={placeholder}
        readOnly={read_only}
        spellcheck={draft.editing}
        value={draft.value}
        onFocus={draft.begin}
        onInput={(event) => {
          const text = event.currentTarget.value;
          draft.set(single ? text.replace(/\s*\n\s*/g, " ") : text);
        }}
        onKeyDown={onKeyDown}
        onBlur={draft.end}
      />
    </span>
  );
}
