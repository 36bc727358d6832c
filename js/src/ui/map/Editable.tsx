/** A name or description on the map: text that becomes a field when its place is edited; knows no records. */
import { useEditing } from "./context";
import { Editor } from "./Editor";
import { Marked } from "./look/Marked";

interface EditableProps {
  place: string;
  field: string;
  value: string;
  /** What is shown while the author has written nothing. */
  fallback?: string;
  label: string;
  class: string;
  placeholder?: string;
}

/** Draw the text, or its field. */
export function Editable(props: EditableProps) {
  const { place, field, value, fallback = "", label, placeholder } = props;
  const editing = useEditing(place);
  if (editing?.field === field) {
    return (
      <span class={`${props.class} cjm-editing`}>
        <Editor
          editing={editing}
          value={value}
          label={label}
          placeholder={placeholder ?? fallback}
          single={field !== "description"}
        />
      </span>
    );
  }
  const shown = value || fallback;
  if (!shown) return null;
  return (
    <span class={props.class} dir="auto" data-field={field}>
      <Marked text={shown} place={place} />
    </span>
  );
}
