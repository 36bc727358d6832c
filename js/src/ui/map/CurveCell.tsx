/** The emotion lane's one wide cell around the curve; measures nothing and draws no curve itself. */
import type { CurveView, LaneView, StageView } from "../../core/project";
import { CurveLane } from "../curve/CurveLane";
import type { Column } from "../curve/types";
import { useMap } from "./context";
import { place_key } from "./place";
import { lane_title } from "./titles";

export interface CurveCellProps {
  lane: LaneView;
  stages: readonly StageView[];
  curves: readonly CurveView[];
  columns: readonly Column[];
  width: number;
}

const HEIGHT = 196;

export function CurveCell({ lane, stages, curves, columns, width }: CurveCellProps) {
  const map = useMap();
  const key = place_key("curve", lane.id);
  // A new point must not vanish: it belongs to whom the lane, or the filter, shows alone.
  const { personas } = map.lens.filters;
  const persona_id = lane.persona_id ?? (personas.length === 1 ? (personas[0] ?? null) : null);
  const shown = lane.persona_id ? curves.filter((curve) => curve.persona_id === lane.persona_id) : curves;
  return (
    <div
      role="gridcell"
      class="cjm-curve-cell"
      tabIndex={-1}
      data-col={1}
      data-key={key}
      aria-colspan={stages.length}
      aria-description={map.t("map.curve_cell", { lane: lane_title(map.t, lane) })}
      onKeyDown={(event) => {
        if (event.key === "Escape" && event.target !== event.currentTarget && !event.defaultPrevented)
          map.roving.focus(key);
      }}
    >
      {width > 0 && (
        <CurveLane
          lane={{ ...lane, persona_id }}
          view={shown}
          stages={stages}
          columns={columns}
          width={width}
          height={HEIGHT}
          onSelect={(ids) => map.roving.select(ids)}
        />
      )}
    </div>
  );
}
