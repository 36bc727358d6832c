/** The buttons at the corner of the lane: sketch, intensity, snapping; draws no curve. */
import { value_at, type XY } from "../../core/curve";
import { snap } from "../../core/scale";
import { crossing, stroke_at } from "../../core/sketch";
import { useBoard } from "../board";
import { Icon } from "../shell/icon";
import { MARGIN, runs } from "./geometry";
import type { Lane } from "./lane";
import { Sketch } from "./Sketch";

type Switch = readonly [on: boolean, set: (on: boolean) => void];

export interface ToolsProps {
  lane: Lane;
  sketching: Switch;
  intensity: Switch;
  snapping: Switch;
}

/** Draw the buttons, and while somebody sketches the sheet over the lane; a locked lane has what only looks. */
export function Tools({ lane, sketching, intensity, snapping }: ToolsProps) {
  return (
    <>
      {sketching[0] && !lane.locked && <Sheet lane={lane} set={sketching[1]} />}
      <span class="cjm-curve__tools">
        <Toggle of={intensity} icon="activity" text="curve.intensity_show" />
        {!lane.locked && <Toggle of={snapping} icon="magnet" text="curve.snap" />}
        {!lane.locked && <Toggle of={sketching} icon="pencil" text="curve.sketch" />}
      </span>
    </>
  );
}

interface ToggleProps {
  of: Switch;
  icon: "activity" | "magnet" | "pencil";
  text: "curve.intensity_show" | "curve.snap" | "curve.sketch";
}

function Toggle({ of: [on, set], icon, text }: ToggleProps) {
  const { t } = useBoard();
  return (
    <button
      type="button"
      class="cjm-icon-button cjm-curve__tool"
      aria-pressed={on}
      aria-label={t(text)}
      title={t(text)}
      onClick={() => set(!on)}
    >
      <Icon name={icon} />
    </button>
  );
}

/** The sheet: its stroke becomes points, one for each stage it was drawn over; those between move onto it. */
function Sheet({ lane, set }: { lane: Lane; set: (on: boolean) => void }) {
  const { t } = useBoard();
  const { columns, width, height } = lane.props;
  const done = (stroke: readonly XY[]) => {
    set(false);
    const between = runs(lane.front.points, columns, height)
      .flat()
      .flatMap(({ point, x }): [string, number][] => {
        const y = point.after ? crossing(stroke, x) : null;
        return y === null ? [] : [[point.id, y]];
      });
    const found = [...stroke_at(stroke, columns), ...between].map(([stop, y]): [string, number] => [
      stop,
      snap(value_at(y, height, MARGIN), lane.scale, !lane.snapping),
    ]);
    lane.gestures.sketch(lane.front, new Map(found));
  };
  return (
    <Sketch {...{ width, height }} label={t("curve.sketch_hint")} onDone={done} onCancel={() => set(false)} />
  );
}
