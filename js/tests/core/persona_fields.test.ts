/** The fields of a persona do what the shared vectors say, as in Python; the deck's gestures and filter. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as deck from "../../src/core/deck";
import { apply, read_tables } from "../../src/core/ops";
import * as fields from "../../src/core/persona_fields";
import { get, personas, type State } from "../../src/core/state";
import { path_of } from "../root";

const VECTORS = JSON.parse(readFileSync(path_of("tests/fixtures/personas/fields.json"), "utf8"));
type Verb = (persona: fields.Persona, ...given: unknown[]) => fields.Changes;
const VERBS = fields as unknown as { [name: string]: Verb };

const state_of = (...people: object[]): State =>
  read_tables({
    personas: Object.fromEntries(people.map((one) => [(one as { id: string }).id, one])),
  } as never);
const first = (state: State) => personas(state)[0] as fields.Persona;

describe("fields of a persona", () => {
  for (const { name, do: call, expect: wanted } of VECTORS.cases) {
    it(name, () => {
      const before = state_of(VECTORS.persona);
      const [verb, ...given] = call;
      const changes = VERBS[verb]?.(first(before), ...given) as fields.Changes;
      expect(Object.keys(changes).sort()).toEqual(Object.keys(wanted).sort());
      const id = VECTORS.persona.id;
      const after = Object.keys(changes).length
        ? apply(before, [{ op: "patch", table: "personas", id, fields: changes as never }]).state
        : before;
      expect(first(after)).toEqual(first(state_of({ ...VECTORS.persona, ...wanted })));
    });
  }

  it("counts filled fields only", () => {
    const persona = first(state_of(VECTORS.persona));
    expect(fields.tally(persona)).toEqual(VECTORS.tally);
    expect(fields.filled(persona)).toEqual(VECTORS.filled);
  });

  it("finds a name that is free", () => {
    const persona = first(state_of(VECTORS.persona));
    expect(fields.free_name(persona, "Pets")).toBe("Pets");
    expect(fields.free_name(persona, "Mood")).toBe("Mood 2");
    expect(fields.edit_custom(persona, "custom:Mood", { name: "Notes" })).toEqual({});
  });
});

describe("the deck", () => {
  const people = () =>
    state_of(
      { id: "persona_aaaa0001", name: "Hélène", role: "Nurse", goals: ["Calm"], order: "a0", x: 0.5, y: 0.5 },
      {
        id: "persona_aaaa0002",
        name: "Robert",
        archetype: "Loyal",
        order: "a1",
        evidence: [{ field: "archetype", evidence: "assumed" }],
      },
    );
  const done = (state: State, ops: Parameters<typeof apply>[1]) => apply(state, ops).state;
  const names = (state: State) => personas(state).map((one) => one.name);

  it("adds, copies, moves and removes", () => {
    let state = people();
    const [added, id] = deck.add_persona(state, { name: "Ana" });
    state = done(state, added);
    expect(get(state, "personas", id)?.color).toBe("teal");
    const [copied, twin] = deck.duplicate_persona(state, "persona_aaaa0001", "Hélène 2");
    state = done(state, copied);
    expect(names(state)).toEqual(["Hélène", "Hélène 2", "Robert", "Ana"]);
    expect(get(state, "personas", twin)).toMatchObject({ goals: ["Calm"], x: null, y: null });
    state = done(state, deck.move_persona(state, id, 0));
    expect(names(state)[0]).toBe("Ana");
    state = done(state, deck.remove_persona("persona_aaaa0001"));
    expect(names(state)).toEqual(["Ana", "Hélène 2", "Robert"]);
    expect(deck.free_persona_name(state, "Ana")).toBe("Ana 2");
  });

  it("places and takes off, and names the axes once", () => {
    let state = people();
    state = done(state, deck.place_persona(state, "persona_aaaa0002", { x: -1, y: 0.25 }));
    expect(get(state, "personas", "persona_aaaa0002")).toMatchObject({ x: -1, y: 0.25 });
    state = done(state, deck.place_persona(state, "persona_aaaa0002", null));
    expect(get(state, "personas", "persona_aaaa0002")?.x).toBeNull();
    expect(deck.edit_deck(state, { left: "" })).toEqual([]);
    state = done(state, deck.edit_deck(state, { left: "Slow" }));
    state = done(state, deck.edit_deck(state, { right: "Fast" }));
    expect(state.tables.decks.size).toBe(1);
    expect(deck.deck_of(state)).toMatchObject({ left: "Slow", right: "Fast" });
  });

  it("filters by words without case and accents, by role, by evidence", () => {
    const all = personas(people()) as fields.Persona[];
    const found = (filter: Partial<deck.DeckFilter>) =>
      deck.filtered(all, { ...deck.NO_FILTER, ...filter }).map((one) => one.name);
    expect(found({})).toHaveLength(2);
    expect(found({ search: "HELENE calm" })).toEqual(["Hélène"]);
    expect(found({ search: "helene robert" })).toEqual([]);
    expect(found({ role: "Loyal" })).toEqual(["Robert"]);
    expect(found({ evidence: "assumed" })).toEqual(["Robert"]);
    expect(found({ evidence: "unmarked" })).toEqual(["Hélène"]);
    expect(deck.roles_of(all)).toEqual(["Loyal", "Nurse"]);
  });
});
