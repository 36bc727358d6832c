/** The measured score beside the curve: marks, gaps, the callout, and what never judges. */
import { act, cleanup, fireEvent } from "@testing-library/preact";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { apply } from "../../src/core/ops";
import type { MetricCell } from "../../src/core/protocol";
import { J, NoResize, open, slider, stage_id } from "./curve_setup";

beforeEach(() => void vi.stubGlobal("ResizeObserver", NoResize));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const cell = (stage: number, value: number | null, more: Partial<MetricCell> = {}): MetricCell => ({
  metric: "csat",
  stage_id: stage_id(stage),
  value,
  low: value === null ? null : value - 0.05,
  high: value === null ? null : value + 0.05,
  n: 200,
  unit: "share",
  state: "ok",
  reason: null,
  base: null,
  target: null,
  ...more,
});

const CELLS = [
  cell(0, 0.5),
  cell(1, 0.8),
  cell(2, 0.86, { state: "too_few", n: 12 }),
  cell(3, null, { state: "no_source", n: 0 }),
];
const metrics = (cells = CELLS) => ({ csat: Object.fromEntries(cells.map((each) => [each.stage_id, each])) });

function opened(cells = CELLS, lane?: object) {
  const shown = open((kernel) => {
    kernel.metrics = metrics(cells);
    if (!lane) return;
    const record = { id: "lane_aaaa0001", journey_id: J, kind: "emotions", ...lane };
    kernel.state = apply(kernel.state, [{ op: "put", table: "lanes", record }]).state;
  });
  const mark = (stage: number) => document.querySelector(`[data-measured="${stage_id(stage)}"]`);
  const callout = () => document.querySelector(".cjm-callout")?.textContent ?? null;
  return { ...shown, mark, callout };
}

it("stands at each stage that has a score, with its words", () => {
  const { mark } = opened();
  expect(mark(0)?.getAttribute("aria-label")).toBe(
    "Discovery: measured 0, between −0.2 and +0.2: 50% of 200 answers, gap +0.1",
  );
  expect(mark(1)?.getAttribute("aria-label")).toContain("gap +2.7, disagree");
  expect(mark(3)).toBeNull();
});

it("is never held against the curve when it rests on too few answers", () => {
  const { mark } = opened([cell(1, 0.8, { state: "too_few", n: 12 })]);
  expect(mark(1)?.getAttribute("class")).toContain("is-weak");
  expect(mark(1)?.getAttribute("class")).not.toContain("is-apart");
  expect(mark(1)?.getAttribute("aria-label")).toContain("too few answers");
  expect(mark(1)?.getAttribute("aria-label")).not.toContain("disagree");
});

it("says in a callout where both are furthest apart, and what is pointed at", () => {
  const { callout, mark } = opened();
  expect(callout()).toBe("Drawn −1.5, measured +1.2gap +2.7 · n=200 · disagree");
  fireEvent.pointerEnter(mark(0) as Element);
  expect(callout()).toBe("Drawn −0.1, measured 0gap +0.1 · n=200");
  fireEvent.pointerLeave(mark(0) as Element);
  expect(callout()).toContain("disagree");
});

it("is part of what a point says", () => {
  opened();
  expect(slider("Consideration").getAttribute("aria-valuetext")).toContain("gap +2.7, disagree");
  act(() => slider("Discovery", "Robert").focus());
  expect(slider("Discovery", "Robert").getAttribute("aria-valuetext")).toContain("gap −0.6");
});

it("follows the score and the neutral value that the lane names, or none", () => {
  expect(opened(CELLS, { target: 0.8 }).mark(1)?.getAttribute("aria-label")).toContain("measured 0,");
  cleanup();
  expect(opened(CELLS, { metric: "none" }).mark(1)).toBeNull();
});
