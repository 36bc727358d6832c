/** The points of one curve with what each answers to, and the empty places of the one in front. */

import { clamp_value } from "../../core/curve";
import { percent } from "../../core/format";
import { snap } from "../../core/scale";
import { useBoard } from "../board";
import { AddTarget } from "./AddTarget";
import { type Drawn, halfway, STEP, share_of, stop_of } from "./between";
import { Editor } from "./Editor";
import { value_of } from "./geometry";
import { colored, is_fine, type Lane, mover, stops, tab_stop, useNames } from "./lane";
import { Point, type PointActions } from "./Point";
import { type Curve, type CurvePoint, key_of } from "./types";
import { place_of } from "./use_curve";

export function Targets({ lane, curve }: { lane: Lane; curve: Curve }) {
  const { t } = useBoard();
  const names = useNames(lane);
  const taken = new Set(curve.points.map(stop_of));
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
            snap={(value, event) => snap(value, lane.scale, is_fine(lane, event))}
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

export function Points({ lane, curve, spots }: { lane: Lane } & Drawn) {
  const { t, locale, announce } = useBoard();
  const names = useNames(lane);
  const active = key_of(curve) === key_of(lane.front);
  const stop = tab_stop(lane, curve, stops(lane, curve));
  const spoken = ({ stage_id, after, value, label, intensity, evidence, moment_of_truth }: CurvePoint) =>
    [
      lane.format.value(value, 2),
      after > 0 && t("curve.on_the_way", { share: percent(after, locale) }),
      label,
      lane.intensity && intensity !== null && `${t("curve.intensity")} ${intensity}`,
      evidence === "assumed" && t("curve.evidence_assumed"),
      moment_of_truth && t("curve.moment_of_truth"),
      active && !after && lane.said(stage_id),
    ]
      .filter(Boolean)
      .join(", ");
  return (
    <g style={colored(curve.color)}>
      {spots.flat().map((spot) => (
        <Point
          key={stop_of(spot.point)}
          spot={spot}
          curve={key_of(curve)}
          active={active}
          held={lane.gestures.held_id === spot.point.id}
          tab_stop={stop_of(spot.point) === stop}
          label={names(curve, spot.point.stage_id, spot.point.after)}
          spoken={spoken(spot.point)}
          scale={lane.scale}
          read_only={lane.locked}
          actions={actions_of(lane, { curve, spots }, spot.point, () => announce(t("curve.no_room")))}
        />
      ))}
    </g>
  );
}

function actions_of(lane: Lane, drawn: Drawn, point: CurvePoint, full: () => void): PointActions {
  const { gestures, props, setTip, setEditing } = lane;
  const { curve } = drawn;
  const edit = () => {
    gestures.flush();
    setEditing(point.id);
  };
  return {
    drag: {
      read: (event, start) =>
        snap(
          clamp_value(start.value - value_of(event.clientY - start.y, props.height)),
          lane.scale,
          is_fine(lane, event),
        ),
      show(value, event, start) {
        gestures.grab(point);
        gestures.show(value, share_of(event.clientX - start.x, point.stage_id, props.columns));
      },
      drop: gestures.flush,
      cancel: gestures.cancel,
      tap: (_event, focused) => focused && !lane.locked && edit(),
    },
    nudge: (value) => gestures.nudge(point, value),
    cancel: gestures.cancel,
    edit,
    remove: () => gestures.remove(curve, point),
    move_focus: mover(lane, curve, stop_of(point)),
    split() {
      gestures.flush();
      const added = halfway(drawn, point, props.columns, props.height);
      if (added) gestures.add(curve, added.stage_id, added.value, added.after);
      else full();
    },
    shift: point.after ? (steps) => gestures.nudge(point, point.value, steps * STEP) : null,
    focus() {
      lane.setStop(`${key_of(curve)} ${stop_of(point)}`);
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

export function PointEditor({ lane, curve, point, root }: PointEditorProps) {
  const names = useNames(lane);
  const { gestures, setEditing } = lane;
  return (
    <Editor
      key={point.id}
      point={point}
      scale={lane.scale}
      title={names(curve, point.stage_id, point.after)}
      anchor={root.current?.querySelector(place_of(curve, stop_of(point)))?.getBoundingClientRect()}
      onRemove={() => {
        setEditing(null);
        gestures.remove(curve, point);
      }}
      onClose={(changes, back) => {
        setEditing(null);
        if (changes && Object.keys(changes).length > 0) gestures.change(point, changes);
        if (back) gestures.focus(curve, stop_of(point));
      }}
    />
  );
}
