/** Decisions about labels of the data: which stage each meets; pure, knows no message and draws nothing. */
import type { Op } from "./protocol";
import { get, type State } from "./state";
import type { Assignment } from "./types.gen";

/** A label, and the id of the record that keeps what is decided about it. */
export interface Label {
  readonly id: string;
  readonly label: string;
}

const record_of = (state: State, journey_id: string, { id, label }: Label): Assignment =>
  get(state, "assignments", id) ?? { id, journey_id, label, stage_id: null, outside: false, refused: [] };

/** Tell whether a label was given to a stage, or left without one on purpose. */
export function is_decided(state: State, id: string): boolean {
  const record = get(state, "assignments", id);
  return record !== undefined && (record.stage_id !== null || record.outside);
}

/** The stage a label is in by what is decided here; undefined where nothing is. */
export function decided_stage(state: State, id: string): string | null | undefined {
  if (!is_decided(state, id)) return undefined;
  const record = get(state, "assignments", id) as Assignment;
  return record.outside ? null : record.stage_id;
}

/** Give labels to stages; null leaves one without a stage on purpose. */
export function decide(
  state: State,
  journey_id: string,
  chosen: readonly (Label & { readonly stage_id: string | null })[],
): Op[] {
  const last = new Map(chosen.map((each) => [each.id, each]));
  return [...last.values()]
    .filter(({ id, stage_id }) => decided_stage(state, id) !== stage_id)
    .map(({ stage_id, ...label }) => ({
      op: "put",
      table: "assignments",
      record: { ...record_of(state, journey_id, label), stage_id, outside: stage_id === null },
    }));
}

/** Let a label meet what it meets by itself again; what was refused for it stays refused. */
export function take_back(state: State, id: string): Op[] {
  const record = get(state, "assignments", id);
  if (!record || !is_decided(state, id)) return [];
  if (!record.refused.length) return [{ op: "remove", table: "assignments", id }];
  return [{ op: "patch", table: "assignments", id, fields: { stage_id: null, outside: false } }];
}

/** Propose a stage for a label no more. */
export function refuse(state: State, journey_id: string, label: Label, stage_id: string): Op[] {
  const record = record_of(state, journey_id, label);
  if (record.refused.includes(stage_id)) return [];
  const wanted = { ...record, refused: [...record.refused, stage_id] };
  return [{ op: "put", table: "assignments", record: wanted }];
}
