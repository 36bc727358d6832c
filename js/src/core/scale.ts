/** The scales an emotion can be read on, and the one it is stored on; the same as Python's; formats, draws nothing. */
import { HIGH, LOW } from "./curve";
import { number, signed } from "./format";
import type { JourneyRecord } from "./types.gen";

export type EmotionScale = JourneyRecord["emotion_scale"];

export const SCALES: { readonly [S in EmotionScale]: readonly [min: number, max: number] } = {
  "-2..+2": [LOW, HIGH],
  "1..5": [1, 5],
  "1..10": [1, 10],
};

/** How many steps of the scale one step of the stored one is. */
const factor = (scale: EmotionScale): number => (SCALES[scale][1] - SCALES[scale][0]) / (HIGH - LOW);

/** A stored value on a scale. */
export const to_scale = (value: number, scale: EmotionScale): number =>
  SCALES[scale][0] + (value - LOW) * factor(scale);

/** The value stored for one of a scale, to four decimals: a tenth of any scale comes back as it was. */
export function from_scale(value: number, scale: EmotionScale): number {
  const [min, max] = SCALES[scale];
  const inside = Math.min(max, Math.max(min, value));
  return Math.round((LOW + (inside - min) / factor(scale)) * 10_000) / 10_000 + 0;
}

/** A stored value moved to the nearest tenth of the scale, or hundredth when `fine`. */
export function snap(value: number, scale: EmotionScale, fine: boolean): number {
  const parts = fine ? 100 : 10;
  return from_scale(Math.round(to_scale(value, scale) * parts) / parts, scale);
}

export interface EmotionFormat {
  value: (value: number, digits?: number) => string;
  /** A difference of two stored values. */
  gap: (value: number) => string;
}

/** Values as people of a language read them on a scale; only the one around zero shows a plus. */
export function emotion_format(scale: EmotionScale, locale: string): EmotionFormat {
  const write = scale === "-2..+2" ? signed : number;
  return {
    value: (value, digits = 1) => write(to_scale(value, scale), locale, digits),
    gap: (value) => signed(value * factor(scale), locale, 1),
  };
}
