/** Where the point under the finger stands between its stages, besides its value; commits and draws nothing. */
import { useRef } from "preact/hooks";
import { get, stages } from "../../core/state";
import { useBoard } from "../board";
import { shifted } from "./between";
import { moved } from "./geometry";
import type { Curve, CurvePoint } from "./types";

export interface Aside {
  /** What is to be set of a point at a value: its range moves along, and its place where that was moved. */
  fields: (point: CurvePoint, value: number) => Partial<CurvePoint>;
  /** Move a point sideways by a share of the way to the next stage, from where it is shown or else where it stood. */
  shift: (id: string | null, by: number, from?: number) => void;
  clear: () => void;
}

export function useAside(view: readonly Curve[]): Aside {
  const { store } = useBoard();
  const after = useRef<number | null>(null);
  return {
    fields: (point, value) => ({
      ...moved(point, value),
      ...(after.current === null ? {} : { after: after.current }),
    }),
    shift(id, by, from) {
      const curve = view.find(({ points }) => points.some((each) => each.id === id));
      const point = curve?.points.find((each) => each.id === id);
      if (!curve || !point?.after || (by === 0 && after.current === null)) return;
      const { state } = store.snapshot;
      const journey_id = get(state, "stages", point.stage_id)?.journey_id ?? "";
      const last = stages(state, journey_id).at(-1)?.id === point.stage_id;
      after.current = shifted(curve, point, (from ?? point.after) - point.after + by, last);
    },
    clear() {
      after.current = null;
    },
  };
}
