/** The field a text is edited in, where it stands. Holds what is typed; commits once; knows no records. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { composing } from "../composing";
import { useMap } from "./context";
import type { Editing } from "./control";
import { commit_text, leave } from "./text";

interface EditorProps {
  editing: Editing;
  value: string;
  label: string;
  placeholder?: string;
  /** Names have one line: Shift+Enter commits too. */
  single?: boolean;
}

const GROWS_BY_ITSELF = typeof CSS !== "undefined" && CSS.supports?.("field-sizing", "content");

function grow(area: HTMLTextAreaElement): void {
  if (GROWS_BY_ITSELF) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight}px`;
}

function open(area: HTMLTextAreaElement, editing: Editing, value: string): void {
  const { draft, start } = editing;
  area.value = draft?.text ?? (start === "typed" ? "" : value);
  area.focus({ preventScroll: true });
  area.setSelectionRange(
    draft?.from ?? (start === "all" ? 0 : area.value.length),
    draft?.to ?? area.value.length,
  );
  grow(area);
}

/** Draw the field. It is not controlled: a keystroke draws nothing but itself. */
export function Editor({ editing, value, label, placeholder, single = false }: EditorProps) {
  const map = useMap();
  const area = useRef<HTMLTextAreaElement>(null);
  const base = useRef(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the field is filled once, when it opens
  useLayoutEffect(() => {
    if (area.current) open(area.current, editing, base.current);
  }, []);
  const end = (how: "enter" | "next" | "back" | "blur") => {
    const field = area.current;
    // Taken out of the page with its card: it goes on where the card is drawn next.
    if (!field?.isConnected || map.editing !== editing) return;
    commit_text(
      map,
      editing,
      single ? field.value.replace(/\s*\n\s*/g, " ") : field.value,
      base.current,
      how,
    );
  };
  const remember = () => {
    const field = area.current;
    if (!field) return;
    editing.draft = { text: field.value, from: field.selectionStart, to: field.selectionEnd };
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (composing(event)) return;
    if (event.key === "Escape") leave(map, editing);
    else if (event.key === "Enter" && (single || !event.shiftKey)) end("enter");
    else if (event.key === "Tab") end(event.shiftKey ? "back" : "next");
    else return;
    event.preventDefault();
  };
  return (
    <>
      <textarea
        ref={area}
        class="cjm-editor"
        rows={1}
        dir="auto"
        aria-label={label}
        placeholder={placeholder}
        onInput={() => {
          if (area.current) grow(area.current);
          remember();
        }}
        onSelect={remember}
        onKeyDown={onKeyDown}
        onBlur={() => {
          // The window lost the focus, not the field: it goes on when the person comes back.
          if (area.current !== area.current?.ownerDocument.activeElement) end("blur");
        }}
      />
      {value !== base.current && (
        <span class="cjm-editor__note" role="status">
          {map.t("map.changed_elsewhere", { text: value.slice(0, 200) })}
        </span>
      )}
    </>
  );
}
