/** One cell of a lane of cards: its cards, the field of a new one, and the way to add; knows no other cell. */
import type { Spanning } from "../../core/spans";
import type { Card } from "../../core/types.gen";
import { memo } from "../shell/memo";
import { CardView } from "./CardView";
import { useEditing, useMap } from "./context";
import { Editor } from "./Editor";
import { begin_card } from "./gestures";
import { place_key, read_place } from "./place";
import { useNear } from "./use_near";

interface CellProps {
  lane_id: string;
  stage_id: string;
  lane_name: string;
  stage_name: string;
  column: number;
  row: number;
  cards: readonly Card[];
  chips: boolean;
  /** What stands in the cell while it is empty. */
  empty: string;
  prompt: boolean;
  /** The number of each step, for the cards that belong to one. */
  steps: ReadonlyMap<string, number>;
  /** Rows at the top of the lane that its wide cards take. */
  slots: number;
  /** How many of them stand over the other cards of this cell. */
  above: number;
  /** The wide cards that begin here. */
  wide: readonly Spanning[];
}

export const Cell = memo(function Cell(props: CellProps) {
  const { lane_id, stage_id, lane_name, stage_name, column, row, cards, chips, empty, prompt, slots, wide } =
    props;
  const { steps, above } = props;
  const map = useMap();
  const key = place_key("cell", lane_id, stage_id);
  const editing = useEditing(key);
  const near = useNear({ lane_id, stage_id, column, row });
  const { t } = map;
  const names = { lane: lane_name, stage: stage_name };
  const field = editing && (
    <div class="cjm-card cjm-card--new" data-editing="" key="new">
      <Editor
        editing={editing}
        value=""
        label={t("map.add_card_in", names)}
        placeholder={t("map.add_card")}
      />
    </div>
  );
  const broad = cards.filter((card) => wide.some(({ id }) => id === card.id));
  const narrow = cards.filter((card) => !broad.includes(card));
  const after = narrow.findIndex((card) => card.id === editing?.after);
  const split = after < 0 ? narrow.length : after + 1;
  const view = (card: Card) => (
    <CardView
      key={card.id}
      card={card}
      far={near !== "near"}
      chip={chips}
      step={steps.get(card.step_id ?? "")}
      wide={wide.find(({ id }) => id === card.id)}
    />
  );
  const vacant = cards.length === 0;
  return (
    <div
      role="gridcell"
      class={chips ? "cjm-cell cjm-cell--chips" : "cjm-cell"}
      aria-selected="false"
      data-col={column}
      data-cell={key}
      data-chips={chips ? "" : undefined}
      data-slots={slots || undefined}
      style={{
        ...(slots ? { "--cjm-above": above } : {}),
        ...(near === "later" ? { minHeight: 14 + narrow.length * 51 } : {}),
      }}
      {...(vacant && {
        "data-key": key,
        tabIndex: -1,
        "aria-label": [t("map.empty_cell", names), empty].filter(Boolean).join(", "),
      })}
    >
      {near !== "later" && broad.map(view)}
      <div class="cjm-cell__rest">
        {near !== "later" && narrow.slice(0, split).map(view)}
        {field}
        {near !== "later" && narrow.slice(split).map(view)}
        {vacant && !editing && empty && <span class={prompt ? "cjm-prompt" : "cjm-nothing"}>{empty}</span>}
      </div>
      {near === "near" && !editing && <Plus place={key} label={t("map.add_card_in", names)} />}
    </div>
  );
});

function Plus({ place: key, label }: { place: string; label: string }) {
  const map = useMap();
  return (
    <button
      type="button"
      class="cjm-plus"
      tabIndex={-1}
      aria-label={label}
      title={map.t("map.add_card")}
      onClick={(event) => {
        event.stopPropagation();
        const place = read_place(key);
        if (place) begin_card(map, place);
      }}
    >
      +
    </button>
  );
}
