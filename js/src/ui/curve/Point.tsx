/** One point of a curve as a slider: its shape, its words for screen readers, its keys; commits nothing itself. */

import { type EmotionScale, from_scale, SCALES, to_scale } from "../../core/scale";
import { useBoard } from "../board";
import { type DragOptions, useDrag } from "../drag";
import { keyed } from "../live_value";
import { useSaidAt } from "../shell/use_others";
import { stop_of } from "./between";
import type { Spot } from "./geometry";

const STAR = "M0-10 2.9-3.6 9.8-2.9 4.6 1.7 6.1 8.5 0 5 -6.1 8.5 -4.6 1.7 -9.8-2.9 -2.9-3.6Z";

export interface PointActions {
  drag: Omit<DragOptions, "value">;
  nudge: (value: number) => void;
  /** Back to the settled value; true when there was something to take back. */
  cancel: () => boolean;
  edit: () => void;
  remove: () => void;
  move_focus: (by: number) => void;
  /** Add a point half way to the next one. */
  split: () => void;
  /** Move it sideways by so many steps; null for a point at a stage, which stays there. */
  shift: ((steps: number) => void) | null;
  focus: () => void;
  leave: () => void;
  hover: (inside: boolean) => void;
}

export interface PointProps {
  spot: Spot;
  curve: string;
  active: boolean;
  held: boolean;
  tab_stop: boolean;
  label: string;
  spoken: string;
  scale: EmotionScale;
  read_only: boolean;
  actions: PointActions;
}

/** The drawn shape: filled when somebody saw or said it, a ring when not, dashed when assumed, a star for a moment of truth. */
function Shape({ spot: { point }, active }: { spot: Spot; active: boolean }) {
  const evidence = point.evidence ?? "none";
  const solid = evidence === "observed" || evidence === "reported";
  const kind = `cjm-point__shape cjm-point__shape--${solid ? "solid" : evidence}`;
  const size = (active ? 6.5 : 4) * (point.after ? 0.7 : 1);
  return (
    <>
      {point.moment_of_truth ? (
        <path class={kind} d={STAR} transform={active && !point.after ? undefined : "scale(0.7)"} />
      ) : (
        <circle class={kind} r={size} />
      )}
      {evidence === "inferred" && <circle class="cjm-point__dot" r={size / 3} />}
    </>
  );
}

/** Answer a key; true when it was one of ours. */
function answer(
  event: KeyboardEvent,
  value: number,
  scale: EmotionScale,
  read_only: boolean,
  abort: () => boolean,
  actions: PointActions,
) {
  const { key } = event;
  if (key === "Escape") return abort() || actions.cancel();
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const way = { ArrowLeft: -1, ArrowRight: 1 }[key];
  if (way && event.shiftKey && actions.shift && !read_only) actions.shift(way);
  else if (way) actions.move_focus(way);
  else if (read_only) return false;
  else if (key === "Insert" || key === "+") actions.split();
  else if (key === "Enter" || key === "F2") actions.edit();
  else if (key === "Delete" || key === "Backspace") actions.remove();
  else {
    const [min, max] = SCALES[scale];
    const next = keyed(event, to_scale(value, scale), { min, max, step: 0.1, big: 1 }, false);
    if (next === null) return false;
    actions.nudge(from_scale(next, scale));
  }
  return true;
}

export function Point(props: PointProps) {
  const { spot, active, read_only, scale, actions } = props;
  const { value } = spot.point;
  const at = `point:${props.curve}:${stop_of(spot.point)}`;
  const by = useSaidAt(useBoard().store, at);
  const { handlers, abort } = useDrag({ ...actions.drag, value: () => value, disabled: read_only });
  return (
    <g
      class={`cjm-point${spot.point.after ? " cjm-point--between" : ""}${active ? " is-active" : ""}${props.held ? " is-held" : ""}`}
      transform={`translate(${spot.x} ${spot.y})`}
      role="slider"
      tabindex={props.tab_stop ? 0 : -1}
      aria-label={[props.label, by].filter(Boolean).join(", ")}
      aria-orientation="vertical"
      aria-valuemin={SCALES[scale][0]}
      aria-valuemax={SCALES[scale][1]}
      aria-valuenow={Math.round(to_scale(value, scale) * 100) / 100}
      aria-valuetext={props.spoken}
      aria-readonly={read_only}
      data-place={at}
      data-curve={props.curve}
      data-at={stop_of(spot.point)}
      onKeyDown={(event) => {
        if (!answer(event, value, scale, read_only, abort, actions)) return;
        event.preventDefault();
        event.stopPropagation();
      }}
      onFocus={actions.focus}
      onBlur={actions.leave}
      onPointerEnter={() => actions.hover(true)}
      onPointerLeave={() => actions.hover(false)}
      // Chromium does not honour `touch-action` inside an SVG: without this the page would scroll instead.
      onTouchStart={(event) => !read_only && event.cancelable && event.preventDefault()}
      {...handlers}
    >
      <circle class="cjm-point__hit" r={active ? 14 : 9} />
      <circle class="cjm-point__halo" r={11.5} />
      <Shape spot={spot} active={active} />
    </g>
  );
}
