/** Personas side by side, one a column, the rows of their fields aligned; every cell is edited in place. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { custom_key, is_empty, type Persona, tally } from "../../core/persona_fields";
import { persona_color } from "../../core/project";
import { useBoard } from "../board";
import { FieldBody } from "../persona/FieldBody";
import { useChange } from "../persona/FieldForm";
import { FieldMark } from "../persona/FieldMark";
import { FIELDS, type FieldName } from "../persona/fields";
import { Meter } from "../persona/Meter";
import { OwnBody } from "../persona/OwnBody";
import { PersonaFace, PersonaName } from "../persona/PersonaHead";
import { PersonaMenu } from "./PersonaMenu";

export interface CompareProps {
  /** Those shown, in order. */
  personas: readonly Persona[];
  all: readonly Persona[];
  /** The one just added: its name takes the focus. */
  fresh: string | null;
}

const color_of = (persona: Persona, all: readonly Persona[]) =>
  persona_color(
    persona,
    all.findIndex((one) => one.id === persona.id),
  );

/** The names of all own fields of those shown, each once, in the order they are met. */
function own_names(personas: readonly Persona[]): string[] {
  return [...new Set(personas.flatMap((persona) => persona.custom_fields.map((own) => own.name)))];
}

export function Compare({ personas, all, fresh }: CompareProps) {
  const { t } = useBoard();
  const rows = FIELDS.filter((name) => personas.some((persona) => !is_empty(persona, name)));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keyboard
    <section class="cjm-compare" aria-label={t("deck.view_compare")} tabIndex={0}>
      <table class="cjm-compare__table">
        <thead>
          <tr>
            <td class="cjm-compare__corner" />
            {personas.map((persona) => (
              <Head key={persona.id} {...{ persona, all }} fresh={persona.id === fresh} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((name) => (
            <Row key={name} title={t(`persona.${name}`)} {...{ personas, all }} kind={name}>
              {(persona) => <Cell persona={persona} name={name} />}
            </Row>
          ))}
          {own_names(personas).map((name) => (
            <Row key={custom_key(name)} title={name} {...{ personas, all }} kind="own">
              {(persona) => <OwnCell persona={persona} name={name} />}
            </Row>
          ))}
          <Row title={t("persona.evidence")} {...{ personas, all }} kind="evidence">
            {(persona) => {
              const counts = tally(persona);
              return counts.total > 0 ? <Meter tally={counts} t={t} /> : null;
            }}
          </Row>
        </tbody>
      </table>
    </section>
  );
}

interface HeadProps {
  persona: Persona;
  all: readonly Persona[];
  fresh: boolean;
}

function Head({ persona, all, fresh }: HeadProps) {
  const cell = useRef<HTMLTableCellElement>(null);
  useLayoutEffect(() => {
    if (!fresh) return;
    const name = cell.current?.querySelector<HTMLTextAreaElement>(".cjm-persona__name textarea");
    name?.focus();
    name?.select();
    cell.current?.scrollIntoView?.({ block: "nearest", inline: "nearest" });
  }, [fresh]);
  const color = color_of(persona, all);
  return (
    <th
      ref={cell}
      scope="col"
      class="cjm-compare__head"
      style={{ "--cjm-persona": `var(--cjm-color-${color})` }}
    >
      <div class="cjm-compare__who">
        <PersonaFace persona={persona} color={color} />
        <PersonaName persona={persona} level={4} />
        <PersonaMenu persona={persona} all={all} />
      </div>
    </th>
  );
}

interface RowProps {
  title: string;
  kind: string;
  personas: readonly Persona[];
  all: readonly Persona[];
  children: (persona: Persona) => preact.ComponentChildren;
}

function Row({ title, kind, personas, all, children }: RowProps) {
  return (
    <tr>
      <th scope="row" class="cjm-compare__label" dir="auto">
        {title}
      </th>
      {personas.map((persona) => (
        <td
          key={persona.id}
          class={`cjm-field cjm-compare__cell cjm-field--${kind}`}
          style={{ "--cjm-persona": `var(--cjm-color-${color_of(persona, all)})` }}
        >
          {children(persona)}
        </td>
      ))}
    </tr>
  );
}

function Cell({ persona, name }: { persona: Persona; name: FieldName }) {
  const { t } = useBoard();
  const change = useChange(persona.id);
  const empty = is_empty(persona, name);
  return (
    <>
      {!empty && (
        <FieldMark persona={persona} field={name} title={t(`persona.${name}`)} plain={name === "segment"} />
      )}
      <div class="cjm-field__value">
        <FieldBody
          name={name}
          persona={persona}
          commit={(fields) => change("edit_persona", () => fields)}
          fresh={false}
        />
      </div>
    </>
  );
}

function OwnCell({ persona, name }: { persona: Persona; name: string }) {
  const own = persona.custom_fields.find((each) => each.name === name);
  if (!own) return null;
  return (
    <>
      <FieldMark persona={persona} field={custom_key(name)} title={name} />
      <div class="cjm-field__value">
        <OwnBody persona={persona} own={own} />
      </div>
    </>
  );
}
