/**
 * A persona over the map and how many customers its rule finds; a press shows only what is theirs or everybody's,
 * again shows all. Knows no lanes.
 */
import { number, percent } from "../../../core/format";
import type { PersonaView } from "../../../core/project";
import { get } from "../../../core/state";
import { useBoard } from "../../board";
import { toggle } from "./Filter";
import { useTold } from "./use_look";

export function PersonaChip({ persona }: { persona: PersonaView }) {
  const map = useTold("lens");
  const { id, name, role, initials, color } = persona;
  const who = [name, role].filter(Boolean).join(", ");
  const person = get(map.state, "personas", id);
  const picture = person?.private.includes("avatar") ? "" : person?.avatar;
  const found = useFound(id);
  const title = [map.t("views.only_persona", { name: who }), found?.said].filter(Boolean).join("\n");
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
      {found?.n && <span class="cjm-persona-chip__n">{found.n}</span>}
    </button>
  );
}

/** What the data say of a persona: how many customers, or why nobody knows; null without a rule or data. */
function useFound(id: string): { n: string | null; said: string } | null {
  const { snap, t, locale } = useBoard();
  const cell = snap.metrics.segment?.[id];
  if (!cell) return null;
  if (cell.value === null) return cell.reason ? { n: null, said: cell.reason } : null;
  const n = number(cell.n, locale);
  return { n: t("map.n", { n }), said: t("views.persona_share", { n, share: percent(cell.value, locale) }) };
}
