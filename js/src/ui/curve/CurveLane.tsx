/** The emotion curves over the stages, drawn and edited; the lane of the map and the heart of the lone curve. */
import { useRef, useState } from "preact/hooks";
import type { LaneView } from "../../core/project";
import { type EmotionScale, emotion_format } from "../../core/scale";
import { get } from "../../core/state";
import { useBoard } from "../board";
import { type Drawn, stop_of } from "./between";
import { Ends } from "./Ends";
import { Guides } from "./Guides";
import { runs, type Spot } from "./geometry";
import { Intensity } from "./Intensity";
import { Labels, QUOTE_FROM } from "./Labels";
import { Line } from "./Line";
import { colored, type Lane, useFront } from "./lane";
import { PointEditor, Points, Targets } from "./Points";
import { useScores } from "./scores";
import { Tools } from "./Tools";
import { Tooltip } from "./Tooltip";
import { type Column, type Curve, type CurveKey, key_of, type StageName } from "./types";
import { useGestures } from "./use_curve";
import { useDouble } from "./use_double";
import { useIntensity } from "./use_look";

export interface CurveLaneProps {
  view: readonly Curve[];
  stages: readonly StageName[];
  /** One a stage, in order. */
  columns: readonly Column[];
  width: number;
  height: number;
  /** The lane of the map: the score that stands beside the curve, and whose curve it shows. */
  lane?: Pick<LaneView, "metric" | "target" | "persona_id"> | undefined;
  /** Whose curve is in front and takes new points; without it the lane keeps that itself. */
  active?: CurveKey | null;
  onActive?: (curve: CurveKey) => void;
  /** A point was focused: its id. */
  onSelect?: (ids: string[]) => void;
}

/** Draw the lane. */
export function CurveLane(props: CurveLaneProps) {
  const { view, columns, width, height } = props;
  const { t, locale, locked } = useBoard();
  const root = useRef<HTMLDivElement>(null);
  const [own, setOwn] = useState<CurveKey | null>(null);
  const [tip, setTip] = useState<string | null>(null);
  const [stop, setStop] = useState<string | null>(null);
  const [editing, setEditing] = useState<string | null>(null);
  const sketching = useState(false);
  const snapping = useState(true);
  const intensity = useIntensity();
  const gestures = useGestures(view, root);
  const front = useFront(props.active ?? own, props);
  const scale = useScale(props);
  const format = emotion_format(scale, locale);
  const lane: Lane = {
    props, gestures, front, locked, scale, format, stop, setStop, setTip, setEditing,
    snapping: snapping[0], intensity: intensity[0], said: () => "",
    activate(curve) {
      setOwn(curve);
      props.onActive?.(curve);
    },
  }; // biome-ignore format: one line of names
  const drawn = gestures.curves.map((curve) => ({ curve, spots: runs(curve.points, columns, height) }));
  const last = drawn.findIndex(({ curve }) => key_of(curve) === key_of(front));
  const quoted = (text: string) => t("curve.quoted", { text });
  const all = drawn.flatMap(({ curve, spots }) => spots.flat().map((spot) => ({ curve, spot })));
  const tipped = all.find(({ spot }) => spot.point.id === (gestures.held_id ?? tip));
  const edited = all.find(({ spot }) => spot.point.id === editing);
  const at = tipped && key_of(tipped.curve) === key_of(front) ? stop_of(tipped.spot.point) : null;
  const quiet = edited !== undefined || gestures.held_id !== null;
  const scores = useScores({
    lane: props.lane, front, format, columns, width, height, at, quiet,
    runs: drawn.flatMap(({ spots }) => spots),
  }); // biome-ignore format: one line of names
  lane.said = scores.said;
  const double = useDouble(lane, drawn[last] ?? { curve: front, spots: [] });
  return (
    <div ref={root} class="cjm-curve" style={{ width: `${width}px`, height: `${height}px` }}>
      {/* biome-ignore lint/a11y/useSemanticElements: an SVG has no fieldset */}
      <svg
        class="cjm-curve__svg"
        width={width}
        height={height}
        role="group"
        aria-label={t("curve.title")}
        aria-description={locked ? undefined : `${t("curve.hint")} ${t("curve.hint_between")}`}
        {...double}
      >
        <Guides columns={columns} width={width} height={height} format={(value) => format.value(value, 2)} />
        <Lines lane={lane} drawn={drawn} />
        {!locked && <Targets lane={lane} curve={front} />}
        {scores.marks}
        <Labels
          runs={drawn[last]?.spots ?? []}
          others={drawn.filter((_, i) => i !== last).flatMap(({ spots }) => spots)}
          columns={columns}
          width={width}
          height={height}
          quoted={quoted}
          avoid={scores.at}
          taken={scores.taken}
        />
        {!locked && <Ends lane={lane} spots={(drawn[last]?.spots ?? []).flat()} />}
        {/* always in the same order: moving a node would take its focus and its pointer away */}
        {drawn.map(({ curve, spots }) => (
          <Points key={key_of(curve)} lane={lane} curve={curve} spots={spots} />
        ))}
        {intensity[0] && <Intensity lane={lane} runs={drawn[last]?.spots ?? []} />}
      </svg>
      <Tools lane={lane} sketching={sketching} intensity={intensity} snapping={snapping} />
      {scores.callout}
      {tipped && !edited && <Tip lane={lane} {...tipped} quoted={quoted} />}
      {edited && <PointEditor lane={lane} curve={edited.curve} point={edited.spot.point} root={root} />}
    </div>
  );
}

/** The lines of all curves, the one in front last. */
function Lines({ lane, drawn }: { lane: Lane; drawn: readonly Drawn[] }) {
  const in_front = ({ curve }: Drawn) => key_of(curve) === key_of(lane.front);
  const ordered = [...drawn.filter((each) => !in_front(each)), ...drawn.filter(in_front)];
  return (
    <>
      {ordered.map(({ curve, spots }) => (
        <g key={key_of(curve)} style={colored(curve.color)}>
          <Line
            curve={curve}
            spots={spots}
            height={lane.props.height}
            active={key_of(curve) === key_of(lane.front)}
            onActivate={() => lane.activate(curve)}
          />
        </g>
      ))}
    </>
  );
}

/** What the point under the pointer or the focus says in full. */
function Tip(props: { lane: Lane; curve: Curve; spot: Spot; quoted: (text: string) => string }) {
  const { lane, curve, spot, quoted } = props;
  const { columns, width, height } = lane.props;
  const shown = columns.some((column) => column.width < QUOTE_FROM) ? 1 : 22;
  const brief = key_of(curve) === key_of(lane.front) && spot.point.quote.length < shown;
  const value = lane.format.value(spot.point.value, 2);
  return <Tooltip {...{ spot, width, height, value, brief, quoted }} />;
}

/** The scale of the journey whose stages these are. */
function useScale({ stages }: CurveLaneProps): EmotionScale {
  const { snap } = useBoard();
  const journey_id = get(snap.state, "stages", stages[0]?.id)?.journey_id;
  return get(snap.state, "journeys", journey_id)?.emotion_scale ?? "-2..+2";
}
