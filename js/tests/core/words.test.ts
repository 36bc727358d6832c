/** Texts and numbers in English and French. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { duration, interval, metric_value, number, percent, signed } from "../../src/core/format";
import { plural, translate } from "../../src/core/i18n";
import { path_of } from "../root";

const NARROW = "\u202f";
const NBSP = "\u00a0";

describe("texts", () => {
  const strings = { "a.hello": "Hello {name}!", "a.n.one": "{count} card", "a.n.other": "{count} cards" };

  it("are filled in", () => {
    expect(translate(strings, "en", "a.hello", { name: "Julie" })).toBe("Hello Julie!");
    expect(translate(strings, "en", "a.hello")).toBe("Hello {name}!");
    expect(translate(strings, "en", "a.hello", { name: "{name} $& $1" })).toBe("Hello {name} $& $1!");
    expect(translate(strings, "en", "a.hello", { name: 0 })).toBe("Hello 0!");
  });

  it("that are missing show their key", () => {
    expect(translate(strings, "en", "a.none", { count: 1 })).toBe("a.none");
    expect(translate({}, "en", "toString")).toBe("toString");
  });

  it.each([
    ["en", 0, "0 cards"],
    ["en", 1, "1 card"],
    ["en", 2, "2 cards"],
    ["fr", 0, "0 card"],
    ["fr", 1, "1 card"],
    ["fr", 1.5, "1.5 card"],
    ["fr-CA", 2, "2 cards"],
  ])("count as %s does: %d", (locale, count, text) => {
    expect(translate(strings, locale, "a.n", { count })).toBe(text);
    expect(plural(locale, count)).toBe(text.endsWith("s") ? "other" : "one");
  });

  it("of the catalogue count in both languages", () => {
    for (const locale of ["en", "fr"]) {
      const path = path_of(`cjm_widgets/locale/${locale}/common.json`);
      const common: Record<string, string> = JSON.parse(readFileSync(path, "utf8"));
      expect(translate(common, locale, "waiting", { count: 3 })).toContain("3");
    }
  });
});

describe("numbers", () => {
  it.each([
    [number(1234.6, "en"), "1,235"],
    [number(1234.56, "fr", 1), `1${NARROW}234,6`],
    [number(-3, "en"), "−3"],
    [number(-0, "en"), "0"],
    [signed(12, "en"), "+12"],
    [signed(-12.34, "fr", 1), "−12,3"],
    [signed(0, "en"), "0"],
    [percent(0.625, "en"), "63%"],
    [percent(0.41, "fr").replace(NBSP, NARROW), `41${NARROW}%`],
    [percent(0.4167, "en", 1), "41.7%"],
  ])("%j is %j", (found, wanted) => expect(found).toBe(wanted));

  it.each([
    [30, "30 sec"],
    [90, "1.5 min"],
    [3600 * 12, "12 hr"],
    [86_400 * 2.5, "2.5 days"],
  ])("%d seconds are %s", (seconds, wanted) => expect(duration(seconds, "en")).toBe(wanted));

  it("of metrics come in their unit", () => {
    expect(metric_value(0.64, "share", "en")).toBe("64%");
    expect(metric_value(12, "score", "en", "nps")).toBe("+12");
    expect(metric_value(-40, "score", "fr", "nps")).toBe("−40");
    expect(metric_value(4.25, "score", "fr", "ces")).toBe("4,3");
    expect(metric_value(0.125, "score", "fr", "retries")).toBe("0,13");
    expect([6.5, 12_345.6].map((value) => metric_value(value, "money", "en"))).toEqual(["6.5", "12,346"]);
    expect(metric_value(2140, "count", "en")).toBe("2,140");
    expect(metric_value(null, "share", "en")).toBe("—");
  });

  it("of intervals are short, and their signs are not mistaken", () => {
    expect(interval(0.59, 0.69, "share", "en")).toBe("59–69");
    expect(interval(-12, 8, "score", "en", "nps")).toBe("−12 … +8");
    expect(interval(2, 8, "count", "fr")).toBe("2–8");
    expect(interval(null, 8, "count", "fr")).toBe("");
  });
});
