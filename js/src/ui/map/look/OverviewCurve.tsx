/** The emotion curves of the slide: lines, points, and the words of the first curve's turns; edits nothing. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { curve, path_of, type XY, y_of } from "../../../core/curve";
import { runs_of, x_of } from "../../../core/curve_points";
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
  const last = width / columns.length / (columns.at(-1)?.stage_ids.length || 1);
  const place: Place = { xs, height, width, last };
  const name_of = (id: string | null) => get(map.state, "personas", id)?.name ?? map.t("views.everybody");
  const spoken = view.curves.map(({ persona_id, points }) =>
    map.t("common.labelled", {
      name: name_of(persona_id),
      value: points
        .filter(({ after }) => after === 0)
        .map((point) => signed(point.value, locale, 1))
        .join(", "),
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
            <Line key={`${one.persona_id} ${one.variant}`} curve={one} place={place} />
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
  /** How wide the last stage is. */
  readonly last: number;
}

interface Spot {
  readonly point: PointView;
  readonly x: number;
  readonly y: number;
}

/** Where the points of a curve stand, those together that one line joins. */
function runs(own: CurveView, { xs, height, last }: Place): Spot[][] {
  const middles = [...xs.values()];
  return runs_of(own.points, [...xs.keys()]).map((run) =>
    run.map(({ at, point }) => ({ point, x: x_of(at, middles, last), y: y_of(point.value, height, PAD) })),
  );
}

function Line({ curve: own, place }: { curve: CurveView; place: Place }) {
  const drawn = runs(own, place);
  return (
    <g
      class="cjm-overview__line"
      data-variant={own.variant}
      style={{ color: `var(--cjm-color-${own.color})` }}
    >
      <path d={path_of(drawn.flatMap((run) => curve(run.map(({ x, y }): XY => [x, y]))))} />
      {drawn.flat().map(({ point, x, y }) => (
        <circle
          key={point.id}
          cx={x}
          cy={y}
          r={point.after ? 3 : 4}
          data-evidence={point.evidence ?? undefined}
        />
      ))}
    </g>
  );
}

/** The words of the highest, the lowest and the decisive points, above or below, inside the edges. */
function Words({ curve: own, place }: { curve: CurveView; place: Place }) {
  const points = runs(own, place)
    .flat()
    .filter(({ point }) => point.label || point.moment_of_truth);
  const values = points.map(({ point }) => point.value);
  const ends = [Math.max(...values), Math.min(...values)];
  return (
    <>
      {points
        .filter(({ point }) => point.moment_of_truth || ends.includes(point.value))
        .map(({ point, x, y }) => {
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
