/** The emotion curves over the stages, drawn and edited; the lane of the map and the heart of the lone curve. */
import { useRef, useState } from "preact/hooks";
import { signed } from "../../core/format";
import { type LaneView, persona_color } from "../../core/project";
import { get, personas } from "../../core/state";
import { useBoard } from "../board";
import { AddTarget } from "./AddTarget";
import { Editor } from "./Editor";
import { Guides } from "./Guides";
import { runs, type Spot, snapped, value_of } from "./geometry";
import { Labels, QUOTE_FROM } from "./Labels";
import { Line } from "./Line";
import { Point, type PointActions } from "./Point";
import { useScores } from "./scores";
import { Tooltip } from "./Tooltip";
import { type Column, type Curve, type CurveKey, type CurvePoint, key_of, type StageName } from "./types";
import { type Gestures, place_of, useGestures } from "./use_curve";

export interface CurveLaneProps {
  view: readonly Curve[];
  stages: readonly StageName[];
  /** One a stage, in order. */
  columns: readonly Column[];
  width: number;
  height: number;
  /** The lane of the map, which names the score that stands beside the curve. */
  lane?: Pick<LaneView, "metric" | "target"> | undefined;
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
  const gestures = useGestures(view, root);
  const front = useFront(props.active ?? own, props);
  const lane: Lane = {
    props, gestures, front, locked, stop, setStop, setTip, setEditing, said: () => "",
    activate(curve) {
      setOwn(curve);
      props.onActive?.(curve);
    },
  }; // biome-ignore format: one line of names
  const drawn = gestures.curves.map((curve) => ({ curve, spots: runs(curve.points, columns, height) }));
  const last = drawn.findIndex(({ curve }) => key_of(curve) === key_of(front));
  const format = (value: number) => signed(value, locale, 2);
  const quoted = (text: string) => t("curve.quoted", { text });
  const all = drawn.flatMap(({ curve, spots }) => spots.flat().map((spot) => ({ curve, spot })));
  const tipped = all.find(({ spot }) => spot.point.id === (gestures.held_id ?? tip));
  const edited = all.find(({ spot }) => spot.point.id === editing);
  const at = tipped && key_of(tipped.curve) === key_of(front) ? tipped.spot.point.stage_id : null;
  const quiet = edited !== undefined || gestures.held_id !== null;
  const scores = useScores({
    lane: props.lane, front, columns, width, height, at, quiet,
    runs: drawn.flatMap(({ spots }) => spots),
  }); // biome-ignore format: one line of names
  lane.said = scores.said;
  return (
    <div ref={root} class="cjm-curve" style={{ width: `${width}px`, height: `${height}px` }}>
      {/* biome-ignore lint/a11y/useSemanticElements: an SVG has no fieldset */}
      <svg class="cjm-curve__svg" width={width} height={height} role="group" aria-label={t("curve.title")}>
        <Guides columns={columns} width={width} height={height} format={format} />
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
        />
        {/* always in the same order: moving a node would take its focus and its pointer away */}
        {drawn.map(({ curve, spots }) => (
          <Points key={key_of(curve)} lane={lane} curve={curve} spots={spots.flat()} />
        ))}
      </svg>
      {scores.callout}
      {tipped && !edited && <Tip lane={lane} {...tipped} quoted={quoted} />}
      {edited && <PointEditor lane={lane} curve={edited.curve} point={edited.spot.point} root={root} />}
    </div>
  );
}

/** What the parts of the lane share. */
interface Lane {
  props: CurveLaneProps;
  gestures: Gestures;
  front: Curve;
  locked: boolean;
  stop: string | null;
  setStop: (stop: string) => void;
  setTip: (id: string | null) => void;
  setEditing: (id: string | null) => void;
  activate: (curve: CurveKey) => void;
  /** What is measured at a stage. */
  said: (stage_id: string) => string;
}

/** A curve with where its points stand. */
interface Drawn {
  curve: Curve;
  spots: readonly (readonly Spot[])[];
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
  const { locale } = useBoard();
  const { columns, width, height } = lane.props;
  const shown = columns.some((column) => column.width < QUOTE_FROM) ? 1 : 22;
  const brief = key_of(curve) === key_of(lane.front) && spot.point.quote.length < shown;
  const value = signed(spot.point.value, locale, 2);
  return <Tooltip {...{ spot, width, height, value, brief, quoted }} />;
}

const colored = (color: string) => ({ "--cjm-curve": `var(--cjm-color-${color})` });

/** The curve in front; one without points where the persona has none yet. */
function useFront(wanted: CurveKey | null, { view, stages }: CurveLaneProps): Curve {
  const { snap } = useBoard();
  const found = wanted ? view.find((curve) => key_of(curve) === key_of(wanted)) : view[0];
  if (found) return found;
  const journey = get(snap.state, "stages", stages[0]?.id)?.journey_id;
  const known = get(snap.state, "journeys", journey)?.personas ?? [];
  const key: CurveKey = wanted ?? { persona_id: known[0] ?? null, variant: "as_is" };
  const position = personas(snap.state).findIndex((each) => each.id === key.persona_id);
  const persona = get(snap.state, "personas", key.persona_id);
  return { ...key, color: persona ? persona_color(persona, position) : "slate", points: [] };
}

