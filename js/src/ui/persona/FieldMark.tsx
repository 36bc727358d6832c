/** The small mark beside a field: what it rests on, whether it is private; opens the form for both. */
import { useRef, useState } from "preact/hooks";
import { evidence_of, is_private, type Persona } from "../../core/persona_fields";
import { useBoard } from "../board";
import { Icon } from "../shell/icon";
import { Popover } from "../shell/popover";
import { FieldForm } from "./FieldForm";

export interface FieldMarkProps {
  persona: Persona;
  /** Key of the field, and what it is called. */
  field: string;
  title: string;
  /** Fields such as the name rest on nothing. */
  plain?: boolean;
}

/** One button a field; where nothing was said it only shows when the field is looked at. */
export function FieldMark({ persona, field, title, plain = false }: FieldMarkProps) {
  const { t, locked } = useBoard();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const kind = plain ? null : (evidence_of(persona, field)?.evidence ?? null);
  const hidden = is_private(persona, field);
  const said = [kind && t(`persona.evidence_${kind}`), hidden && t("persona.private")]
    .filter(Boolean)
    .join(", ");
  if (locked && !said) return null;
  const label = said ? t("persona.mark_said", { field: title, said }) : t("persona.mark", { field: title });
  return (
    <span class="cjm-field__mark">
      <button
        ref={button}
        type="button"
        class={`cjm-mark-button${said ? " is-said" : ""}`}
        aria-label={label}
        title={said || t("persona.mark_title")}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-disabled={locked}
        onClick={() => !locked && setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key === "Escape") setOpen(false);
        }}
      >
        {hidden && <Icon name="lock" size={11} />}
        {kind && <span class={`cjm-mark cjm-mark--${kind}`} aria-hidden="true" />}
        {!said && <Icon name="ellipsis" size={13} />}
      </button>
      {open && (
        <Popover label={t("persona.about", { field: title })} anchor={button} onClose={() => setOpen(false)}>
          <FieldForm {...{ persona, field, title, plain }} onClose={() => setOpen(false)} />
        </Popover>
      )}
    </span>
  );
}
