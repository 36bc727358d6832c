/** The small disc that says whose a lane or a card is; the disc alone, no name beside it. */
import { type PersonaColor, persona_color, persona_initials } from "../../../core/project";
import { personas, type State } from "../../../core/state";
import { useMap } from "../context";

interface Person {
  name: string;
  initials: string;
  color: PersonaColor;
}

/** All personas by id, made once for each table of them. */
const people = new WeakMap<object, ReadonlyMap<string, Person>>();

export function person_of(state: State, id: string | null): Person | undefined {
  if (!id) return undefined;
  const table = state.tables.personas;
  let known = people.get(table);
  if (!known) {
    known = new Map(
      personas(state).map((persona, at) => [
        persona.id,
        {
          name: persona.name,
          initials: persona_initials(persona.name, persona.role),
          color: persona_color(persona, at),
        },
      ]),
    );
    people.set(table, known);
  }
  return known.get(id);
}

export function PersonaMark({ id, label }: { id: string | null; label?: string }) {
  const { state } = useMap();
  const person = person_of(state, id);
  if (!person) return null;
  const voice = label
    ? ({ role: "img", "aria-label": label, title: label } as const)
    : ({ "aria-hidden": "true" } as const);
  return (
    <span
      class="cjm-avatar cjm-avatar--small"
      style={{ background: `var(--cjm-color-${person.color})` }}
      {...voice}
    >
      {person.initials}
    </span>
  );
}