/** "Reimbursement, Julie", or the stage alone. */
function useNames(lane: Lane): (curve: CurveKey, stage_id: string) => string {
  const { snap, t } = useBoard();
  return ({ persona_id, variant }, stage_id) => {
    const stage = lane.props.stages.find((each) => each.id === stage_id)?.name ?? "";
    const persona = get(snap.state, "personas", persona_id)?.name;
    return [stage, persona, variant === "to_be" && t("curve.to_be")].filter(Boolean).join(", ");
  };
}

/** Columns in order; the one tab stop of a curve is where it was last, or its first point. */
function tab_stop(lane: Lane, curve: CurveKey, ids: readonly string[]): string | undefined {
  const [key, id] = lane.stop?.split(" ") ?? [];
  return key === key_of(curve) && id && ids.includes(id) ? id : ids[0];
}

/** The stages the arrow keys visit: all of the curve in front, otherwise those with a point. */
function stops(lane: Lane, curve: Curve): string[] {
  const front = key_of(curve) === key_of(lane.front) && !lane.locked;
  const known = new Set(curve.points.map((point) => point.stage_id));
  return lane.props.columns.map((column) => column.stage_id).filter((id) => front || known.has(id));
}

function mover(lane: Lane, curve: Curve, stage_id: string): (by: number) => void {
  const ids = stops(lane, curve);
  return (by) => {
    const next = ids[ids.indexOf(stage_id) + by];
    if (next) lane.gestures.focus(curve, next);
  };
}

function Targets({ lane, curve }: { lane: Lane; curve: Curve }) {
  const { t } = useBoard();
  const names = useNames(lane);
  const taken = new Set(curve.points.map((point) => point.stage_id));
  const stop = tab_stop(lane, curve, stops(lane, curve));
  return (
    <g style={colored(curve.color)}>
      {lane.props.columns
        .filter((column) => !taken.has(column.stage_id))
        .map((column) => (
          <AddTarget
            key={column.stage_id}
            column={column}
            height={lane.props.height}
            curve={key_of(curve)}
            label={t("curve.add", { where: names(curve, column.stage_id) })}
            tab_stop={column.stage_id === stop}
            onAdd={(value) => lane.gestures.add(curve, column.stage_id, value)}
            move_focus={mover(lane, curve, column.stage_id)}
            onFocus={() => lane.setStop(`${key_of(curve)} ${column.stage_id}`)}
          />
        ))}
    </g>
  );
}

function Points({ lane, curve, spots }: { lane: Lane; curve: Curve; spots: readonly Spot[] }) {
  const { t, locale } = useBoard();
  const names = useNames(lane);
  const format = (value: number) => signed(value, locale, 2);
  const active = key_of(curve) === key_of(lane.front);
  const stop = tab_stop(lane, curve, stops(lane, curve));
  const spoken = ({ stage_id, value, label, evidence, moment_of_truth }: CurvePoint) =>
    [
      format(value),
      label,
      evidence === "assumed" && t("curve.evidence_assumed"),
      moment_of_truth && t("curve.moment_of_truth"),
      active && lane.said(stage_id),
    ]
      .filter(Boolean)
      .join(", ");
  return (
    <g style={colored(curve.color)}>
      {spots.map((spot) => (
        <Point
          key={spot.point.stage_id}
          spot={spot}
          curve={key_of(curve)}
          active={active}
          held={lane.gestures.held_id === spot.point.id}
          tab_stop={spot.point.stage_id === stop}
          label={names(curve, spot.point.stage_id)}
          spoken={spoken(spot.point)}
          read_only={lane.locked}
          actions={actions_of(lane, curve, spot.point)}
        />
      ))}
    </g>
  );
}

function actions_of(lane: Lane, curve: Curve, point: CurvePoint): PointActions {
  const { gestures, props, setTip, setEditing } = lane;
  const edit = () => {
    gestures.flush();
    setEditing(point.id);
  };
  return {
    drag: {
      read: (event, start) =>
        snapped(
          start.value - value_of(event.clientY - start.y, props.height),
          event.altKey || event.shiftKey,
        ),
      show(value) {
        gestures.grab(point);
        gestures.show(value);
      },
      drop: gestures.flush,
      cancel: gestures.cancel,
      tap: (_event, focused) => focused && !lane.locked && edit(),
    },
    nudge: (value) => gestures.nudge(point, value),
    cancel: gestures.cancel,
    edit,
    remove: () => gestures.remove(curve, point),
    move_focus: mover(lane, curve, point.stage_id),
    focus() {
      lane.setStop(`${key_of(curve)} ${point.stage_id}`);
      setTip(point.id);
      if (key_of(curve) !== key_of(lane.front)) lane.activate(curve);
      props.onSelect?.([point.id]);
    },
    leave() {
      setTip(null);
      gestures.flush();
    },
    hover: (inside) => setTip(inside ? point.id : null),
  };
}

interface PointEditorProps {
  lane: Lane;
  curve: Curve;
  point: CurvePoint;
  root: { current: Element | null };
}

function PointEditor({ lane, curve, point, root }: PointEditorProps) {
  const names = useNames(lane);
  const { gestures, setEditing } = lane;
  return (
    <Editor
      key={point.id}
      point={point}
      title={names(curve, point.stage_id)}
      anchor={root.current?.querySelector(place_of(curve, point.stage_id))?.getBoundingClientRect()}
      onRemove={() => {
        setEditing(null);
        gestures.remove(curve, point);
      }}
      onClose={(changes, back) => {
        setEditing(null);
        if (changes && Object.keys(changes).length > 0) gestures.change(point, changes);
        if (back) gestures.focus(curve, point.stage_id);
      }}
    />
  );
}
