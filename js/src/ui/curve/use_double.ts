/** Two clicks on the lane: a point between two stages, on the line; draws nothing. */
import { useRef } from "preact/hooks";
import { value_at } from "../../core/curve";
import { snap } from "../../core/scale";
import { type Drawn, point_there } from "./between";
import { MARGIN } from "./geometry";
import { is_fine, type Lane } from "./lane";

const HANDLES = "[role=slider],[role=button],[data-end]";
type Clicked = MouseEvent & { currentTarget: Element };

export interface Double {
  onMouseDown: (event: Clicked) => void;
  onDblClick: (event: Clicked) => void;
}

export function useDouble(lane: Lane, drawn: Drawn): Double {
  /** What the first click hit: adding at a stage is not followed by adding between. */
  const first = useRef<Element | null>(null);
  const { columns, height } = lane.props;
  return {
    onMouseDown({ detail, target }) {
      if (detail <= 1) first.current = (target as Element).closest(HANDLES);
    },
    onDblClick(event) {
      if (lane.locked || first.current || (event.target as Element).closest(HANDLES)) return;
      const { left, top } = event.currentTarget.getBoundingClientRect();
      const value = snap(value_at(event.clientY - top, height, MARGIN), lane.scale, is_fine(lane, event));
      const found = point_there(drawn, [event.clientX - left, value], columns, height);
      if (found) lane.gestures.add(drawn.curve, found.stage_id, found.value, found.after);
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
