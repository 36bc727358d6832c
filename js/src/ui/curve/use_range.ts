/** The range of a point while one of its ends is dragged: shown at once, committed once; draws nothing. */
import { useState } from "preact/hooks";
import { edit_emotion } from "../../core/commands";
import { useBoard } from "../board";
import type { Curve, CurvePoint } from "./types";

export interface LiveRange {
  shown: Range | null;
  stretch: (point: CurvePoint, end: "low" | "high", value: number) => void;
  /** Commit what is shown. */
  settle: () => void;
  clear: () => void;
}

export function useRange(): LiveRange {
  const { store } = useBoard();
  const [shown, set_shown] = useState<Range | null>(null);
  return {
    shown,
    stretch: (point, end, value) => set_shown(stretched(point, end, value)),
    settle() {
      set_shown(null);
      if (!shown) return;
      const { id, low, high } = shown;
      store.commit("edit_emotion", edit_emotion(store.snapshot.state, id, { low, high }));
    },
    clear: () => set_shown(null),
  };
}

interface Range {
  id: string;
  low: number;
  high: number;
}

/** The range holds the point itself: an end stops there. */
function stretched({ id, value, low, high }: CurvePoint, end: "low" | "high", to: number): Range {
  return end === "low"
    ? { id, low: Math.min(to, value), high: high ?? value }
    : { id, low: low ?? value, high: Math.max(to, value) };
}

export function with_range(curves: readonly Curve[], range: Range | null): readonly Curve[] {
  if (!range) return curves;
  const { id, ...ends } = range;
  const is_its = (curve: Curve) => curve.points.some((point) => point.id === id);
  return curves.map((curve) =>
    is_its(curve)
      ? { ...curve, points: curve.points.map((point) => (point.id === id ? { ...point, ...ends } : point)) }
      : curve,
  );
}
