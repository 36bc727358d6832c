/** Previews of a drag: seldom, one at a time, the latest, none after the end. */
import { beforeEach, expect, it } from "vitest";
import { PREVIEW_MS, Preview } from "../../src/core/preview";
import type { Op } from "../../src/core/protocol";

const op = (value: number): readonly Op[] => [
  { op: "patch", table: "emotions", id: "emotion_aaaa0001", fields: { value } },
];
let clock = 0;
let timers: { at: number; fn: () => void }[] = [];
let sent: (readonly Op[])[] = [];
let preview: Preview;

/** Let `ms` pass. */
function pass(ms: number): void {
  clock += ms;
  const due = timers.filter(({ at }) => at <= clock);
  timers = timers.filter(({ at }) => at > clock);
  for (const { fn } of due) fn();
}

beforeEach(() => {
  [clock, timers, sent] = [0, [], []];
  preview = new Preview({
    send: (ops) => sent.push(ops),
    now: () => clock,
    schedule: (fn, ms) => {
      const timer = { at: clock + ms, fn };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
  });
});

it("sends the first at once and then the latest, ten a second at most", () => {
  for (let value = 0; value < 100; value += 1) {
    preview.show(op(value));
    preview.heard();
    pass(10);
  }
  expect(sent.length).toBeLessThanOrEqual(1000 / PREVIEW_MS + 1);
  expect(sent.length).toBeGreaterThanOrEqual(9);
  expect(sent[0]).toEqual(op(0));
  expect(sent[1]).toEqual(op(9));
});

it("waits for the answer: a busy kernel gets one, not a queue", () => {
  preview.show(op(1));
  preview.show(op(2));
  pass(5000);
  expect(sent).toEqual([op(1)]);
  preview.show(op(3));
  preview.heard();
  expect(sent).toEqual([op(1), op(3)]);
});

it("says nothing after the end, whatever comes", () => {
  preview.show(op(1));
  preview.heard();
  preview.show(op(2));
  preview.end();
  pass(1000);
  preview.heard();
  expect(sent).toEqual([op(1)]);
});

it("takes back what was shown, and only that", () => {
  preview.cancel();
  expect(sent).toEqual([]);
  preview.show(op(1));
  preview.cancel();
  expect(sent).toEqual([op(1), []]);
  preview.cancel();
  expect(sent).toHaveLength(2);
});
