/** Copies of records, and removing phases, against the vectors that Python reads too; the clipboard's own form. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type ClipKind, clip_of, parse_clip, paste_clip } from "../../src/core/clip";
import {
  duplicate_cards,
  duplicate_lane,
  duplicate_phase,
  duplicate_stage,
  duplicate_step,
} from "../../src/core/duplicate";
import { apply, read_tables } from "../../src/core/ops";
import type { Op, PlainTables, Put } from "../../src/core/protocol";
import type { State, TableName } from "../../src/core/state";
import { remove_phase } from "../../src/core/structure";
import { path_of } from "../root";

interface Vector {
  state: PlainTables;
  duplicate?: { id: string; name: string | null };
  remove_phase?: { id: string; keep_stages: boolean };
  copy?: { journey_id: string; ids: string[] };
  to?: { journey_id: string; state: PlainTables };
  expect: { ops: Op[]; ids?: string[] };
}

const path = path_of("tests/fixtures/copies/");
const vectors = readdirSync(path)
  .filter((name) => name.endsWith(".json"))
  .map((name): [string, Vector] => [name, JSON.parse(readFileSync(`${path}${name}`, "utf8"))]);

const DUPLICATE: { [table: string]: (state: State, id: string, name?: string) => Op[] } = {
  card: (state, id) => duplicate_cards(state, [id]),
  step: duplicate_step,
  stage: duplicate_stage,
  phase: duplicate_phase,
  lane: duplicate_lane,
};
const table_of = (id: string) => `${id.split("_")[0]}s`;

/** The batch as the tables hold it afterwards, with the ids that were made called by their place. */
function normal(state: State, ops: Op[]): unknown {
  const after = apply(state, ops).state;
  const held = ops.map((op) =>
    op.op === "put" ? { ...op, record: after.tables[op.table as TableName].get(op.record.id) } : op,
  );
  let text = JSON.stringify(held);
  ops.forEach((op, at) => {
    if (op.op === "put") text = text.replaceAll(op.record.id, `new_${at}`);
  });
  return JSON.parse(text);
}

describe("copies", () => {
  it("has its vectors", () => expect(vectors.length).toBeGreaterThanOrEqual(15));

  it.each(vectors)(
    "%s",
    (_name, { state: tables, duplicate, remove_phase: removal, copy, to, expect: wanted }) => {
      const state = read_tables(tables);
      if (duplicate) {
        const make = DUPLICATE[duplicate.id.split("_")[0] as string];
        expect(normal(state, make?.(state, duplicate.id, duplicate.name ?? undefined) ?? [])).toEqual(
          wanted.ops,
        );
      } else if (removal) {
        expect(normal(state, remove_phase(state, removal.id, removal.keep_stages))).toEqual(wanted.ops);
      } else if (copy && to) {
        const clip = clip_of(state, copy.journey_id, table_of(copy.ids[0] ?? "") as ClipKind, copy.ids);
        const carried = parse_clip(JSON.stringify(clip));
        if (!carried) throw new Error("A clip does not survive the clipboard");
        const target = read_tables(to.state);
        const { ops, ids } = paste_clip(target, to.journey_id, carried);
        expect(normal(target, ops)).toEqual(wanted.ops);
        const made = (ops as Put[]).map((op) => op.record.id);
        expect(ids.map((id) => (made.includes(id) ? `new_${made.indexOf(id)}` : id))).toEqual(wanted.ids);
      }
    },
  );

  it("takes nothing that is no clip", () => {
    for (const text of [
      "",
      "{",
      "[]",
      "null",
      '{"kind":"lanes"}',
      '{"kind":"lanes","tables":{},"stages":[]}',
    ])
      expect(parse_clip(text)).toBeNull();
  });
});
