/** One curve without its handles: the line in its runs, the band of the ranges, the whiskers; knows no store. */
import { band_path, bands, line_path, type Spot, y_of } from "./geometry";
import type { Curve } from "./types";

export interface LineProps {
  curve: Curve;
  spots: readonly (readonly Spot[])[];
  height: number;
  active: boolean;
  onActivate: () => void;
}

export function Line({ curve, spots, height, active, onActivate }: LineProps) {
  const lines = spots.filter((run) => run.length > 1).map(line_path);
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a group of shapes takes no focus
    <g class={`cjm-line cjm-line--${curve.variant}${active ? " is-active" : ""}`} aria-hidden="true">
      {spots
        .flatMap((run) => bands(run, height))
        .map((band) => (
          <path key={band.upper[0]?.[0]} class="cjm-line__band" d={band_path(band.upper, band.lower)} />
        ))}
      {spots
        .flat()
        .map(
          ({ point, x }) =>
            point.low !== null &&
            point.high !== null && (
              <path
                key={point.id}
                class="cjm-line__whisker"
                d={`M${x - 4} ${y_of(point.high, height)}h8m-4 0V${y_of(point.low, height)}m-4 0h8`}
              />
            ),
        )}
      {lines.map((d) => (
        <path key={d.slice(0, 12)} class="cjm-line__stroke" d={d} />
      ))}
      {!active &&
        lines.map((d) => (
          <path key={d.slice(0, 12)} class="cjm-line__hit" d={d} onPointerDown={onActivate} />
        ))}
    </g>
  );
}
