/** The form behind the mark of a field: evidence, privacy and, for a field of one's own, its name and kind. */
import { edit_persona } from "../../core/commands";
import {
  type Changes,
  custom_key,
  EVIDENCE,
  edit_custom,
  evidence_of,
  free_name,
  is_private,
  KINDS,
  move_custom,
  own_field,
  type Persona,
  remove_custom,
  with_evidence,
  with_private,
} from "../../core/persona_fields";
import { get } from "../../core/state";
import type { CustomField } from "../../core/types.gen";
import { useBoard } from "../board";
import { Icon } from "../shell/icon";
import { InlineText } from "./InlineText";
import { Radios } from "./Radios";

/** Commit a change of one persona that is worked out on what it is at that moment. */
export function useChange(id: string) {
  const { store } = useBoard();
  return (label: string, change: (now: Persona) => Changes): boolean => {
    const state = store.snapshot.state;
    const now = get(state, "personas", id) as Persona | undefined;
    return now ? store.commit(label, edit_persona(state, id, change(now))) : false;
  };
}

export interface FieldFormProps {
  persona: Persona;
  field: string;
  title: string;
  plain: boolean;
  onClose: () => void;
}

export function FieldForm({ persona, field, title, plain, onClose }: FieldFormProps) {
  return (
    <div class="cjm-form">
      {!plain && <EvidenceForm {...{ persona, field }} />}
      <PrivateSwitch {...{ persona, field }} />
      <OwnForm {...{ persona, field, title, onClose }} />
    </div>
  );
}

function EvidenceForm({ persona, field }: Pick<FieldFormProps, "persona" | "field">) {
  const { t, locked } = useBoard();
  const change = useChange(persona.id);
  const said = evidence_of(persona, field);
  return (
    <>
      <Radios
        kind="words"
        label={t("persona.rests_on")}
        options={EVIDENCE.map((kind) => t(`persona.evidence_${kind}`))}
        value={said?.evidence ? EVIDENCE.indexOf(said.evidence) + 1 : 0}
        clearable
        read_only={locked}
        option_class={(choice) => `cjm-radio--${EVIDENCE[choice - 1]}`}
        onPick={(choice) =>
          change("set_evidence", (now) =>
            with_evidence(now, field, { evidence: EVIDENCE[choice - 1] ?? null }),
          )
        }
      />
      {(["quote", "source", "rows"] as const).map((part) => (
        <div key={part} class="cjm-form__row">
          <span class="cjm-form__label" aria-hidden="true">
            {t(`persona.evidence_${part}`)}
          </span>
          <InlineText
            single={part !== "quote"}
            value={said?.[part] ?? ""}
            label={t(`persona.evidence_${part}`)}
            placeholder={t(`persona.evidence_${part}_hint`)}
            read_only={locked}
            onCommit={(text) => change("set_evidence", (now) => with_evidence(now, field, { [part]: text }))}
          />
        </div>
      ))}
    </>
  );
}

/** Keep a field to the live board and the file. */
export function PrivateSwitch({ persona, field }: Pick<FieldFormProps, "persona" | "field">) {
  const { t, locked } = useBoard();
  const change = useChange(persona.id);
  const hidden = is_private(persona, field);
  return (
    <button
      type="button"
      class="cjm-switch"
      role="switch"
      aria-checked={hidden}
      aria-disabled={locked}
      onClick={() => !locked && change("set_private", (now) => with_private(now, [field], !hidden))}
    >
      <span class="cjm-switch__track" aria-hidden="true">
        <span class="cjm-switch__knob" />
      </span>
      <span>
        <Icon name="lock" size={12} /> {t("persona.keep_private")}
        <small class="cjm-switch__hint">{t("persona.private_hint")}</small>
      </span>
    </button>
  );
}

type OwnFormProps = Omit<FieldFormProps, "plain">;

/** Name, kind, ends, place and removal of a field of one's own. */
function OwnForm({ persona, field, title, onClose }: OwnFormProps) {
  const { t, locked, announce } = useBoard();
  const change = useChange(persona.id);
  const own = own_field(persona, field);
  if (!own || locked) return null;
  const at = persona.custom_fields.indexOf(own);
  const edit = (values: Partial<CustomField>) =>
    change("edit_field", (now) => edit_custom(now, field, values));
  const move = (by: number) => {
    change("move_field", (now) => move_custom(now, field, at + by));
    announce(t("persona.moved", { field: title, place: at + by + 1, count: persona.custom_fields.length }));
  };
  return (
    <div class="cjm-form__own">
      <label class="cjm-form__row">
        <span class="cjm-form__label">{t("persona.kind")}</span>
        <select
          class="cjm-select"
          value={own.kind}
          onChange={(event) => edit({ kind: event.currentTarget.value as CustomField["kind"] })}
        >
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`persona.kind_${kind}`)}
            </option>
          ))}
        </select>
      </label>
      <div class="cjm-form__buttons">
        <button
          type="button"
          class="cjm-chip-button"
          aria-disabled={at === 0}
          onClick={() => at > 0 && move(-1)}
        >
          {t("persona.move_up")}
        </button>
        <button
          type="button"
          class="cjm-chip-button"
          aria-disabled={at === persona.custom_fields.length - 1}
          onClick={() => at < persona.custom_fields.length - 1 && move(1)}
        >
          {t("persona.move_down")}
        </button>
        <button
          type="button"
          class="cjm-chip-button cjm-chip-button--grave"
          onClick={() => {
            onClose();
            change("remove_field", (now) => remove_custom(now, field));
            announce(t("persona.removed", { field: title }));
          }}
        >
          <Icon name="trash" size={12} /> {t("persona.remove_field")}
        </button>
      </div>
    </div>
  );
}

/** The name of a field of one's own, edited where it stands. */
export function OwnName({ persona, own, fresh }: { persona: Persona; own: CustomField; fresh: boolean }) {
  const { t, locked } = useBoard();
  const change = useChange(persona.id);
  const rename = (name: string) =>
    change("edit_field", (now) => edit_custom(now, custom_key(own.name), { name: free_name(now, name) }));
  return (
    <InlineText
      single
      required
      value={own.name}
      label={t("persona.field_name", { field: own.name })}
      read_only={locked}
      auto_focus={fresh}
      select_all
      onCommit={rename}
    />
  );
}
