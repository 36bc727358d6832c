/** The journey map: header, grid, menu and legend of one journey, inside a board; knows no host. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { share } from "../../core/equal";
import { assumption_share, projector } from "../../core/project";
import { type Fold, folds_of, opened } from "../../core/shown";
import { lanes, type State } from "../../core/state";
import type { StoreSnapshot } from "../../core/store";
import { useBoard } from "../board";
import { LinkBar } from "./card/LinkBar";
import { MapContext } from "./context";
import { MapControl } from "./control";
import { Dialogs } from "./Dialogs";
import { Empty, NoLanes } from "./Empty";
import { Grid } from "./Grid";
import { Header } from "./Header";
import { Legend } from "./Legend";
import { FilterBar } from "./look/Filter";
import { FindBar, find_key } from "./look/Find";
import { Overview } from "./look/Overview";
import { NameBar } from "./look/Views";
import { NumberTip } from "./NumberTip";
import { PlaceMenu } from "./PlaceMenu";
import { type MorePanels, Panels } from "./panel/Panels";
import { ShareBar } from "./share/ShareBar";
import { orphan } from "./text";

const NONE: MorePanels = {};

/** The map with the panels that every board of it has. */
export function JourneyMap() {
  return <MapWith more={NONE} />;
}

/** A board of a journey holds one journey; a map with an id of its own shows that one. */
export function MapWith({ more }: { more: MorePanels }) {
  const board = useBoard();
  const { snap } = board;
  const journey_id = board.journey_id ?? [...snap.state.tables.journeys.keys()][0] ?? "";
  const held = useRef<{ map: MapControl; project: ReturnType<typeof projector> } | null>(null);
  if (held.current?.map.journey_id !== journey_id) {
    held.current = { map: new MapControl(board, journey_id), project: projector() };
  }
  const { map, project } = held.current;
  map.board = board;
  const [, redraw] = useState(0);
  useLayoutEffect(() => map.on("unnamed", () => redraw((n) => n + 1)), [map]);
  useLayoutEffect(() => map.on("lens", () => redraw((n) => n + 1)), [map]);
  useLook(map, snap);
  const overview = map.lens.depth === "overview";
  const whole = map.lens.sift(map.shown);
  const view = project(overview ? opened(whole, journey_id, true) : map.lens.see(map.shown), journey_id);
  const folds = useFolds(whole, journey_id);
  useEffect(() => board.host.selection.subscribe?.(() => map.roving.follow()), [map, board.host]);
  useLayoutEffect(() => {
    const text = orphan(map);
    if (text) board.rescue(text);
  });
  if (!view) return <Missing />;
  const kinds = new Set(view.lanes.map((lane) => lane.kind));
  return (
    <MapContext.Provider value={map}>
      {/* Words change with the language: then everything is drawn anew. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys of its parts come by here */}
      <div
        class="cjm-map"
        key={snap.locale}
        data-depth={map.lens.depth}
        onKeyDown={(event) => void find_key(map, event)}
      >
        <Header view={view} more={more} />
        <NameBar />
        <FindBar />
        <FilterBar />
        <ShareBar />
        {more.bar && <more.bar />}
        <Dialogs />
        <LinkBar />
        <div class="cjm-body">
          {view.stages.length + folds.length === 0 ? (
            <Empty lanes={view.lanes.length} />
          ) : overview ? (
            <Overview view={view} snap={snap} />
          ) : (
            <Grid view={view} folds={folds} whole={whole} snap={snap} />
          )}
          <Panels more={more} />
        </div>
        {view.stages.length > 0 && lanes(map.shown, journey_id).length === 0 && <NoLanes />}
        <Legend
          share={assumption_share(map.state, journey_id)}
          locale={snap.locale}
          curve={kinds.has("emotions")}
          metrics={kinds.has("metrics")}
        />
        <PlaceMenu />
        <NumberTip />
      </div>
    </MapContext.Provider>
  );
}

/** The collapsed phases; the same ones as long as nothing about them changes. */
function useFolds(state: State, journey_id: string): readonly Fold[] {
  const last = useRef<readonly Fold[]>([]);
  last.current = share(last.current, folds_of(state, journey_id));
  return last.current;
}

/** Follow how Python, or another display of the board, wants the map to be looked at. */
function useLook(map: MapControl, { state }: StoreSnapshot): void {
  const { look } = map.board.host;
  useEffect(() => look?.subscribe(() => map.lens.follow()), [map, look]);
  const { search } = map.lens;
  useLayoutEffect(() => {
    map.finder.look(search);
    if (search && !map.finder.open) map.finder.show();
  }, [map, search]);
  useLayoutEffect(() => {
    if (state) map.finder.refresh();
    map.finder.paint();
  });
}

function Missing() {
  const { t } = useBoard();
  return (
    <div class="cjm-empty">
      <strong>{t("map.missing_title")}</strong>
      <p>{t("map.missing_help")}</p>
    </div>
  );
}
