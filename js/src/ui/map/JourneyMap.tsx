/** The journey map: header, grid, menu and legend of one journey, inside a board; knows no host. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { projector } from "../../core/project";
import { useBoard } from "../board";
import { LinkBar } from "./card/LinkBar";
import { MapContext } from "./context";
import { MapControl } from "./control";
import { Dialogs } from "./Dialogs";
import { Empty, NoLanes } from "./Empty";
import { Grid } from "./Grid";
import { Header } from "./Header";
import { Legend } from "./Legend";
import { PlaceMenu } from "./PlaceMenu";
import { Panels } from "./panel/Panels";
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
  const [, redraw] = useState(0);
  useLayoutEffect(() => map.on("unnamed", () => redraw((n) => n + 1)), [map]);
  const view = project(map.shown, journey_id);
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
        <LinkBar />
        <div class="cjm-body">
          {view.stages.length > 0 ? <Grid view={view} snap={snap} /> : <Empty lanes={view.lanes.length} />}
          <Panels />
        </div>
        {view.stages.length > 0 && view.lanes.length === 0 && <NoLanes />}
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

function Missing() {
  const { t } = useBoard();
  return (
    <div class="cjm-empty">
      <strong>{t("map.missing_title")}</strong>
      <p>{t("map.missing_help")}</p>
    </div>
  );
}
