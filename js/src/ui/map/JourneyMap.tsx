/** The journey map: header, grid, menu and legend of one journey, inside a board; knows no host. */
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { projector } from "../../core/project";
import { useBoard } from "../board";
import { MapContext } from "./context";
import { MapControl } from "./control";
import { Dialogs } from "./Dialogs";
import { Grid } from "./Grid";
import { new_stage } from "./gestures";
import { Header } from "./Header";
import { Legend } from "./Legend";
import { PlaceMenu } from "./PlaceMenu";
import { orphan } from "./text";

/** A board of a journey holds one journey; a map with an id of its own shows that one. */
export function JourneyMap() {
  const board = useBoard();
  const { snap } = board;
  const journey_id = board.journey_id ?? [...snap.state.tables.journeys.keys()][0] ?? "";
  const held = useRef<{ map: MapControl; project: ReturnType<typeof projector> } | null>(null);
  if (held.current?.map.journey_id !== journey_id) {
    held.current = { map: new MapControl(board, journey_id), project: projector() };
  }
  const { map, project } = held.current;
  map.board = board;
  const view = project(snap.state, journey_id);
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
      <div class="cjm-map" key={snap.locale}>
        <Header view={view} />
        <Dialogs />
        {view.stages.length > 0 ? <Grid view={view} snap={snap} /> : <Empty map={map} />}
        <Legend
          share={view.assumption_share}
          locale={snap.locale}
          curve={kinds.has("emotions")}
          metrics={kinds.has("metrics")}
        />
        <PlaceMenu />
      </div>
    </MapContext.Provider>
  );
}

function Empty({ map }: { map: MapControl }) {
  const { t, locked } = useBoard();
  return (
    <div class="cjm-empty">
      <strong>{t("map.empty_title")}</strong>
      <p>{t("map.empty_help")}</p>
      <button
        type="button"
        class="cjm-button cjm-button--strong"
        aria-disabled={locked}
        onClick={() => !locked && new_stage(map, null)}
      >
        {t("map.empty_action")}
      </button>
    </div>
  );
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
