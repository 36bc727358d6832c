/** A name or description on the map: text that becomes a field when its place is edited; knows no records. */
import { useEditing, useMap } from "./context";
import { Editor } from "./Editor";

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

/** Draw the text, or its field. A double click edits. */
export function Editable(props: EditableProps) {
  const { place, field, value, fallback = "", label, placeholder } = props;
  const map = useMap();
  const editing = useEditing(place);
  if (editing?.field === field) {
    return (
      <span class={`${props.class} cjm-editing`}>
        <Editor editing={editing} value={value} label={label} placeholder={placeholder ?? fallback} single={field !== "description"} />
      </span>
    );
  }
  const shown = value || fallback;
  if (!shown) return null;
  return (
    <span class={props.class} dir="auto" onDblClick={() => map.edit(place, field, "all")}>
      {shown}
    </span>
  );
}
