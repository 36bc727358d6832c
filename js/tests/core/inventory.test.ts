/** The inventory of touchpoints, and what a page lets the kernel do because it reaches beyond it. */
import { describe, expect, it } from "vitest";
import { inventory, usage_of } from "../../src/core/inventory";
import { apply } from "../../src/core/ops";
import type { OfferedTemplate, Op } from "../../src/core/protocol";
import { get, type State } from "../../src/core/state";
import { Kernel, Page } from "./kernel";
import { C1, J, L1, S1, S2, S3, state } from "./make";

const CHIPS = "lane_aaaa0009";
const APP = "channel_aaaa0001";
const WEB = "channel_aaaa0002";
const put = (table: string, record: object): Op => ({ op: "put", table, record }) as Op;
const chip = (n: number, stage_id: string, fields: object) =>
  put("cards", {
    id: `card_bbbb000${n}`,
    journey_id: J,
    lane_id: CHIPS,
    stage_id,
    order: `a${n}`,
    ...fields,
  });

function with_chips(): State {
  return apply(state(), [
    put("channels", { id: WEB, name: "Web", medium: "digital", order: "a1" }),
    put("channels", { id: APP, name: "App", medium: "digital", order: "a0" }),
    put("lanes", { id: CHIPS, journey_id: J, kind: "touchpoints", order: "a5" }),
    chip(1, S1, { text: "Kiosk" }),
    chip(2, S1, { channel_id: APP, usage: "intended" }),
    chip(3, S2, { text: "kiosk ", usage: "both" }),
    { op: "patch", table: "cards", id: C1, fields: { channel_id: APP } },
  ]).state;
}

describe("the inventory", () => {
  it("counts cards by touchpoint and phase, the vocabulary first, today against intended", () => {
    const { touchpoints, unused, phases } = inventory(with_chips(), J);
    expect(touchpoints.map(({ name, phase, cards }) => [name, phase, cards.length])).toEqual([
      ["App", "before", 2],
      ["Kiosk", "before", 2],
    ]);
    expect(touchpoints.map(usage_of)).toEqual(["both", "both"]);
    expect(unused.map(({ name }) => name)).toEqual(["Web"]);
    expect(phases.map(({ key }) => key)).toEqual(["before", "during"]);
  });

  it("leaves out notes that carry no channel, and has a column for each phase of its own", () => {
    const now = apply(state(), [
      { op: "patch", table: "phases", id: "phase_aaaa0002", fields: { role: null, name: "Evening" } },
      put("channels", { id: APP, name: "App" }),
      put("cards", { id: "card_bbbb0001", journey_id: J, lane_id: L1, stage_id: S3, channel_id: APP }),
    ]).state;
    const { touchpoints, phases } = inventory(now, J);
    expect(touchpoints.map(({ name, phase }) => [name, phase])).toEqual([["App", "Evening"]]);
    expect(phases.map(({ key }) => key)).toEqual(["before", "Evening"]);
  });
});

describe("what reaches beyond the board", () => {
  it("is carried out by the kernel as one step, and waited for", () => {
    const kernel = new Kernel();
    kernel.state = with_chips();
    kernel.commands.remove_channel = ({ channel }) => [
      { op: "remove", table: "channels", id: channel ?? "" },
    ];
    const page = new Page(kernel).open();
    const { store, sent } = page;
    expect(store.ask("remove_channel", { channel: WEB })).toMatch(/^batch_/);
    expect(store.snapshot.waiting).toBe(1);
    page.flush();
    expect(get(store.snapshot.state, "channels", WEB)).toBeUndefined();
    expect(store.snapshot).toMatchObject({ waiting: 0, history: { undo: "remove_channel" } });
    expect(sent.at(-1)).toMatchObject({ type: "command", name: "remove_channel", args: { channel: WEB } });
    store.undo();
    page.flush();
    expect(get(store.snapshot.state, "channels", WEB)?.name).toBe("Web");
  });

  it("is not asked for where nothing may be changed", () => {
    const kernel = new Kernel();
    kernel.read_only = true;
    const { store } = new Page(kernel).open();
    expect(store.ask("apply_template", { template: "b2b" })).toBeNull();
    expect(store.snapshot.waiting).toBe(0);
  });

  it("brings the templates to the page that asked", () => {
    const kernel = new Kernel();
    const b2b: OfferedTemplate = {
      name: "b2b",
      title: "B2B",
      description: "",
      stages: ["Trigger"],
      lanes: [],
    };
    kernel.templates = [b2b];
    const [one, other] = [new Page(kernel, "one").open(), new Page(kernel, "other").open()];
    one.store.say({ type: "templates" });
    one.flush();
    other.flush();
    expect(one.store.snapshot.templates).toEqual([b2b]);
    expect(other.store.snapshot.templates).toBeNull();
  });
});
