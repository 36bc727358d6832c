/** The emotion curves of the slide: lines, points, and the words of the first curve's turns; edits nothing. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { curve, path_of, type XY, y_of } from "../../../core/curve";
import { signed } from "../../../core/format";
import { type OverviewColumn, SLIDE } from "../../../core/overview";
import type { CurveView, MapView, PointView } from "../../../core/project";
import { get } from "../../../core/state";
import { useMap } from "../context";

const PAD = 24;
const HEIGHT = SLIDE.curve - 4;

interface CurveProps {
  view: MapView;
  columns: readonly OverviewColumn[];
  locale: string;
}

export function OverviewCurve({ view, columns, locale }: CurveProps) {
  const map = useMap();
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const place = new Map<string, number>();
  columns.forEach(({ stage_ids }, at) => {
    stage_ids.forEach((id, index) => {
      place.set(id, ((at + (index + 0.5) / stage_ids.length) / columns.length) * width);
    });
  });
  const name_of = (id: string | null) => get(map.state, "personas", id)?.name ?? map.t("views.everybody");
  const spoken = view.curves.map(
    ({ persona_id, points }) =>
      `${name_of(persona_id)}: ${points.map((point) => signed(point.value, locale, 1)).join(", ")}`,
  );
  return (
    <div class="cjm-overview__curve" ref={box}>
      {width > 0 && (
        <svg
          width={width}
          height={HEIGHT}
          viewBox={`0 0 ${width} ${HEIGHT}`}
          role="img"
          aria-label={`${map.t("views.emotion")}. ${spoken.join(". ")}`}
        >
          <path class="cjm-overview__zero" d={`M0 ${y_of(0, HEIGHT, PAD)}H${width}`} />
          {[...view.curves].reverse().map((one) => (
            <Line key={`${one.persona_id} ${one.variant}`} curve={one} stages={view.stages} place={place} />
          ))}
          {view.curves[0] && <Words curve={view.curves[0]} place={place} width={width} />}
        </svg>
      )}
    </div>
  );
}

function useWidth(box: { current: HTMLElement | null }): number {
  const [width, set_width] = useState(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const measure = () => set_width(element.clientWidth);
    measure();
    if (typeof ResizeObserver === "undefined") return undefined;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return width;
}

type Place = ReadonlyMap<string, number>;
const spot = (point: PointView, place: Place): XY => [
  place.get(point.stage_id) ?? 0,
  y_of(point.value, HEIGHT, PAD),
];

function Line({ curve: own, stages, place }: { curve: CurveView; stages: MapView["stages"]; place: Place }) {
  const by_stage = new Map(own.points.map((point) => [point.stage_id, point]));
  const runs = stages
    .filter(({ id }) => place.has(id))
    .map(({ id }): readonly [number, number | null] => {
      const point = by_stage.get(id);
      return [place.get(id) ?? 0, point ? y_of(point.value, HEIGHT, PAD) : null];
    });
  const ink = `var(--cjm-color-${own.color})`;
  return (
    <g class="cjm-overview__line" data-variant={own.variant} style={{ color: ink }}>
      <path d={path_of(curve(runs))} />
      {own.points
        .filter((point) => place.has(point.stage_id))
        .map((point) => {
          const [x, y] = spot(point, place);
          return <circle key={point.id} cx={x} cy={y} r={4} data-evidence={point.evidence ?? undefined} />;
        })}
    </g>
  );
}

/** The words of the highest, the lowest and the decisive points, above or below, inside the edges. */
function Words({ curve: own, place, width }: { curve: CurveView; place: Place; width: number }) {
  const points = own.points.filter(
    (point) => place.has(point.stage_id) && (point.label || point.moment_of_truth),
  );
  const values = points.map((point) => point.value);
  const kept = points.filter(
    (point) =>
      point.moment_of_truth || point.value === Math.max(...values) || point.value === Math.min(...values),
  );
  return (
    <>
      {kept.map((point) => {
        const [x, y] = spot(point, place);
        const at = x < 60 ? "start" : x > width - 60 ? "end" : "middle";
        const text = `${point.moment_of_truth ? "★ " : ""}${point.label.slice(0, 26)}`.trim();
        return (
          <text key={point.id} x={x} y={point.value < 0 ? y + 17 : y - 9} text-anchor={at}>
            {text}
          </text>
        );
      })}
    </>
  );
}
