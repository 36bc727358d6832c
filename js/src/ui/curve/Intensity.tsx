/** How strongly each emotion of the front curve is felt, 1 to 5, as a second line; edited like the points. */
import { useRef, useState } from "preact/hooks";
import { line_path } from "../../core/curve";
import { get } from "../../core/state";
import { useBoard } from "../board";
import { useDrag } from "../drag";
import { keyed, type LiveValue, useLiveValue } from "../live_value";
import { stop_of } from "./between";
import { type Pair, type Spot, value_of, y_of } from "./geometry";
import { colored, type Lane, useNames } from "./lane";
import type { CurvePoint } from "./types";

const LEVELS = { min: 1, max: 5, step: 1, big: 1 };
/** Where a level stands that nobody has said: in the middle, and faint. */
const UNSAID = 3;
const DIAMOND = "M0-6 6 0 0 6-6 0Z";

/** Level 1 stands where −2 does, 5 where +2 does. */
const level_y = (level: number, height: number): number => y_of(level - UNSAID, height);
const nearest = (level: number): number => Math.round(Math.min(LEVELS.max, Math.max(LEVELS.min, level)));

export interface IntensityProps {
  lane: Lane;
  runs: readonly (readonly Spot[])[];
}

/** Draw the scale at the right edge, the line in its runs and a handle for each point. */
export function Intensity({ lane, runs: drawn }: IntensityProps) {
  // between two stages it need not be said
  const runs = drawn.map((run) => run.filter(({ point }) => !point.after || point.intensity !== null));
  const { width, height } = lane.props;
  const edit = useLevels(lane);
  const level = ({ point }: Spot) => (edit.id === point.id ? edit.live.value : point.intensity);
  const lines = runs.flatMap((run) => known_runs(run, level)).filter((run) => run.length > 1);
  const spots = runs.flat();
  const first = spots[0]?.point.id ?? "";
  return (
    <g class="cjm-intensity" style={colored(lane.front.color)}>
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a group of shapes takes no focus */}
      <g aria-hidden="true">
        {[5, 3, 1].map((each) => (
          <text key={each} class="cjm-intensity__text" x={width - 8} y={level_y(each, height) + 12}>
            {each}
          </text>
        ))}
        {lines.map((run) => (
          <path
            key={run[0]?.[0]}
            class="cjm-intensity__stroke"
            d={line_path(run.map(([x, at]): Pair => [x, level_y(at, height)]))}
          />
        ))}
      </g>
      {spots.map((spot, at) => (
        <Handle
          key={stop_of(spot.point)}
          lane={lane}
          spot={spot}
          level={level(spot)}
          edit={edit}
          tab_stop={(edit.stop ?? first) === spot.point.id || (at === 0 && !has(spots, edit.stop))}
          beside={(by) => {
            const next = spots[at + by]?.point;
            return next && stop_of(next);
          }}
        />
      ))}
    </g>
  );
}

const has = (spots: readonly Spot[], id: string | null) => spots.some(({ point }) => point.id === id);

/** The stretches in which every point has a level. */
function known_runs(run: readonly Spot[], level: (spot: Spot) => number | null): [number, number][][] {
  const found: [number, number][][] = [[]];
  for (const spot of run) {
    const at = level(spot);
    if (at === null) found.push([]);
    else found.at(-1)?.push([spot.x, at]);
  }
  return found;
}

interface Levels {
  /** The point whose level is being set. */
  id: string | null;
  live: LiveValue;
  stop: string | null;
  set_stop: (id: string) => void;
  grab: (point: CurvePoint) => void;
}

/** One level at a time is set; it is committed once a gesture, as the points are. */
function useLevels(lane: Lane): Levels {
  const { store } = useBoard();
  const [id, set_id] = useState<string | null>(null);
  const [stop, set_stop] = useState<string | null>(null);
  const target = useRef<string | null>(null);
  const point = (wanted: string | null) => get(store.snapshot.state, "emotions", wanted);
  const live = useLiveValue(point(id)?.intensity ?? UNSAID, (level) => {
    const found = lane.front.points.find((each) => each.id === target.current);
    if (found && point(found.id)) lane.gestures.change(found, { intensity: nearest(level) });
  });
  const grab = ({ id: next }: CurvePoint) => {
    if (target.current === next) return;
    live.flush();
    target.current = next;
    set_id(next);
  };
  return { id: live.active ? id : null, live, stop, set_stop, grab };
}

interface HandleProps {
  lane: Lane;
  spot: Spot;
  level: number | null;
  edit: Levels;
  tab_stop: boolean;
  /** The stop of the handle so many further on. */
  beside: (by: number) => string | undefined;
}

function Handle({ lane, spot, level, edit, tab_stop, beside }: HandleProps) {
  const { t } = useBoard();
  const names = useNames(lane);
  const { point, x } = spot;
  const at = level ?? UNSAID;
  const { handlers, abort } = useDrag({
    value: () => at,
    read: (event, start) => nearest(start.value - value_of(event.clientY - start.y, lane.props.height)),
    show(next) {
      edit.grab(point);
      edit.live.show(next);
    },
    drop: edit.live.flush,
    cancel: edit.live.cancel,
    disabled: lane.locked,
  });
  const onKeyDown = (event: KeyboardEvent & { currentTarget: Element }) => {
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const next = keyed(event, at, LEVELS, false);
    if (way) focus_level(event.currentTarget, beside(way));
    else if (event.key === "Escape" && (abort() || edit.live.active)) edit.live.cancel();
    else if (!lane.locked && (event.key === "Delete" || event.key === "Backspace")) {
      edit.live.cancel();
      lane.gestures.change(point, { intensity: null });
    } else if (!lane.locked && next !== null) {
      edit.grab(point);
      edit.live.nudge(next);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <g
      class={`cjm-intensity__handle${level === null ? " is-unsaid" : ""}`}
      transform={`translate(${x} ${level_y(at, lane.props.height)})`}
      role="slider"
      tabindex={tab_stop ? 0 : -1}
      aria-label={t("curve.intensity_of", { where: names(lane.front, point.stage_id, point.after) })}
      aria-orientation="vertical"
      aria-valuemin={LEVELS.min}
      aria-valuemax={LEVELS.max}
      aria-valuenow={at}
      aria-valuetext={level === null ? t("curve.intensity_none") : t("curve.intensity_level", { level })}
      aria-readonly={lane.locked}
      data-intensity={stop_of(point)}
      onKeyDown={onKeyDown}
      onFocus={() => {
        edit.set_stop(point.id);
        lane.props.onSelect?.([point.id]);
      }}
      onBlur={edit.live.flush}
      // Chromium does not honour `touch-action` inside an SVG: without this the page would scroll instead.
      onTouchStart={(event) => !lane.locked && event.cancelable && event.preventDefault()}
      {...handlers}
    >
      <circle class="cjm-intensity__hit" r={12} />
      <path class="cjm-intensity__shape" d={DIAMOND} />
    </g>
  );
}

function focus_level(from: Element, stop: string | undefined): void {
  const handles = from.parentElement?.querySelectorAll<SVGElement>("[data-intensity]") ?? [];
  for (const each of handles) if (each.dataset.intensity === stop) each.focus();
}
