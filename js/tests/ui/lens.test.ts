/** The lens of a map beside a notebook whose settings answer at once, one after the other. */
import { describe, expect, it } from "vitest";
import type { LookName } from "../../src/core/host_info";
import { Lens } from "../../src/ui/map/lens";
import { J, P1, state } from "../core/make";

function notebook() {
  const values: Record<string, unknown> = { view: "detail", filters: {}, search: "" };
  const listeners = new Set<() => void>();
  const sent: string[] = [];
  const set = (name: LookName, value: unknown) => {
    values[name] = value;
    sent.push(name);
    for (const fn of listeners) fn();
  };
  const subscribe = (fn: () => void) => {
    listeners.add(fn);
    return () => void listeners.delete(fn);
  };
  return { values, sent, look: { get: (name: LookName) => values[name], set, subscribe } };
}

function lens_of(look: ReturnType<typeof notebook>["look"]) {
  const told: string[] = [];
  const roving = { ids: () => [], select: () => {} };
  const lens = new Lens({ state: state(), journey_id: J, roving, tell: (key) => void told.push(key) }, look);
  look.subscribe(() => lens.follow());
  return { lens, told };
}

describe("a lens", () => {
  it("sends what changed and is drawn once, whatever comes back in between", () => {
    const { values, sent, look } = notebook();
    const { lens, told } = lens_of(look);
    const filters = { personas: [P1], tags: [], channels: [], sentiments: ["negative"], evidence: [] };
    lens.set({ depth: "evidence", filters, search: "refund" });
    expect(values).toEqual({
      view: "evidence",
      filters: { personas: [P1], sentiments: ["negative"] },
      search: "refund",
    });
    expect(sent).toEqual(["view", "filters", "search"]);
    expect(told.filter((key) => key === "lens")).toHaveLength(1);
    expect(lens.filters).toEqual(filters);
    lens.set({ filters });
    expect(sent).toHaveLength(3);
  });

  it("follows another display of the board", () => {
    const { look } = notebook();
    const [one, other] = [lens_of(look), lens_of(look)];
    one.lens.set({ depth: "overview", search: "x" });
    expect([other.lens.depth, other.lens.search]).toEqual(["overview", "x"]);
  });

  it("leaves out what the journey has not, and settings that are none", () => {
    const { values, look } = notebook();
    Object.assign(values, { view: "sideways", filters: { personas: [5, "persona_gone001"], other: ["x"] } });
    const { lens } = lens_of(look);
    expect(lens.depth).toBe("detail");
    expect(lens.see(state()).tables.cards.size).toBe(2);
  });
});
