/** The grid itself: rows, one tab stop, keys, pointers and the width of its columns; edits nothing itself. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { MapView, StepView } from "../../core/project";
import { cards_under, type Fold } from "../../core/shown";
import type { State } from "../../core/state";
import type { StoreSnapshot } from "../../core/store";
import type { Card } from "../../core/types.gen";
import { BlueprintLine } from "./BlueprintLine";
import { end_link } from "./card/card_gestures";
import { LinkLines } from "./card/LinkLines";
import { attach_drop } from "./card/picture_gestures";
import { attach_pull } from "./card/span_drag";
import { attach_clipboard } from "./clipboard";
import { columns_of, type GridColumn, strips, tracks } from "./columns";
import { useMap } from "./context";
import type { MapControl } from "./control";
import { DragControl } from "./drag";
import { begin_card } from "./gestures";
import { PhaseRow, StageRow } from "./Heads";
import { on_key } from "./keyboard";
import { type LaneProps, LaneRow } from "./Lane";
import { watch_edges } from "./look/edges";
import { place_key, read_place } from "./place";
import { RangePointer } from "./range_pointer";
import { usePins } from "./use_pins";

type Cells = readonly (readonly Card[])[];

interface GridProps {
  view: MapView;
  folds: readonly Fold[];
  /** The state with what the filter shows, collapsed phases and all. */
  whole: State;
  snap: StoreSnapshot;
}

