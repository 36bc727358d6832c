/** The emotion curves of the slide: lines, points, and the words of the first curve's turns; edits nothing. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { curve, path_of, type XY, y_of } from "../../../core/curve";
import { signed } from "../../../core/format";
import type { Overview } from "../../../core/overview";
import type { CurveView, MapView, PointView } from "../../../core/project";
import { get } from "../../../core/state";
import { useMap } from "../context";

const PAD = 24;

interface CurveProps {
  view: MapView;
  slide: Overview;
  locale: string;
}

export function OverviewCurve({ view, slide, locale }: CurveProps) {
  const map = useMap();
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const { columns } = slide;
  const height = slide.curve - 2;
  const xs = new Map<string, number>();
  columns.forEach(({ stage_ids }, at) => {
    stage_ids.forEach((id, index) => {
      xs.set(id, ((at + (index + 0.5) / stage_ids.length) / columns.length) * width);
    });
  });
  const place: Place = { xs, height, width };
  const name_of = (id: string | null) => get(map.state, "personas", id)?.name ?? map.t("views.everybody");
  const spoken = view.curves.map(({ persona_id, points }) =>
    map.t("common.labelled", {
      name: name_of(persona_id),
      value: points.map((point) => signed(point.value, locale, 1)).join(", "),
    }),
  );
  return (
    <div class="cjm-overview__curve" ref={box}>
      {width > 0 && (
        <svg
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={`${map.t("views.emotion")}. ${spoken.join(". ")}`}
        >
          <path class="cjm-overview__zero" d={`M0 ${y_of(0, height, PAD)}H${width}`} />
          {[...view.curves].reverse().map((one) => (
            <Line key={`${one.persona_id} ${one.variant}`} curve={one} stages={view.stages} place={place} />
          ))}
          {view.curves[0] && <Words curve={view.curves[0]} place={place} />}
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

/** Where the stages stand, and the size of the strip. */
interface Place {
  readonly xs: ReadonlyMap<string, number>;
  readonly height: number;
  readonly width: number;
}
const spot = (point: PointView, { xs, height }: Place): XY => [
  xs.get(point.stage_id) ?? 0,
  y_of(point.value, height, PAD),
];

function Line({ curve: own, stages, place }: { curve: CurveView; stages: MapView["stages"]; place: Place }) {
  const points = own.points.filter((point) => place.xs.has(point.stage_id));
  const by_stage = new Map(points.map((point) => [point.stage_id, point]));
  const line = stages
    .filter(({ id }) => place.xs.has(id))
    .map(({ id }): readonly [number, number | null] => {
      const point = by_stage.get(id);
      return [place.xs.get(id) ?? 0, point ? spot(point, place)[1] : null];
    });
  return (
    <g
      class="cjm-overview__line"
      data-variant={own.variant}
      style={{ color: `var(--cjm-color-${own.color})` }}
    >
      <path d={path_of(curve(line))} />
      {points.map((point) => {
        const [x, y] = spot(point, place);
        return <circle key={point.id} cx={x} cy={y} r={4} data-evidence={point.evidence ?? undefined} />;
      })}
    </g>
  );
}

/** The words of the highest, the lowest and the decisive points, above or below, inside the edges. */
function Words({ curve: own, place }: { curve: CurveView; place: Place }) {
  const points = own.points.filter(
    (point) => place.xs.has(point.stage_id) && (point.label || point.moment_of_truth),
  );
  const values = points.map((point) => point.value);
  const ends = [Math.max(...values), Math.min(...values)];
  return (
    <>
      {points
        .filter((point) => point.moment_of_truth || ends.includes(point.value))
        .map((point) => {
          const [x, y] = spot(point, place);
          const at = x < 60 ? "start" : x > place.width - 60 ? "end" : "middle";
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
