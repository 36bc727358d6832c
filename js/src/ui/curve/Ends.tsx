/** The two ends of a point's range, to be dragged; by keyboard they are set in the window of the point. */
import { clamp_value } from "../../core/curve";
import { snap } from "../../core/scale";
import { useDrag } from "../drag";
import { type Spot, value_of, y_of } from "./geometry";
import { is_fine, type Lane } from "./lane";

const ENDS = ["low", "high"] as const;

export function Ends({ lane, spots }: { lane: Lane; spots: readonly Spot[] }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a group of shapes takes no focus
    <g class="cjm-ends" aria-hidden="true">
      {spots.flatMap((spot) =>
        spot.point.low === null || spot.point.high === null
          ? []
          : ENDS.map((end) => <End key={`${spot.point.id}${end}`} lane={lane} spot={spot} end={end} />),
      )}
    </g>
  );
}

function End({ lane, spot, end }: { lane: Lane; spot: Spot; end: (typeof ENDS)[number] }) {
  const { gestures, scale, props } = lane;
  const { point, x } = spot;
  const value = point[end] ?? point.value;
  const { handlers } = useDrag({
    value: () => value,
    read: (event, start) =>
      snap(
        clamp_value(start.value - value_of(event.clientY - start.y, props.height)),
        scale,
        is_fine(lane, event),
      ),
    show: (to) => gestures.stretch(point, end, to),
    drop: gestures.settle,
    cancel: gestures.cancel,
    disabled: lane.locked,
  });
  return (
    <rect
      class="cjm-ends__end"
      data-end={end}
      data-stage={point.stage_id}
      x={x - 8}
      y={y_of(value, props.height) - 6}
      width={16}
      height={12}
      // Chromium does not honour `touch-action` inside an SVG: without this the page would scroll instead.
      onTouchStart={(event) => event.cancelable && event.preventDefault()}
      {...handlers}
    />
  );
}