export function Grid(props: GridProps) {
  const { view, folds, snap } = props;
  const map = useMap();
  const grid = useRef<HTMLDivElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const drag = useRef<DragControl | null>(null);
  const width = useColumns(grid);
  const cells_of = useCells(view, snap);
  const { stages, steps, curves } = view;
  const columns = useMemo(() => columns_of(stages, folds), [stages, folds]);
  const curve = useMemo(() => ({ curves, width, columns: strips(columns, width) }), [curves, columns, width]);
  const numbers = useMemo(() => numbers_of(steps), [steps]);
  usePins(grid, view.lanes.map(({ id, pinned }) => (pinned ? id : "")).join());
  useEdges(map, grid);
  useLayoutEffect(() => {
    if (!grid.current || !layer.current) return undefined;
    map.roving.grid = grid.current;
    drag.current = new DragControl(map, grid.current, layer.current);
    const ends = [
      attach_pull(map, grid.current),
      attach_drop(map, grid.current),
      new RangePointer(map, grid.current).attach(),
      attach_clipboard(map, grid.current),
      drag.current.attach(),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, [map]);
  useLayoutEffect(() => {
    map.roving.restore();
    map.range.paint();
    if (grid.current) map.nearby.observe(grid.current);
  });
  const ids = stages.map((stage) => stage.id).join();
  useEffect(() => map.nearby.fill(ids.split(","), () => map.roving.restore()), [map, ids]);
  return (
    <div class="cjm-scroll">
      <div
        role="grid"
        class="cjm-grid"
        ref={grid}
        data-large={map.nearby.large(snap.state.tables.cards.size) ? "" : undefined}
        style={tracks(columns)}
        aria-label={map.t("map.journey_named", { title: view.journey.title })}
        aria-description={map.t("map.keys_help")}
        aria-rowcount={view.lanes.length + 2}
        aria-colcount={columns.length + 1}
        aria-multiselectable="true"
        {...handlers(map, drag)}
      >
        <PhaseRow phases={view.phases} folds={folds} />
        <StageRow columns={columns} steps={steps} />
        {rows_of(props, columns, numbers, cells_of, curve)}
      </div>
      <LinkLines state={snap.state} />
      <div class="cjm-layer" ref={layer} />
    </div>
  );
}

/** The lanes, each under the lines that are drawn above it. */
function rows_of(
  { view, folds, whole, snap }: GridProps,
  columns: readonly GridColumn[],
  numbers: ReadonlyMap<string, number>,
  cells_of: (lane_id: string) => Cells,
  curve: LaneProps["curve"],
) {
  const { stages, lines } = view;
  return view.lanes.flatMap((lane, index) => [
    ...lines
      .filter(({ above }) => above === lane.id)
      .map(({ name }) => <BlueprintLine key={`${lane.id} ${name}`} name={name} columns={columns.length} />),
    <LaneRow
      key={lane.id}
      lane={lane}
      columns={columns}
      stages={stages}
      row={index + 3}
      locale={snap.locale}
      cells={cells_of(lane.id)}
      metrics={lane.kind === "metrics" ? snap.metrics[lane.metric] : undefined}
      curve={lane.kind === "emotions" ? curve : null}
      folded={folds.map((fold) => cards_under(whole, fold.id, lane.id))}
      steps={numbers}
    />,
  ]);
}

/** The number of each step in its stage, from 1. */
function numbers_of(steps: readonly StepView[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  return new Map(
    steps.map(({ id, stage_id }) => {
      const number = (counts.get(stage_id) ?? 0) + 1;
      counts.set(stage_id, number);
      return [id, number];
    }),
  );
}

/** Tell where columns are cut off; what is gone from the page is no place of the focus any more. */
function useEdges(map: MapControl, grid: { current: HTMLElement | null }): void {
  useLayoutEffect(() => {
    const end = grid.current?.parentElement && watch_edges(grid.current.parentElement);
    return () => {
      if (end) end();
      map.roving.grid = null;
    };
  }, [map, grid]);
}

/** The cards of a lane by column; arrays keep their identity while their cards do. */
function useCells(view: MapView, snap: StoreSnapshot): (lane_id: string) => Cells {
  const last = useRef(new Map<string, readonly Card[]>());
  const { cards } = snap.state.tables;
  return (lane_id) =>
    view.stages.map((stage) => {
      const ids = view.cells[lane_id]?.[stage.id] ?? [];
      const found = ids.flatMap((id) => cards.get(id) ?? []);
      const key = place_key("cell", lane_id, stage.id);
      const before = last.current.get(key);
      if (before && before.length === found.length && before.every((card, at) => card === found[at]))
        return before;
      last.current.set(key, found);
      return found;
    });
}

/** The width of all stage columns together; 0 while the map is hidden. */
function useColumns(grid: { current: HTMLElement | null }): number {
  const [width, set_width] = useState(0);
  useLayoutEffect(() => {
    const element = grid.current;
    if (!element) return undefined;
    const measure = () => {
      const head = element.querySelector<HTMLElement>(".cjm-corner");
      const row = element.querySelector<HTMLElement>(".cjm-row");
      if (head && row) set_width(Math.max(0, row.clientWidth - head.offsetWidth));
    };
    measure();
    if (typeof ResizeObserver === "undefined") return undefined;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [grid]);
  return width;
}

function handlers(map: MapControl, drag: { current: DragControl | null }) {
  let was_selected = false;
  let by_finger = false;
  const key_at = (event: Event) => (event.target as Element).closest<HTMLElement>("[data-key]")?.dataset.key;
  const in_field = (event: Event) => (event.target as Element).closest("textarea,[role=slider]") !== null;
  return {
    onKeyDown: (event: KeyboardEvent) => on_key(map, event),
    onFocusIn: (event: FocusEvent) => {
      const key = key_at(event);
      map.roving.hold(true);
      if (key) map.roving.make_current(key);
    },
    // On its way down: a field that commits as it is left draws anew, and must not call the focus back.
    onBlurCapture: (event: FocusEvent) => {
      // A removed element has no next focus; then the focus is still ours to give back.
      if (event.relatedTarget)
        map.roving.hold(map.roving.grid?.contains(event.relatedTarget as Node) ?? false);
    },
    onPointerDown: (event: PointerEvent) => {
      const place = read_place(key_at(event));
      by_finger = event.pointerType === "touch";
      was_selected = place !== null && map.roving.ids().includes(place.id) && map.roving.ids().length === 1;
    },
    onClick: (event: MouseEvent) => {
      if (!in_field(event) && !drag.current?.just_dropped) click(map, event, key_at(event), was_selected);
    },
    onDblClick: (event: MouseEvent) => {
      if (!in_field(event)) double_click(map, event.target as Element);
    },
    onContextMenu: (event: MouseEvent) => {
      const key = key_at(event);
      const place = read_place(key);
      if (!key || in_field(event) || event.shiftKey || place?.kind === "curve") return;
      event.preventDefault();
      event.stopPropagation();
      // A finger that rests opens the menu when it is lifted: until then it may drag or select.
      if (by_finger) return;
      map.roving.focus(key);
      map.open_menu({ key, x: event.clientX, y: event.clientY });
    },
  };
}

/** Edit the name or description under the pointer, or begin a card in the cell there. */
function double_click(map: MapControl, target: Element): void {
  const key = target.closest<HTMLElement>("[data-key]")?.dataset.key;
  const field = target.closest<HTMLElement>("[data-field]")?.dataset.field;
  if (key && field) map.edit(key, field, "all");
  const place = read_place(key ?? target.closest<HTMLElement>("[data-cell]")?.dataset.cell);
  if (place?.kind === "cell" && !target.closest("[data-fixed]")) begin_card(map, place);
}

/** Select what was clicked; a click on the one card that is selected edits it. */
function click(map: MapControl, event: MouseEvent, key: string | undefined, was_selected: boolean): void {
  const place = read_place(key);
  if (map.linking) {
    if (place?.kind === "card") end_link(map, place.id);
    return;
  }
  if (!key || !place || map.editing?.key === key) return;
  const many = event.ctrlKey || event.metaKey || event.shiftKey;
  if (place.kind === "card" && many) {
    const ids = map.roving.ids();
    map.roving.select(ids.includes(place.id) ? ids.filter((id) => id !== place.id) : [...ids, place.id]);
  } else if (place.kind === "card" && was_selected) map.edit(key, "text");
  else map.mark(place);
}
