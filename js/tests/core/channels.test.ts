/** The channel vocabulary against the vectors that Python reads too, and through the clipboard to another document. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  block_of,
  insert_cards,
  parse_block,
  paste_block,
  read_block,
  write_block,
} from "../../src/core/block";
import { add_channel, channel_named, edit_channel, says, settled } from "../../src/core/channels";
import { add_card, edit_card, move_card } from "../../src/core/commands";
import { apply, read_tables } from "../../src/core/ops";
import type { Op, PlainTables } from "../../src/core/protocol";
import { cell, get, lanes, type State, to_plain, where } from "../../src/core/state";
import { path_of } from "../root";
import { J, S1, S2, state } from "./make";

const FOLDER = path_of("tests/fixtures/channels/");
interface Vector {
  state: PlainTables;
  call: "says" | "settled" | "edit" | "add";
  card_id: string | null;
  lane_id: string;
  id: string;
  name: string;
  fields: { [field: string]: unknown };
  expect: never;
}
const vectors = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".json"))
  .map((name): [string, Vector] => [name, JSON.parse(readFileSync(`${FOLDER}${name}`, "utf8"))]);

const applied = (now: State, ops: readonly Op[]): State => apply(now, ops).state;

describe("the vocabulary", () => {
  it.each(vectors)("%s", (_name, { state: plain, call, expect: wanted, ...of }) => {
    const now = read_tables(plain);
    const card = get(now, "cards", of.card_id);
    if (call === "says") expect(card && says(now, card)).toBe(wanted);
    else if (call === "settled") expect(settled(now, of.lane_id, of.fields, card)).toEqual(wanted);
    else if (call === "edit")
      expect(to_plain(applied(now, edit_channel(now, of.id, of.fields)))).toMatchObject(wanted);
    else {
      const after = applied(now, add_channel(now, { ...of.fields, name: of.name }));
      const { channels_named } = wanted as { channels_named: { [name: string]: object } };
      for (const [name, { medium, cards }] of Object.entries(channels_named) as [string, never][]) {
        const channel = where(after, "channels").find((each) => each.name === name);
        const held = where(after, "cards", (each) => each.channel_id === channel?.id);
        expect([channel?.medium, held.map((each) => each.id)]).toEqual([medium, cards]);
      }
    }
  });

  it("takes no name that is blank or another channel's", () => {
    const now = with_app();
    expect(edit_channel(applied(now, add_channel(now, { name: "Phone" })), APP, { name: " PHONE" })).toEqual(
      [],
    );
    expect(edit_channel(now, APP, { name: "  " })).toEqual([]);
    expect(add_channel(now, { name: "" })).toEqual([]);
  });
});

const APP = "channel_aaaa0001";
const CHIPS = "lane_aaaa0009";

/** The small journey with a channel and a lane of chips. */
function with_app(): State {
  return applied(state(), [
    {
      op: "put",
      table: "channels",
      record: { id: APP, name: "App", icon: "smartphone", medium: "digital" } as never,
    },
    {
      op: "put",
      table: "lanes",
      record: { id: CHIPS, journey_id: J, kind: "touchpoints", order: "a5" } as never,
    },
  ]);
}

const place = { journey_id: J, lane_id: CHIPS, stage_id: S1 };
const chips = (now: State, stage = S1) =>
  cell(now, CHIPS, stage).map((card) => [card.text, get(now, "channels", card.channel_id)?.name ?? null]);

describe("chips", () => {
  it("refer to the channel whose name is typed, edited or moved in", () => {
    const now = with_app();
    const added = applied(now, add_card(now, { ...place, text: "app" }));
    expect(chips(added)).toEqual([["", "App"]]);
    const id = cell(added, CHIPS, S1)[0]?.id ?? "";
    expect(chips(applied(added, edit_card(added, id, { text: "Counter" })))).toEqual([["Counter", null]]);
    const first = cell(now, "lane_aaaa0001", S1)[0]?.id ?? "";
    const note = applied(now, edit_card(now, first, { text: "APP" }));
    expect(chips(applied(note, move_card(note, first, { lane_id: CHIPS, stage_id: S1 })))).toEqual([
      ["", "App"],
    ]);
  });

  it("say their channel in a spreadsheet, and come back from there as references", () => {
    const now = applied(with_app(), add_card(with_app(), { ...place, text: "App" }));
    const row = lanes(now, J).findIndex((lane) => lane.id === CHIPS);
    const area = { row, column: 0, rows: 1, columns: 1 };
    const text = write_block(block_of(now, J, area));
    expect(text).toBe("App");
    const target = { ...area, column: 1 };
    expect(chips(applied(now, paste_block(now, J, read_block(text), target).ops), S2)).toEqual([["", "App"]]);
    expect(paste_block(now, J, read_block(text), area).ops).toEqual([]);
  });

  it("bring their channel into another document, once, with its icon and medium", () => {
    const now = applied(with_app(), add_card(with_app(), { ...place, text: "App" }));
    const row = lanes(now, J).findIndex((lane) => lane.id === CHIPS);
    const block = parse_block(JSON.stringify(block_of(now, J, { row, column: 0, rows: 1, columns: 1 })));
    const lane = { id: CHIPS, journey_id: J, kind: "touchpoints", order: "a5" } as never;
    const other = applied(state(), [{ op: "put", table: "lanes", record: lane }]);
    const cards = [...(block?.[0]?.[0] ?? []), ...(block?.[0]?.[0] ?? [])];
    const after = applied(other, insert_cards(other, place, cards));
    expect(chips(after)).toEqual([
      ["", "App"],
      ["", "App"],
    ]);
    expect(where(after, "channels")).toMatchObject([{ name: "App", icon: "smartphone", medium: "digital" }]);
    expect(channel_named(after, "app")?.id).not.toBe(APP);
  });
});
