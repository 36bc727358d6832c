/** One cell of the slide: a card in words with how many more, or only counts; and one number; knows no other cell. */

import { says } from "../../../core/channels";
import { metric_value, number } from "../../../core/format";
import { plain_text } from "../../../core/markdown";
import type { OverviewCell, OverviewColumn } from "../../../core/overview";
import type { LaneView } from "../../../core/project";
import type { MetricCell } from "../../../core/store";
import type { Card } from "../../../core/types.gen";
import { useMap } from "../context";
import { place_key } from "../place";
import { holds_chips, lane_title } from "../titles";
import { open_detail } from "./overview_ways";

interface CellProps {
  lane: LaneView;
  column: OverviewColumn;
  name: string;
  cell: OverviewCell;
  ids: readonly string[];
  words: boolean;
}

const FEELINGS = ["negative", "attention", "positive"] as const;

export function CellButton({ lane, column, name, cell, ids, words }: CellProps) {
  const map = useMap();
  const { t, state } = map;
  const cards = ids.flatMap((id) => state.tables.cards.get(id) ?? []);
  const top = cards.find((card) => card.id === cell.top);
  const chips = holds_chips(lane);
  const text = chips ? cards.map((card) => said(card)).join(" · ") : top ? said(top) : "";
  const feelings = FEELINGS.filter((one) => cell[one] > 0);
  const spoken = [
    t("views.cards", { count: cell.cards }),
    ...feelings.map((one) => `${cell[one]} ${t(`map.sentiment_${one}`)}`),
  ].join(", ");
  const what = cell.cards ? spoken : t("views.empty");
  const label = t("views.cell", { lane: lane_title(t, lane), stage: name, what });
  const key = top ? place_key("card", top.id) : place_key("cell", lane.id, column.stage_ids[0] ?? "");
  function said(card: Card): string {
    return plain_text(says(state, card).slice(0, 400)) || t("map.empty_card");
  }
  return (
    <button
      type="button"
      class="cjm-overview__cell"
      data-sentiment={words && top && !chips ? top.sentiment : undefined}
      data-empty={cell.cards === 0 ? "" : undefined}
      title={text || undefined}
      tabIndex={-1}
      onClick={() => open_detail(map, key)}
    >
      <span class="cjm-sr-only">{label} </span>
      {words && text && (
        <span class="cjm-two-lines" dir="auto">
          {top?.moment_of_truth && !chips && <span class="cjm-star">★ </span>}
          {text}
        </span>
      )}
      {cell.cards > (words ? 1 : 0) && !(words && chips) && (
        <span class="cjm-overview__count">
          {words ? t("views.more_cards", { count: cell.cards - 1 }) : cell.cards}
        </span>
      )}
      {!words &&
        feelings.map((one) => (
          <span key={one} class="cjm-overview__feeling" data-feeling={one}>
            {cell[one]}
          </span>
        ))}
    </button>
  );
}

/** A headline number; of several stages its lowest and highest, as numbers of stages do not add up. */
export function MetricText({ cells, locale }: { cells: readonly MetricCell[]; locale: string }) {
  const { t } = useMap();
  const known = cells.filter((cell) => cell.value !== null);
  const [first] = known;
  if (!first) return <span class="cjm-overview__metric">{"\u2014"}</span>;
  const show = (cell: MetricCell) => metric_value(cell.value, cell.unit, locale, cell.metric);
  const sorted = [...known].sort((a, b) => (a.value ?? 0) - (b.value ?? 0));
  const ends = [sorted[0] as MetricCell, sorted.at(-1) as MetricCell];
  const state = known.length === 1 ? first.state : "ok";
  const n = known.length === 1 && first.unit !== "count" ? t("map.n", { n: number(first.n, locale) }) : "";
  const mark = state === "too_few" ? t("map.too_few") : state === "stale" ? t("map.stale") : n;
  return (
    <span class="cjm-overview__metric" data-state={state}>
      <b>{known.length === 1 ? show(first) : ends.map(show).join(" … ")}</b> <small>{mark}</small>
    </span>
  );
}
