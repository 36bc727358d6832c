/** Short words as chips: typed one after the other, taken out one by one; knows no record and no store. */
import { useRef, useState } from "preact/hooks";
import { useBoard } from "../board";
import { composing } from "../composing";
import { useLeave } from "../leave";

export interface TagsProps {
  values: readonly string[];
  label: string;
  read_only: boolean;
  onCommit: (values: string[]) => boolean;
}

/** Enter or a comma adds, Backspace in the empty field takes the last one out, the cross takes out its own. */
export function Tags({ values, label, read_only, onCommit }: TagsProps) {
  const { t } = useBoard();
  const [typed, setTyped] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const add = (text: string) => {
    const fresh = text
      .split(/[,;\n]/)
      .map((tag) => tag.trim())
      .filter((tag, i, all) => tag !== "" && !values.includes(tag) && all.indexOf(tag) === i);
    if (fresh.length === 0 || onCommit([...values, ...fresh])) setTyped("");
  };
  const take_out = (index: number) => {
    field.current?.focus();
    onCommit(values.filter((_, i) => i !== index));
  };
  useLeave(() => typed.trim() !== "" && add(typed));
  const onKeyDown = (event: KeyboardEvent) => {
    if (composing(event)) return;
    if (event.key === "Enter" || (event.key === "," && typed.trim() !== "")) {
      event.preventDefault();
      add(typed);
    } else if (event.key === "Backspace" && typed === "" && values.length > 0) take_out(values.length - 1);
    else if (event.key === "Escape" && typed !== "") {
      event.stopPropagation();
      setTyped("");
    }
  };
  return (
    <ul class="cjm-tags" aria-label={label}>
      {values.map((tag, index) => (
        <li key={tag} class="cjm-tag">
          <span dir="auto">{tag}</span>
          {!read_only && (
            <button
              type="button"
              class="cjm-quiet"
              aria-label={t("persona.tag_remove", { tag })}
              title={t("persona.tag_remove", { tag })}
              onClick={() => take_out(index)}
            >
              ×
            </button>
          )}
        </li>
      ))}
      {!read_only && (
        <li class="cjm-tags__new">
          <input
            ref={field}
            class="cjm-tags__field"
            dir="auto"
            value={typed}
            aria-label={t("persona.tag_add", { field: label })}
            placeholder={t("persona.add_tag")}
            onInput={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            onBlur={() => add(typed)}
          />
        </li>
      )}
    </ul>
  );
}
