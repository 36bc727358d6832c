import { describe, expect, it } from "vitest";
import * as commands from "../../src/core/commands";
import { apply } from "../../src/core/ops";
import { type MapView, persona_initials, project, projector } from "../../src/core/project";
import { get, to_plain } from "../../src/core/state";
import { C1, chance, J, L1, L2, P1, S1, S2, S3, seeds, state } from "./make";
import { random_batch } from "./wishes";

describe("the map view", () => {
  it("of a journey that is not there is null", () => {
    expect(project(state(), "journey_gone0001")).toBeNull();
  });

  it("stays the same object while only words of cards change", () => {
    const before = project(state(), J) as MapView;
    const after = apply(state(), commands.edit_card(state(), C1, { text: "New words" })).state;
    expect(project(after, J, before)).toBe(before);
  });

  it("changes only the cells that a card leaves and enters", () => {
    const before = project(state(), J) as MapView;
    const ops = commands.move_card(state(), C1, { lane_id: L2, stage_id: S3 });
    const view = project(apply(state(), ops).state, J, before) as MapView;
    expect(view.cells[L1]?.[S1]).toEqual(["card_aaaa0002"]);
    expect(view.cells[L2]?.[S3]).toEqual([C1]);
    expect(view.cells[L1]?.[S2]).toBe(before.cells[L1]?.[S2]);
    expect(view.stages).toBe(before.stages);
    expect(view.curves).toBe(before.curves);
  });

  it("is remembered until a table changes", () => {
    const view_of = projector();
    const now = state();
    const first = view_of(now, J);
    expect(view_of(now, J)).toBe(first);
    expect(view_of({ tables: { ...now.tables } }, J)).toBe(first);
    const after = apply(now, commands.edit_persona(now, P1, { color: "teal" })).state;
    const next = view_of(after, J) as MapView;
    expect(next.curves[0]?.color).toBe("teal");
    expect(next.cells).toBe(first?.cells);
    expect(view_of(after, "journey_gone0001")).toBeNull();
    expect(view_of(after, J)).toEqual(next);
  });

  it.each<[string, object, boolean]>([
    ["words", { text: "Other words", tags: ["a"], sentiment: "negative" }, true],
    ["no words", { text: "" }, false],
    ["an evidence class", { evidence: "assumed" }, false],
    ["another order", { order: "a3" }, false],
    ["another stage", { stage_id: S2 }, false],
    ["another lane", { lane_id: L2 }, false],
  ])("is computed again where a card gets %s, if it is in the view", (_what, fields, same) => {
    const view_of = projector();
    const before = apply(
      state(),
      commands.edit_card(state(), "card_aaaa0002", { evidence: "assumed" }),
    ).state;
    const first = view_of(before, J);
    const after = apply(before, commands.edit_card(before, C1, fields)).state;
    expect(view_of(after, J) === first).toBe(same);
    expect(view_of(after, J)).toEqual(project(after, J));
  });

  it.each(seeds(20))("shared with the one before equals a fresh one, seed %i", (seed) => {
    const random = chance(seed);
    const view_of = projector();
    let now = state();
    for (let i = 0; i < 25; i += 1) {
      now = apply(now, random_batch(now, random)).state;
      expect(view_of(now, J)).toEqual(project(now, J));
    }
    const view = view_of(now, J) as MapView;
    const ids = Object.values(view.cells).flatMap((row) => Object.values(row).flat());
    expect([...ids].sort()).toEqual(Object.keys(to_plain(now).cards ?? {}).sort());
    expect(view.phases.flatMap(({ stage_ids }) => stage_ids)).toEqual(view.stages.map(({ id }) => id));
    expect(get(now, "journeys", J)?.id).toBe(view.journey.id);
  });
});

describe("initials", () => {
  it.each([
    ["Julie", "Mother of two", "JM"],
    ["Robert Bernard", "67", "RB"],
    ["éva", "", "ÉV"],
    ["X", "", "X"],
    ["", "nobody", ""],
    ["  Ana  Maria  ", "", "AM"],
    ["👓 Glass", "", "👓G"],
  ])("of %j, %j are %j", (name, role, initials) => expect(persona_initials(name, role)).toBe(initials));
});
