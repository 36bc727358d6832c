/** Puts what a clipboard held onto the map: into cells, or onto the heads in focus; knows no clipboard and no keys. */
import {
  type Area,
  type Block,
  block_from,
  insert_cards,
  missing,
  size_of,
  takes_cards,
} from "../../core/block";
import {
  type Axis,
  names_from,
  paste_sheet,
  plan_of,
  type Sheet,
  sheet_from,
  type Words,
} from "../../core/sheet";
import { get, lanes, stages } from "../../core/state";
import { ADD_KINDS } from "./add_kinds";
import type { MapControl } from "./control";
import { type Place, place_key, read_place } from "./place";
import { spot_at, spot_of } from "./range";
import { fill, focus_put, may_edit } from "./range_gestures";
import { lane_title } from "./titles";

/** More than this is no map any more: then only what fits is offered. */
const MOST = { stages: 100, lanes: 60 };

/** Cells of another program, or a sheet of another map. */
export type Incoming = { rows: string[][]; sheet?: undefined } | { sheet: Sheet; rows?: undefined };

/** Put it where the focus is; asks first when the map is too small for it. */
export function paste(map: MapControl, found: Incoming): void {
  if (!may_edit(map)) return;
  const place = read_place(map.roving.current);
  const axis = place?.kind === "stage" || place?.kind === "lane" ? place.kind : null;
  if (place && axis && !map.range.area) {
    const { sheet } = found;
    const named = sheet && (axis === "stage" ? sheet.stages : sheet.lanes);
    const whole = sheet ? (named ? sheet : names_from(sheet.block, axis)) : sheet_from(found.rows, axis);
    paste_heads(map, whole, axis, place);
  } else paste_cells(map, found.sheet?.block ?? block_from(found.rows ?? []));
}

// -- onto heads -----------------------------------------------------------------------------------

function words_of({ t }: MapControl): Words {
  const plain = (text: string) => text.trim().toLocaleLowerCase();
  return {
    lane_title: (lane) => lane_title(t, lane),
    kind_named: (title) => ADD_KINDS.find((kind) => plain(t(`lanes.${kind}`)) === plain(title)),
  };
}

/** Rename the heads from the one in focus on, and fill the cells that came with the names. */
function paste_heads(map: MapControl, sheet: Sheet, axis: Axis, { id }: Place): void {
  const { seen: state, journey_id, t } = map;
  const words = words_of(map);
  const list = axis === "stage" ? stages(state, journey_id) : lanes(state, journey_id);
  const at = list.findIndex((item) => item.id === id);
  const names = [...(sheet.stages ?? []), ...(sheet.lanes ?? []).map((lane) => lane.title)].filter(Boolean);
  if (at < 0 || (names.length === 0 && size_of(sheet.block).rows === 0)) {
    map.board.announce(t("map.paste_nothing"));
    return;
  }
  const plan = plan_of(state, journey_id, sheet, { axis, at }, words);
  const commit = (grow: boolean) => {
    const { ops, cards, closed } = paste_sheet(
      map.state,
      journey_id,
      sheet,
      plan,
      words,
      grow ? { stage_name: t("map.new_stage") } : null,
      (all) => map.lens.see(all),
    );
    const said = [t("clipboard.pasted_names", { count: names.length })];
    if (cards) said.push(t("map.pasted", { count: cards }));
    if (closed) said.push(t("map.paste_closed", { count: closed }));
    if (map.commit("paste_names", ops)) map.board.announce(said.join(". "));
    map.roving.focus(place_key(axis, id));
  };
  ask_to_grow(map, plan.lacks, commit);
}

/** Carry out a paste at once where it fits, else ask whether the map is to grow. */
function ask_to_grow(
  map: MapControl,
  lacks: { stages: number; lanes: number },
  answer: (add: boolean) => void,
): void {
  if (lacks.stages + lacks.lanes === 0) {
    answer(false);
    return;
  }
  const fits =
    lacks.stages + stages(map.state, map.journey_id).length <= MOST.stages &&
    lacks.lanes + lanes(map.state, map.journey_id).length <= MOST.lanes;
  map.open_dialog({ kind: "grow", ...lacks, fits, answer });
}

// -- into cells -----------------------------------------------------------------------------------

/** Where a block goes: the range, if the block fits into it a whole number of times, else from its corner on. */
function target_of(map: MapControl, block: Block, place: Place | null): Area | null {
  const size = size_of(block);
  const range = map.range.area;
  if (range) {
    const times = range.rows % size.rows === 0 && range.columns % size.columns === 0;
    return times ? range : { ...range, ...size };
  }
  const spot = spot_of(map.seen, place);
  const at = spot && spot_at(map, spot);
  return at && { ...at, ...size };
}

/** Put a block where the focus is. */
function paste_cells(map: MapControl, block: Block): void {
  const place = read_place(map.roving.current);
  const size = size_of(block);
  if (size.rows * size.columns === 0) {
    map.board.announce(map.t("map.paste_nothing"));
    return;
  }
  if (size.rows * size.columns === 1 && !map.range.area) {
    paste_cards(map, block, place);
    return;
  }
  const area = target_of(map, block, place);
  if (!area) {
    map.board.announce(map.t("map.paste_where"));
    return;
  }
  ask_to_grow(map, missing(map.seen, map.journey_id, area), (add) =>
    fill(map, block, area, "paste_cards", add ? map.t("map.new_stage") : null),
  );
}

/** The cards of one cell join those of the cell in focus. */
function paste_cards(map: MapControl, block: Block, place: Place | null): void {
  const spot = spot_of(map.seen, place);
  if (!spot || !takes_cards(get(map.state, "lanes", spot.lane_id))) {
    map.board.announce(map.t(spot ? "map.paste_closed" : "map.paste_where", { count: 1 }));
    return;
  }
  const cards = block[0]?.[0] ?? [];
  const after = place?.kind === "card" ? place.id : null;
  const ops = insert_cards(map.state, { journey_id: map.journey_id, ...spot }, cards, after);
  if (map.commit("paste_cards", ops, map.t("map.pasted", { count: cards.length }))) focus_put(map, ops);
}
