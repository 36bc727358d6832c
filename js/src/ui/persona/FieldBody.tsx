/** Which editor a field of a persona gets; commits through what it is given, knows no store. */
import { percent } from "../../core/format";
import { useBoard } from "../board";
import { Channels } from "./Channels";
import { type FieldName, LISTS, type ListName, type Persona, SCORES } from "./fields";
import { InlineText } from "./InlineText";
import { ListField } from "./ListField";
import { Radios } from "./Radios";

export interface FieldBodyProps {
  name: FieldName;
  persona: Persona;
  /** The field has just been asked for and is still empty: take the focus. */
  fresh: boolean;
  commit: (fields: Partial<Persona>) => boolean;
}

function is_list(name: FieldName): name is ListName {
  return name === "accessibility_needs" || (LISTS as readonly string[]).includes(name);
}

function is_score(name: FieldName): name is (typeof SCORES)[number] {
  return (SCORES as readonly string[]).includes(name);
}

export function FieldBody({ name, persona, fresh, commit }: FieldBodyProps) {
  const { t, locale, locked } = useBoard();
  const label = t(`persona.${name}`);
  if (name === "channels") {
    return (
      <Channels
        channels={persona.channels}
        percent={(weight) => percent(weight, locale)}
        text={(key, channel) => t(`persona.channel_${key}`, { channel })}
        read_only={locked}
        auto_focus={fresh}
        onCommit={(channels) => commit({ channels })}
      />
    );
  }
  if (is_score(name)) return <Score {...{ name, persona, fresh, commit }} label={label} />;
  if (is_list(name)) {
    return (
      <ListField
        values={persona[name]}
        label={label}
        item_label={(index) => t("persona.item", { field: label, number: index + 1 })}
        placeholder={t(`persona.add_${name}`)}
        read_only={locked}
        auto_focus={fresh}
        onCommit={(texts) => commit({ [name]: texts })}
      />
    );
  }
  return (
    <InlineText
      single={name !== "quote"}
      value={persona[name]}
      label={label}
      placeholder={t(`persona.add_${name}`)}
      read_only={locked}
      auto_focus={fresh}
      onCommit={(text) => commit({ [name]: text })}
    />
  );
}

interface ScoreProps extends FieldBodyProps {
  name: (typeof SCORES)[number];
  label: string;
}

function Score({ name, label, persona, fresh, commit }: ScoreProps) {
  const { t, locked } = useBoard();
  const value = persona[name] ?? 0;
  return (
    <div class="cjm-score">
      <Radios
        kind="steps"
        label={label}
        options={[1, 2, 3, 4, 5].map((step) => t(`persona.${name}_${step as 1}`))}
        value={value}
        clearable
        read_only={locked}
        auto_focus={fresh}
        onPick={(step) => commit({ [name]: step === 0 ? null : step })}
      />
      <span class="cjm-score__word" aria-hidden="true">
        {value > 0 && t(`persona.${name}_${value as 1}`)}
      </span>
    </div>
  );
}
