/** The browser side against the vectors that Python reads too. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { set_emotion } from "../src/core/commands";
import { curve } from "../src/core/curve";
import { runs_of } from "../src/core/curve_points";
import { facets, read_filters, seen } from "../src/core/filters";
import { plain_text, read_markdown } from "../src/core/markdown";
import { gap_of, measured, type Score } from "../src/core/measured";
import { apply, decode_ops, Refused, read_tables } from "../src/core/ops";
import { overview } from "../src/core/overview";
import { type PointView, project } from "../src/core/project";
import type { MetricCell, Op, PlainTables } from "../src/core/protocol";
import { find, pieces, read_query } from "../src/core/search";
import { spans } from "../src/core/spans";
import { lanes, stages, to_plain, where } from "../src/core/state";
import { path_of } from "./root";

function vectors<V>(folder: string): [string, V][] {
  const path = path_of(`tests/fixtures/${folder}/`);
  const names = readdirSync(path).filter((name) => name.endsWith(".json"));
  return names.map((name) => [name, JSON.parse(readFileSync(`${path}${name}`, "utf8"))]);
}

interface OpsVector {
  state: PlainTables;
  ops: Op[];
  expect: { state?: PlainTables; inverse?: Op[]; error?: object };
}
const ops_vectors = vectors<OpsVector>("ops");

describe("operations", () => {
  it("has its vectors", () => expect(ops_vectors.length).toBeGreaterThanOrEqual(30));

  it.each(ops_vectors)("%s", (_name, vector) => {
    const state = read_tables(vector.state);
    const before = structuredClone(to_plain(state));
    const { expect: wanted } = vector;
    if (wanted.error) {
      let found: unknown;
      try {
        apply(state, vector.ops);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        found = { code: error.code, table: error.table, id: error.id, field: error.field };
      }
      expect(found).toEqual(wanted.error);
    } else {
      const done = apply(state, vector.ops);
      expect(to_plain(done.state)).toEqual(to_plain(read_tables(wanted.state ?? {})));
      expect(done.inverse).toEqual(decode_ops(wanted.inverse));
      expect(to_plain(apply(done.state, done.inverse).state)).toEqual(before);
    }
    expect(to_plain(state)).toEqual(before);
  });
});

const views = vectors<{ state: PlainTables; journey_id: string; view: object; runs?: object }>("views");
interface MeasuredVector {
  metric: Score;
  neutral: number | null;
  cells: { [stage_id: string]: MetricCell };
  points: Pick<PointView, "stage_id" | "value" | "low" | "high">[];
  expect: object[];
}
const measured_vectors = vectors<MeasuredVector>("measured");
const nine = (value: number) => Math.round(value * 1e9) / 1e9 + 0;

describe("measured scores", () => {
  it("has its vectors", () => expect(measured_vectors.length).toBeGreaterThanOrEqual(3));

  it.each(measured_vectors)("%s", (_name, { metric, neutral, cells, points, expect: wanted }) => {
    const found = [...measured(cells, metric, neutral).values()].map((score) => {
      const point = points.find(({ stage_id }) => stage_id === score.stage_id);
      const gap = point ? gap_of(score, point) : null;
      const { stage_id, value, low, high, weak } = score;
      const ends = { value: nine(value), low: nine(low), high: nine(high) };
      return { stage_id, ...ends, weak, gap: gap ? nine(gap.value) : null, disagree: gap?.disagree ?? null };
    });
    expect(found).toEqual(wanted);
  });
});

const fail = (): never => {
  throw new Error("There is no such vector");
};

describe("map view", () => {
  it.each(views)("%s", (_name, vector) => {
    const view = project(read_tables(vector.state), vector.journey_id) ?? fail();
    expect(view).toEqual(vector.view);
    if (!vector.runs) return;
    const columns = view.stages.map(({ id }) => id);
    const found = view.curves.map(({ points }) =>
      runs_of(points, columns).map((run) => run.map(({ at, point }) => [nine(at), point.id])),
    );
    expect(found).toEqual(vector.runs);
  });

  it("draws the point that an edit changes, of several in one place", () => {
    const [, { state: tables, journey_id }] = views.find(([name]) => name === "twins.json") ?? fail();
    const state = read_tables(tables);
    const curves = project(state, journey_id)?.curves ?? [];
    const points = curves.flatMap(({ persona_id, variant, points }) =>
      points.map(({ id, stage_id }) => ({ id, place: { journey_id, stage_id, persona_id, variant } })),
    );
    expect(points.length).toBe(4);
    for (const { id, place } of points) {
      const fields = { value: 0.75 };
      expect(set_emotion(state, { ...place, ...fields })).toEqual([
        { op: "patch", table: "emotions", id, fields },
      ]);
    }
  });
});

describe("filters", () => {
  type Vector = { state: PlainTables; journey_id: string; filters: object; facets: object } & {
    [part in "cards" | "lanes" | "emotions"]: string[];
  };
  it.each(vectors<Vector>("filters"))("%s", (_name, vector) => {
    const { journey_id } = vector;
    const state = read_tables(vector.state);
    const filters = read_filters(vector.filters);
    const now = seen(state, journey_id, filters);
    const ids = (records: readonly { id: string }[]) => records.map(({ id }) => id);
    const cards = lanes(now, journey_id).flatMap((lane) =>
      stages(now, journey_id).flatMap((stage) =>
        where(now, "cards", (card) => card.lane_id === lane.id && card.stage_id === stage.id),
      ),
    );
    expect(ids(cards)).toEqual(vector.cards);
    expect(ids(lanes(now, journey_id))).toEqual(vector.lanes);
    expect(ids(where(now, "emotions"))).toEqual(vector.emotions);
    expect(facets(state, journey_id, filters)).toEqual(vector.facets);
  });
});

describe("overview", () => {
  type Vector = { state: PlainTables; journey_id: string; overview: object };
  it.each(vectors<Vector>("overview"))("%s", (_name, vector) => {
    const state = read_tables(vector.state);
    const view = project(state, vector.journey_id);
    expect(view && overview(view, state.tables.cards)).toEqual(vector.overview);
  });
});

describe("search", () => {
  type Pieces = { text: string; query: string; pieces: [string, boolean][] };
  type Found = { state: PlainTables; journey_id: string; queries: { [query: string]: string[] } };
  const [[, texts], [, map]] = vectors("search") as [[string, Pieces[]], [string, Found]];

  it.each(texts)("marks $query in $text", ({ text, query, pieces: wanted }) => {
    expect(pieces(text, read_query(query))).toEqual(wanted);
  });

  it.each(Object.entries(map.queries))("finds %j", (query, wanted) => {
    expect(find(read_tables(map.state), map.journey_id, query).map(({ id }) => id)).toEqual(wanted);
  });
});

describe("emotion curve", () => {
  type Vector = { points: [number, number | null][]; segments: [number, number][][] };
  it.each(vectors<Vector>("curve"))("%s", (_name, vector) => {
    const found = curve(vector.points);
    expect(found.length).toBe(vector.segments.length);
    const wanted = vector.segments.flat(2);
    for (const [i, value] of found.flat(2).entries()) expect(value).toBeCloseTo(wanted[i] ?? Number.NaN, 9);
  });
});

describe("the little Markdown of cards", () => {
  type Vector = { text: string; plain: string; lines: object[] }[];
  const found = vectors<Vector>("markdown").flatMap(([, cases]) => cases);
  it("has its vectors", () => expect(found.length).toBeGreaterThan(50));
  it.each(found)("$text", ({ text, plain, lines }) => {
    expect(read_markdown(text)).toEqual(lines);
    expect(plain_text(text)).toBe(plain);
  });
});

describe("cards that cover several stages", () => {
  type Vector = {
    columns: [string, number][][];
    slots: number;
    placed: [string, number, number, number][];
    above: number[];
  };
  it.each(vectors<Vector>("spans"))("%s", (_name, { columns, slots, placed, above }) => {
    const found = spans(columns.map((column) => column.map(([id, span]) => ({ id, span }))));
    expect(found.slots).toBe(slots);
    expect(found.placed.map(({ id, column, span, slot }) => [id, column, span, slot])).toEqual(placed);
    expect(columns.map((_, column) => found.above[column] ?? 0)).toEqual(above);
  });
});
