/** The quiet way to the fields that are still empty; knows no record and no store. */
import { useState } from "preact/hooks";

export interface AddFieldProps<Name extends string> {
  label: string;
  fields: readonly { name: Name; title: string }[];
  onAdd: (name: Name) => void;
}

/** One button that unfolds into a button for each empty field. */
export function AddField<Name extends string>({ label, fields, onAdd }: AddFieldProps<Name>) {
  const [open, setOpen] = useState(false);
  if (fields.length === 0) return null;
  return (
    <div class="cjm-add">
      <button type="button" class="cjm-add__toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span aria-hidden="true">{open ? "−" : "+"}</span> {label}
      </button>
      {open && (
        // biome-ignore lint/a11y/useSemanticElements: a row of buttons, no form
        <div class="cjm-add__fields" role="group" aria-label={label}>
          {fields.map(({ name, title }) => (
            <button key={name} type="button" class="cjm-chip-button" onClick={() => onAdd(name)}>
              + {title}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
