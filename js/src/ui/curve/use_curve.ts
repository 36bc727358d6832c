/** The gestures of the lane: which point is held, where the focus goes, what is committed; draws nothing. */
import { useRef, useState } from "preact/hooks";
import { edit_emotion, remove_emotion, set_emotion } from "../../core/commands";
import type { Op } from "../../core/protocol";
import { get, type State } from "../../core/state";
import { useBoard } from "../board";
import { useLiveValue } from "../live_value";
import { stop_of } from "./between";
import type { PointFields } from "./Editor";
import { moved } from "./geometry";
import { type Curve, type CurveKey, type CurvePoint, key_of } from "./types";
import { useAside } from "./use_aside";
import { useFocus } from "./use_focus";
import { useRange, with_range } from "./use_range";

export interface Gestures {
  /** The curves as they are to be drawn: with the value under the finger. */
  curves: readonly Curve[];
  held_id: string | null;
  grab: (point: CurvePoint) => void;
  /** Show the point held at a value; one between stages also so far aside of where it stood. */
  show: (value: number, aside?: number) => void;
  nudge: (point: CurvePoint, value: number, aside?: number) => void;
  flush: () => void;
  cancel: () => boolean;
  add: (curve: CurveKey, stage_id: string, value: number, after?: number) => void;
  /** Show the range of a point with one end elsewhere; `settle` commits it, `cancel` takes it back. */
  stretch: (point: CurvePoint, end: "low" | "high", value: number) => void;
  settle: () => void;
  /** Put or move the points of several stops, as one gesture. */
  sketch: (curve: Curve, values: ReadonlyMap<string, number>) => void;
  change: (point: CurvePoint, fields: Partial<PointFields>) => void;
  remove: (curve: CurveKey, point: CurvePoint) => void;
  /** Put the focus on the point or the plus of a stop, now or when it is drawn. */
  focus: (curve: CurveKey, stop: string) => void;
}

/** Make the gestures of one lane. `root` holds the handles. */
export function useGestures(view: readonly Curve[], root: { current: Element | null }): Gestures {
  const { store, t, announce } = useBoard();
  const [held_id, setHeld] = useState<string | null>(null);
  const range = useRange();
  const focus = useFocus(root);
  const target = useRef<string | null>(null);
  const state = () => store.snapshot.state;
  const held = view.flatMap((curve) => curve.points).find((point) => point.id === held_id);
  const aside = useAside(view);
  const live = useLiveValue(held?.value ?? 0, (value) => {
    const point = get(state(), "emotions", target.current);
    if (point) store.commit("set_emotion", edit_emotion(state(), point.id, aside.fields(point, value)));
    aside.clear();
  });
  const grab = (point: CurvePoint) => {
    if (target.current === point.id) return;
    live.flush();
    target.current = point.id;
    setHeld(point.id);
  };
  return {
    held_id: live.active ? held_id : null,
    curves: with_range(
      live.active && held ? with_fields(view, held.id, aside.fields(held, live.value)) : view,
      range.shown,
    ),
    grab,
    show(value, by = 0) {
      aside.shift(target.current, by);
      live.show(value);
      const point = get(state(), "emotions", target.current);
      if (point) store.preview.show(edit_emotion(state(), point.id, aside.fields(point, value)));
    },
    flush: live.flush,
    focus: (curve, stop) => focus.now(place_of(curve, stop)),
    nudge(point, value, by = 0) {
      grab(point);
      if (by) aside.shift(point.id, by, point.after);
      live.nudge(value);
    },
    cancel() {
      const was = live.active || range.shown !== null;
      live.cancel();
      aside.clear();
      range.clear();
      store.preview.cancel();
      return was;
    },
    stretch: range.stretch,
    settle: range.settle,
    add(curve, stage_id, value, after = 0) {
      const { persona_id, variant } = curve;
      const journey_id = get(state(), "stages", stage_id)?.journey_id ?? "";
      const ops = set_emotion(state(), { journey_id, stage_id, persona_id, variant, value, after });
      focus.want(`[role="slider"]${place_of(curve, after ? made_by(ops) : stage_id)}`);
      if (!store.commit("set_emotion", ops)) focus.want(null);
    },
    sketch(curve, values) {
      const done = store.commit("sketch_emotions", sketch_ops(state(), curve, values));
      if (done && values.size) announce(t("curve.sketched", { count: values.size }));
    },
    change: (point, fields) => void store.commit("edit_emotion", edit_emotion(state(), point.id, fields)),
    remove(curve, point) {
      live.cancel();
      aside.clear();
      focus.want(`${point.after ? "" : '[role="button"]'}${place_of(curve, point.stage_id)}`);
      if (store.commit("remove_emotion", remove_emotion(state(), point.id))) announce(t("curve.removed"));
      else focus.want(null);
    },
  };
}

/** The id of the record a batch is about. */
const made_by = ([op]: readonly Op[]): string => (op?.op === "put" ? op.record.id : (op?.id ?? ""));

/** The selector of a point or plus. */
export function place_of(curve: CurveKey, stop: string): string {
  return `[data-curve="${key_of(curve)}"][data-at="${stop}"]`;
}

function sketch_ops(state: State, curve: Curve, values: ReadonlyMap<string, number>): Op[] {
  const { persona_id, variant } = curve;
  return [...values].flatMap(([stop, value]) => {
    const point = curve.points.find((each) => stop_of(each) === stop);
    if (point) return edit_emotion(state, point.id, moved(point, value));
    const stage_id = stop;
    const journey_id = get(state, "stages", stage_id)?.journey_id ?? "";
    return set_emotion(state, { journey_id, stage_id, persona_id, variant, value });
  });
}

function with_fields(curves: readonly Curve[], id: string, fields: Partial<CurvePoint>): readonly Curve[] {
  return curves.map((curve) => {
    if (!curve.points.some((point) => point.id === id)) return curve;
    const at = (point: CurvePoint) => (point.id === id ? { ...point, ...fields } : point);
    return { ...curve, points: curve.points.map(at) };
  });
}
