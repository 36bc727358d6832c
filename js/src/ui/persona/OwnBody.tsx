/** What a field of one's own holds: a text, a list, tags, or a slider whose ends have names. */
import { percent } from "../../core/format";
import { custom_key, edit_custom, type Persona } from "../../core/persona_fields";
import type { CustomField } from "../../core/types.gen";
import { useBoard } from "../board";
import { Bar } from "./Bar";
import { useChange } from "./FieldForm";
import { InlineText } from "./InlineText";
import { ListField } from "./ListField";
import { Tags } from "./Tags";

export function OwnBody({ persona, own }: { persona: Persona; own: CustomField }) {
  const { t, locked } = useBoard();
  const change = useChange(persona.id);
  const edit = (values: Partial<CustomField>) =>
    change("edit_field", (now) => edit_custom(now, custom_key(own.name), values));
  const common = { label: own.name, read_only: locked };
  if (own.kind === "slider") return <Slider own={own} edit={edit} />;
  if (own.kind === "tags") {
    return <Tags {...common} values={own.items} onCommit={(items) => edit({ items })} />;
  }
  if (own.kind === "list") {
    return (
      <ListField
        {...common}
        values={own.items}
        item_label={(index) => t("persona.item", { field: own.name, number: index + 1 })}
        placeholder={t("persona.add_item")}
        onCommit={(items) => edit({ items })}
      />
    );
  }
  return (
    <InlineText
      {...common}
      value={own.text}
      placeholder={t("persona.add_text")}
      onCommit={(text) => edit({ text })}
    />
  );
}

function Slider({ own, edit }: { own: CustomField; edit: (values: Partial<CustomField>) => boolean }) {
  const { t, locale, locked } = useBoard();
  const spoken = (value: number) =>
    own.low || own.high
      ? t("persona.slider_spoken", {
          share: percent(value, locale),
          low: own.low || "0",
          high: own.high || "1",
        })
      : percent(value, locale);
  return (
    <div class="cjm-own-slider">
      <Bar
        label={own.name}
        weight={own.value}
        percent={(value) => percent(value, locale)}
        spoken={spoken}
        read_only={locked}
        onWeight={(value) => edit({ value })}
      />
      {(["low", "high"] as const).map((end) => (
        <span key={end} class={`cjm-own-slider__end cjm-own-slider__end--${end}`}>
          <InlineText
            single
            value={own[end]}
            label={t(`persona.slider_${end}`, { field: own.name })}
            placeholder={t(`persona.add_${end}`)}
            read_only={locked}
            onCommit={(text) => edit({ [end]: text })}
          />
        </span>
      ))}
    </div>
  );
}
