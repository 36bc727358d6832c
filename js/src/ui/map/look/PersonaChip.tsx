/** A persona over the map: a press shows only what is theirs or everybody's, again shows all; knows no lanes. */
import type { PersonaView } from "../../../core/project";
import { get } from "../../../core/state";
import { toggle } from "./Filter";
import { useTold } from "./use_look";

export function PersonaChip({ persona }: { persona: PersonaView }) {
  const map = useTold("lens");
  const { id, name, role, initials, color } = persona;
  const who = [name, role].filter(Boolean).join(", ");
  const person = get(map.state, "personas", id);
  const picture = person?.private.includes("avatar") ? "" : person?.avatar;
  const title = map.t("views.only_persona", { name: who });
  return (
    <button
      type="button"
      class="cjm-persona-chip"
      aria-pressed={map.lens.filters.personas.includes(id)}
      title={title}
      onClick={() => toggle(map, "personas", id)}
    >
      {picture ? (
        <img class="cjm-avatar" style={{ objectFit: "cover" }} src={picture} alt="" />
      ) : (
        <span class="cjm-avatar" style={{ background: `var(--cjm-color-${color})` }} aria-hidden="true">
          {initials}
        </span>
      )}
      <span dir="auto">
        {name || role}
        {name && role && <span class="cjm-persona-chip__role">, {role}</span>}
      </span>
    </button>
  );
}
