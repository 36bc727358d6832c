/** Numbers as people of a language read them; knows no records and no texts. */
import type { MetricCell } from "./protocol";

const formats = new Map<string, Intl.NumberFormat>();

function number_format(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, options);
  formats.set(key, format);
  return format;
}

/** A real minus sign, as wide as a plus. */
const with_minus = (text: string): string => text.replace(/^-/, "\u2212");

/** A number with at most `digits` decimals. */
export function number(value: number, locale: string, digits = 0): string {
  return with_minus(number_format(locale, { maximumFractionDigits: digits }).format(value + 0));
}

/** A number that always shows its sign, but zero. */
export function signed(value: number, locale: string, digits = 0): string {
  const options = { maximumFractionDigits: digits, signDisplay: "exceptZero" } as const;
  return with_minus(number_format(locale, options).format(value));
}

/** A share from 0 to 1 as a percentage. */
export function percent(share: number, locale: string, digits = 0): string {
  return with_minus(number_format(locale, { style: "percent", maximumFractionDigits: digits }).format(share));
}

/** Seconds in the largest unit that they fill. */
export function duration(seconds: number, locale: string): string {
  const units = [
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
  ] as const;
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  const digits = seconds / size < 10 && size > 1 ? 1 : 0;
  const options = { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: digits } as const;
  return with_minus(number_format(locale, options).format(seconds / size));
}

/** A moment in ISO 8601, as a date and a time of the day where the page is. */
export function moment(iso: string, locale: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(at);
}

type Unit = MetricCell["unit"];

/** The value of a metric in its unit; an em dash where there is none. NPS carries its sign. */
export function metric_value(value: number | null, unit: Unit, locale: string, metric = ""): string {
  if (value === null) return "\u2014";
  if (unit === "share") return percent(value, locale);
  if (unit === "seconds") return duration(value, locale);
  if (metric === "nps") return signed(value, locale);
  if (unit === "money") return number(value, locale, Math.abs(value) >= 100 ? 0 : 2);
  if (metric === "retries") return number(value, locale, 2); // repeats a visit are small
  return number(value, locale, unit === "score" ? 1 : 0);
}

/** Both ends of an interval, short: shares without their percent sign. "" where there is none. */
export function interval(
  low: number | null,
  high: number | null,
  unit: Unit,
  locale: string,
  metric = "",
): string {
  if (low === null || high === null) return "";
  if (unit === "share") return join(number(low * 100, locale), number(high * 100, locale));
  return join(metric_value(low, unit, locale, metric), metric_value(high, unit, locale, metric));
}

/** An en dash between plain numbers; beside a sign it would be read as a minus. */
function join(low: string, high: string): string {
  return /^\d(.*\d)?$/.test(low) && /^\d/.test(high) ? `${low}\u2013${high}` : `${low} \u2026 ${high}`;
}
