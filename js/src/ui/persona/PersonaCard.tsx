/** The card of one persona, every field edited in place; reads and commits through the board only. */
import { useState } from "preact/hooks";
import { edit_persona } from "../../core/commands";
import { persona_color, persona_initials } from "../../core/project";
import { get, personas } from "../../core/state";
import { Status, useBoard } from "../board";
import { HistoryButtons } from "../history_buttons";
import { AddField } from "./AddField";
import { Avatar } from "./Avatar";
import { FieldBody } from "./FieldBody";
import { COLORS, FACTS, FIELDS, type FieldName, is_empty, type Persona } from "./fields";
import { InlineText } from "./InlineText";

type Commit = (fields: Partial<Persona>) => boolean;

/** Draw the card of the board's persona, or say that it is gone. */
export function PersonaCard() {
  const { snap, store, t, persona_id } = useBoard();
  const found = persona_id ? get(snap.state, "personas", persona_id) : personas(snap.state)[0];
  if (!found) return <p class="cjm-persona__gone">{t("persona.gone")}</p>;
  const persona = found as Persona;
  const commit: Commit = (fields) =>
    store.commit("edit_persona", edit_persona(store.snapshot.state, persona.id, fields));
  const color = persona_color(persona, 0);
  return (
    <article
      class="cjm-persona"
      aria-label={persona.name}
      style={{ "--cjm-persona": `var(--cjm-color-${color})` }}
    >
      <Header persona={persona} color={color} commit={commit} />
      <Body persona={persona} commit={commit} />
    </article>
  );
}

interface PartProps {
  persona: Persona;
  commit: Commit;
}

function Header({ persona, commit, color }: PartProps & { color: string }) {
  const { t, locked } = useBoard();
  return (
    <header class="cjm-persona__header">
      <div class="cjm-persona__tools">
        <HistoryButtons />
        <Status />
      </div>
      <Avatar
        initials={persona_initials(persona.name, persona.role)}
        color={color}
        label={t("persona.color")}
        names={COLORS.map((each) => t(`persona.color_${each}`))}
        read_only={locked}
        onPick={(next) => commit({ color: next })}
      />
      <div class="cjm-persona__who">
        <h3 class="cjm-persona__name">
          <InlineText
            single
            required
            value={persona.name}
            label={t("persona.name")}
            read_only={locked}
            onCommit={(name) => commit({ name })}
          />
        </h3>
        <p class="cjm-persona__role">
          <InlineText
            single
            value={persona.role}
            label={t("persona.role")}
            placeholder={t("persona.add_role")}
            read_only={locked}
            onCommit={(role) => commit({ role })}
          />
        </p>
      </div>
    </header>
  );
}

/** The fields that hold something, the one being added, and the way to the others. */
function Body({ persona, commit }: PartProps) {
  const { t, locked } = useBoard();
  const [opened, setOpened] = useState<FieldName | null>(null);
  const shown = (name: FieldName) => name === opened || !is_empty(persona, name);
  const field = (name: FieldName, kind: string) =>
    shown(name) && (
      <Field
        key={name}
        name={name}
        kind={kind}
        onEnter={() => setOpened(name)}
        onLeave={() => setOpened((now) => (now === name ? null : now))}
      >
        <FieldBody
          name={name}
          persona={persona}
          commit={commit}
          fresh={name === opened && is_empty(persona, name)}
        />
      </Field>
    );
  const empty = FIELDS.filter((name) => !shown(name));
  const rows = FIELDS.filter((name) => name !== "quote" && !(FACTS as readonly string[]).includes(name));
  return (
    <>
      {field("quote", "quote")}
      {FACTS.some(shown) && <div class="cjm-facts">{FACTS.map((name) => field(name, "fact"))}</div>}
      <div class="cjm-rows">{rows.map((name) => field(name, "row"))}</div>
      {!locked && (
        <AddField
          label={t("persona.add_field")}
          fields={empty.map((name) => ({ name, title: t(`persona.${name}`) }))}
          onAdd={setOpened}
        />
      )}
    </>
  );
}

interface FieldProps {
  name: FieldName;
  kind: string;
  onEnter: () => void;
  onLeave: () => void;
  children: preact.ComponentChildren;
}

/** One field with its name; an emptied field stays as long as the focus is in it. */
function Field({ name, kind, onEnter, onLeave, children }: FieldProps) {
  const { t } = useBoard();
  return (
    <div
      class={`cjm-field cjm-field--${kind} cjm-field--${name}`}
      onFocusIn={onEnter}
      onFocusOut={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) onLeave();
      }}
    >
      <span class="cjm-field__label" aria-hidden="true">
        {t(`persona.${name}`)}
      </span>
      <div class="cjm-field__value">{children}</div>
    </div>
  );
}
