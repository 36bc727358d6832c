/** The gestures of the lane: which point is held, where the focus goes, what is committed; draws nothing. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { edit_emotion, remove_emotion, set_emotion } from "../../core/commands";
import type { Op } from "../../core/protocol";
import { get, type State } from "../../core/state";
import { useBoard } from "../board";
import { useLiveValue } from "../live_value";
import type { PointFields } from "./Editor";
import { moved } from "./geometry";
import { type Curve, type CurveKey, type CurvePoint, key_of } from "./types";
import { useRange, with_range } from "./use_range";

export interface Gestures {
  /** The curves as they are to be drawn: with the value under the finger. */
  curves: readonly Curve[];
  held_id: string | null;
  grab: (point: CurvePoint) => void;
  show: (value: number) => void;
  nudge: (point: CurvePoint, value: number) => void;
  flush: () => void;
  cancel: () => boolean;
  add: (curve: CurveKey, stage_id: string, value: number) => void;
  /** Show the range of a point with one end elsewhere; `settle` commits it, `cancel` takes it back. */
  stretch: (point: CurvePoint, end: "low" | "high", value: number) => void;
  settle: () => void;
  /** Put or move the points of several stages, as one gesture. */
  sketch: (curve: Curve, values: ReadonlyMap<string, number>) => void;
  change: (point: CurvePoint, fields: Partial<PointFields>) => void;
  remove: (curve: CurveKey, point: CurvePoint) => void;
  /** Put the focus on the point or the plus of a stage, now or when it is drawn. */
  focus: (curve: CurveKey, stage_id: string) => void;
}

/** Make the gestures of one lane. `root` holds the handles. */
export function useGestures(view: readonly Curve[], root: { current: Element | null }): Gestures {
  const { store, t, announce } = useBoard();
  const [held_id, setHeld] = useState<string | null>(null);
  const range = useRange();
  const wanted = useRef<string | null>(null);
  const target = useRef<string | null>(null);
  const state = () => store.snapshot.state;
  const held = view.flatMap((curve) => curve.points).find((point) => point.id === held_id);
  const live = useLiveValue(held?.value ?? 0, (value) => {
    const point = get(state(), "emotions", target.current);
    if (point) store.commit("set_emotion", edit_emotion(state(), point.id, moved(point, value)));
  });
  const grab = (point: CurvePoint) => {
    if (target.current === point.id) return;
    live.flush();
    target.current = point.id;
    setHeld(point.id);
  };
  useLayoutEffect(() => {
    const found = wanted.current && root.current?.querySelector<SVGElement>(wanted.current);
    if (!found) return;
    wanted.current = null;
    found.focus();
  });
  const focus = (curve: CurveKey, stage_id: string) => {
    wanted.current = place_of(curve, stage_id);
    setHeld((id) => id);
    root.current?.querySelector<SVGElement>(wanted.current)?.focus();
  };
  return {
    held_id: live.active ? held_id : null,
    curves: with_range(live.active && held ? with_value(view, held.id, live.value) : view, range.shown),
    grab,
    show(value) {
      live.show(value);
      const point = get(state(), "emotions", target.current);
      if (point) store.preview.show(edit_emotion(state(), point.id, moved(point, value)));
    },
    flush: live.flush,
    focus,
    nudge(point, value) {
      grab(point);
      live.nudge(value);
    },
    cancel() {
      const was = live.active || range.shown !== null;
      live.cancel();
      range.clear();
      store.preview.cancel();
      return was;
    },
    stretch: range.stretch,
    settle: range.settle,
    add(curve, stage_id, value) {
      const { persona_id, variant } = curve;
      const journey_id = get(state(), "stages", stage_id)?.journey_id ?? "";
      wanted.current = `[role="slider"]${place_of(curve, stage_id)}`;
      const point = { journey_id, stage_id, persona_id, variant, value };
      if (!store.commit("set_emotion", set_emotion(state(), point))) wanted.current = null;
    },
    sketch(curve, values) {
      const done = store.commit("sketch_emotions", sketch_ops(state(), curve, values));
      if (done && values.size) announce(t("curve.sketched", { count: values.size }));
    },
    change: (point, fields) => void store.commit("edit_emotion", edit_emotion(state(), point.id, fields)),
    remove(curve, point) {
      live.cancel();
      wanted.current = `[role="button"]${place_of(curve, point.stage_id)}`;
      if (store.commit("remove_emotion", remove_emotion(state(), point.id))) announce(t("curve.removed"));
      else wanted.current = null;
    },
  };
}

/** The selector of a point or plus. */
export function place_of(curve: CurveKey, stage_id: string): string {
  return `[data-curve="${key_of(curve)}"][data-stage="${stage_id}"]`;
}

function sketch_ops(state: State, curve: Curve, values: ReadonlyMap<string, number>): Op[] {
  const { persona_id, variant } = curve;
  return [...values].flatMap(([stage_id, value]) => {
    const point = curve.points.find((each) => each.stage_id === stage_id);
    if (point) return edit_emotion(state, point.id, moved(point, value));
    const journey_id = get(state, "stages", stage_id)?.journey_id ?? "";
    return set_emotion(state, { journey_id, stage_id, persona_id, variant, value });
  });
}

function with_value(curves: readonly Curve[], id: string, value: number): readonly Curve[] {
  return curves.map((curve) => {
    if (!curve.points.some((point) => point.id === id)) return curve;
    const at = (point: CurvePoint) => (point.id === id ? { ...point, ...moved(point, value) } : point);
    return { ...curve, points: curve.points.map(at) };
  });
}
