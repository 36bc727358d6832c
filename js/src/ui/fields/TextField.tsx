/** A text in a panel: kept while it is typed, committed once, never overwritten by what arrives; knows no record. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { useBoard } from "../board";
import { composing } from "../composing";
import { useDraft } from "../persona/draft";

export interface TextFieldProps {
  value: string;
  /** Where no label stands around it. */
  label?: string;
  placeholder?: string;
  /** One line only: Shift+Enter commits too. */
  single?: boolean;
  rows?: number;
  onCommit: (text: string) => boolean;
}

const GROWS = typeof CSS !== "undefined" && CSS.supports?.("field-sizing", "content");

export function TextField({ value, label, placeholder, single = false, rows = 1, onCommit }: TextFieldProps) {
  const { locked, t } = useBoard();
  const area = useRef<HTMLTextAreaElement>(null);
  const base = useRef(value);
  const draft = useDraft(value, (text) => {
    const clean = text.trim();
    return clean === base.current.trim() ? true : onCommit(clean);
  });
  const touched = draft.editing && draft.value !== base.current;
  const elsewhere = draft.editing && value !== base.current && value !== draft.value.trim();
  useLayoutEffect(() => {
    if (draft.editing && !touched && value !== base.current) draft.revert();
    if (!touched) base.current = value;
    const field = area.current;
    if (!field || GROWS) return;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + 2}px`;
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (composing(event)) return;
    if (event.key === "Enter" && (single || !event.shiftKey)) {
      event.preventDefault();
      draft.end();
      draft.begin();
    } else if (event.key === "Escape" && touched) {
      event.preventDefault();
      draft.revert();
    }
  };
  return (
    <>
      <textarea
        ref={area}
        class="cjm-input"
        rows={rows}
        dir="auto"
        aria-label={label}
        placeholder={placeholder}
        readOnly={locked}
        value={draft.value}
        onFocus={draft.begin}
        onInput={({ currentTarget: { value: text } }) =>
          draft.set(single ? text.replace(/\s*\n\s*/g, " ") : text)
        }
        onKeyDown={onKeyDown}
        onBlur={draft.end}
      />
      {elsewhere && touched && (
        <span class="cjm-editor__note" role="status">
          {t("map.changed_elsewhere", { text: value.slice(0, 200) })}
        </span>
      )}
    </>
  );
}
