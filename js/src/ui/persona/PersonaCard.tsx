/** The card of one persona, every field edited in place; reads and commits through the board only. */
import { useState } from "preact/hooks";
import { add_custom, custom_key, free_name, KINDS, tally } from "../../core/persona_fields";
import { persona_color } from "../../core/project";
import { get, personas } from "../../core/state";
import { useBoard } from "../board";
import { AddField } from "./AddField";
import { FieldBody } from "./FieldBody";
import { OwnName, useChange } from "./FieldForm";
import { FieldMark } from "./FieldMark";
import { FACTS, FIELDS, type FieldName, is_empty, type Persona } from "./fields";
import { Meter } from "./Meter";
import { OwnBody } from "./OwnBody";
import { PersonaHead } from "./PersonaHead";
import { SegmentRule, useRule } from "./SegmentRule";

/** Draw the card of the board's persona, or say that it is gone. */
export function PersonaCard() {
  const { snap, t, persona_id } = useBoard();
  const found = persona_id ? get(snap.state, "personas", persona_id) : personas(snap.state)[0];
  if (!found) return <p class="cjm-persona__gone">{t("persona.gone")}</p>;
  const persona = found as Persona;
  const color = persona_color(persona, 0);
  return (
    <article
      class="cjm-persona"
      aria-label={persona.name}
      style={{ "--cjm-persona": `var(--cjm-color-${color})` }}
    >
      <PersonaHead persona={persona} color={color} />
      <Body persona={persona} />
    </article>
  );
}

const ROWS = FIELDS.filter((name) => name !== "quote" && !(FACTS as readonly string[]).includes(name));

/** The fields that hold something, the one being added, and the way to the others. */
function Body({ persona }: { persona: Persona }) {
  const { t, locked } = useBoard();
  const change = useChange(persona.id);
  const [opened, setOpened] = useState<string | null>(null);
  const [born, setBorn] = useState<string | null>(null);
  const rule = useRule(persona.segment, (segment) => change("edit_persona", () => ({ segment })));
  const shown = (name: FieldName) =>
    name === opened || !is_empty(persona, name) || (name === "segment" && rule.refused !== null);
  const follow = (key: string) => ({
    onEnter: () => setOpened(key),
    onLeave: () => setOpened((now) => (now === key ? null : now)),
  });
  const field = (name: FieldName, kind: string) =>
    shown(name) && (
      <Field
        key={name}
        at={`persona:${persona.id}:${name}`}
        class={`cjm-field--${kind} cjm-field--${name}`}
        label={<span aria-hidden="true">{t(`persona.${name}`)}</span>}
        mark={
          <FieldMark persona={persona} field={name} title={t(`persona.${name}`)} plain={name === "segment"} />
        }
        {...follow(name)}
      >
        {name === "segment" ? (
          <SegmentRule {...{ persona, rule }} fresh={name === opened && is_empty(persona, name)} />
        ) : (
          <FieldBody
            name={name}
            persona={persona}
            commit={(fields) => change("edit_persona", () => fields)}
            fresh={name === opened && is_empty(persona, name)}
          />
        )}
      </Field>
    );
  const add_own = (kind: (typeof KINDS)[number]) => {
    const name = free_name(persona, t(`persona.kind_${kind}`));
    if (change("add_field", (now) => add_custom(now, name, kind))) setBorn(custom_key(name));
  };
  const counts = tally(persona);
  return (
    <>
      {field("quote", "quote")}
      {FACTS.some(shown) && <div class="cjm-facts">{FACTS.map((name) => field(name, "fact"))}</div>}
      <div class="cjm-rows">
        {ROWS.map((name) => field(name, "row"))}
        <OwnFields {...{ persona, born, follow }} />
        {counts.total > 0 && (
          <Field class="cjm-field--row cjm-field--evidence" label={t("persona.evidence")}>
            <Meter tally={counts} t={t} />
          </Field>
        )}
      </div>
      {!locked && (
        <AddField
          label={t("persona.add_field")}
          fields={FIELDS.filter((name) => !shown(name)).map((name) => ({
            name,
            title: t(`persona.${name}`),
          }))}
          own_label={t("persona.own_field")}
          kinds={KINDS.map((name) => ({ name, title: t(`persona.kind_${name}`) }))}
          onAdd={setOpened}
          onOwn={add_own}
        />
      )}
    </>
  );
}

interface OwnFieldsProps {
  persona: Persona;
  /** The one just added: its name waits to be replaced. */
  born: string | null;
  follow: (key: string) => { onEnter: () => void; onLeave: () => void };
}

/** The fields the author made, in their order. */
function OwnFields({ persona, born, follow }: OwnFieldsProps) {
  return (
    <>
      {persona.custom_fields.map((own, at) => {
        const key = custom_key(own.name);
        return (
          <Field
            // biome-ignore lint/suspicious/noArrayIndexKey: a rename must not take the focus away
            key={`own ${at}`}
            at={`persona:${persona.id}:own ${at}`}
            class="cjm-field--row cjm-field--own"
            label={<OwnName persona={persona} own={own} fresh={key === born} />}
            mark={<FieldMark persona={persona} field={key} title={own.name} />}
            {...follow(key)}
          >
            <OwnBody persona={persona} own={own} />
          </Field>
        );
      })}
    </>
  );
}

interface FieldProps {
  /** Where others see a person who stands here. */
  at?: string;
  class: string;
  label: preact.ComponentChildren;
  mark?: preact.ComponentChildren;
  onEnter?: () => void;
  onLeave?: () => void;
  children: preact.ComponentChildren;
}

/** One field with its name and mark; an emptied field stays as long as the focus is in it. */
function Field({ at, class: own, label, mark, onEnter, onLeave, children }: FieldProps) {
  return (
    <div
      class={`cjm-field ${own}`}
      data-place={at}
      onFocusIn={onEnter}
      onFocusOut={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) onLeave?.();
      }}
    >
      <span class="cjm-field__label">{label}</span>
      <div class="cjm-field__value">{children}</div>
      {mark}
    </div>
  );
}
