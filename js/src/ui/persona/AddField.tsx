/** The quiet way to the fields that are still empty, and to fields of one's own; knows no record, no store. */
import { useState } from "preact/hooks";

interface Choice<Name extends string> {
  name: Name;
  title: string;
}

export interface AddFieldProps<Name extends string, Kind extends string> {
  label: string;
  fields: readonly Choice<Name>[];
  own_label: string;
  kinds: readonly Choice<Kind>[];
  onAdd: (name: Name) => void;
  onOwn: (kind: Kind) => void;
}

/** One button that unfolds into a button for each empty field and each kind of one's own. */
export function AddField<Name extends string, Kind extends string>(props: AddFieldProps<Name, Kind>) {
  const { label, fields, own_label, kinds } = props;
  const [open, setOpen] = useState(false);
  return (
    <div class="cjm-add">
      <button type="button" class="cjm-add__toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span aria-hidden="true">{open ? "−" : "+"}</span> {label}
      </button>
      {open && fields.length > 0 && <Group label={label} choices={fields} onPick={props.onAdd} />}
      {open && (
        <>
          <p class="cjm-add__title" aria-hidden="true">
            {own_label}
          </p>
          <Group label={own_label} choices={kinds} onPick={props.onOwn} />
        </>
      )}
    </div>
  );
}

interface GroupProps<Name extends string> {
  label: string;
  choices: readonly Choice<Name>[];
  onPick: (name: Name) => void;
}

function Group<Name extends string>({ label, choices, onPick }: GroupProps<Name>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of buttons, no form
    <div class="cjm-add__fields" role="group" aria-label={label}>
      {choices.map(({ name, title }) => (
        <button key={name} type="button" class="cjm-chip-button" onClick={() => onPick(name)}>
          + {title}
        </button>
      ))}
    </div>
  );
}
