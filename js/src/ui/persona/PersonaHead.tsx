/** The head of a persona card: face, name and role; reads and commits through the board only. */
import { persona_initials } from "../../core/project";
import { People, Status, useBoard } from "../board";
import { HistoryButtons } from "../history_buttons";
import { fault_text } from "../shell/picture";
import { Avatar } from "./Avatar";
import { PrivateSwitch, useChange } from "./FieldForm";
import { FieldMark } from "./FieldMark";
import { COLORS, type Persona } from "./fields";
import { InlineText } from "./InlineText";

interface HeadProps {
  persona: Persona;
  color: (typeof COLORS)[number];
}

export function PersonaHead({ persona, color }: HeadProps) {
  return (
    <header class="cjm-persona__header">
      <div class="cjm-persona__tools">
        <HistoryButtons />
        <People />
        <Status />
      </div>
      <PersonaFace persona={persona} color={color} />
      <PersonaName persona={persona} />
    </header>
  );
}

const named = (color: (typeof COLORS)[number]) => `persona.color_${color}` as const;

/** The face with the form of its colour and picture. */
export function PersonaFace({ persona, color }: HeadProps) {
  const { t, locked } = useBoard();
  const change = useChange(persona.id);
  return (
    <Avatar
      initials={persona_initials(persona.name, persona.role)}
      color={color}
      picture={persona.avatar}
      label={t("persona.face")}
      shows={
        persona.avatar
          ? t("persona.picture_picture")
          : t("common.labelled", { name: t("persona.color"), value: t(named(color)) })
      }
      names={COLORS.map((each) => t(named(each)))}
      text={(key) => t(key === "color" ? "persona.color" : `persona.picture_${key}`)}
      read_only={locked}
      onPick={(next) => change("edit_persona", () => ({ color: next }))}
      onPicture={(avatar) => change("set_avatar", () => ({ avatar }))}
      onFault={(fault) => fault_text(t, fault)}
    >
      {persona.avatar && <PrivateSwitch persona={persona} field="avatar" />}
    </Avatar>
  );
}

/** Name and role, each edited where it stands. */
export function PersonaName({ persona, level = 3 }: { persona: Persona; level?: 3 | 4 }) {
  const { t, locked } = useBoard();
  const change = useChange(persona.id);
  const Heading = level === 3 ? "h3" : "h4";
  return (
    <div class="cjm-persona__who">
      <div class="cjm-persona__line" data-place={`persona:${persona.id}:name`}>
        <Heading class="cjm-persona__name">
          <InlineText
            single
            required
            value={persona.name}
            label={t("persona.name")}
            read_only={locked}
            onCommit={(name) => change("edit_persona", () => ({ name }))}
          />
        </Heading>
        <FieldMark plain persona={persona} field="name" title={t("persona.name")} />
      </div>
      <div class="cjm-persona__line" data-place={`persona:${persona.id}:role`}>
        <p class="cjm-persona__role">
          <InlineText
            single
            value={persona.role}
            label={t("persona.role")}
            placeholder={t("persona.add_role")}
            read_only={locked}
            onCommit={(role) => change("edit_persona", () => ({ role }))}
          />
        </p>
        {persona.role && <FieldMark persona={persona} field="role" title={t("persona.role")} />}
      </div>
    </div>
  );
}
