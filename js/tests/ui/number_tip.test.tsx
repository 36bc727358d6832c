/** How a number was made, beside it: on focus and on hover, gone with Escape. */
import { act, cleanup, fireEvent, screen, waitFor } from "@testing-library/preact";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { S1 } from "../core/make";
import { NoResize } from "./curve_setup";
import { METRICS, show_map } from "./map_setup";

beforeEach(() => void vi.stubGlobal("ResizeObserver", NoResize));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const open_numbers = () =>
  show_map((kernel) => {
    kernel.metrics = METRICS;
  });
const number = () => document.querySelector(`[data-number="csat ${S1}"]`) as HTMLElement;

it("opens on focus, is what describes the number, and closes with Escape", async () => {
  const board = open_numbers();
  act(() => number().focus());
  const tip = await screen.findByRole("tooltip");
  expect(tip.textContent).toContain("64%");
  await waitFor(() => {
    act(() => board.page.flush());
    expect(tip.textContent).toContain(`csat of ${S1}`);
  });
  expect(number().getAttribute("aria-describedby")).toBe(tip.id);
  fireEvent.keyDown(number(), { key: "Escape" });
  await waitFor(() => expect(screen.queryByRole("tooltip")).toBeNull());
  expect(number().hasAttribute("aria-describedby")).toBe(false);
});

it("opens where the pointer rests, stays under the pointer, and closes behind it", async () => {
  open_numbers();
  fireEvent.pointerOver(number(), { pointerType: "mouse" });
  const tip = await screen.findByRole("tooltip");
  fireEvent.pointerOut(number());
  fireEvent.pointerEnter(tip);
  await new Promise((done) => setTimeout(done, 300));
  expect(screen.queryByRole("tooltip")).not.toBeNull();
  fireEvent.pointerLeave(tip);
  await waitFor(() => expect(screen.queryByRole("tooltip")).toBeNull());
});
