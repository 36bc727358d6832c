/** A map as one slide: what of it fits and what counts most, the same as Python's; draws nothing. */
import type { LaneView, MapView } from "./project";
import type { Table } from "./state";
import type { Card } from "./types.gen";

/** A column: one stage, or one phase with its stages where there are too many stages to read. */
export interface OverviewColumn {
  readonly kind: "stage" | "phase";
  readonly id: string;
  readonly stage_ids: readonly string[];
}
export interface OverviewCell {
  readonly cards: number;
  /** The card that stands for the cell. */
  readonly top: string | null;
  readonly positive: number;
  readonly attention: number;
  readonly negative: number;
}
export interface OverviewLane {
  readonly id: string;
  readonly cells: readonly OverviewCell[];
}
export interface Overview {
  readonly columns: readonly OverviewColumn[];
  readonly more_stages: number;
  /** Pixels of height for the emotion curve; 0 where there is none. */
  readonly curve: number;
  /** Ids of the lanes of numbers. */
  readonly metrics: readonly string[];
  readonly lanes: readonly OverviewLane[];
  /** Cells say a card in words, or only count their cards where there are many lanes. */
  readonly density: "words" | "counts";
  readonly more_lanes: number;
  /** The weightiest pain points; negative cards where no lane holds pain points. */
  readonly pains: readonly string[];
  readonly pains_are: "pains" | "negatives";
  readonly opportunities: readonly string[];
}

export const SLIDE = {
  width: 1280,
  height: 720,
  columns: 12,
  listed: 3,
  metrics: 4,
  /** What stands around the lanes of cards: header, names, foot; then the curve and each lane of numbers. */
  frame: 260,
  curve: 104,
  /** What is left over makes the curve taller, up to this. */
  taller: 64,
  metric: 28,
  words: 36,
  counts: 24,
} as const;

const IMPROVES: ReadonlySet<string> = new Set(["opportunities", "solutions"]);
const HEAVY: Readonly<Record<Card["sentiment"], number>> = {
  negative: 3,
  attention: 2,
  positive: 1,
  neutral: 0,
};

/** Severity times frequency, or impact times ease; 3 for what nobody scored. */
export function weight_of(card: Card, improves: boolean): number {
  const [a, b] = improves ? [card.impact, card.ease] : [card.severity, card.frequency];
  return (a ?? 3) * (b ?? 3);
}

/** The slide of a view; `cards` holds at least those that the view shows. */
export function overview(view: MapView, cards: Table<Card>): Overview {
  const shown = view.lanes.filter((lane) => !lane.hidden);
  const columns = columns_of(view);
  const kept = columns.slice(0, SLIDE.columns);
  const curve = shown.some((lane) => lane.kind === "emotions") ? SLIDE.curve : 0;
  const numbers = shown.filter((lane) => lane.kind === "metrics");
  const metrics = numbers.slice(0, SLIDE.metrics);
  const rows = shown.filter((lane) => lane.kind !== "metrics" && lane.kind !== "emotions");
  const room = SLIDE.height - SLIDE.frame - curve - metrics.length * SLIDE.metric;
  const density = rows.length * SLIDE.words <= room ? "words" : "counts";
  const lanes = rows.slice(0, Math.floor(room / SLIDE[density]));
  const count = (list: readonly OverviewColumn[]) =>
    list.reduce((sum, column) => sum + column.stage_ids.length, 0);
  return {
    columns: kept,
    more_stages: count(columns) - count(kept),
    curve: curve && curve + Math.min(SLIDE.taller, room - lanes.length * SLIDE[density]),
    metrics: metrics.map(({ id }) => id),
    lanes: lanes.map((lane) => ({
      id: lane.id,
      cells: kept.map((column) => cell_of(view, cards, lane, column)),
    })),
    density,
    more_lanes: rows.length - lanes.length + numbers.length - metrics.length,
    ...listed(view, cards, shown),
  };
}

function columns_of(view: MapView): OverviewColumn[] {
  if (view.stages.length <= SLIDE.columns)
    return view.stages.map(({ id }) => ({ kind: "stage", id, stage_ids: [id] }));
  return view.phases
    .filter((phase) => phase.stage_ids.length > 0)
    .map(({ id, stage_ids }) => ({ kind: "phase", id, stage_ids }));
}

function cards_in(view: MapView, cards: Table<Card>, lane_id: string, stage_ids: readonly string[]): Card[] {
  return stage_ids.flatMap((stage_id) =>
    (view.cells[lane_id]?.[stage_id] ?? []).flatMap((id) => cards.get(id) ?? []),
  );
}

function cell_of(view: MapView, cards: Table<Card>, lane: LaneView, column: OverviewColumn): OverviewCell {
  const held = cards_in(view, cards, lane.id, column.stage_ids);
  const count = (sentiment: Card["sentiment"]) => held.filter((card) => card.sentiment === sentiment).length;
  return {
    cards: held.length,
    top: heaviest(held, IMPROVES.has(lane.kind))[0]?.id ?? null,
    positive: count("positive"),
    attention: count("attention"),
    negative: count("negative"),
  };
}

/** Moments of truth first, then by weight, then by sentiment; else in the order they came. */
function heaviest(cards: readonly Card[], improves: boolean): Card[] {
  const rank = (card: Card) => [
    card.moment_of_truth ? 1 : 0,
    weight_of(card, improves),
    HEAVY[card.sentiment],
  ];
  return cards
    .map((card, at) => ({ card, rank: [...rank(card), -at] }))
    .sort((a, b) => {
      const differs = a.rank.findIndex((value, index) => value !== b.rank[index]);
      return (b.rank[differs] ?? 0) - (a.rank[differs] ?? 0);
    })
    .map(({ card }) => card);
}

function listed(view: MapView, cards: Table<Card>, lanes: readonly LaneView[]) {
  const all = (wanted: (lane: LaneView) => boolean) =>
    lanes
      .filter(wanted)
      .flatMap((lane) =>
        cards_in(
          view,
          cards,
          lane.id,
          view.stages.map(({ id }) => id),
        ),
      )
      .filter((card) => card.text);
  const pain_lanes = lanes.some((lane) => lane.kind === "pain_points");
  const pains = pain_lanes
    ? all((lane) => lane.kind === "pain_points")
    : all((lane) => !IMPROVES.has(lane.kind)).filter((card) => card.sentiment === "negative");
  const ids = (list: readonly Card[], improves: boolean) =>
    heaviest(list, improves)
      .slice(0, SLIDE.listed)
      .map(({ id }) => id);
  return {
    pains: ids(pains, false),
    pains_are: pain_lanes ? ("pains" as const) : ("negatives" as const),
    opportunities: ids(
      all((lane) => IMPROVES.has(lane.kind)),
      true,
    ),
  };
}
