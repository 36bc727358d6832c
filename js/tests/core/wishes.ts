/** Random gestures on a document, as a person might make them. */
import * as commands from "../../src/core/commands";
import type { Op } from "../../src/core/protocol";
import { get, lanes, phases, type State, stages } from "../../src/core/state";
import { type Chance, J, P1 } from "./make";

type Wish = (state: State, random: Chance) => Op[];

const some = <T>(random: Chance, list: readonly T[]): T | undefined =>
  list.length ? random.pick(list) : undefined;
const ids = (table: ReadonlyMap<string, unknown>): string[] => [...table.keys()];

const WISHES: Wish[] = [
  (state, random) => {
    const lane = some(random, lanes(state, J));
    const stage = some(random, stages(state, J));
    const place = { journey_id: J, index: random.below(4), text: `Card ${random.below(1000)}` };
    return lane && stage ? commands.add_card(state, { ...place, lane_id: lane.id, stage_id: stage.id }) : [];
  },
  (state, random) => {
    const card = some(random, ids(state.tables.cards));
    const fields = { text: `Text ${random.below(100)}`, moment_of_truth: random.next() < 0.5 };
    return card ? commands.edit_card(state, card, fields) : [];
  },
  (state, random) => {
    const card = some(random, ids(state.tables.cards));
    const lane = some(random, lanes(state, J));
    const stage = some(random, stages(state, J));
    const to = { lane_id: lane?.id ?? "", stage_id: stage?.id ?? "", index: random.below(3) };
    return card && lane && stage ? commands.move_card(state, card, to) : [];
  },
  (state, random) => commands.remove_cards(state, ids(state.tables.cards).slice(0, random.below(3))),
  (state, random) =>
    commands.add_stage(state, J, { name: `Stage ${random.below(100)}`, index: random.below(3) }),
  (state, random) => {
    const stage = some(random, stages(state, J));
    return stage ? commands.rename_stage(state, stage.id, `Name ${random.below(100)}`) : [];
  },
  (state, random) => {
    const stage = some(random, stages(state, J));
    const phase = some(random, phases(state, J));
    const to = { phase_id: phase?.id ?? "", index: random.below(3) };
    return stage && phase ? commands.move_stage(state, stage.id, to) : [];
  },
  (state, random) => {
    const stage = some(random, stages(state, J));
    return stage && random.next() < 0.4 ? commands.remove_stage(state, stage.id) : [];
  },
  (state, random) =>
    commands.add_lane(state, J, { kind: random.pick(["thoughts", "quotes"]), index: random.below(3) }),
  (state, random) => {
    const lane = some(random, lanes(state, J));
    return lane ? commands.move_lane(state, lane.id, random.below(4)) : [];
  },
  (state, random) => {
    const lane = some(random, lanes(state, J));
    return lane && random.next() < 0.4 ? commands.remove_lane(state, lane.id) : [];
  },
  (state, random) => {
    const stage = some(random, stages(state, J));
    const after = random.pick([0, 0, 0.25, 0.5, 0.99]);
    const curve = { journey_id: J, persona_id: random.pick([P1, null]), value: random.next() * 4 - 2, after };
    return stage ? commands.set_emotion(state, { ...curve, stage_id: stage.id }) : [];
  },
  (state, random) => commands.edit_persona(state, P1, { goals: [`Goal ${random.below(9)}`, "See well"] }),
];

/** A batch that fits `state`; empty at times. */
export function random_batch(state: State, random: Chance): Op[] {
  return get(state, "journeys", J) ? random.pick(WISHES)(state, random) : [];
}
