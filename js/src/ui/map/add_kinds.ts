/** The kinds of lanes that hold cards or the curve, in the order of the menu. */
import { LANE_KINDS } from "../../core/lane_kinds.gen";
import type { LaneKind } from "./control";

export const ADD_KINDS: readonly LaneKind[] = (Object.keys(LANE_KINDS) as LaneKind[]).filter(
  (kind) => kind !== "metrics",
);
