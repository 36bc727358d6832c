/** Fields of what is no card that two people changed at once: said over the map until one value is chosen. */
import { act, cleanup, fireEvent, screen, within } from "@testing-library/preact";
import { afterEach, describe, expect, it } from "vitest";
import type { Dispute } from "../../src/core/dispute_messages";
import { read_message } from "../../src/core/messages";
import { ConflictsBar } from "../../src/ui/map/conflicts/ConflictsBar";
import { MapWith } from "../../src/ui/map/JourneyMap";
import { tables } from "../core/make";
import { show } from "./board_setup";
import { focused } from "./map_setup";

afterEach(cleanup);

const MORE = { bar: ConflictsBar };
const Map_ = () => <MapWith more={MORE} />;
const dispute = (id: string, more: Partial<Dispute> = {}): Dispute => ({
  id,
  name: "Stage “Search”",
  field: "Name",
  ours: "“Search”",
  theirs: "“Look”",
  ...more,
});

function open(found: Dispute[]) {
  const board = show(tables(), Map_, (kernel) => {
    kernel.disputes = [...found];
    kernel.commands.resolve_conflict = ({ conflict }) => {
      kernel.disputes = kernel.disputes.filter(({ id }) => id !== conflict);
      return [{ op: "patch", table: "journeys", id: board_journey, fields: { owner: `${conflict}` } }];
    };
  });
  const flush = () => act(() => board.page.flush());
  flush();
  return { ...board, flush };
}
const board_journey = Object.keys(tables().journeys ?? {})[0] as string;
const bar = () => screen.queryByRole("region", { name: "Changed on both sides" });
const choice = (name: string) => within(screen.getByRole("group", { name }));

describe("the bar of conflicts", () => {
  it("is not there while there are none", () => {
    open([]);
    expect(bar()).toBeNull();
  });

  it("says record and field with both values", () => {
    open([dispute("conflict_a")]);
    expect(bar()?.textContent).toContain("Two people changed this at the same time.");
    const found = choice("Stage “Search”: Name");
    expect(found.getByRole("button", { name: "Keep the value shown “Search”" })).toBeTruthy();
    expect(found.getByRole("button", { name: "Take the other one “Look”" })).toBeTruthy();
  });

  it("asks the kernel for the value that was chosen, moves the focus on, and goes with the last one", () => {
    const { page, flush } = open([
      dispute("conflict_a"),
      dispute("conflict_b", { name: "Persona “Julie”", field: "Role" }),
    ]);
    const take = choice("Stage “Search”: Name").getByRole("button", { name: /^Take/ });
    take.focus();
    fireEvent.click(take);
    flush();
    flush();
    expect(page.sent.filter(({ type }) => type === "command")).toMatchObject([
      { name: "resolve_conflict", args: { conflict: "conflict_a", keep: "theirs" } },
    ]);
    expect(screen.queryByRole("group", { name: "Stage “Search”: Name" })).toBeNull();
    const next = choice("Persona “Julie”: Role").getByRole("button", { name: /^Keep/ });
    expect(focused()).toBe(next);
    fireEvent.click(next);
    flush();
    flush();
    expect(bar()).toBeNull();
    expect(focused().dataset.key).toBeTruthy();
  });

  it("offers one value where the other cannot be read", () => {
    open([dispute("conflict_a", { theirs: null })]);
    expect(choice("Stage “Search”: Name").getAllByRole("button")).toHaveLength(1);
  });

  it("takes no message that lacks a value", () => {
    const message = { type: "conflicts", to: null, id: "a", conflicts: [{ id: "c", name: "n", field: "f" }] };
    expect(read_message(message)).toBeNull();
  });
});
